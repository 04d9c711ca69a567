// What falls due and when, as one person may know it: his tasks, and for those who read every rotation everything that others
// must do; petitions, meetings, ends of terms and the days on which evaluations open.
#pragma once
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
  Date from{}, to{};       // both inclusive
  bool overdue = false;    // also what was due before `from` and is not done
  bool only_mine = false;  // else all that the caller may know of
};
/// In the order of their days. Administrators have none. Reads the open rotations that the caller may see.
[[nodiscard]] std::vector<DeadlineView> deadlines(const App& app, const Caller& caller, const DeadlineQuery& query);

}  // namespace luan::app
