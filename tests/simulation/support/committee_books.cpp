#include "simulation/support/committee_books.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/app.hpp"

namespace luan::test {
namespace {

template <class T>
bool has(const std::vector<T>& list, const T& one) {
  return std::ranges::find(list, one) != list.end();
}

/// Can somebody be nominated for this post? Not where its unit has gone.
bool offers(const app::App& app, const app::Caller& board, const PositionId& position) {
  const auto start = app.start(board, "rotation");
  const auto posts = start->world.items(*start->form->field("position"));
  return std::ranges::find(posts, position.text(), &workflow::FormWorld::Item::id) != posts.end();
}

}  // namespace

/// One event, entered in the books.
struct CommitteeBooks::Reading {
  CommitteeBooks& books;
  const std::set<AccountId>& summoned;  // who is of the committee now

  void operator()(const store::PlanAdopted& e) const {
    for (const auto& [id, plan] : books.plans_) books.require(plan.paper != e.paper, "two plans are called " + e.paper);
    books.require(books.plans_.emplace(e.plan.text(), Plan{e.paper}).second, "a plan is adopted twice");
  }
  void operator()(const store::PlanLineAdded& e) const {
    const auto plan = books.plans_.find(e.plan.text());
    if (plan == books.plans_.end() || plan->second.closed) return books.require(false, "a line is added to a plan that takes none");
    plan->second.lines.push_back({e.line.text(), e.terms.position, e.terms.count});
  }
  void operator()(const store::PlanLineChanged& e) const {
    Line* line = alive(e.line.text());
    if (!line) return;
    books.require(line->rotations.empty() || line->position == e.terms.position, "a line that was used is for another post");
    books.require(e.terms.count >= books.used(*line), "a line is for fewer than are by it");
    line->position = e.terms.position, line->count = e.terms.count;
  }
  void operator()(const store::PlanLineWithdrawn& e) const {
    if (Line* line = alive(e.line.text())) line->withdrawn = true;
  }
  void operator()(const store::PlanClosed& e) const {
    const auto plan = books.plans_.find(e.plan.text());
    books.require(plan != books.plans_.end() && !plan->second.closed, "a plan is closed twice");
    if (plan != books.plans_.end()) plan->second.closed = true;
  }

  void operator()(const store::MeetingCalled& e) const {
    books.require(books.meetings_.emplace(e.meeting.text(), Meeting()).second, "a meeting is called twice");
  }
  void operator()(const store::MeetingItemAdded& e) const {
    for (const auto& [id, other] : books.meetings_)
      books.require(other.state != "coming" || !has(other.items, e.item), "what is put on an agenda is on one already: " + e.item.step);
    books.require(books.open(e.item), "what is put on an agenda is not open: " + e.item.step);
    if (Meeting* meeting = coming(e.meeting.text())) meeting->items.push_back(e.item);
  }
  void operator()(const store::MeetingItemRemoved& e) const {
    Meeting* meeting = coming(e.meeting.text());
    if (!meeting) return;
    books.require(books.open(e.item), "what was settled leaves the agenda: " + e.item.step);
    books.require(std::erase(meeting->items, e.item) == 1, "what was not there leaves the agenda: " + e.item.step);
  }
  void operator()(const store::MeetingHeld& e) const {
    std::set<AccountId> came(e.present.begin(), e.present.end());
    books.require(came.contains(e.chair), "somebody presides who was not there");
    came.insert(e.absent.begin(), e.absent.end());
    books.require(came == summoned && came.size() == e.present.size() + e.absent.size(), "others are present or absent than were summoned");
    if (Meeting* meeting = coming(e.meeting.text())) meeting->state = "held";
  }
  void operator()(const store::MeetingCancelled& e) const {
    if (Meeting* meeting = coming(e.meeting.text())) meeting->state = "cancelled";
  }

 private:
  [[nodiscard]] Line* alive(const std::string& id) const {
    const auto [plan, line] = books.line(id);
    const bool may = line && !plan->closed && !line->withdrawn;
    books.require(may, "something is done to a line that is closed, withdrawn or none");
    return may ? line : nullptr;
  }
  [[nodiscard]] Meeting* coming(const std::string& id) const {
    const auto found = books.meetings_.find(id);
    const bool may = found != books.meetings_.end() && found->second.state == "coming";
    books.require(may, "something is done to a meeting that is over, or none");
    return may ? &found->second : nullptr;
  }
};

void CommitteeBooks::take(const std::string& type, const json::object& payload, const std::set<AccountId>& summoned) {
  const Reading reading{*this, summoned};
  if (type.starts_with("plan."))
    std::visit(reading, store::plan_event(type, payload, {}));
  else if (type.starts_with("meeting."))
    std::visit(reading, store::meeting_event(type, payload, {}));
  else
    return;
  ++events_[type];
}

void CommitteeBooks::nominated(const std::string& rotation, const workflow::RotationNominated& event) {
  if (event.plan_line.none()) return;
  ++events_["nominated by a line"];
  const auto [plan, line] = this->line(event.plan_line.text());
  if (!line) return require(false, "somebody is nominated by a line that is none");
  require(!plan->closed && !line->withdrawn, "somebody is nominated by a line that is withdrawn or closed");
  require(line->position == event.position, "somebody is nominated by a line for another post");
  require(used(*line) < line->count, fmt::format("somebody is nominated by a line for {} that {} are by already", line->count, used(*line)));
  line->rotations.push_back(rotation);
}

std::pair<CommitteeBooks::Plan*, CommitteeBooks::Line*> CommitteeBooks::line(const std::string& id) {
  for (auto& [plan_id, plan] : plans_)
    for (Line& line : plan.lines)
      if (line.id == id) return {&plan, &line};
  return {};
}

/// Whoever was dropped before a decision gives the place back.
int CommitteeBooks::used(const Line& line) const {
  return static_cast<int>(std::ranges::count_if(line.rotations, [&](const std::string& id) {
    const Standing one = rotations_(id);
    return !one.ended || one.posted;
  }));
}

const Ask* CommitteeBooks::open(const store::MeetingItem& item) const {
  const Standing one = rotations_(item.rotation.text());
  if (!one.open) return nullptr;
  const auto found = std::ranges::find_if(*one.open, [&](const Ask& ask) { return ask.step == item.step && ask.run == item.run; });
  return found == one.open->end() ? nullptr : &*found;
}

void CommitteeBooks::compare(const app::App& app, const app::Caller& board) {
  const auto plans = app.plans(board);
  const auto meetings = app.meetings(board);
  require(plans && plans->size() == plans_.size(), "not every plan is shown");
  require(meetings && meetings->size() == meetings_.size(), "not every meeting is shown");
  for (const auto& [id, plan] : plans_) compare_plan(app, board, id, plan);
  for (const auto& [id, meeting] : meetings_) compare_meeting(app, board, id, meeting);
}

void CommitteeBooks::compare_plan(const app::App& app, const app::Caller& board, const std::string& id, const Plan& plan) {
  const auto shown = app.plan(board, id);
  if (!shown || shown->lines.size() != plan.lines.size() || shown->closed != plan.closed) return require(false, plan.paper + " is shown otherwise");
  for (std::size_t i = 0; i < plan.lines.size(); ++i) {
    const Line& line = plan.lines[i];
    const app::PlanLineView& view = shown->lines[i];
    std::string state = line.withdrawn ? "withdrawn" : "not_begun";
    for (const char* one : {"closed", "posted", "nominated"})  // the least far is what it is said to be
      for (const std::string& rotation : line.rotations) {
        const Standing now = rotations_(rotation);
        const std::string its = !now.posted ? (now.ended ? "dropped" : "nominated") : now.ended ? "closed" : "posted";
        if (its == one && !line.withdrawn) state = one;
      }
    if (state == "not_begun" && !offers(app, board, line.position)) state = "post_gone";
    require(view.state == state, fmt::format("line {} of {} is shown as {}, the books say {}", i + 1, plan.paper, view.state, state));
    require(view.used == used(line), fmt::format("line {} of {} is shown with {} turns, the books say {}", i + 1, plan.paper, view.used, used(line)));
    std::multiset<std::string> rotations;
    for (const app::PlanRotation& rotation : view.rotations) rotations.insert(rotation.id);
    require(rotations == std::multiset(line.rotations.begin(), line.rotations.end()),
            fmt::format("line {} of {} is shown with other rotations", i + 1, plan.paper));
    const bool usable = !plan.closed && !line.withdrawn && used(line) < line.count && offers(app, board, line.position);
    require(view.usable == usable, fmt::format("line {} of {} is {}offered", i + 1, plan.paper, view.usable ? "" : "not "));
  }
}

void CommitteeBooks::compare_meeting(const app::App& app, const app::Caller& board, const std::string& id, const Meeting& meeting) {
  const auto shown = app.meeting(board, id, meeting.state == "coming");
  if (!shown || shown->state != meeting.state || shown->items.size() != meeting.items.size()) return require(false, "a meeting is shown otherwise");
  for (std::size_t i = 0; i < meeting.items.size(); ++i) {
    const store::MeetingItem& item = meeting.items[i];
    const app::MeetingItemView& view = shown->items[i];
    const Ask* ask = open(item);
    const std::string state = !ask ? "closed" : rotations_(item.rotation.text()).suspended ? "suspended" : "open";
    const std::string what = fmt::format("{} of {} on an agenda", item.step, view.code);
    require(view.rotation == item.rotation.text() && view.step == item.step && view.run == item.run, what + " is another one");
    require(view.state == state, fmt::format("{} is shown as {}, the books say {}", what, view.state, state));
    if (!ask) continue;
    require(view.outcome.vi.empty() && view.tally.empty() && view.remarks.empty(), what + " tells what was said while it is open");
    require(view.answered == static_cast<int>(ask->answers.size()), what + " is shown with another turnout");
    require(view.asked == static_cast<int>(ask->roll.size() - ask->vacant.size()), what + " is asked of others");
  }
}

}  // namespace luan::test
