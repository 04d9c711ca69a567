// Two changed the same form: what only the other one changed is taken over, what both changed is named. Private to this folder.
#pragma once
#include <string>
#include <vector>

#include "web/form_view.hpp"

namespace luan::web {

struct Merged {
  FormState state;                 // mine, with `taken` as they stand now
  std::vector<std::string> taken;  // labels of fields that only the other one changed
  std::vector<std::string> both;   // … that both changed, each otherwise
};

/// `base`: what stood there when the form was opened, `mine`: what was typed over it, `theirs`: what stands there now. Fields are compared
/// as people read them: «5/3/2026» typed over 05/03/2026 is no change.
[[nodiscard]] Merged merge(const workflow::Form& form, const workflow::FormWorld& world, const json::object& base, const FormState& mine,
                           const json::object& theirs, Language language);

}  // namespace luan::web
