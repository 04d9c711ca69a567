// The page of one rotation: what is open and with whom, opinions, score, assignments, evaluations.
#include <algorithm>
#include <ranges>

#include "app/paper_parts.hpp"
#include "app/plan_lines.hpp"
#include "base/person_name.hpp"

namespace luan::app {
namespace {

SeatView seat_view(const RotationParts& parts, const workflow::Form& form, const workflow::StepRun& run, const workflow::Seat& seat, bool votes) {
  SeatView view;
  view.role = seat.role;
  view.unit = seat.unit.text();
  view.who = seat.account.none() ? body_name(*parts.directory, seat.role, seat.unit)
                                 : Localized{account_name(*parts.directory, seat.account), account_name(*parts.directory, seat.account)};
  if (run.vacated(seat)) {
    view.recused = true;
    view.answer = {"Không tham gia vì xung đột lợi ích", "Takes no part, a conflict of interest"};
  }
  if (const workflow::GivenResponse* given = run.response_of(seat)) {
    view.at = given->at;
    if (votes) {
      const workflow::Answer* answer = form.answer(given->outcome);
      view.answer = answer ? answer->label : Localized{"Đã gửi", "Sent"};
      view.answer_id = given->outcome;
      view.tone = tone_of(form, given->outcome);
    } else {
      view.answer = {"Đã gửi", "Sent"};
    }
  }
  return view;
}

OpenStepView open_step(const App::Impl& impl, const RotationParts& parts, const workflow::StepRun& run, const Caller& caller) {
  const workflow::Step& step = *parts.definition->find_step(run.step).second;
  OpenStepView view;
  view.step = run.step, view.run = run.run, view.title = step.title, view.task = step.task;
  view.collects = std::holds_alternative<workflow::EachRule>(step.rule);
  if (run.due) view.due = due_view(impl, *parts.directory, run);
  view.answered = static_cast<int>(run.responses.size());
  view.asked = static_cast<int>(run.roll.size() - run.vacated());
  view.mine = workflow::is_awaited(workflow::standing_of(step, *parts.rotation, run, caller.actor), run) && parts.rotation->status == workflow::Status::open;
  if (step.plugin) {
    view.plugin = step.plugin->plugin;
    view.waiting = "waiting";
    const store::Reader reader = impl.database->reader();
    for (const auto& delivery : store::deliveries(reader.session(), {{"waiting", "leased", "dead", "dropped"}, parts.rotation->id.text()}))
      if (delivery.row.step == run.step && delivery.row.run == run.run) {
        view.waiting = delivery.state == "dead" || delivery.state == "dropped" ? "dead" : "waiting";
        view.waiting_error = stored_sentence(delivery.error);
      }
    return view;
  }
  // Partial results of a vote are nobody's business before it closes; turnout is.
  const bool ballot = std::holds_alternative<workflow::BallotRule>(step.rule);
  const bool personal = ballot || std::holds_alternative<workflow::AllRule>(step.rule);
  if (personal && !may_see_votes(caller)) return view;
  for (const workflow::Seat& seat : run.roll) view.seats.push_back(seat_view(parts, parts.definition->form(step.form), run, seat, !ballot));
  if (personal) sort_by_given_name(view.seats, [](const SeatView& seat) { return seat.who.vi; });
  return view;
}

/// The facts of the nomination that stand in its content.
void nomination_facts(const RotationParts& parts, const Caller& caller, RotationView& view) {
  if (parts.history.empty() || !may_read_content(caller, *parts.rotation, *parts.definition, parts.rotation->facts)) return;
  const workflow::Definition& nominated = parts.definition_of(parts.history.front());
  const workflow::Form& form = nominated.form(nominated.start_form);
  for (const ValueView& value : describe_values(*parts.directory, form, parts.content(parts.history.front(), "form"), caller.language)) {
    if (value.id == "reason") view.reason = value.text;
    if (value.id == "expected_months") view.months = value.text;
    if (value.id == "object") view.object_label = {value.text, value.text}, view.object = text_or_empty(parts.content(parts.history.front(), "form"), "object");
  }
}

void draw(const RotationParts& parts, RotationView& view, const TimeZone& zone) {
  const workflow::Rotation& rotation = *parts.rotation;
  view.drawn = parts.definition;
  for (const auto& [from, to] : rotation.path) {
    if (from != "-") view.visited.push_back(from);
    view.taken.emplace_back(from, to);
  }
  view.visited.push_back(rotation.stage);
  const std::string since = to_page_text(zone.date(rotation.closed_at.value_or(rotation.stage_entered_at)));
  view.notes[rotation.stage] = {"Từ " + since, "Since " + since};
}

}  // namespace

Result<RotationView> App::rotation(const Caller& caller, std::string_view id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(*impl_, *visible);
  const workflow::Rotation& rotation = *parts.rotation;
  RotationView view;
  view.row = rotation_row_view(*impl_, *parts.directory, parts.projection);
  view.stage_count = static_cast<int>(parts.definition->stages.size());
  view.stage_number = static_cast<int>(parts.definition->stage_number(rotation.stage));
  view.version = rotation.sequence;
  view.definition = rotation.facts.definition;
  view.definition_version = rotation.facts.version;
  for (const auto& [was, now] : {std::pair{&rotation.facts.sending, &rotation.parties.sending},
                                 {&rotation.facts.receiving, &rotation.parties.receiving},
                                 {&rotation.facts.deciding, &rotation.parties.deciding}})
    if (*was != *now) view.successors.push_back(unit_ref(*parts.directory, *now));
  view.decision = rotation.decision;
  for (IssuedPaper& issued : issued_papers(parts)) {
    if (issued.row->event.type == "document.numbered") view.documents.emplace_back(issued.paper.reg, issued.paper.number);
    if (issued.row->event.type == "paper.numbered") view.papers.push_back(std::move(issued.paper));
  }
  view.printable = printable_papers(parts, caller);
  nomination_facts(parts, caller, view);
  if (const auto [plan, line] = parts.directory->plan_line(rotation.facts.plan_line); line && may_see_line(caller, *parts.directory, *line, impl_->today()))
    view.plan = plan->plan.text(), view.plan_line = line_label(*parts.directory, line->id);
  for (const workflow::StepRun& run : rotation.runs)
    if (run.open()) view.open_steps.push_back(open_step(*impl_, parts, run, caller));
  view.mine = std::ranges::any_of(view.open_steps, &OpenStepView::mine);
  view.opinions = opinions_of(parts, caller);
  view.scores = scores_of(parts, caller);
  if (parts.definition->compare && caller.reads_all() && !rotation.decision && rotation.status != workflow::Status::closed)
    view.nominees = static_cast<int>(impl_->nominees_for(rotation.facts.position).size());
  sort_responses(parts, caller, view);
  view.dossier = dossier_view(*impl_, parts, caller);
  for (const auto& row : std::views::reverse(parts.history)) view.history.push_back(history_entry(parts, row, caller));
  for (const workflow::Action* action : workflow::open_actions(*parts.definition, rotation, caller.actor))
    if (has_a_choice(action_form(*parts.directory, *parts.definition, *action, rotation))) view.actions.push_back({action->id, action->title});
  if (caller.reads_all()) view.alerts = alerts_of(*impl_, *parts.directory, rotation);
  draw(parts, view, impl_->zone);
  view.drawn_at = static_cast<std::int64_t>(log_size());
  return view;
}

Result<std::vector<HistoryEntry>> App::history(const Caller& caller, std::string_view id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const RotationParts parts = rotation_parts(*impl_, *visible);
  std::vector<HistoryEntry> out;
  for (const auto& row : parts.history) out.push_back(history_entry(parts, row, caller));
  return out;
}

}  // namespace luan::app
