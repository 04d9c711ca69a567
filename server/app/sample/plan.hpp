// Which rotations there are: those of the past, counted so that the statistics show the numbers of district.yaml, and
// those that stand open on the day of loading, some in every stage.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/sample/source.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/working_days.hpp"

namespace luan::app::sample {

/// How a rotation goes on and ends, where nothing stops it.
enum class Fate : unsigned char { returns, stays, new_post, promoted, extended, declined, rejected, voted_down, withdrawn, ended_early };

struct Case {
  int number = 0;
  bool key = true;
  std::string ward;  // receiving; "" any but the focus ward
  int star = 0;      // 1 to 3: the official with three posts by rotation
  bool from_office = false;
  Date nominated{};
  Date effective{};
  int months = 36;
  Fate fate = Fate::returns;
  bool brisk = false;                   // steps are answered after a fixed number of working days
  bool supplement = false;              // the check sends it back once
  bool contested = false;               // the ward's government disagrees
  bool rival = false;                   // for a post in the ward that somebody is nominated for already
  std::set<std::string> stops{};        // steps that wait for an answer on the day of loading
  int answered = 0;                     // of a stopped ballot: how many have voted
  std::map<std::string, Date> fixed{};  // step -> day of its answer
  Date early{};                         // ended_early: when
  std::string ground{};                 // ended_early: the choice
  bool petition = false;                // the first meeting raises one

  // -- while history is made
  RotationId id{};
  int official = -1;  // index in Land::officials
  PositionId position{};
  PlanLineId plan_line{};               // of a plan, in the years that have one
  json::object nomination{};            // its form as filled
  std::vector<std::string> assigned{};  // what he has been given to do
  std::set<std::string> asked{};        // seats whose answer is in the queue
  bool acted = false;
};

/// Days of the yearly steps of workflows/rotation.yaml, and before the end of the term.
inline constexpr unsigned self_review_month = 12, meeting_month = 6;

[[nodiscard]] std::vector<Case> make_plan(const Source& source, const WorkingDays& calendar, Date today, unsigned seed);
/// The shortest and the longest time after which a step is answered, and that of a brisk one, in working days.
struct Pace {
  int least = 1, most = 3, brisk = 2;
};
[[nodiscard]] Pace pace_of(std::string_view step);

}  // namespace luan::app::sample
