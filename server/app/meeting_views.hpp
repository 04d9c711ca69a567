// Meetings of the deciding committee as they are shown, and what is done with them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/views.hpp"

namespace luan::app {

/// What was said in one response, word for word.
struct MeetingRemark {
  std::string who;
  Localized answer;  // may be empty
  std::vector<ValueView> values;
};
/// One open step of one rotation, on the agenda or to be put there.
struct MeetingItemView {
  std::string rotation, code, step;
  int run = 1;
  Localized title, stage;
  Parties parties;
  std::optional<DueView> due;
  std::string state;  // open | suspended | closed
  int answered = 0, asked = 0;
  Localized outcome;                               // once closed; of an open one nothing is told but how many have answered
  std::string tone;                                // ok | warn | ""
  std::vector<std::pair<std::string, int>> tally;  // of a ballot that has closed: summoned, present, for, against, abstain
  bool mine = false;                               // the caller may answer now
  bool alone = false;                              // an opinion differs: discussed by itself, answered on its own page
  bool listed = false;                             // on the agenda
  std::vector<MeetingRemark> remarks;              // in the minutes, of what has closed
};
struct Attendee {
  std::string account, name;
  Localized title;
  bool present = false;
  std::string reason;  // of who was absent; may be empty
};
struct MeetingView {
  std::string id;
  Date on{};
  int minute = 0;    // of that day
  std::string kind;  // review | decision | with_rotated_officials
  Localized kind_label;
  std::string place;
  UnitRef unit;
  std::string state;  // coming | held | cancelled
  std::string why;    // it was cancelled
  std::vector<MeetingItemView> items;
  std::vector<Attendee> attendance;   // once held, else those who are called
  std::string chair, secretary;       // names, once held
  std::vector<RotationRow> in_posts;  // with_rotated_officials: those whose term runs
  int to_answer = 0;                  // items that wait for the caller
  bool may_compose = false;           // the caller may change agenda and meeting
};

struct MeetingAct {
  enum class Kind : unsigned char { call, hold, cancel };
  Kind kind = Kind::call;
  std::string meeting{};
};
struct MeetingFormView {
  workflow::Form form;
  workflow::FormWorld world;
  json::object schema;
  std::optional<Refusal> over{};  // why nothing is recorded of this meeting any more: it was held or cancelled
};
/// One answer of several that are sent together; each is recorded, or refused, by itself.
struct MeetingResponse {
  std::string rotation, step;
  json::value body;
};
struct MeetingAnswer {
  std::string rotation, step;
  Result<Recorded> recorded;
};

}  // namespace luan::app
