#include "app/scorer_input.hpp"

#include <algorithm>
#include <tuple>

#include "app/official_form.hpp"

namespace luan::app {
namespace {

/// Facts without name or birth. Where he comes from, was born and lives is told only as far as it matters: is it the receiving place?
json::object facts_of(const ScorerQuestion& question, const store::Official& official, const UnitId& receiving) {
  json::object facts = official.person;
  for (const char* name : {"family", "middle", "given", "born", "gender", "identity_number", "party_probationary", "party_full", "ratings_by_year"})
    facts.erase(name);
  for (const auto& [unit_fact, place_fact, told] :
       {std::tuple{"home_unit", "home_place", "is_local"}, {"birth_unit", "birth_place", "born_local"}, {"residence_unit", "residence", "lives_local"}}) {
    const auto there = is_of_place(question.directory, facts, unit_fact, receiving);
    facts.erase(unit_fact), facts.erase(place_fact);
    if (there) facts[told] = *there;
  }
  // What was recorded before his last posting is about the post he had then.
  if (official.posted && facts.contains("leads_since")) facts["leads_since"] = std::max(text_member(facts, "leads_since"), to_text(*official.posted));
  return facts;
}

json::value post_of(const store::Directory& directory, const store::Position* position) {
  if (!position) return nullptr;
  const store::Unit* unit = directory.unit(position->unit);
  return json::object{{"kind", position->kind}, {"key", position->key}, {"level", unit ? unit->level : 0}};
}

void add_post(const ScorerQuestion& question, const store::Official& official, json::object& input) {
  const auto& [directory, rotation, day, nomination, alternatives] = question;
  input["day"] = to_text(day);
  json::object asked{{"kind", rotation.facts.kind}, {"direction", rotation.facts.direction}};
  if (const json::value* object = nomination.if_contains("object")) asked["object"] = *object;
  if (const json::value* months = nomination.if_contains("expected_months")) asked["months"] = *months;
  input["nomination"] = std::move(asked);
  json::value post = post_of(directory, directory.position(rotation.facts.position));
  if (post.is_object())
    post.as_object()["vacant"] = std::ranges::none_of(
        directory.officials(), [&](const store::Official* other) { return other->position == rotation.facts.position && other->id != official.id; });
  input["post"] = std::move(post);
  input["from_post"] = post_of(directory, directory.position(official.position));
  if (const store::Unit* unit = directory.unit(rotation.parties.receiving))
    input["receiving"] = json::object{{"kind", unit->kind}, {"level", unit->level}, {"traits", unit->traits}};
  if (official.posted) input["posted"] = to_text(*official.posted);
}

void add_alternatives(const ScorerQuestion& question, json::object& input) {
  std::vector<const workflow::Rotation*> sorted = question.alternatives;
  std::ranges::sort(sorted, {}, [](const workflow::Rotation* rotation) { return rotation->id.text(); });
  json::array list;
  for (const workflow::Rotation* rotation : sorted)
    if (const store::Official* official = question.directory.official(rotation->facts.official))
      list.push_back(json::object{{"id", rotation->id.text()}, {"facts", facts_of(question, *official, rotation->parties.receiving)}});
  input["this"] = question.rotation.id.text();
  input["alternatives"] = std::move(list);
}

}  // namespace

json::object scorer_input(const ScorerQuestion& question, const std::vector<std::string>& needs) {
  const auto needed = [&](std::string_view what) { return std::ranges::find(needs, what) != needs.end(); };
  const store::Official& official = *question.directory.official(question.rotation.facts.official);
  json::object input = facts_of(question, official, question.rotation.parties.receiving);
  if (needed("birth"))
    for (const char* name : {"born", "gender"})
      if (const json::value* value = official.person.if_contains(name)) input[name] = *value;
  if (needed("post")) add_post(question, official, input);
  if (needed("alternatives")) add_alternatives(question, input);
  return input;
}

}  // namespace luan::app
