// Petitions of rotated officials as their owner, the organisation board and the official see them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/views.hpp"

namespace luan::app {

struct PetitionView {
  std::string rotation, code;
  bool opens = false;  // the caller may open the rotation
  int number = 0;      // in the rotation
  int version = 0;     // of the petition: goes up when something is done with it
  PersonRef official;
  Localized position;         // the post he serves in
  std::string content, plan;  // what is asked, and how the meeting meant to settle it
  UnitRef owner;              // as it is now
  std::optional<DueView> due;
  std::string state;  // open | answered | closed
  Instant raised{};
  std::string answer, answered_by;  // the last one; "" before it
  std::optional<Instant> answered_at, closed_at;
  std::string returned;  // why it was given back last, while it is open again
  bool may_answer = false, may_close = false;
};
struct PetitionFilter {
  std::string state{}, rotation{};  // "" any
  bool overdue = false;             // only those open beyond their last day
  std::string cursor{};             // of the page before; "" from the beginning
  int limit = 50;                   // 1 to 200
  std::string owner{};              // a unit, with those that went into it; "" any
};
/// How the petitions of one unit stand.
struct PetitionSum {
  UnitRef unit;                                         // the owner, as it is now
  int open = 0, overdue = 0, answered = 0, closed = 0;  // overdue: of the open ones
};
struct PetitionRows {
  std::vector<PetitionView> items;
  std::string next;  // cursor, "" at the end
};
/// How many are open for the caller, and how many of these are overdue: as owner, or all for who follows them up.
struct PetitionCounts {
  int to_answer = 0, overdue = 0, to_close = 0;
};
/// What is done with a petition. `due`: with give_back only, YYYY-MM-DD or "".
struct PetitionAct {
  workflow::SettlePetition::Kind kind = workflow::SettlePetition::Kind::answer;
  std::string text, due;
};

}  // namespace luan::app
