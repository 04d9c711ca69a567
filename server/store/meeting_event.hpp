// A meeting of the deciding committee («phiên họp»): when it is, which open steps are on its agenda, who came. What is answered
// there are responses of the rotations; a meeting records none of its own.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "workflow/event.hpp"

namespace luan::store {

struct MeetingCalled {
  MeetingId meeting;
  UnitId unit;  // whose committee meets
  Date on{};
  int minute = 0;     // of that day, local
  std::string kind;   // review | decision | with_rotated_officials
  std::string place;  // content
};
/// One open step of one rotation.
struct MeetingItem {
  RotationId rotation;
  std::string step;
  int run = 1;
  bool operator==(const MeetingItem&) const = default;
};
struct MeetingItemAdded {
  MeetingId meeting;
  MeetingItem item;
};
struct MeetingItemRemoved {
  MeetingId meeting;
  MeetingItem item;
};
struct MeetingHeld {
  MeetingId meeting;
  std::vector<AccountId> present, absent;
  AccountId chair, secretary;
  std::map<std::string, std::string> absence{};  // content: reasons by account
};
struct MeetingCancelled {
  MeetingId meeting;
  std::string why;  // content
};

using MeetingEvent = std::variant<MeetingCalled, MeetingItemAdded, MeetingItemRemoved, MeetingHeld, MeetingCancelled>;

void write(json::object& payload, const MeetingCalled& event);
void write(json::object& payload, const MeetingItemAdded& event);
void write(json::object& payload, const MeetingItemRemoved& event);
void write(json::object& payload, const MeetingHeld& event);
void write(json::object& payload, const MeetingCancelled& event);
[[nodiscard]] std::vector<workflow::Content> contents(const MeetingCalled& event);
[[nodiscard]] std::vector<workflow::Content> contents(const MeetingHeld& event);
[[nodiscard]] std::vector<workflow::Content> contents(const MeetingCancelled& event);
/// `type` begins with `meeting.`; otherwise as directory_event.
[[nodiscard]] MeetingEvent meeting_event(std::string_view type, const json::object& payload, const std::map<std::string, json::object>& contents);

}  // namespace luan::store
