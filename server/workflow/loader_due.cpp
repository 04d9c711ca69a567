// The phrases of time: «10 working days», «10 days before term end at 17:00».
#include <algorithm>

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

std::vector<Moment> read_moments(const Tree& tree, Faults& faults) {
  std::vector<Moment> out;
  const std::vector<Tree> one{tree};
  for (const Tree& item : tree.kind == Tree::Kind::list ? tree.items : one) {
    Words words = phrase_words(item);
    if (words == Words{"on", "the", "day"}) {
      out.push_back({});
      continue;
    }
    const auto wait = take_wait(words, 1);
    if (wait && (words == Words{"before"} || words == Words{"after"}))
      out.push_back({*wait, words.front() == "before"});
    else
      expected_here(item, "Cần thời điểm nhắc như «3 working days before», «on the day» hoặc «2 working days after»",
                    "A time of reminding such as «3 working days before», «on the day» or «2 working days after» belongs here", faults);
  }
  return out;
}

namespace {

bool has(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

/// What is counted from: `effective`, `term end`, `nomination`, `resolution`, `closing of review`, `opening of review`.
bool read_anchor(Due& due, const Words& words, const Anchors& anchors) {
  if (words == Words{"effective"} || words == Words{"term", "end"} || words == Words{"nomination"}) {
    due.from = words.front() == "effective" ? Due::From::effective : words.front() == "term" ? Due::From::term_end : Due::From::nomination;
    return true;
  }
  const bool named = words.size() == 3 && words[1] == "of" && (words[0] == "opening" || words[0] == "closing");
  if (words.size() != 1 && !named) return false;
  due.of = words.back();
  const bool opening = named && words[0] == "opening";
  if (has(anchors.steps, due.of)) {
    due.from = opening ? Due::From::step_opened : Due::From::step_closed;
    return due.of != anchors.own_step;
  }
  due.from = opening ? Due::From::stage_entered : Due::From::stage_left;
  return has(anchors.stages, due.of) && (opening || due.of != anchors.own_stage);
}

}  // namespace

std::optional<Due> read_due(const Tree& tree, const Anchors& anchors, Faults& faults) {
  Words words = phrase_words(tree);
  Due due;
  const bool clock = take_clock(words, due.minute);
  // Counted from the opening, a step has at least a day; the day itself may be meant where another date is named.
  if (const auto wait = clock ? take_wait(words, 0) : std::nullopt) {
    due.wait = *wait;
    if (words.empty() && wait->days > 0) return due;
    due.before = !words.empty() && words.front() == "before";
    const bool counts = due.before || (!words.empty() && words.front() == "after");
    const Words anchor(words.begin() + (counts ? 1 : 0), words.end());
    if (counts && read_anchor(due, anchor, anchors)) return due;
  }
  expected_here(
      tree,
      "Cần thời hạn như «10 working days», «30 days», «10 days before term end», «5 working days after effective», «30 days after nomination», «5 days "
      "after BƯỚC» hoặc «5 days after opening of GIAI_ĐOẠN» (đến 3650 ngày; bước, giai đoạn khác của quy trình), có thể thêm «at 17:00»",
      "A time such as «10 working days», «30 days», «10 days before term end», «5 working days after effective», «30 days after nomination», «5 days "
      "after STEP» or «5 days after opening of STAGE» (3650 days at most; another step or stage of the workflow) belongs here, with «at 17:00» or "
      "without",
      faults);
  return {};
}

}  // namespace luan::workflow
