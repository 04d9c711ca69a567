// Meetings are called, composed, held and cancelled by the organisation board; what is answered there is recorded one by one.
#include <algorithm>
#include <set>

#include "app/meeting_parts.hpp"
#include "app/meeting_rights.hpp"
#include "base/bytes.hpp"

namespace luan::app {
namespace {

using Kind = MeetingAct::Kind;

store::MeetingCalled called_meeting(const store::Directory& directory, const MeetingId& id, const json::object& values) {
  const auto minute = static_cast<int>(int_member(values, "hour") * 60 + int_member(values, "minute"));
  return {id, directory.committee().unit, *parse_date(text_member(values, "on")), minute, text_member(values, "kind"), text_member(values, "place")};
}

Result<store::MeetingHeld> held_meeting(const store::Directory& directory, const store::Meeting& meeting, const json::object& values) {
  store::MeetingHeld held{meeting.meeting, {}, {}, AccountId::trusted(text_member(values, "chair")), AccountId::trusted(text_member(values, "secretary"))};
  for (const AccountId& member : called(directory, meeting)) {
    const bool present = text_or_empty(values, "presence_" + member.text()) == "present";
    (present ? held.present : held.absent).push_back(member);
    const std::string reason = text_or_empty(values, "absence_" + member.text());
    if (!present && !reason.empty()) held.absence[member.text()] = reason;
  }
  if (std::ranges::find(held.present, held.chair) == held.present.end())
    return refuse_fields({{"chair", {"Người chủ trì phải có mặt", "Who presides must be present"}}});
  return held;
}

/// A form sent twice calls one meeting.
Result<void> is_new_meeting(const store::Directory& directory, const store::MeetingCalled& fresh) {
  const auto meetings = directory.meetings();
  if (std::ranges::none_of(meetings, [&](const store::Meeting* one) {
        return !one->cancelled && one->unit == fresh.unit && one->kind == fresh.kind && one->on == fresh.on && one->minute == fresh.minute;
      }))
    return {};
  return refuse_fields({{"on", {"Đã triệu tập phiên họp này vào đúng ngày giờ đó", "This meeting has been called for that very day and hour"}}});
}

/// The committee is told of it, each as he wants to be told.
void tell_of(store::Transaction& transaction, const store::MeetingCalled& meeting) {
  store::Notice notice{0, std::string(key(About::meeting)), meeting.meeting.text(), "", 0, {}, {}, to_text(meeting.on), transaction.now()};
  for (const char* role : {"chair", "member"}) notice.seats.push_back(json::object{{"role", role}, {"unit", meeting.unit.text()}, {"account", ""}});
  transaction.announce(notice);
}

/// The runs that these items name now, in their order.
Result<std::vector<store::MeetingItem>> wanted_items(const App::Impl& impl, store::Transaction& transaction, const store::Meeting& meeting,
                                                     const std::vector<std::pair<std::string, std::string>>& wanted) {
  std::vector<store::MeetingItem> out;
  const auto agendas = coming_agendas(*transaction.directory());
  for (const auto& [rotation_id, step_id] : wanted) {
    const auto id = RotationId::parse(rotation_id);
    const store::RotationPtr rotation = id ? transaction.rotation(*id) : nullptr;
    const workflow::StepRun* run = rotation ? rotation->run_now(step_id) : nullptr;
    const workflow::Step* step = run ? impl.definition_ptr(*rotation)->find_step(step_id).second : nullptr;
    if (!step || !run->open() || !is_for(meeting.kind, meeting, *step, *run))
      return refuse_fields(
          {{"items", {"Có mục không còn mở; đề nghị tải lại trang rồi chọn lại", "One of these is open no more; reload the page and choose again"}}});
    store::MeetingItem item{*id, step_id, run->run};
    if (const auto on = agendas.find(agenda_key(item)); on != agendas.end() && on->second->meeting != meeting.meeting)
      return refuse_fields({{"items", {"Có mục đã nằm trong chương trình của phiên khác", "One of these is on the agenda of another meeting"}}});
    if (std::ranges::find(out, item) == out.end()) out.push_back(std::move(item));
  }
  return out;
}

/// Does the agenda hold what would be answered now? A step that is asked anew, after a return or under another version, is another item.
bool is_listed(const store::Database& database, const store::Meeting& meeting, const MeetingResponse& response) {
  return std::ranges::any_of(meeting.items, [&](const store::MeetingItem& item) {
    if (item.rotation.text() != response.rotation || item.step != response.step) return false;
    const store::RotationPtr rotation = database.rotation(item.rotation);
    const workflow::StepRun* run = rotation ? rotation->run_now(item.step) : nullptr;
    return !run || run->run == item.run;
  });
}

bool still_open(store::Transaction& transaction, const store::MeetingItem& item) {
  const store::RotationPtr rotation = transaction.rotation(item.rotation);
  const workflow::StepRun* run = rotation ? rotation->run(item.step, item.run) : nullptr;
  return run && run->open();
}

}  // namespace

Result<MeetingFormView> App::meeting_form(const Caller& caller, const MeetingAct& act) const {
  if (auto may = may_call_meetings(caller); !may) return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  const store::Meeting* meeting = nullptr;
  std::optional<Refusal> over;
  if (act.kind != Kind::call) {
    const auto id = MeetingId::parse(act.meeting);
    meeting = id ? directory->meeting(*id) : nullptr;
    auto found = open_meeting(*directory, act.meeting);
    if (!meeting) return std::unexpected(std::move(found.error()));
    if (!found) over = std::move(found.error());
  }
  MeetingFormView view{app::meeting_form(*directory, act, meeting), impl_->form_world(directory, nullptr, "", &caller), {}, std::move(over)};
  view.schema = workflow::form_schema(view.form, view.world);
  return view;
}

Awaitable<Result<std::string>> App::change_meeting(Caller caller, MeetingAct act, json::value body) {
  const auto asked = meeting_form(caller, act);
  if (!asked) co_return std::unexpected(asked.error());
  if (asked->over) {
    // Sent twice: it may have been recorded by the first sending.
    std::function<Result<std::string>(store::Transaction&)> late = [&](store::Transaction&) -> Result<std::string> { return std::unexpected(*asked->over); };
    auto answer = co_await on_writer<std::string>(*impl_->writer, caller, std::move(late));
    co_return answer;
  }
  const Result<workflow::Filled> filled = workflow::check_form(asked->form, body, asked->world);
  std::function<Result<std::string>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<std::string> {
    const store::DirectoryPtr directory = transaction.directory();
    const store::Meeting* meeting = nullptr;
    if (act.kind != Kind::call) {
      const auto found = open_meeting(*directory, act.meeting);
      if (!found) return std::unexpected(found.error());
      meeting = *found;
    }
    if (!filled) return std::unexpected(filled.error());
    if (act.kind == Kind::cancel) {
      transaction.append(actor_text(caller), store::MeetingCancelled{meeting->meeting, text_member(filled->values, "why")});
      return act.meeting;
    }
    if (act.kind == Kind::hold) {
      const auto held = held_meeting(*directory, *meeting, filled->values);
      if (!held) return std::unexpected(held.error());
      transaction.append(actor_text(caller), *held);
      return act.meeting;
    }
    const store::MeetingCalled fresh = called_meeting(*directory, transaction.ids().fresh<MeetingId>(), filled->values);
    if (auto is = is_new_meeting(*directory, fresh); !is) return std::unexpected(std::move(is.error()));
    transaction.append(actor_text(caller), fresh);
    if (!impl_->quiet && !impl_->notifiers()->empty()) tell_of(transaction, fresh);
    return fresh.meeting.text();
  };
  auto answer = co_await on_writer<std::string>(*impl_->writer, caller, std::move(job));
  if (answer) impl_->poke();
  co_return answer;
}

Awaitable<Result<void>> App::set_agenda(Caller caller, std::string id, std::vector<std::pair<std::string, std::string>> items) {
  if (auto may = may_call_meetings(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const store::DirectoryPtr directory = transaction.directory();
    const auto meeting = open_meeting(*directory, id);
    if (!meeting) return std::unexpected(meeting.error());
    const auto wanted = wanted_items(*impl_, transaction, **meeting, items);
    if (!wanted) return std::unexpected(wanted.error());
    const std::vector<store::MeetingItem> listed = (*meeting)->items;
    const MeetingId& of = (*meeting)->meeting;
    // What was settled at the meeting stays on its agenda.
    for (const store::MeetingItem& item : listed)
      if (std::ranges::find(*wanted, item) == wanted->end() && still_open(transaction, item))
        transaction.append(actor_text(caller), store::MeetingItemRemoved{of, item});
    for (const store::MeetingItem& item : *wanted)
      if (std::ranges::find(listed, item) == listed.end()) transaction.append(actor_text(caller), store::MeetingItemAdded{of, item});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

Awaitable<Result<std::vector<MeetingAnswer>>> App::respond_at(Caller caller, std::string id, std::vector<MeetingResponse> responses, RequestMeta meta) {
  if (auto may = may_answer_agenda(caller); !may) co_return std::unexpected(std::move(may.error()));
  const DirectoryPtr directory = impl_->directory();
  const auto wanted = MeetingId::parse(id);
  const store::Meeting* meeting = wanted ? directory->meeting(*wanted) : nullptr;
  if (!meeting) co_return refuse(RefusalCode::not_found);
  if (meeting->cancelled) co_return refuse(RefusalCode::meeting_over);
  std::vector<MeetingAnswer> out;
  for (MeetingResponse& one : responses) {
    if (!is_listed(*impl_->database, *meeting, one)) {
      out.push_back({one.rotation, one.step, refuse(RefusalCode::not_on_agenda)});
      continue;
    }
    // A command of its own, under a key of its own: sent again, each gets its first answer.
    RequestMeta own{meta.key.empty() ? "" : to_hex(sha256(meta.key + " " + one.rotation + " " + one.step)), meta.route, "", 0};
    own.body_sha256 = to_hex(sha256(json::serialize(one.body)));
    auto recorded = co_await respond(caller, one.rotation, one.step, std::move(one.body), std::move(own));
    out.push_back({std::move(one.rotation), std::move(one.step), std::move(recorded)});
  }
  co_return out;
}

}  // namespace luan::app
