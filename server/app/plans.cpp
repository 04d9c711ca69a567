// «Kế hoạch luân chuyển»: plans, their lines, and what came of each. Read by the committee and auditors, by others as far as their
// unit is concerned; written by the organisation board.
#include <algorithm>
#include <map>
#include <ranges>

#include "app/plan_lines.hpp"

namespace luan::app {
namespace {

using Kind = PlanAct::Kind;

bool writes(const Caller& caller) { return caller.has(identity::Role::organisation_board); }

std::string state_of(const workflow::Rotation& rotation) {
  if (!uses_line(rotation)) return "dropped";
  if (!rotation.decision) return "nominated";
  return rotation.status == workflow::Status::closed ? "closed" : "posted";
}

/// Of those that use it the one that is least far.
std::string state_of(const store::PlanLine& line, const PlanLineView& view, bool gone) {
  if (line.withdrawn) return "withdrawn";
  for (const char* state : {"nominated", "posted", "closed"})
    if (std::ranges::find(view.rotations, state, &PlanRotation::state) != view.rotations.end()) return state;
  return gone ? "post_gone" : "not_begun";
}

class Reading {
 public:
  Reading(const App::Impl& impl, const Caller& caller) : impl_(impl), caller_(caller), directory_(impl.directory()), today_(impl.today()) {}

  [[nodiscard]] const store::Directory& directory() const { return *directory_; }

  /// Nothing where the caller may know of no line of it. `page`: these of its lines; nothing: all.
  [[nodiscard]] std::optional<PlanView> plan(const store::Plan& plan, const std::optional<PageQuery>& page) const {
    PlanView view;
    std::vector<const store::PlanLine*> lines;
    std::vector<std::string> ids;
    for (const store::PlanLine& line : plan.lines) {
      if (!may_see_line(caller_, *directory_, line, today_)) continue;
      lines.push_back(&line), ids.push_back(line.id.text());
      if (!line.withdrawn) view.wanted += line.count;
    }
    if (lines.empty() && !caller_.reads_all()) return {};
    const store::Reader reader = impl_.database->reader();
    const store::PlanSum sum = store::plan_sum(reader.session(), ids);
    view.turns = sum.turns, view.persons = sum.persons, view.line_count = lines.size();
    if (page) lines = page_of<const store::PlanLine*>(lines, *page, std::identity()).items;
    const Uses uses = uses_of(reader.session(), lines);
    for (const store::PlanLine* line : lines) view.lines.push_back(line_view(plan, *line, uses));
    view.id = plan.plan.text(), view.period = plan.period, view.paper = plan.paper, view.approved = plan.approved;
    view.unit = unit_ref(*directory_, plan.unit);
    view.need = plan.need, view.manner = plan.manner, view.area = plan.area, view.regime = plan.regime;
    view.closed = plan.closed, view.why = plan.why;
    view.may_write = writes(caller_) && !plan.closed;
    return view;
  }
  /// Those of which the caller may know a line, the latest period first.
  [[nodiscard]] std::vector<const store::Plan*> plans() const {
    std::vector<const store::Plan*> out = directory_->plans();
    if (!caller_.reads_all())
      std::erase_if(out, [&](const store::Plan* plan) {
        return std::ranges::none_of(plan->lines, [&](const store::PlanLine& line) { return may_see_line(caller_, *directory_, line, today_); });
      });
    std::ranges::stable_sort(out, std::ranges::greater(), &store::Plan::period);
    return out;
  }

 private:
  using Uses = std::map<std::string, std::vector<store::RotationPtr>>;  // by line, oldest first
  [[nodiscard]] Uses uses_of(soci::session& session, const std::vector<const store::PlanLine*>& lines) const {
    std::vector<std::string> ids;
    for (const store::PlanLine* line : lines) ids.push_back(line->id.text());
    Uses out;
    for (const store::PlanUse& use : store::plan_uses(session, ids))
      if (store::RotationPtr rotation = impl_.database->rotation(RotationId::trusted(use.rotation))) out[use.line].push_back(std::move(rotation));
    for (auto& [line, rotations] : out) std::ranges::sort(rotations, {}, [](const store::RotationPtr& rotation) { return rotation->nominated_at; });
    return out;
  }
  [[nodiscard]] PlanLineView line_view(const store::Plan& plan, const store::PlanLine& line, const Uses& uses) const {
    PlanLineView view;
    view.id = line.id.text(), view.number = line.number;
    view.position = position_ref(*directory_, line.position), view.receiving = unit_ref(*directory_, line.receiving);
    if (!line.expected.none()) view.expected = official_ref(*directory_, line.expected);
    view.direction = line.direction, view.months = line.months, view.starts = line.starts, view.count = line.count;
    view.reason = line.reason, view.placement = line.placement, view.why = line.why;
    if (const auto found = uses.find(view.id); found != uses.end())
      for (const store::RotationPtr& rotation : found->second) {
        view.rotations.push_back(
            {rotation->id.text(), rotation->facts.code, official_ref(*directory_, rotation->facts.official), state_of(*rotation), may_see(caller_, *rotation)});
        view.used += uses_line(*rotation);
      }
    const bool gone = post_is_gone(*directory_, line, today_);
    view.state = state_of(line, view, gone);
    view.usable = !plan.closed && !line.withdrawn && !gone && view.used < line.count;
    return view;
  }

  const App::Impl& impl_;
  const Caller& caller_;
  const DirectoryPtr directory_;
  const Date today_;
};

/// As the form's fields would have been filled in.
json::object typed_line(const store::PlanLine& line) {
  json::object form{{"position", line.position.text()}, {"direction", line.direction}, {"count", line.count},        {"months", line.months},
                    {"starts", to_text(line.starts)},   {"reason", line.reason},       {"placement", line.placement}};
  if (!line.expected.none()) form["expected"] = line.expected.text();
  return {{"form", std::move(form)}};
}

/// A line that rotations began by stays what it was for.
Result<void> may_become(store::Transaction& transaction, const PlanPlace& place, const store::PlanLineTerms& terms) {
  std::vector<store::RotationPtr> rotations = transaction.rotations_of_line(place.line->id);
  std::vector<FieldError> faults;
  if (!rotations.empty() && terms.position != place.line->position)
    faults.push_back({"position",
                      {"Đã có hồ sơ theo dòng này nên không đổi chức danh; đề nghị rút dòng và thêm dòng mới",
                       "Rotations began by this line, so its post stays; withdraw the line and add another"}});
  const auto used = std::ranges::count_if(rotations, [](const store::RotationPtr& rotation) { return uses_line(*rotation); });
  if (terms.count < used)
    faults.push_back({"count", {"Đã có " + std::to_string(used) + " lượt theo dòng này", std::to_string(used) + " turns are by this line already"}});
  if (!faults.empty()) return refuse_fields(std::move(faults));
  return {};
}

Result<PlanChanged> carry_out(store::Transaction& transaction, const std::string& actor, const PlanAct& act, const json::object& values) {
  const store::DirectoryPtr directory = transaction.directory();
  if (act.kind == Kind::adopt) {
    const store::PlanAdopted adopted = adopted_plan(*directory, transaction.ids().fresh<PlanId>(), values);
    if (auto fresh = is_new_paper(*directory, adopted); !fresh) return std::unexpected(std::move(fresh.error()));
    transaction.append(actor, adopted);
    return PlanChanged{adopted.plan.text(), {}};
  }
  const auto place = place_of(*directory, act);
  if (!place) return std::unexpected(place.error());
  const PlanId plan = place->plan->plan;
  switch (act.kind) {
    case Kind::adopt: break;
    case Kind::close: transaction.append(actor, store::PlanClosed{plan, text_member(values, "why")}); break;
    case Kind::add_line: {
      const auto line = transaction.ids().fresh<PlanLineId>();
      transaction.append(actor, store::PlanLineAdded{plan, line, line_terms(*directory, values)});
      return PlanChanged{plan.text(), line.text()};
    }
    case Kind::change_line: {
      const store::PlanLineTerms terms = line_terms(*directory, values);
      if (auto may = may_become(transaction, *place, terms); !may) return std::unexpected(std::move(may.error()));
      transaction.append(actor, store::PlanLineChanged{plan, place->line->id, terms, text_member(values, "why")});
      break;
    }
    case Kind::withdraw_line: transaction.append(actor, store::PlanLineWithdrawn{plan, place->line->id, text_member(values, "why")}); break;
  }
  return PlanChanged{plan.text(), act.line};
}

}  // namespace

Result<PlanPlace> place_of(const store::Directory& directory, const PlanAct& act) {
  const auto id = PlanId::parse(act.plan);
  PlanPlace place{id ? directory.plan(*id) : nullptr};
  if (!place.plan) return refuse(RefusalCode::not_found);
  if (act.kind == Kind::change_line || act.kind == Kind::withdraw_line) {
    const auto line = std::ranges::find_if(place.plan->lines, [&](const store::PlanLine& one) { return one.id.text() == act.line; });
    if (line == place.plan->lines.end()) return refuse(RefusalCode::not_found);
    place.line = &*line;
  }
  if (place.plan->closed) return refuse(RefusalCode::plan_closed, {{"paper", place.plan->paper}});
  if (place.line && place.line->withdrawn)
    return refuse(RefusalCode::plan_line_withdrawn, {{"line", std::to_string(place.line->number)}, {"paper", place.plan->paper}});
  return place;
}

Result<void> is_new_paper(const store::Directory& directory, const store::PlanAdopted& adopted) {
  const auto plans = directory.plans();
  if (std::ranges::none_of(plans, [&](const store::Plan* plan) { return plan->unit == adopted.unit && plan->paper == adopted.paper; })) return {};
  return refuse_fields({{"paper", {"Đã có kế hoạch mang số, ký hiệu này", "There is a plan under this number"}}});
}

Result<void> App::may_write_plans(const Caller& caller) const { return needs_one_of(caller, {"organisation_board"}); }

namespace {

Result<void> may_read_plans(const Caller& caller) {
  if (!caller.administrator_only()) return {};
  return refuse(RefusalCode::forbidden,
                {{"needed", role_list({"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "auditor"})}});
}

}  // namespace

Result<std::vector<PlanView>> App::plans(const Caller& caller) const {
  if (auto may = may_read_plans(caller); !may) return std::unexpected(std::move(may.error()));
  const Reading reading(*impl_, caller);
  std::vector<PlanView> out;
  for (const store::Plan* plan : reading.plans())
    if (auto view = reading.plan(*plan, {})) out.push_back(std::move(*view));
  return out;
}

Result<Page<PlanView>> App::plan_page(const Caller& caller, const PageQuery& query) const {
  if (auto may = may_read_plans(caller); !may) return std::unexpected(std::move(may.error()));
  const Reading reading(*impl_, caller);
  return page_of<PlanView>(reading.plans(), query, [&](const store::Plan* plan) { return reading.plan(*plan, PageQuery{1, 0}).value_or(PlanView()); });
}

Result<PlanView> App::plan(const Caller& caller, std::string_view id, const std::optional<PageQuery>& lines) const {
  const Reading reading(*impl_, caller);
  const auto wanted = PlanId::parse(id);
  const store::Plan* plan = wanted ? reading.directory().plan(*wanted) : nullptr;
  auto view = plan ? reading.plan(*plan, lines) : std::nullopt;
  if (!view) return refuse(RefusalCode::not_found);
  return std::move(*view);
}

Result<PlanFormView> App::plan_form(const Caller& caller, const PlanAct& act) const {
  if (auto may = may_write_plans(caller); !may) return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  PlanFormView view{app::plan_form(act.kind), plan_world(*impl_, directory), {}, {}};
  if (act.kind != Kind::adopt) {
    const auto place = place_of(*directory, act);
    if (!place) return std::unexpected(place.error());
    if (act.kind == Kind::change_line) view.typed = typed_line(*place->line);
  }
  view.schema = workflow::form_schema(view.form, view.world);
  return view;
}

Awaitable<Result<PlanChanged>> App::change_plan(Caller caller, PlanAct act, json::value body) {
  if (auto may = may_write_plans(caller); !may) co_return std::unexpected(std::move(may.error()));
  const Result<workflow::Filled> filled = workflow::check_form(app::plan_form(act.kind), body, plan_world(*impl_, impl_->directory()));
  std::function<Result<PlanChanged>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<PlanChanged> {
    // What is no more is said before what is wrong with the form.
    if (act.kind != Kind::adopt)
      if (auto place = place_of(*transaction.directory(), act); !place) return std::unexpected(std::move(place.error()));
    if (!filled) return std::unexpected(filled.error());
    return carry_out(transaction, actor_text(caller), act, filled->values);
  };
  auto answer = co_await on_writer<PlanChanged>(*impl_->writer, caller, std::move(job));
  co_return answer;
}

}  // namespace luan::app
