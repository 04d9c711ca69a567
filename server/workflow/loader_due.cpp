// The phrases of time: «10 working days», «10 days before term end at 17:00».
#include "workflow/loader_words.hpp"

namespace luan::workflow {
namespace {

using Words = std::vector<std::string>;
constexpr int days_max = 3650;

/// Takes `N days`, `1 day`, `N working days` off the front.
std::optional<Wait> take_wait(Words& words, int least) {
  const bool working = words.size() > 2 && words[1] == "working";
  const std::size_t unit = working ? 2 : 1;
  if (words.size() <= unit || (words[unit] != "days" && words[unit] != "day")) return {};
  const auto days = count(words.front(), least, days_max);
  if (!days) return {};
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(unit) + 1);
  return Wait{*days, working};
}

/// Takes `at HH:MM` off the end; false where what stands there is no time.
bool take_clock(Words& words, std::optional<int>& minute) {
  if (words.size() < 2 || words[words.size() - 2] != "at") return true;
  minute = parse_clock(words.back());
  words.resize(words.size() - 2);
  return minute.has_value();
}

}  // namespace

std::optional<Wait> read_wait(const Tree& tree, Faults& faults) {
  Words words = phrase_words(tree);
  if (const auto wait = take_wait(words, 1); wait && words.empty()) return wait;
  expected_here(tree, "Cần thời hạn như «10 working days» hoặc «30 days» (1 đến 3650 ngày)",
                "A time such as «10 working days» or «30 days» (1 to 3650 days) belongs here", faults);
  return {};
}

std::optional<Due> read_due(const Tree& tree, Faults& faults) {
  Words words = phrase_words(tree);
  Due due;
  const bool clock = take_clock(words, due.minute);
  // Counted from the opening, a step has at least a day; the day itself may be meant where a date of the term is named.
  if (const auto wait = clock ? take_wait(words, 0) : std::nullopt) {
    due.wait = *wait;
    if (words.empty() && wait->days > 0) return due;
    due.before = !words.empty() && words.front() == "before";
    const bool counts = due.before || (!words.empty() && words.front() == "after");
    const Words anchor(words.begin() + (counts ? 1 : 0), words.end());
    due.from = anchor == Words{"effective"} ? Due::From::effective : Due::From::term_end;
    if (counts && (anchor == Words{"effective"} || anchor == Words{"term", "end"})) return due;
  }
  expected_here(tree,
                "Cần thời hạn như «10 working days», «30 days», «10 days before term end» hoặc «5 working days after effective» (đến 3650 ngày), có thể thêm "
                "«at 17:00»",
                "A time such as «10 working days», «30 days», «10 days before term end» or «5 working days after effective» (3650 days at most) belongs here, "
                "with «at 17:00» or without",
                faults);
  return {};
}

}  // namespace luan::workflow
