// People and where they belong: officials, accounts, who stands in for whom, units and posts.
#include "api/resources.hpp"

namespace luan::api {

json::object to_json(const app::OfficialView& view, Language language) {
  json::array posts;
  for (const app::CareerPost& post : view.posts)
    posts.push_back(json::object{{"position", post.position.in(language)},
                                 {"unit", post.unit.in(language)},
                                 {"from", to_text(post.from)},
                                 {"to", date_or_null(post.to)},
                                 {"rotation", post.rotation},
                                 {"code", post.code},
                                 {"result", post.result}});
  return {{"id", view.id},
          {"name", view.name},
          {"born", text_or_null(view.born)},
          {"position", view.position.in(language)},
          {"unit", to_json(view.unit, language)},
          {"open_rotation", text_or_null(view.open_rotation)},
          {"posts", std::move(posts)},
          {"values", view.values.empty() ? json::value(nullptr) : json::value(view.values)}};
}

json::object to_json(const app::SubstitutionView& view, Language language) {
  json::array steps;
  for (const auto& [step, title] : view.steps) steps.push_back(json::object{{"step", step}, {"title", title.in(language)}});
  return {{"id", view.id},
          {"principal", json::object{{"id", view.principal.id}, {"name", view.principal.name}}},
          {"substitute", json::object{{"id", view.substitute.id}, {"name", view.substitute.name}}},
          {"role", text_or_null(view.role)},
          {"unit", view.role.empty() ? json::value(nullptr) : json::value(to_json(view.unit, language))},
          {"steps", std::move(steps)},
          {"from", to_text(view.from)},
          {"until", to_text(view.until)},
          {"reason", view.reason},
          {"state", view.state}};
}

json::object to_json(const app::UnitView& view, Language language) {
  json::array names;
  for (const auto& [on, name] : view.names) names.push_back(json::object{{"from", to_text(on)}, {"name", name.in(language)}});
  json::array before, after;
  for (const auto& unit : view.predecessors) before.push_back(to_json(unit, language));
  for (const auto& unit : view.successors) after.push_back(to_json(unit, language));
  return {{"id", view.id},
          {"name", view.name.in(language)},
          {"kind", view.kind},
          {"level", view.level},
          {"traits", view.traits},
          {"from", date_or_null(view.from)},
          {"to", date_or_null(view.to)},
          {"predecessors", std::move(before)},
          {"successors", std::move(after)},
          {"names", std::move(names)}};
}

json::object to_json(const app::PositionView& view, Language language) {
  return {{"id", view.id}, {"title", view.title.in(language)}, {"unit", to_json(view.unit, language)}, {"kind", view.kind}, {"key", view.key}};
}

json::object to_json(const app::AccountView& view, Language language) {
  json::array grants;
  for (const auto& [role, unit] : view.grants) grants.push_back(json::object{{"role", role}, {"unit", to_json(unit, language)}});
  return {{"id", view.id},
          {"username", view.username},
          {"name", view.name},
          {"title", view.title.in(language)},
          {"disabled", view.disabled},
          {"grants", std::move(grants)},
          {"official", view.official ? json::value(view.official->name) : json::value(nullptr)}};
}

}  // namespace luan::api
