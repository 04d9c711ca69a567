// What changes from one version of a definition to another, in words: ways lost and gained, steps, people, forms, rules,
// deadlines. Titles put otherwise are no difference. Pure.
#pragma once
#include <string>
#include <vector>

#include "workflow/definition.hpp"

namespace luan::workflow {

struct Difference {
  enum class Kind : unsigned char { lost, gained, changed } kind = Kind::changed;
  std::string what;   // stage, end, step, way, action, who, due, rule, form, plugin, effect, opening, start, term: stable, for programs
  std::string place;  // id of the stage, step, end, action or form
  Localized text;
  Mark mark{};  // in the new version; in the old one where it is lost
};
[[nodiscard]] std::string_view to_text(Difference::Kind kind);

/// In the order of the new version, then what was lost.
[[nodiscard]] std::vector<Difference> differences(const Definition& from, const Definition& to);

}  // namespace luan::workflow
