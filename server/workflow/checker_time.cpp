// Days that cannot be: a step due by what has not been, after its next run has opened, or after the term it is to close, and one that opens
// longer before the end of the term than the shortest term lasts.
#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "workflow/checker_findings.hpp"
#include "workflow/form_numbers.hpp"

namespace luan::workflow {
namespace {

constexpr int quarter_days_min = 90;  // January to March
constexpr int year_days_min = 365;

/// In calendar days, at least: ten working days are two weeks, holidays come on top.
int days_at_least(const Wait& wait) { return wait.working ? wait.days / 5 * 7 + wait.days % 5 : wait.days; }

/// The fewest days that so many months can have: February to February, or the months around one.
int days_of_months(std::int64_t months) { return static_cast<int>(months * 30436 / 1000) - 2; }

/// The shortest term that a decision of this definition can set in any case, in months; nothing where it sets none.
std::optional<std::int64_t> shortest_term(const Definition& definition) {
  std::optional<std::int64_t> shortest;
  for (const Stage& stage : definition.stages)
    for (const Step& step : stage.steps) {
      if (step.effect != Effect::post || step.form.empty()) continue;
      const Field* months = definition.form(step.form).field("term_months");
      const auto least = months ? loosest_min(*months) : std::nullopt;
      if (least) shortest = std::min(shortest.value_or(*least), *least);
    }
  return shortest;
}

/// Counted from the opening; a date of the term is where the term is.
const Wait* from_opening(const Step& step) { return step.due && step.due->from == Due::From::opening ? &step.due->wait : nullptr; }

/// Within its own stage: it opens only after an answer that issues the decision.
bool follows_decision(const Stage& stage, const Step& step) {
  const auto issues = [&](const std::string& before) {
    const Step& earlier = *stage.step(before);
    const auto wanted = step.opens_if.find(before);
    const auto with = [&](const std::string& outcome) { return std::ranges::find(earlier.effect_with, outcome) != earlier.effect_with.end(); };
    const bool only_then = earlier.effect_with.empty() || (wanted != step.opens_if.end() && std::ranges::all_of(wanted->second, with));
    return (earlier.effect == Effect::post && only_then) || follows_decision(stage, earlier);
  };
  return std::ranges::any_of(step.after, issues);
}

void check_due_of_term(const Exploration& exploration, std::size_t stage, const Step& step, Findings& findings) {
  if (!step.due || !step.due->of_term() || follows_decision(exploration.definition().stages[stage], step)) return;
  const auto& places = exploration.places();
  const auto termless = std::ranges::find_if(places, [&](const Place& place) { return place.stage == stage && !place.posted; });
  if (termless == places.end()) return;
  findings.add("due_without_term", step.mark,
               fmt::format("Hạn của bước «{}» tính theo một ngày của thời hạn luân chuyển, nhưng có đường đi tới đây mà chưa có quyết định nào định ngày đó.",
                           step.title.vi),
               fmt::format("Step «{}» is due by a date of the term, but there is a way here on which no decision has set one.", step.title.en),
               exploration.story(static_cast<std::size_t>(termless - places.begin())));
}

/// Within its own stage: it opens only after that step has closed.
bool follows(const Stage& stage, const Step& step, std::string_view other) {
  return std::ranges::any_of(step.after, [&](const std::string& before) { return before == other || follows(stage, *stage.step(before), other); });
}

/// Where a rotation can be before and after each thing that due dates count from: explored once for all the steps that name it.
class Anchored {
 public:
  explicit Anchored(const Definition& definition) : definition_(definition) {}

  const Exploration& by(Happening::Kind kind, const std::string& id) {
    auto& known = known_[{kind, id}];
    if (!known) known = std::make_unique<Exploration>(definition_, Watch{{{kind, id, {}}}, {}});
    return *known;
  }

 private:
  const Definition& definition_;
  std::map<std::pair<Happening::Kind, std::string>, std::unique_ptr<Exploration>> known_{};
};

/// What a due date counts from must have been on every way there: a step has closed, a stage was entered. That a step was opened is
/// sure only where it has closed.
void check_due_of_other(Anchored& anchored, const Definition& definition, std::size_t stage, const Step& step, Findings& findings) {
  using From = Due::From;
  if (!step.due || step.due->of.empty()) return;
  const Stage& own = definition.stages[stage];
  const bool of_step = step.due->from == From::step_opened || step.due->from == From::step_closed;
  if (of_step ? follows(own, step, step.due->of) : step.due->of == own.id) return;
  const Exploration& watched = anchored.by(of_step ? Happening::Kind::step : Happening::Kind::stage, step.due->of);
  if (!watched.complete()) return;  // ways are taken for possible there that may not be; that not all were tried is told of the stage (too_large)
  const auto& places = watched.places();
  const auto without = std::ranges::find_if(places, [&](const Place& place) { return place.stage == stage && !place.seen; });
  if (without == places.end()) return;
  const Localized what = of_step ? definition.find_step(step.due->of).second->title : definition.stage(step.due->of)->title;
  findings.add("due_without_date", step.mark,
               fmt::format("Hạn của bước «{}» tính từ «{}», nhưng có đường đi tới đây mà chưa qua «{}».", step.title.vi, what.vi, what.vi),
               fmt::format("Step «{}» is due by «{}», but there is a way here on which «{}» has not been.", step.title.en, what.en, what.en),
               watched.story(static_cast<std::size_t>(without - places.begin())));
}

void check_repeat(const Exploration& exploration, std::size_t stage, const Step& step, Findings& findings) {
  const auto* repeat = std::get_if<Repeat>(&step.when);
  const Wait* due = from_opening(step);
  if (!repeat || !due) return;
  const int period = repeat->every == Repeat::Every::year ? year_days_min : quarter_days_min;
  if (days_at_least(*due) < period) return;
  findings.add("due_after_next_run", step.mark,
               fmt::format("Bước «{}» mở lại sau {} ngày mà hạn tới {} ngày: lần sau mở thì lần trước bị bỏ, hạn không bao giờ tới.", step.title.vi, period,
                           days_at_least(*due)),
               fmt::format("Step «{}» opens again after {} days but is due after {}: each run lapses when the next opens, before it is due.", step.title.en,
                           period, days_at_least(*due)),
               story_to_step(exploration, stage, step));
}

void check_before_end(const Exploration& exploration, std::size_t stage, const Step& step, Findings& findings) {
  const auto* before = std::get_if<BeforeTermEnd>(&step.when);
  if (!before) return;
  if (const auto months = shortest_term(exploration.definition()); months && before->days > days_of_months(*months))
    findings.add("opens_before_term", step.mark,
                 fmt::format("Bước «{}» mở {} ngày trước khi hết thời hạn, nhưng thời hạn ngắn nhất chỉ {} tháng: bước mở trước cả ngày có hiệu lực.",
                             step.title.vi, before->days, *months),
                 fmt::format("Step «{}» opens {} days before the end of the term, but the shortest term is {} months: it would open before the term begins.",
                             step.title.en, before->days, *months),
                 story_to_step(exploration, stage, step));
  if (const Wait* due = from_opening(step); due && before->days > 0 && days_at_least(*due) > before->days)
    findings.add("due_after_term", step.mark,
                 fmt::format("Bước «{}» mở {} ngày trước khi hết thời hạn nhưng hạn tới {} ngày: tới hạn thì thời hạn đã hết.", step.title.vi, before->days,
                             days_at_least(*due)),
                 fmt::format("Step «{}» opens {} days before the end of the term but is due after {}: the term is over by then.", step.title.en, before->days,
                             days_at_least(*due)),
                 story_to_step(exploration, stage, step));
}

}  // namespace

void check_time(const Exploration& exploration, Findings& findings) {
  const Definition& definition = exploration.definition();
  Anchored anchored(definition);
  for (std::size_t stage = 0; stage < definition.stages.size(); ++stage)
    for (const Step& step : definition.stages[stage].steps) {
      check_repeat(exploration, stage, step, findings);
      check_due_of_term(exploration, stage, step, findings);
      check_due_of_other(anchored, definition, stage, step, findings);
      check_before_end(exploration, stage, step, findings);
    }
}

}  // namespace luan::workflow
