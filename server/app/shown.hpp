// What a step shows to whom it asks, as one digest: a response is bound to it (DESIGN §5), recorded with it, and refused as stale where
// something else is shown by then. Private to this folder.
//
// It holds the form as the step asks it of anybody, what was said before that the caller may read, and which plugins have answered. It
// does not hold what changes without anybody having said anything: the day, one's own files, lists of people and posts. Nor the answers of
// others to the same run: they are given beside this one, and nobody waits for them. Everything in it is state, so the writer can tell.
#pragma once
#include <string>

#include "app/impl.hpp"

namespace luan::app {

/// Hex, as docs/formats/log.md says. `run` is one of the rotation's; the step is one that people answer.
[[nodiscard]] std::string shown_of(const App::Impl& impl, const DirectoryPtr& directory, const workflow::Definition& definition,
                                   const workflow::Rotation& rotation, const workflow::StepRun& run, const Caller& caller);

}  // namespace luan::app
