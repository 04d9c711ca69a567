// What forms may refer to: officials who may be nominated, posts, units. And filled forms as text for people.
#include <algorithm>
#include <set>

#include "app/plan_lines.hpp"
#include "app/withheld.hpp"
#include "base/file_kind.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

using Item = workflow::FormWorld::Item;

constexpr int everybody = 100'000;

std::set<std::string> officials_in_open_rotations(const store::Database& database) {
  std::set<std::string> out;
  const store::Reader reader = database.reader();
  for (const char* status : {"open", "suspended"}) {
    store::RotationQuery query;
    query.status = status;
    query.limit = everybody;
    for (const auto& row : store::rotations(reader.session(), query)) out.insert(row.official);
  }
  return out;
}

/// Officials who are not among `busy`, and of the nominator's own unit unless he is of the committee. Those of the
/// offices stand first: they are the ones sent to the grassroots.
std::vector<Item> official_items(const store::Directory& directory, const std::set<std::string>& busy, const Caller* nominator, Date today) {
  std::vector<std::pair<int, Item>> found;
  for (const store::Official* official : directory.officials()) {
    if (busy.contains(official->id.text()) || official->left) continue;
    const UnitId at = directory.successor(official->unit, today);
    if (nominator && !nominator->in_committee() && !nominator->actor.holds("sending_unit", at)) continue;
    const store::Unit* unit = directory.unit(at);
    const std::string post = official->position.none() ? "" : ", " + position_ref(directory, official->position).title.vi;
    found.push_back({unit ? unit->level : 9, {official->id.text(), official->name() + post, at.text()}});
  }
  std::ranges::stable_sort(found, {}, &std::pair<int, Item>::first);
  std::vector<Item> out;
  for (auto& [level, item] : found) out.push_back(std::move(item));
  return out;
}

/// Posts at units that exist today; those at the grassroots first.
std::vector<Item> position_items(const store::Directory& directory, Date today) {
  std::vector<std::pair<int, Item>> found;
  for (const store::Position* position : directory.positions()) {
    const store::Unit* unit = directory.unit(position->unit);
    if (!unit || (unit->to && *unit->to < today) || unit->from > today) continue;
    found.push_back({-unit->level, {position->id.text(), position->title.vi, position->unit.text()}});
  }
  std::ranges::stable_sort(found, {}, &std::pair<int, Item>::first);
  std::vector<Item> out;
  for (auto& [level, item] : found) out.push_back(std::move(item));
  return out;
}

std::vector<Item> unit_items(const store::Directory& directory, Date today) {
  std::vector<Item> out;
  for (const store::Unit* unit : directory.units())
    if ((!unit->to || *unit->to >= today) && unit->from <= today) out.push_back({unit->id.text(), unit->name.vi, unit->kind});
  return out;
}

}  // namespace

std::vector<FileView> files_of(const json::value& value) {
  std::vector<FileView> out;
  for (const json::value& one : value.as_array()) {
    const json::object& file = one.as_object();
    out.push_back({text_member(file, "file"), text_member(file, "name"), text_member(file, "type"), static_cast<std::uint64_t>(int_member(file, "size")),
                   text_member(file, "sha256")});
  }
  return out;
}

namespace {

std::string choice_text(const workflow::Field& field, const json::value& value, Language language) {
  for (const workflow::Choice& choice : field.choices)
    if (choice.id == value.as_string()) return choice.label.in(language);
  return std::string(value.as_string());
}

std::string value_text(const store::Directory& directory, const workflow::Field& field, const json::value& value, Language language) {
  using workflow::FieldKind;
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::long_text: return std::string(value.as_string());
    case FieldKind::number: return std::to_string(value.as_int64());
    case FieldKind::months: return workflow::duration_words(workflow::DurationUnit::months, value.as_int64()).in(language);
    case FieldKind::duration: return workflow::duration_words(field.counted_in, value.as_int64()).in(language);
    case FieldKind::date: {
      const auto date = parse_date(std::string_view(value.as_string()));
      return date ? to_page_text(*date) : std::string(value.as_string());
    }
    case FieldKind::choice: return choice_text(field, value, language);
    case FieldKind::choices: {
      std::string all;
      for (const json::value& one : value.as_array()) all += (all.empty() ? "" : "; ") + choice_text(field, one, language);
      return all;
    }
    case FieldKind::person: return official_ref(directory, OfficialId::trusted(std::string(value.as_string()))).name;
    case FieldKind::unit: return unit_name(directory, UnitId::trusted(std::string(value.as_string()))).in(language);
    case FieldKind::position: return position_ref(directory, PositionId::trusted(std::string(value.as_string()))).title.in(language);
    case FieldKind::attachment: {
      std::string all;
      for (const FileView& file : files_of(value)) all += (all.empty() ? "" : "; ") + file.name + " (" + size_words(file.size).in(language) + ")";
      return all;
    }
    case FieldKind::plan_line: return line_label(directory, PlanLineId::trusted(std::string(value.as_string()))).in(language);
    case FieldKind::rows: return {};
  }
  return {};
}

}  // namespace

workflow::FormWorld App::Impl::form_world(const DirectoryPtr& directory, const workflow::Rotation* rotation, const std::string& step,
                                          const Caller* nominator) const {
  workflow::FormWorld world;
  world.today = zone.date(clock->now());
  if (rotation) {
    if (const workflow::StepRun* run = rotation->run_now(step)) world.opened = zone.date(run->opened_at);
    const workflow::DefinitionPtr definition = definition_ptr(*rotation);
    if (const workflow::Step* found = definition->find_step(step).second) {
      if (!found->form.empty() && std::ranges::any_of(definition->form(found->form).fields, [](const auto& field) { return !field.each_of.empty(); }))
        world.assigned = assigned_in(*this, *definition, *rotation);
      world.withheld = withheld_in(*definition, *rotation, *found, world.today);
    }
  }
  const Caller who = nominator ? *nominator : Caller();
  world.items = [directory, this, today = world.today, who, any = nominator == nullptr](const workflow::Field& field) -> std::vector<Item> {
    if (field.kind == workflow::FieldKind::person) return official_items(*directory, officials_in_open_rotations(*database), any ? nullptr : &who, today);
    if (field.kind == workflow::FieldKind::position) return position_items(*directory, today);
    if (field.kind == workflow::FieldKind::plan_line) return plan_line_items(*this, *directory, who, false);
    return unit_items(*directory, today);
  };
  return world;
}

workflow::FormWorld plan_world(const App::Impl& impl, const DirectoryPtr& directory) {
  workflow::FormWorld world;
  world.today = impl.today();
  // A plan looks ahead: who is busy now may be expected all the same.
  world.items = [directory, today = world.today](const workflow::Field& field) -> std::vector<Item> {
    return field.kind == workflow::FieldKind::person ? official_items(*directory, {}, nullptr, today) : position_items(*directory, today);
  };
  return world;
}

std::vector<ValueView> describe_values(const store::Directory& directory, const workflow::Form& form, const json::object& values, Language language) {
  std::vector<ValueView> out;
  for (const workflow::Field& field : form.fields) {
    const json::value* value = values.if_contains(field.id);
    if (!value) continue;
    ValueView view{field.id, field.label, {}, {}, {}};
    if (field.kind == workflow::FieldKind::rows) {
      if (!field.each_of.empty()) view.columns.push_back({"Nhiệm vụ được giao", "Assignment"});
      for (const workflow::Field& column : field.columns) view.columns.push_back(column.label);
      for (const json::value& row : value->as_array()) {
        std::vector<std::string> cells;
        if (!field.each_of.empty()) cells.push_back(text_or_empty(row.as_object(), "of"));
        for (const workflow::Field& column : field.columns) {
          const json::value* cell = row.as_object().if_contains(column.id);
          cells.push_back(cell ? value_text(directory, column, *cell, language) : "");
        }
        view.rows.push_back(std::move(cells));
      }
    } else {
      view.text = value_text(directory, field, *value, language);
      if (field.kind == workflow::FieldKind::attachment) view.files = files_of(*value);
    }
    out.push_back(std::move(view));
  }
  return out;
}

std::vector<ValueView> App::describe(const workflow::Form& form, const json::object& values, Language language) const {
  return describe_values(*impl_->directory(), form, values, language);
}

Result<workflow::Filled> App::check(const workflow::Form& form, const workflow::FormWorld& world, const json::value& body) const {
  return workflow::check_form(form, body, world);
}

std::expected<void, Refusal> may_start(const Caller& caller, const workflow::Definition& definition) {
  std::vector<std::string_view> roles;
  for (const workflow::Who& who : definition.start_who) {
    const auto role = identity::parse_role(who.role);
    if (role && caller.has(*role)) return {};
    roles.push_back(who.role);
  }
  return refuse(RefusalCode::forbidden, {{"needed", role_list(roles)}});
}

std::vector<workflow::DefinitionPtr> App::startable(const Caller& caller) const {
  std::vector<workflow::DefinitionPtr> all = *workflows(caller);
  std::erase_if(all, [&](const workflow::DefinitionPtr& definition) { return !may_start(caller, *definition); });
  return all;
}

namespace {

/// What a line says, where the form asks for it; nothing where the caller cannot nominate by it.
json::object typed_by(const StartView& start, const store::Directory& directory, std::string_view id) {
  const auto [plan, line] = directory.plan_line(PlanLineId::trusted(std::string(id)));
  const auto field = std::ranges::find(start.form->fields, workflow::FieldKind::plan_line, &workflow::Field::kind);
  const auto offered = field == start.form->fields.end() ? std::vector<Item>() : start.world.items(*field);
  if (std::ranges::find(offered, id, &Item::id) == offered.end()) return {};
  json::object form{{field->id, line->id.text()}, {"position", line->position.text()}};
  if (const workflow::Field* official = start.form->field("official"); official && !line->expected.none()) form["official"] = line->expected.text();
  for (const workflow::Field& one : start.form->fields) {
    if (one.kind == workflow::FieldKind::months && !form.contains(one.id)) form[one.id] = line->months;
    if (one.id == "reason") form[one.id] = line->reason;
  }
  return {{"form", std::move(form)}};
}

}  // namespace

Result<StartView> App::start(const Caller& caller, std::string_view workflow, std::string_view line) const {
  const workflow::DefinitionPtr definition = impl_->newest(workflow);
  if (!definition) return refuse(RefusalCode::definition_unknown, {{"name", std::string(workflow)}});
  if (auto may = may_start(caller, *definition); !may) return std::unexpected(std::move(may.error()));
  StartView view;
  view.workflow = definition->name;
  view.title = definition->title;
  view.form = &definition->form(definition->start_form);
  view.keeps = definition;
  view.world = impl_->form_world(impl_->directory(), nullptr, "", &caller);
  impl_->offer_files(view.world, caller);
  view.schema = workflow::form_schema(*view.form, view.world);
  if (!line.empty()) view.typed = typed_by(view, *impl_->directory(), line);
  return view;
}

}  // namespace luan::app
