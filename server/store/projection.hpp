// What tables say of a rotation, derived from nothing but its state, its definition and the directory, so that a rebuild
// gives the same rows. Pure.
#pragma once
#include <optional>
#include <string>

#include "store/directory.hpp"
#include "workflow/engine.hpp"

namespace luan::store {

struct RotationProjection {
  std::string id, code, status, stage, official, sending, receiving, position, kind, direction, nominated, number, ends, due, search;
  int contested = 0;
};
[[nodiscard]] RotationProjection project(const workflow::Definition& definition, const workflow::Rotation& rotation, const Directory& directory);
/// By what a rotation is found, folded: it changes with the official's name too.
[[nodiscard]] std::string search_text(const workflow::Rotation& rotation, const Directory& directory);

struct TurnProjection {
  std::string rotation, official, effective, sending, receiving, kind, direction, result;
};
/// Nothing before the posting, nor where postings are no turns (a secondment). A turn is a posting decision, counted on the day it takes effect (DESIGN §9).
[[nodiscard]] std::optional<TurnProjection> project_turn(const workflow::Definition& definition, const workflow::Rotation& rotation);

struct PetitionProjection {
  std::string rotation;
  int number = 0;
  std::string official, owner, due, state, raised;
};
[[nodiscard]] std::vector<PetitionProjection> project_petitions(const workflow::Rotation& rotation);

/// A paper in its register.
struct DocumentProjection {
  std::string reg, period;
  int ordinal = 0;
  std::string number, rotation, at;
};
/// The paper that this event of a rotation enters in a register, if it does. `term` is the committee's then.
[[nodiscard]] std::optional<DocumentProjection> project_document(const workflow::Event& event, const RotationId& rotation, const std::string& term);

/// "LC-2026-017" is number 17 of the register `rotation` in the period "2026".
struct CodeParts {
  std::string period;
  int ordinal = 0;
};
[[nodiscard]] CodeParts parse_code(const std::string& code);

}  // namespace luan::store
