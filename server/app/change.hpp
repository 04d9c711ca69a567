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

/// Every version below `to` that open rotations are under. Refused as `definition_invalid` where the mapping does not fit.
[[nodiscard]] Result<std::vector<MigrationFrom>> migrations_to(const App::Impl& impl, const workflow::DefinitionPtr& to, const std::string& mapping);

/// Where everything would go; nothing is changed.
[[nodiscard]] Result<MigrationView> plan_migration(const App::Impl& impl, const workflow::DefinitionPtr& to, const std::string& mapping);

/// While no server runs: installs `to` where `bytes` are given, and moves what is open.
[[nodiscard]] Result<MigrationDone> migrate_offline(App& app, const workflow::DefinitionPtr& to, const std::string& bytes, const std::string& mapping);

/// Past rotations under another version, one by one: those that ended, and those still open as far as they have come.
[[nodiscard]] std::vector<ReplayedRotation> replay_all(const App::Impl& impl, const workflow::Definition& to, const workflow::Mapping& mapping);

}  // namespace luan::app
