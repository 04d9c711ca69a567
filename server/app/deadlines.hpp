// What falls due and when, as one person may know it: his tasks, and for those who read every rotation everything that others
// must do; petitions, meetings, ends of terms and the days on which evaluations open.
#pragma once
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/app.hpp"

namespace luan::app {

struct DeadlineView {
  enum class Kind : unsigned char { task, awaited, petition, meeting, term_end, opening, resumption };
  Kind kind = Kind::task;
  std::string id;  // of the same matter for ever, whatever becomes of its day: letters, digits and hyphens
  Date on{};
  std::optional<int> minute{};     // of that day; none: its end
  Localized title{};               // of a task verb first
  std::string code{}, official{};  // of the rotation; both empty of a meeting
  Localized post{};                // expected or held; of a meeting empty
  Localized who{};                 // whose move it is, of `awaited`; may be empty
  std::string place{};             // of a meeting
  std::string path{};              // of its page
  bool mine = false;               // the caller is asked, called or meant
  bool overdue = false;
  bool cancelled = false;  // a meeting
  int revision = 0;        // never falls
};

struct DeadlineQuery {
  Date from{}, to{};       // both inclusive; to before from: no day at all
  bool overdue = false;    // also what was due before `from` and is not done
  bool only_mine = false;  // else all that the caller may know of
  // Of what was due before `from`, and of each day, so many are passed over and so many at most are listed; all are counted.
  std::size_t skip = 0, most = std::numeric_limits<std::size_t>::max();
};
struct Deadlines {
  std::vector<DeadlineView> items;   // what was due before first, then in the order of the days
  std::size_t before = 0;            // due before `from`, listed or not
  std::map<Date, std::size_t> on{};  // of each day on which there is something, listed or not
};
/// Any thread. Administrators have none. What is not listed costs next to nothing.
[[nodiscard]] Deadlines deadlines(const App& app, const Caller& caller, const DeadlineQuery& query);

}  // namespace luan::app
