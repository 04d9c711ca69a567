#include "simulation/support/committee.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luan::test {
namespace {

using Plan = app::PlanAct::Kind;
using Meeting = app::MeetingAct::Kind;

constexpr int plans_at_once = 2, plans_kept = 12, lines_at_first = 6, meetings_kept = 16, meetings_early = 8;  // a town would only grow slower with more

}  // namespace

void Committee::round() {
  ++round_;
  plan({seed_, fmt::format("{} plans", round_)});
  call({seed_, fmt::format("{} calls", round_)});
  const auto meetings = town_.app->impl().directory()->meetings();
  for (std::size_t i = meetings.size() > 4 ? meetings.size() - 4 : 0; i < meetings.size(); ++i) {
    const std::string id = meetings[i]->meeting.text();
    const auto dice = [&](const char* about) { return Dice(seed_, fmt::format("{} {} {}", round_, id, about)); };
    if (!meetings[i]->coming() && !dice("late").chance(5)) continue;
    if (dice("compose").chance(60)) compose(id, dice("agenda"));
    if (dice("answers").chance(60)) answer(id, dice("answer"));
    if (dice("finishes").chance(12)) finish(id, dice("finish"));
  }
}

void Committee::plan(Dice dice) {
  const auto plans = town_.app->impl().directory()->plans();
  const auto open = std::ranges::count_if(plans, [](const store::Plan* one) { return !one->closed; });
  if (open < plans_at_once && plans.size() < plans_kept) {
    const auto adopted = send("adopt", {Plan::adopt}, dice);
    for (int i = 0; adopted && i < lines_at_first; ++i) static_cast<void>(send("add_line", {Plan::add_line, adopted->plan}, dice));
    return;
  }
  if (dice.chance(25)) alter_line(dice);
}

/// A line is added, altered or withdrawn, or its plan is closed; also where it is too late for that.
void Committee::alter_line(Dice& dice) {
  const auto plans = town_.app->impl().directory()->plans();
  if (plans.empty()) return;
  const store::Plan& plan = *dice.pick(plans);
  const std::string id = plan.plan.text();
  if (plan.lines.empty() || dice.chance(20)) return static_cast<void>(send("add_line", {Plan::add_line, id}, dice));
  const std::string line = dice.pick(plan.lines).id.text();
  if (dice.chance(50)) return static_cast<void>(send("change_line", {Plan::change_line, id, line}, dice));
  if (dice.chance(60)) return static_cast<void>(send("withdraw_line", {Plan::withdraw_line, id, line}, dice));
  static_cast<void>(send("close", {Plan::close, id}, dice));
}

Result<app::PlanChanged> Committee::send(const std::string& what, const app::PlanAct& act, Dice& dice) {
  const auto asked = town_.app->plan_form(board(), act);
  if (!asked) {
    note(what, asked);
    return std::unexpected(asked.error());
  }
  json::value body = fill(asked->form, asked->world, dice, 100);
  json::object& form = body.at("form").as_object();
  if (act.kind == Plan::adopt) form["paper"] = fmt::format("{}-KH/ĐU", ++plans_);
  if (form.contains("count")) form["count"] = dice.between(1, 3);
  // Mostly what it was for; the post only now and then.
  if (act.kind == Plan::change_line && dice.chance(70)) form["position"] = asked->typed.at("form").at("position");
  auto done = wait_for(town_.app->change_plan(board(), act, std::move(body)));
  note(what, done);
  return done;
}

json::object Committee::some_line(Dice& dice) const {
  std::vector<const store::PlanLine*> lines;
  const auto directory = town_.app->impl().directory();
  for (const store::Plan* plan : directory->plans())
    for (const store::PlanLine& line : plan->lines) lines.push_back(&line);
  if (lines.empty()) return {};
  const store::PlanLine& line = *dice.pick(lines);
  return {{"plan_line", line.id.text()}, {"position", line.position.text()}};
}

void Committee::call(Dice dice) {
  const auto meetings = town_.app->impl().directory()->meetings();
  const auto coming = std::ranges::count_if(meetings, &store::Meeting::coming);
  // Some are left for when officials are in their posts.
  if (coming < 2 && meetings.size() < meetings_kept && dice.chance(meetings.size() < meetings_early ? 50 : 3))
    static_cast<void>(send("call", {Meeting::call}, dice));
}

Result<std::string> Committee::send(const std::string& what, const app::MeetingAct& act, Dice& dice) {
  const auto asked = town_.app->meeting_form(board(), act);
  if (!asked) {
    note(what, asked);
    return std::unexpected(asked.error());
  }
  if (asked->over) {
    Result<std::string> late = std::unexpected(*asked->over);
    note(what, late);
    return late;
  }
  auto done = wait_for(town_.app->change_meeting(board(), act, fill(asked->form, asked->world, dice, 100)));
  note(what, done);
  return done;
}

/// Some of what could be on it; so what was on it may leave again.
void Committee::compose(const std::string& meeting, Dice dice) {
  const auto choices = town_.app->agenda_choices(board(), meeting);
  if (!choices) return note("agenda", choices);
  std::vector<std::pair<std::string, std::string>> items;
  for (const app::MeetingItemView& one : *choices)
    if (dice.chance(one.listed ? 85 : 50)) items.emplace_back(one.rotation, one.step);
  if (dice.chance(3) && !choices->empty()) items.emplace_back(choices->front().rotation, "proposal");
  note("agenda", wait_for(town_.app->set_agenda(board(), meeting, items)));
}

json::value Committee::answer_to(const app::MeetingItemView& item, Dice& dice) const {
  const app::App::Impl& impl = town_.app->impl();
  const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(item.rotation));
  const workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
  const workflow::Form& form = definition->form(definition->find_step(item.step).second->form);
  return fill(form, impl.form_world(impl.directory(), rotation.get(), item.step, nullptr), dice, Dice(seed_, item.rotation).between(40, 97));
}

/// Whoever is there answers all that waits for him, and now and then something that does not.
void Committee::answer(const std::string& meeting, Dice dice) {
  for (const char* username : {"chu.tri", "uy.vien.1", "uy.vien.2", "uy.vien.3", "uy.vien.4", "ban.to.chuc"}) {
    if (!dice.chance(50)) continue;
    const app::Caller caller = town_.caller(username);
    const auto seen = town_.app->meeting(caller, meeting);
    if (!seen) return note("meeting", seen);
    std::vector<app::MeetingResponse> responses;
    for (const app::MeetingItemView& item : seen->items)
      if (item.mine || dice.chance(5)) responses.push_back({item.rotation, item.step, answer_to(item, dice)});
    if (!seen->items.empty() && dice.chance(10)) responses.push_back({seen->items.front().rotation, "decision", json::object{}});
    if (responses.empty()) continue;
    const auto done = wait_for(town_.app->respond_at(caller, meeting, std::move(responses), {}));
    if (!done) return note("bulk", done);
    for (const app::MeetingAnswer& one : *done) note("bulk", one.recorded);
  }
}

void Committee::finish(const std::string& meeting, Dice dice) {
  if (dice.chance(35)) return static_cast<void>(send("cancel", {Meeting::cancel, meeting}, dice));
  static_cast<void>(send("hold", {Meeting::hold, meeting}, dice));
}

}  // namespace luan::test
