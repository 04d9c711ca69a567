// Lines of plans: who may know of one, and whether somebody can still be nominated by it.
#include "app/plan_lines.hpp"

#include <algorithm>
#include <map>

namespace luan::app {
namespace {

/// «LC-2026-003, LC-2026-007»
std::string codes(const std::vector<store::RotationPtr>& rotations) {
  std::string out;
  for (const store::RotationPtr& rotation : rotations) out += (out.empty() ? "" : ", ") + rotation->facts.code;
  return out;
}

}  // namespace

Localized line_label(const store::Directory& directory, const PlanLineId& id) {
  const auto [plan, line] = directory.plan_line(id);
  if (!line) return {"—", "—"};
  const Localized title = position_ref(directory, line->position).title;
  const std::string number = std::to_string(line->number);
  return {plan->paper + ", dòng " + number + ": " + title.vi, plan->paper + ", line " + number + ": " + title.en};
}

bool uses_line(const workflow::Rotation& rotation) { return rotation.status != workflow::Status::closed || rotation.decision.has_value(); }

bool post_is_gone(const store::Directory& directory, const store::PlanLine& line, Date today) {
  const store::Position* position = directory.position(line.position);
  const store::Unit* unit = position ? directory.unit(position->unit) : nullptr;
  return !unit || (unit->to && *unit->to < today);
}

bool may_see_line(const Caller& caller, const store::Directory& directory, const store::PlanLine& line, Date today) {
  if (caller.reads_all()) return true;
  const store::Official* expected = directory.official(line.expected);
  return std::ranges::any_of(caller.actor.grants, [&](const workflow::Actor::Grant& grant) {
    if (grant.role != "sending_unit" && grant.role != "party_committee" && grant.role != "government") return false;
    return grant.unit == directory.successor(line.receiving, today) || (expected && grant.unit == directory.successor(expected->unit, today));
  });
}

std::vector<workflow::FormWorld::Item> plan_line_items(const App::Impl& impl, const store::Directory& directory, const Caller& caller, bool all) {
  std::vector<workflow::FormWorld::Item> out;
  std::vector<std::string> ids;
  std::map<std::string, int> left;
  const Date today = impl.today();
  for (const store::Plan* plan : directory.plans())
    for (const store::PlanLine& line : plan->lines) {
      if (!may_see_line(caller, directory, line, today) || (!all && (plan->closed || line.withdrawn || post_is_gone(directory, line, today)))) continue;
      std::string label = line_label(directory, line.id).vi;
      if (!line.expected.none()) label += " (" + official_ref(directory, line.expected).name + ")";
      out.push_back({line.id.text(), std::move(label), line.position.text()});
      ids.push_back(line.id.text());
      left[line.id.text()] = line.count;
    }
  if (all || out.empty()) return out;
  std::vector<store::PlanUse> uses;
  {
    const store::Reader reader = impl.database->reader();
    uses = store::plan_uses(reader.session(), ids);
  }
  for (const store::PlanUse& use : uses)
    if (const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(use.rotation)); rotation && uses_line(*rotation)) --left[use.line];
  std::erase_if(out, [&](const workflow::FormWorld::Item& item) { return left[item.id] <= 0; });
  return out;
}

PlanLineId line_of(const workflow::Form& form, const json::object& values) {
  const auto field = std::ranges::find(form.fields, workflow::FieldKind::plan_line, &workflow::Field::kind);
  return field == form.fields.end() ? PlanLineId() : PlanLineId::trusted(text_or_empty(values, field->id));
}

Result<void> may_use_line(store::Transaction& transaction, const PlanLineId& id) {
  const auto [plan, line] = transaction.directory()->plan_line(id);
  if (!line) return refuse(RefusalCode::not_found);
  if (plan->closed) return refuse(RefusalCode::plan_closed, {{"paper", plan->paper}});
  const std::string number = std::to_string(line->number);
  if (line->withdrawn) return refuse(RefusalCode::plan_line_withdrawn, {{"line", number}, {"paper", plan->paper}});
  std::vector<store::RotationPtr> used = transaction.rotations_of_line(id);
  std::erase_if(used, [](const store::RotationPtr& rotation) { return !uses_line(*rotation); });
  if (static_cast<int>(used.size()) < line->count) return {};
  return refuse(RefusalCode::plan_line_used, {{"line", number}, {"paper", plan->paper}, {"count", std::to_string(line->count)}, {"rotations", codes(used)}});
}

}  // namespace luan::app
