// How the ids of one version of a definition are called in another: what a person says of renamed stages and steps before open
// rotations are moved. What is not named keeps its id.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "workflow/loader.hpp"

namespace luan::workflow {

struct Mapping {
  std::map<std::string, std::string> stages{};  // old id -> new id
  std::map<std::string, std::string> steps{};

  [[nodiscard]] std::string stage(std::string_view old) const;
  [[nodiscard]] std::string step(std::string_view old) const;
};

/// Reads `stages: { old: new }` and `steps: { old: new }`. Stages may be joined, steps not. Faults: an id that its version does
/// not have, two old steps under one new id.
[[nodiscard]] std::expected<Mapping, std::vector<LoadError>> read_mapping(std::string_view file_name, std::string_view bytes, const Definition& from,
                                                                          const Definition& to);

}  // namespace luan::workflow
