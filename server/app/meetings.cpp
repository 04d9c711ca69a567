// «Phiên họp»: one meeting handles many rotations. Read by the committee and auditors, called and composed by the organisation board.
#include "app/meeting_views.hpp"

#include <algorithm>
#include <limits>
#include <ranges>
#include <tuple>

#include "app/meeting_parts.hpp"
#include "app/meeting_rights.hpp"
#include "app/rotation_parts.hpp"
#include "base/person_name.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr int everything = 100'000;

bool composes(const Caller& caller) { return caller.has(identity::Role::organisation_board); }

/// Where an item stands; `step` is null where the rotation's definition has it no more.
struct Located {
  store::RotationPtr rotation;
  workflow::DefinitionPtr definition;
  const workflow::Stage* stage = nullptr;
  const workflow::Step* step = nullptr;
  const workflow::StepRun* run = nullptr;
};
Located locate(const App::Impl& impl, const store::MeetingItem& item) {
  Located out{impl.database->rotation(item.rotation), nullptr};
  if (!out.rotation) return out;
  out.definition = impl.definition_ptr(*out.rotation);
  std::tie(out.stage, out.step) = out.definition->find_step(item.step);
  out.run = out.rotation->run(item.step, item.run);
  return out;
}

std::string tone_of_outcome(std::string_view outcome) {
  return outcome == "passed" || outcome == "complete" ? "ok" : outcome == "failed" || outcome == "too_few" ? "warn" : "";
}

/// How the votes of a ballot were counted, as it stands in the log.
std::vector<std::pair<std::string, int>> tally_of(const RotationParts& parts, const store::MeetingItem& item) {
  for (const store::HistoryRow& row : std::views::reverse(parts.history)) {
    if (row.event.type != "step.closed" || text_member(row.event.payload, "step") != item.step || int_member(row.event.payload, "run") != item.run) continue;
    const auto body = workflow::from_payload(row.event.type, row.event.payload);
    return std::get<workflow::StepClosed>(body).tally;
  }
  return {};
}

std::vector<MeetingRemark> remarks_of(const RotationParts& parts, const store::MeetingItem& item, const Caller& caller) {
  std::vector<MeetingRemark> out;
  for (const store::HistoryRow& row : parts.history) {
    if (row.event.type != "response.recorded" || parts.voided.contains(row.event.sequence)) continue;
    const auto body = workflow::from_payload(row.event.type, row.event.payload);
    const auto& response = std::get<workflow::ResponseRecorded>(body);
    if (response.step != item.step || response.run != item.run || !may_read_content(caller, *parts.rotation, parts.definition_of(row), body)) continue;
    ResponseSummary summary = response_summary(parts, row, response, caller);
    std::erase_if(summary.values, [](const ValueView& value) { return value.text.empty() && value.rows.empty(); });
    if (!summary.values.empty()) out.push_back({summary.by, summary.answer, std::move(summary.values)});
  }
  return out;
}

class Reading {
 public:
  Reading(const App::Impl& impl, const Caller& caller) : impl_(impl), caller_(caller), directory_(impl.directory()) {}
  [[nodiscard]] const store::Directory& directory() const { return *directory_; }

  /// `minutes`: with what was said, of items that have closed.
  [[nodiscard]] std::optional<MeetingItemView> item(const store::MeetingItem& item, bool minutes) const {
    const Located found = locate(impl_, item);
    if (!found.rotation || !found.run) return {};
    MeetingItemView view;
    view.rotation = item.rotation.text(), view.code = found.rotation->facts.code, view.step = item.step, view.run = item.run;
    view.title = found.step ? found.step->title : Localized{item.step, item.step};
    if (found.stage) view.stage = found.stage->title;
    view.parties = parties_of(*directory_, *found.rotation);
    view.answered = static_cast<int>(found.run->responses.size()), view.asked = static_cast<int>(found.run->roll.size() - found.run->vacated());
    if (found.run->open()) {
      put_open(found, view);
    } else {
      view.state = "closed";
      if (found.step) view.outcome = workflow::outcome_label(*found.definition, *found.step, found.run->outcome);
      view.tone = tone_of_outcome(found.run->outcome);
      if (minutes) put_minutes(found, item, view);
    }
    return view;
  }

  /// As it stands in the list: without those in posts, whom a page of its own shows.
  [[nodiscard]] MeetingView listed(const store::Meeting& meeting) const { return put_all(meeting, false); }
  [[nodiscard]] MeetingView meeting(const store::Meeting& meeting, bool minutes) const {
    MeetingView view = put_all(meeting, minutes);
    if (meeting.kind == "with_rotated_officials") put_posts(view);
    return view;
  }

 private:
  [[nodiscard]] MeetingView put_all(const store::Meeting& meeting, bool minutes) const {
    MeetingView view;
    view.id = meeting.meeting.text(), view.on = meeting.on, view.minute = meeting.minute, view.kind = meeting.kind, view.place = meeting.place;
    view.kind_label = meeting_kind(meeting.kind), view.unit = unit_ref(*directory_, meeting.unit);
    view.state = meeting.cancelled ? "cancelled" : meeting.held ? "held" : "coming";
    view.why = meeting.why;
    view.may_compose = composes(caller_) && meeting.coming();
    for (const store::MeetingItem& one : meeting.items)
      if (auto seen = item(one, minutes)) {
        seen->listed = true;
        view.to_answer += seen->mine;
        view.items.push_back(std::move(*seen));
      }
    put_people(meeting, view);
    return view;
  }
  void put_open(const Located& found, MeetingItemView& view) const {
    view.state = found.rotation->status == workflow::Status::suspended ? "suspended" : "open";
    if (found.run->due) view.due = due_view(impl_, *directory_, *found.run);
    if (!found.step) return;
    view.mine = view.state == "open" && workflow::is_awaited(workflow::standing_of(*found.step, *found.rotation, *found.run, caller_.actor), *found.run);
    view.alone = store::project(*found.definition, *found.rotation, *directory_).contested != 0;
  }
  void put_minutes(const Located& found, const store::MeetingItem& item, MeetingItemView& view) const {
    const RotationParts parts = rotation_parts(impl_, found.rotation);
    view.tally = tally_of(parts, item);
    view.remarks = remarks_of(parts, item, caller_);
  }
  void put_people(const store::Meeting& meeting, MeetingView& view) const {
    const auto add = [&](const AccountId& id, bool present) {
      const store::Account* account = directory_->account(id);
      Attendee one{id.text(), account_name(*directory_, id), account ? account->title : Localized{}, present, {}};
      if (meeting.held)
        if (const auto reason = meeting.held->absence.find(id.text()); reason != meeting.held->absence.end()) one.reason = reason->second;
      view.attendance.push_back(std::move(one));
    };
    if (!meeting.held) {
      for (const AccountId& id : called(*directory_, meeting)) add(id, false);
      return;
    }
    for (const AccountId& id : meeting.held->present) add(id, true);
    for (const AccountId& id : meeting.held->absent) add(id, false);
    view.chair = account_name(*directory_, meeting.held->chair), view.secretary = account_name(*directory_, meeting.held->secretary);
  }
  void put_posts(MeetingView& view) const {
    store::RotationQuery query;
    query.status = "open", query.ends_from = "0", query.limit = everything;
    const store::Reader reader = impl_.database->reader();
    for (const store::RotationProjection& row : store::rotations(reader.session(), query)) view.in_posts.push_back(rotation_row_view(impl_, *directory_, row));
    std::ranges::stable_sort(view.in_posts, {}, [](const RotationRow& row) { return sort_key(row.parties.receiving.name.vi); });
  }

  const App::Impl& impl_;
  const Caller& caller_;
  const DirectoryPtr directory_;
};

}  // namespace

Localized meeting_kind(std::string_view kind) {
  if (kind == "review") return {"Đánh giá năng lực", "Capability review"};
  if (kind == "decision") return {"Xem xét, quyết định điều động", "Decisions on postings"};
  return {"Gặp gỡ cán bộ luân chuyển", "With rotated officials"};
}

std::vector<AccountId> called(const store::Directory& directory, const store::Meeting& meeting) {
  std::vector<AccountId> out = directory.holders("chair", meeting.unit);
  for (const AccountId& member : directory.holders("member", meeting.unit))
    if (std::ranges::find(out, member) == out.end()) out.push_back(member);
  sort_by_given_name(out, [&](const AccountId& id) { return account_name(directory, id); });
  return out;
}

bool is_for(std::string_view kind, const store::Meeting& meeting, const workflow::Step& step, const workflow::StepRun& run) {
  if (kind == "with_rotated_officials") return step.repeats && step.effect == workflow::Effect::petition;
  return std::ranges::any_of(run.roll,
                             [&](const workflow::Seat& seat) { return seat.unit == meeting.unit && (seat.role == "chair" || seat.role == "member"); });
}

bool still_called(const store::Directory& directory, const MeetingId& id, const AccountId& account) {
  const store::Meeting* meeting = directory.meeting(id);
  if (!meeting || !meeting->coming()) return false;
  const auto members = called(directory, *meeting);
  return std::ranges::find(members, account) != members.end();
}

Result<const store::Meeting*> open_meeting(const store::Directory& directory, std::string_view text) {
  const auto id = MeetingId::parse(text);
  const store::Meeting* meeting = id ? directory.meeting(*id) : nullptr;
  if (!meeting) return refuse(RefusalCode::not_found);
  if (!meeting->coming()) return refuse(RefusalCode::meeting_over);
  return meeting;
}

Result<void> reads_meetings(const Caller& caller) {
  if (caller.reads_all()) return {};
  return refuse(RefusalCode::forbidden, {{"needed", role_list({"chair", "member", "organisation_board", "auditor"})}});
}

Result<void> may_answer_agenda(const Caller& caller) {
  if (caller.reads_all() && caller.takes_part()) return {};
  return refuse(RefusalCode::forbidden, {{"needed", role_list({"chair", "member", "organisation_board"})}});
}

std::string agenda_key(const store::MeetingItem& item) { return item.rotation.text() + " " + item.step + " " + std::to_string(item.run); }

std::map<std::string, const store::Meeting*> coming_agendas(const store::Directory& directory) {
  std::map<std::string, const store::Meeting*> out;
  for (const store::Meeting* meeting : directory.meetings())
    if (meeting->coming())
      for (const store::MeetingItem& item : meeting->items) out.emplace(agenda_key(item), meeting);
  return out;
}

Result<void> App::may_call_meetings(const Caller& caller) const { return needs_one_of(caller, {"organisation_board"}); }

namespace {

/// Those to come first, the next one on top; then those that were, the latest on top.
std::vector<const store::Meeting*> in_order(const store::Directory& directory) {
  std::vector<const store::Meeting*> out = directory.meetings();
  const auto when = [](const store::Meeting* meeting) { return std::pair(std::chrono::sys_days(meeting->on), meeting->minute); };
  std::ranges::stable_sort(out, [&](const store::Meeting* a, const store::Meeting* b) {
    if (a->coming() != b->coming()) return a->coming();
    return a->coming() ? when(a) < when(b) : when(a) > when(b);
  });
  return out;
}

}  // namespace

Result<std::vector<MeetingView>> App::meetings(const Caller& caller) const {
  auto all = meeting_page(caller, {1, std::numeric_limits<int>::max()});
  if (!all) return std::unexpected(std::move(all.error()));
  return std::move(all->items);
}

Result<Page<MeetingView>> App::meeting_page(const Caller& caller, const PageQuery& query) const {
  if (auto may = reads_meetings(caller); !may) return std::unexpected(std::move(may.error()));
  const Reading reading(*impl_, caller);
  return page_of<MeetingView>(in_order(reading.directory()), query, [&](const store::Meeting* meeting) { return reading.listed(*meeting); });
}

Result<MeetingView> App::meeting(const Caller& caller, std::string_view id, bool minutes) const {
  if (auto may = reads_meetings(caller); !may) return std::unexpected(std::move(may.error()));
  const Reading reading(*impl_, caller);
  const auto wanted = MeetingId::parse(id);
  const store::Meeting* meeting = wanted ? reading.directory().meeting(*wanted) : nullptr;
  if (!meeting) return refuse(RefusalCode::not_found);
  return reading.meeting(*meeting, minutes);
}

Result<std::vector<MeetingItemView>> App::agenda_choices(const Caller& caller, std::string_view id) const {
  if (auto may = may_call_meetings(caller); !may) return std::unexpected(std::move(may.error()));
  const Reading reading(*impl_, caller);
  const auto meeting = open_meeting(reading.directory(), id);
  if (!meeting) return std::unexpected(meeting.error());
  const auto agendas = coming_agendas(reading.directory());
  std::vector<MeetingItemView> out;
  std::vector<store::RotationProjection> rows;
  {
    store::RotationQuery query;
    query.status = "open", query.limit = everything;
    const store::Reader reader = impl_->database->reader();
    rows = store::rotations(reader.session(), query);
  }
  for (const store::RotationProjection& row : rows) {
    const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(row.id));
    if (!rotation) continue;
    const workflow::DefinitionPtr definition = impl_->definition_ptr(*rotation);
    for (const workflow::StepRun& run : rotation->runs) {
      const workflow::Step* step = run.open() ? definition->find_step(run.step).second : nullptr;
      if (!step || step->plugin || !is_for((*meeting)->kind, **meeting, *step, run)) continue;
      const store::MeetingItem item{rotation->id, run.step, run.run};
      const auto on = agendas.find(agenda_key(item));
      if (on != agendas.end() && on->second != *meeting) continue;  // another meeting has it
      if (auto view = reading.item(item, false)) view->listed = on != agendas.end(), out.push_back(std::move(*view));
    }
  }
  std::ranges::stable_sort(out, {},
                           [](const MeetingItemView& view) { return view.due ? std::chrono::sys_days(view.due->date) : std::chrono::sys_days::max(); });
  return out;
}

}  // namespace luan::app
