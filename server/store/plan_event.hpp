// A plan of rotations («kế hoạch luân chuyển») and its lines: which post, who is expected there, from when and why. Free text is
// content; payloads hold opaque ids, dates and numbers.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "workflow/event.hpp"

namespace luan::store {

struct PlanAdopted {
  PlanId plan;
  UnitId unit;         // the deciding one
  std::string period;  // "2026", "2026-2027"
  std::string paper;   // "12-KH/ĐU"
  Date approved{};
  std::string need{}, manner{}, area{}, regime{};  // content: what it answers, in which manner, where, under which regime and policy
};
/// What a line asks for. One line may be for several people: `count` of them.
struct PlanLineTerms {
  PositionId position;
  UnitId receiving;         // whose the post was
  OfficialId expected{};    // none: nobody is named
  std::string direction{};  // down | up | across | between_offices
  int months = 0;
  Date starts{};
  int count = 1;
  std::string reason{}, placement{};  // content: why, and where the official is expected to be placed afterwards
};
struct PlanLineAdded {
  PlanId plan;
  PlanLineId line;
  PlanLineTerms terms;
};
struct PlanLineChanged {  // it says this from now on
  PlanId plan;
  PlanLineId line;
  PlanLineTerms terms;
  std::string why;  // content
};
struct PlanLineWithdrawn {  // nobody is nominated by it any more; those who are stay
  PlanId plan;
  PlanLineId line;
  std::string why;  // content
};
struct PlanClosed {  // no line of it is used or altered any more
  PlanId plan;
  std::string why;  // content
};

using PlanEvent = std::variant<PlanAdopted, PlanLineAdded, PlanLineChanged, PlanLineWithdrawn, PlanClosed>;

void write(json::object& payload, const PlanAdopted& event);
void write(json::object& payload, const PlanLineAdded& event);
void write(json::object& payload, const PlanLineChanged& event);
void write(json::object& payload, const PlanLineWithdrawn& event);
void write(json::object& payload, const PlanClosed& event);
[[nodiscard]] std::vector<workflow::Content> contents(const PlanAdopted& event);
[[nodiscard]] std::vector<workflow::Content> contents(const PlanLineAdded& event);
[[nodiscard]] std::vector<workflow::Content> contents(const PlanLineChanged& event);
[[nodiscard]] std::vector<workflow::Content> contents(const PlanLineWithdrawn& event);
[[nodiscard]] std::vector<workflow::Content> contents(const PlanClosed& event);
/// `type` begins with `plan.`; otherwise as directory_event.
[[nodiscard]] PlanEvent plan_event(std::string_view type, const json::object& payload, const std::map<std::string, json::object>& contents);

}  // namespace luan::store
