// Reads a workflow file (YAML). Errors carry file, line, column and a sentence that says what was expected there.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/definition.hpp"

namespace luan::workflow {

struct LoadError {
  std::string file;
  Mark mark;
  Localized text;

  /// "workflows/rotation.yaml:41:7: …"
  [[nodiscard]] std::string line(Language language) const;
};

/// `roles`: the names a `who` may use. All faults that can be found in one pass are returned.
[[nodiscard]] std::expected<Definition, std::vector<LoadError>> load_definition(std::string_view file_name, std::string_view bytes,
                                                                                const std::vector<std::string>& roles);

}  // namespace luan::workflow
