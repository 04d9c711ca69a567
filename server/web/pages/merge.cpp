#include "web/pages/merge.hpp"

#include <algorithm>

namespace luan::web {
namespace {

using Values = std::vector<app::ValueView>;

const app::ValueView* find(const Values& values, const std::string& id) {
  const auto found = std::ranges::find(values, id, &app::ValueView::id);
  return found == values.end() ? nullptr : &*found;
}

/// The same to who reads it; a field that is empty is not among the values.
bool same(const Values& one, const Values& other, const std::string& id) {
  const app::ValueView* a = find(one, id);
  const app::ValueView* b = find(other, id);
  return a && b ? reads_alike(*a, *b) : a == b;
}

}  // namespace

Merged merge(const workflow::Form& form, const workflow::FormWorld& world, const json::object& base, const FormState& mine, const json::object& theirs,
             Language language) {
  Merged out{mine, {}, {}};
  const auto values = [&](json::object body) { return typed_values(form, world, FormState{std::move(body), {}, 1}, language); };
  const Values before = values(base), typed = values(mine.body), now = values(theirs);
  const json::value* standing = theirs.if_contains("form");
  json::value& kept = out.state.body["form"];
  if (!standing || !standing->is_object() || !kept.is_object()) return out;
  for (const workflow::Field& field : form.fields) {
    if (same(before, now, field.id) || same(typed, now, field.id)) continue;
    if (!same(before, typed, field.id)) {
      out.both.push_back(field.label.in(language));
      continue;
    }
    out.taken.push_back(field.label.in(language));
    if (const json::value* value = standing->as_object().if_contains(field.id))
      kept.as_object()[field.id] = *value;
    else
      kept.as_object().erase(field.id);
  }
  return out;
}

}  // namespace luan::web
