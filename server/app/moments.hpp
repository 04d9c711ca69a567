// «So hai thời điểm»: one rotation as the log had it at two numbers, side by side. Each state is made anew from the events up to
// that number (workflow::apply), and shown by the functions that show the present one: what a page could not say then, it does not
// say here. For the committee and auditors.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/views.hpp"
#include "base/refusal.hpp"

namespace luan::app {

class App;
struct Caller;

/// The state after one entry of the log.
struct Moment {
  std::int64_t log_index = 0;  // of the last event of this rotation up to then
  Instant at{};
  Localized what;     // that event
  std::string shown;  // of a response: the digest of what its page showed, hex; may be empty
  bool key = false;   // a turning point, or a response
};

struct ComparedLine {
  enum class Change : unsigned char { same, changed, added, gone };
  Localized label;
  std::string before, after;  // in the caller's language; "" where there is no such line
  Change change = Change::same;
};
struct ComparedPart {
  Localized title;
  std::vector<ComparedLine> lines;  // the changed ones first
  int changed = 0;
};
struct MomentsView {
  RotationRow row;
  Moment before, after;
  std::vector<Moment> choices;  // every moment there is, oldest first
  std::vector<ComparedPart> parts;
  int changed = 0;
};

/// `before` and `after` are log numbers, in either order; a number between two events of the rotation means the earlier one.
/// Negative: the nomination, and the present. Refused with the field `a` or `b` where the rotation was not nominated yet.
[[nodiscard]] Result<MomentsView> moments(const App& app, const Caller& caller, std::string_view id, std::int64_t before, std::int64_t after);

}  // namespace luan::app
