// What a scorer is given to read: the official's facts without a name, and beside them only what its manifest asks for
// (plugins/sdk/luan_plugin.h). Pure: who calls has looked everything up.
#pragma once
#include <string>
#include <vector>

#include "store/directory.hpp"
#include "workflow/rotation.hpp"

namespace luan::app {

struct ScorerQuestion {
  const store::Directory& directory;
  const workflow::Rotation& rotation;
  Date day{};                                             // on which the step opened
  json::object nomination{};                              // the nomination's form; read for `post` only
  std::vector<const workflow::Rotation*> alternatives{};  // open for the same post, this one among them; for `alternatives`
};

/// `needs`: birth, post, alternatives.
[[nodiscard]] json::object scorer_input(const ScorerQuestion& question, const std::vector<std::string>& needs);

}  // namespace luan::app
