#include "store/meeting_event.hpp"

#include <stdexcept>

namespace luan::store {
namespace {

json::array ids(const std::vector<AccountId>& accounts) {
  json::array out;
  for (const AccountId& account : accounts) out.push_back(json::value(account.text()));
  return out;
}
std::vector<AccountId> ids_of(const json::object& p, std::string_view name) {
  std::vector<AccountId> out;
  for (const auto& account : member(p, name).as_array()) out.push_back(AccountId::trusted(std::string(account.as_string())));
  return out;
}
void write_item(json::object& out, const MeetingId& meeting, const MeetingItem& item) {
  out["meeting"] = meeting.text(), out["rotation"] = item.rotation.text(), out["step"] = item.step, out["run"] = item.run;
}
MeetingItem item_of(const json::object& p) {
  return {RotationId::trusted(text_member(p, "rotation")), text_member(p, "step"), static_cast<int>(int_member(p, "run"))};
}

}  // namespace

void write(json::object& out, const MeetingCalled& e) {
  out["meeting"] = e.meeting.text(), out["unit"] = e.unit.text(), out["on"] = to_text(e.on), out["time"] = clock_text(e.minute), out["kind"] = e.kind;
}
void write(json::object& out, const MeetingItemAdded& e) { write_item(out, e.meeting, e.item); }
void write(json::object& out, const MeetingItemRemoved& e) { write_item(out, e.meeting, e.item); }
void write(json::object& out, const MeetingHeld& e) {
  out["meeting"] = e.meeting.text(), out["present"] = ids(e.present), out["absent"] = ids(e.absent);
  out["chair"] = e.chair.text(), out["secretary"] = e.secretary.text();
}
void write(json::object& out, const MeetingCancelled& e) { out["meeting"] = e.meeting.text(); }

std::vector<workflow::Content> contents(const MeetingCalled& e) { return {{"place", {{"place", e.place}}}}; }
std::vector<workflow::Content> contents(const MeetingHeld& e) {
  if (e.absence.empty()) return {};
  json::object reasons;
  for (const auto& [account, reason] : e.absence) reasons[account] = reason;
  return {{"absence", std::move(reasons)}};
}
std::vector<workflow::Content> contents(const MeetingCancelled& e) { return {{"reason", {{"reason", e.why}}}}; }

MeetingEvent meeting_event(std::string_view type, const json::object& p, const std::map<std::string, json::object>& contents) {
  const auto content = [&](const std::string& name) {
    const auto found = contents.find(name);
    return found == contents.end() ? json::object() : found->second;
  };
  const auto meeting = MeetingId::trusted(text_member(p, "meeting"));
  if (type == "meeting.called") {
    const auto on = parse_date(text_member(p, "on"));
    const auto minute = parse_clock(text_member(p, "time"));
    if (!on || !minute) throw std::runtime_error("payload: no day and time of a meeting");
    return MeetingCalled{meeting, UnitId::trusted(text_member(p, "unit")), *on, *minute, text_member(p, "kind"), text_or_empty(content("place"), "place")};
  }
  if (type == "meeting.item-added") return MeetingItemAdded{meeting, item_of(p)};
  if (type == "meeting.item-removed") return MeetingItemRemoved{meeting, item_of(p)};
  if (type == "meeting.held") {
    MeetingHeld held{meeting, ids_of(p, "present"), ids_of(p, "absent"), AccountId::trusted(text_member(p, "chair")),
                     AccountId::trusted(text_member(p, "secretary"))};
    for (const auto& [account, reason] : content("absence")) held.absence[account] = std::string(reason.as_string());
    return held;
  }
  if (type == "meeting.cancelled") return MeetingCancelled{meeting, text_or_empty(content("reason"), "reason")};
  throw std::runtime_error("no released version has written events of type " + std::string(type));
}

}  // namespace luan::store
