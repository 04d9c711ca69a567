// A definition changes while rotations run: what of it is asked for by people and by the command line. Private to this folder
// and to cli.
#pragma once
#include "app/impl.hpp"
#include "workflow/landing.hpp"
#include "workflow/reenactment.hpp"

namespace luan::app {

/// One way of moving: from a version that open rotations are under. Keeps the definitions it speaks of.
struct MigrationFrom {
  workflow::DefinitionPtr from;
  std::unique_ptr<workflow::Migration> migration;
  workflow::MigrationProof proof;
};

/// Where everything that is open under older versions would go, and how it gets there.
struct MigrationPlan {
  std::vector<MigrationFrom> ways;
  MigrationView view;
};
/// Nothing is changed. Refused as `definition_invalid` where the mapping does not fit.
[[nodiscard]] Result<MigrationPlan> plan_migration(const App::Impl& impl, const workflow::DefinitionPtr& to, const std::string& mapping);

/// While no server runs. `to` of the plan is installed; refused as a whole where something has no place.
[[nodiscard]] Result<MigrationDone> migrate_offline(App& app, const MigrationPlan& plan);
/// `definition_invalid` with place and remedy where a new version names a plugin that is not there, or roles that nobody holds,
/// unless the version in force lacks the same. Judged before it is installed; at the start of a server what is lacking is a warning.
[[nodiscard]] Result<void> needs_met(const App::Impl& impl, const std::string& file, const workflow::Definition& definition);
/// While no server runs: refused where the version is there with other bytes. Its needs are judged before (`needs_met`).
[[nodiscard]] Result<bool> install_offline(App& app, const workflow::DefinitionPtr& definition, const std::string& bytes);

/// Past rotations under another version, one by one: those that ended, and those still open as far as they have come.
[[nodiscard]] std::vector<ReplayedRotation> replay_all(const App::Impl& impl, const workflow::Definition& to, const workflow::Mapping& mapping);

}  // namespace luan::app
