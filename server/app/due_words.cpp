// The dates of a definition in words: when a step is due.
#include "app/impl.hpp"

namespace luan::app {
namespace {

Localized days_words(const workflow::Wait& wait) {
  const std::string days = std::to_string(wait.days);
  const bool one = wait.days == 1;
  if (wait.working) return {days + " ngày làm việc", days + (one ? " working day" : " working days")};
  return {days + " ngày", days + (one ? " day" : " days")};
}

Localized counted(const workflow::Due& due) {
  const Localized days = days_words(due.wait);
  if (due.from == workflow::Due::From::opening) return days;
  const bool effective = due.from == workflow::Due::From::effective;
  const Localized day = effective ? Localized{"ngày quyết định có hiệu lực", "the decision takes effect"} : Localized{"ngày hết thời hạn", "the term ends"};
  if (due.wait.days == 0) return {"đúng " + day.vi, "on the day " + day.en};
  return due.before ? Localized{"trước " + day.vi + " " + days.vi, days.en + " before " + day.en}
                    : Localized{"sau " + day.vi + " " + days.vi, days.en + " after " + day.en};
}

}  // namespace

Localized due_rule_words(const workflow::Step& step) {
  if (!step.due) return {"–", "–"};
  Localized out = counted(*step.due);
  if (step.due->minute) out.vi += ", lúc " + clock_text(*step.due->minute), out.en += ", at " + clock_text(*step.due->minute);
  return out;
}

}  // namespace luan::app
