// Turns and persons; officials and their careers; units; workflows.
#include <algorithm>
#include <limits>
#include <map>

#include "app/directions.hpp"
#include "app/impl.hpp"
#include "app/official_form.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

Localized key_label(const store::Directory& directory, const std::string& by, const std::string& key) {
  if (by == "unit") return unit_name(directory, UnitId::trusted(key));
  if (by == "result") return level_label(key);
  if (key == "key") return {"Cán bộ chủ chốt", "Key officials"};
  if (key == "civil_servant") return {"Công chức", "Civil servants"};
  return direction_label(key);
}

/// Of his unit a ward or office knows its officials; an official knows himself.
bool knows(const Caller& caller, const store::Official& official) {
  if (caller.reads_all() || caller.actor.official == official.id) return true;
  return std::ranges::any_of(caller.actor.grants,
                             [&](const auto& grant) { return grant.unit == official.unit && grant.role != "administrator" && grant.role != "official"; });
}

std::vector<std::string> separated(const std::string& list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(',', at), list.size());
    if (end > at) out.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

store::TurnSearch search_of(const TurnQuery& query) {
  return {to_text(query.from), to_text(query.to), query.unit, separated(query.kind), separated(query.direction), separated(query.result)};
}

OfficialView official_view(const store::Directory& directory, const store::Official& official) {
  OfficialView view;
  view.id = official.id.text();
  view.name = official_ref(directory, official.id).name;
  view.born = text_or_empty(official.person, "born");
  view.position = position_ref(directory, official.position).title;
  view.unit = unit_ref(directory, official.unit);
  return view;
}

/// What is recorded of him, for who reads every rotation and for himself; what is private for the organisation board alone.
void add_facts(OfficialView& view, const Caller& caller, const store::Directory& directory, const store::Official& official, Date day) {
  const bool himself = caller.actor.official == official.id;
  if (!caller.reads_all() && !himself) return;
  view.values = values_of_official(directory, official, day);
  for (const workflow::Field& field : official_form().fields)
    if (is_private(field.id) && !himself && !caller.has(identity::Role::organisation_board)) view.values.erase(field.id);
  for (const char* told : {"family", "middle", "given", "unit", "position", "born"}) view.values.erase(told);  // stands beside them
}

}  // namespace

Result<TurnTable> App::turns(const Caller& caller, const TurnQuery& query) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  const store::Reader reader = impl_->database->reader();
  const store::TurnSearch search = search_of(query);
  TurnTable table;
  for (const store::TurnSum& sum : store::turn_sums(reader.session(), search, {}))
    table.turns = sum.turns, table.persons = sum.persons, table.ended_early = sum.ended_early;
  if (query.by.empty()) {
    if (table.turns > 0) table.items.push_back({{}, {}, table.turns, table.persons});
    return table;
  }
  for (const store::TurnSum& sum : store::turn_sums(reader.session(), search, query.by)) {
    TurnRow row;
    for (std::size_t i = 0; i < sum.keys.size(); ++i) {
      row.keys[query.by[i]] = sum.keys[i];
      row.labels[query.by[i]] = key_label(*directory, query.by[i], sum.keys[i]);
    }
    row.turns = sum.turns, row.persons = sum.persons;
    table.items.push_back(std::move(row));
  }
  return table;
}

Result<Page<TurnView>> App::turn_list(const Caller& caller, const TurnQuery& query, const PageQuery& page) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  const store::Reader reader = impl_->database->reader();
  store::TurnSearch search = search_of(query);
  Page<TurnView> out;
  for (const store::TurnSum& sum : store::turn_sums(reader.session(), search, {})) out.total = static_cast<std::size_t>(sum.turns);
  search.limit = page.size, search.offset = static_cast<int>(page.first());
  for (const auto& turn : store::turns(reader.session(), search)) {
    const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(turn.rotation));
    if (!rotation || !rotation->decision) continue;
    out.items.push_back({turn.rotation, rotation->facts.code, rotation->decision->number, official_ref(*directory, rotation->facts.official),
                         position_ref(*directory, rotation->facts.position).title, unit_name(*directory, rotation->facts.sending), level_label(turn.result),
                         rotation->decision->effective});
  }
  return out;
}

Result<std::vector<OfficialView>> App::officials(const Caller& caller, std::string_view text) const {
  auto all = official_page(caller, text, {1, std::numeric_limits<int>::max()});
  if (!all) return std::unexpected(std::move(all.error()));
  return std::move(all->items);
}

namespace {

/// Every word stands in the name, the post or the unit.
bool named_by(const store::Directory& directory, const store::Official& official, const std::vector<std::string>& words) {
  const store::Position* position = directory.position(official.position);
  const store::Unit* unit = directory.unit(official.unit);
  return std::ranges::all_of(words, [&](const std::string& word) {
    return official.folded.find(word) != std::string::npos || (position && position->folded.find(word) != std::string::npos) ||
           (unit && unit->folded.find(word) != std::string::npos);
  });
}

}  // namespace

Result<Page<OfficialView>> App::official_page(const Caller& caller, std::string_view text, const PageQuery& query) const {
  if (caller.administrator_only()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  std::vector<const store::Official*> found = directory->officials();
  const auto words = folded_words(text);
  if (!caller.reads_all() || !words.empty())
    std::erase_if(found, [&](const store::Official* official) { return !knows(caller, *official) || !named_by(*directory, *official, words); });
  return page_of<OfficialView>(found, query, [&](const store::Official* official) { return official_view(*directory, *official); });
}

Result<OfficialView> App::official(const Caller& caller, std::string_view id) const {
  const auto parsed = OfficialId::parse(id);
  const DirectoryPtr directory = impl_->directory();
  const store::Official* official = parsed ? directory->official(*parsed) : nullptr;
  if (!official || !knows(caller, *official)) return refuse(RefusalCode::not_found);
  OfficialView view = official_view(*directory, *official);
  const store::Reader reader = impl_->database->reader();
  for (const auto& turn : store::turns_of_official(reader.session(), view.id)) {
    const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(turn.rotation));
    if (!rotation || !may_see(caller, *rotation)) continue;
    CareerPost post{position_ref(*directory, rotation->facts.position).title,
                    unit_name(*directory, rotation->facts.receiving),
                    *parse_date(turn.effective),
                    {},
                    turn.rotation,
                    rotation->facts.code,
                    turn.result,
                    level_label(turn.result)};
    if (rotation->closed_at) post.to = impl_->zone.date(*rotation->closed_at);
    view.posts.push_back(std::move(post));
  }
  std::ranges::stable_sort(view.posts, {}, [](const CareerPost& post) { return std::chrono::sys_days(post.from); });
  store::RotationQuery query;
  query.official = view.id;
  query.status = "open";
  for (const auto& row : store::rotations(reader.session(), query)) view.open_rotation = row.id;
  add_facts(view, caller, *directory, *official, impl_->today());
  return view;
}

namespace {

/// Who holds the key posts of each unit, with the end of a term by rotation that is running.
std::map<UnitId, std::vector<PostHolderView>> key_posts(const App::Impl& impl, const store::Directory& directory) {
  std::map<std::string, Date> ends;  // of officials whose term runs
  const store::Reader reader = impl.database->reader();
  for (const store::RunningTerm& term : store::running_terms(reader.session()))
    if (const auto end = parse_date(term.ends)) ends[term.official] = *end;
  std::map<PositionId, const store::Official*> holders;
  for (const store::Official* official : directory.officials())
    if (!official->position.none()) holders.emplace(official->position, official);
  std::map<UnitId, std::vector<PostHolderView>> out;
  for (const store::Position* position : directory.positions()) {
    if (!position->key) continue;
    PostHolderView post{position->title, "", "", {}, position->id.text()};
    if (const auto held = holders.find(position->id); held != holders.end()) {
      post.official = held->second->id.text(), post.name = official_ref(directory, held->second->id).name;
      if (const auto end = ends.find(post.official); end != ends.end()) post.ends = end->second;
    }
    out[position->unit].push_back(std::move(post));
  }
  return out;
}

}  // namespace

Result<std::vector<UnitView>> App::units(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  std::map<UnitId, std::vector<PostHolderView>> posts;
  if (caller.reads_all()) posts = key_posts(*impl_, *directory);
  std::vector<UnitView> out;
  for (const store::Unit* unit : directory->units()) {
    UnitView view{unit->id.text(), unit->kind, unit->name, unit->level, unit->traits, unit->from, unit->to, {}, {}, {}};
    if (const auto known = posts.find(unit->id); known != posts.end() && !unit->to) view.key_posts = std::move(known->second);
    for (const UnitId& before : unit->predecessors) view.predecessors.push_back(unit_ref(*directory, before));
    if (unit->parts.empty() && !unit->successor.none()) view.successors.push_back(unit_ref(*directory, unit->successor));
    for (const UnitId& part : unit->parts) view.successors.push_back(unit_ref(*directory, part));
    for (const auto& renaming : unit->renamings) view.names.emplace_back(renaming.on, renaming.name);
    out.push_back(std::move(view));
  }
  return out;
}

Result<std::vector<PositionView>> App::positions(const Caller&) const {
  const DirectoryPtr directory = impl_->directory();
  const Date today = impl_->zone.date(impl_->clock->now());
  std::vector<PositionView> out;
  for (const store::Position* position : directory->positions()) {
    const store::Unit* unit = directory->unit(position->unit);
    if (!unit || unit->from > today || (unit->to && *unit->to < today)) continue;
    out.push_back({position->id.text(), position->kind, unit_ref(*directory, unit->id), position->title, position->key});
  }
  return out;
}

Result<std::vector<workflow::DefinitionPtr>> App::workflows(const Caller&) const {
  std::vector<workflow::DefinitionPtr> out = impl_->definitions.newest();
  std::ranges::stable_partition(out, [](const auto& definition) { return definition->name == main_workflow; });
  return out;
}

Result<workflow::DefinitionPtr> App::workflow(const Caller&, std::string_view name) const {
  workflow::DefinitionPtr found = impl_->newest(name);
  if (!found) return refuse(RefusalCode::definition_unknown, {{"name", std::string(name)}});
  return found;
}

}  // namespace luan::app
