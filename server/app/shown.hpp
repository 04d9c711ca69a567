// What a step shows to whom it asks, as one digest: a response is bound to it (DESIGN §5), recorded with it, and refused as stale where
// something else is shown by then. Private to this folder.
//
// It holds the form as the step asks it of anybody on the day it opened, what was said before that the caller may read, and which plugins
// have answered. It does not hold what changes without anybody having said anything: the day, and that a paper of the dossier runs out on
// it, one's own files, lists of people and posts. Nor the answers of others to the same run: they are given beside this one, and nobody
// waits for them. Everything in it is state, so the writer can tell: it holds on its thread what was reckoned before against what there is.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "app/impl.hpp"

namespace luan::app {

/// What it was reckoned on, with it.
struct Shown {
  std::string digest;                   // hex, as docs/formats/log.md says
  int sequence = 0;                     // of the rotation
  workflow::Actor reader{};             // who reads, and with what rights
  std::vector<std::string> assigned{};  // to the official, as the form names it
  std::pair<int, int> assigned_by{};    // sequence of the response that assigned it, and of its correction; 0: none
};

/// `run` is one of the rotation's; the step is one that people answer. `assigned` is FormWorld::assigned of that form.
[[nodiscard]] Shown shown_of(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
                             const Caller& caller, std::vector<std::string> assigned);

/// Is that digest still what the run shows to the reader, who was `before.reader` and has these rights by now? Reckons anew where something
/// has happened in the rotation, or to the reader's rights. Reads nothing but the state: for the writer's thread.
[[nodiscard]] bool still_shows(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
                               const Caller& caller, const Shown& before, const std::string& digest);

}  // namespace luan::app
