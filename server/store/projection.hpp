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
  std::string sending_now, receiving_now;  // who has taken over from the units of the nomination, or these
  int contested = 0;
};
[[nodiscard]] RotationProjection project(const workflow::Definition& definition, const workflow::Rotation& rotation, const Directory& directory);
/// By what a rotation is found, folded: it changes with the official's name too.
[[nodiscard]] std::string search_text(const workflow::Rotation& rotation, const Directory& directory);

/// A seat of an open step that is awaited.
struct TaskProjection {
  std::string rotation, step, seat, role, official, due;  // role: role@unit that whoever fills the seat must hold
  int run = 0, minute = -1;                               // minute: of the due day; -1: its end
  int open = 0;                                           // the rotation goes on
  int personal = 0, delegable = 0;                        // persons answer under their names, each once; a substitute may answer
};
[[nodiscard]] TaskProjection project_task(const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
                                          const workflow::Seat& seat);

/// A response that stands.
struct AnswerProjection {
  std::string rotation, step, seat, account, at;
  int run = 0;
};
[[nodiscard]] AnswerProjection project_answer(const RotationId& rotation, const workflow::StepRun& run, const workflow::GivenResponse& given);
/// Somebody who takes no part in a step.
struct RecusalProjection {
  std::string rotation, step, account;
  int run = 0;
};

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
