#include "app/sample/plan.hpp"

#include <fmt/format.h>

#include <array>

#include "app/sample/dice.hpp"

namespace luan::app::sample {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

/// From nomination to the day on which the decision takes effect: the slowest course, with holidays, takes less.
constexpr int days_before_effect = 90, days_for_supplement = 25;

Date on(int y, unsigned m, unsigned d) { return {year(y), month(m), day(d)}; }
int year_of(Date date) { return static_cast<int>(date.year()); }

Fate some_fate(Dice& dice) {
  const int thrown = dice.below(100);
  return thrown < 28 ? Fate::returns : thrown < 42 ? Fate::stays : thrown < 74 ? Fate::new_post : thrown < 91 ? Fate::promoted : Fate::extended;
}

/// The day before a term of so many months has this last day.
Date effective_for(Date last, int months) { return add_months(add_days(last, 1), -months); }

/// The latest such day of a year that is before `today` by at least so many days.
Date latest(unsigned m, unsigned d, Date today, int before) {
  const Date this_year(today.year(), month(m), day(d));
  return days_between(this_year, today) >= before ? this_year : Date(today.year() - std::chrono::years(1), month(m), day(d));
}

class Planner {
 public:
  Planner(const Source& source, const WorkingDays& calendar, Date today, unsigned seed) : source_(source), calendar_(calendar), today_(today), seed_(seed) {}

  std::vector<Case> make() {
    for (int y = source_.years.begin()->first; y <= year_of(today_); ++y) {
      const auto found = source_.years.find(y);
      past_year(y, found == source_.years.end() ? source_.later : found->second);
    }
    mark_stars();
    mark_early();
    dropped();
    open_before_posting();
    open_after_posting();
    return std::move(cases_);
  }

 private:
  Case& add(Date effective) {
    Case made;
    made.number = static_cast<int>(cases_.size());
    Dice dice(seed_, fmt::format("case {}", made.number));
    made.effective = effective;
    made.months = std::array{36, 36, 36, 48, 48, 60}[static_cast<std::size_t>(dice.below(6))];
    made.fate = some_fate(dice);
    made.supplement = dice.chance(8);
    made.contested = dice.chance(4);
    made.petition = dice.chance(25);
    made.nominated = add_days(effective, -days_before_effect - (made.supplement ? days_for_supplement : 0));
    cases_.push_back(std::move(made));
    return cases_.back();
  }

  void some(int y, int count, bool key, const std::string& ward) {
    for (int i = 0; i < count; ++i) {
      Dice dice(seed_, fmt::format("turn {} {} {} {}", y, key, ward, i));
      // Spread over the year; the first year has no time before April.
      const int first = y == source_.years.begin()->first ? 5 : 2;
      const Date effective = on(y, static_cast<unsigned>(first + i * (13 - first) / count), dice.chance(60) ? 1 : 15);
      // What would take effect about now stands among the open ones.
      if (days_between(effective, today_) < 20) continue;
      Case& made = add(effective);
      made.key = key;
      made.ward = ward;
    }
  }

  void past_year(int y, const Year& numbers) {
    some(y, numbers.focus.key, true, source_.focus);
    some(y, numbers.focus.civil, false, source_.focus);
    some(y, numbers.elsewhere.key, true, "");
    some(y, numbers.elsewhere.civil, false, "");
  }

  Case* first_of(int y, bool elsewhere) {
    for (Case& made : cases_)
      if (year_of(made.effective) == y && made.key && made.ward.empty() == elsewhere && made.star == 0 && made.fate != Fate::ended_early) return &made;
    return nullptr;
  }

  /// Three posts one after the other, each ended before the next is proposed: an office, a ward, the focus ward.
  void mark_stars() {
    int star = 0;
    for (const auto& [y, ward] : {std::pair<int, std::string>{2011, ""}, {2015, ""}, {2020, source_.focus}}) {
      Case* made = first_of(y, ward.empty());
      if (!made) continue;
      made->star = ++star;
      made->months = 36;
      made->supplement = false;
      made->fate = star == 1 ? Fate::new_post : Fate::promoted;
      made->nominated = add_days(made->effective, -days_before_effect);
    }
  }

  void end_early(int y, Date when, const std::string& ground, const std::string& ward) {
    Case* made = when < today_ ? first_of(y, true) : nullptr;
    if (!made) return;
    made->fate = Fate::ended_early;
    made->months = 60;
    made->early = when;
    made->ground = ground;
    made->ward = ward;
  }
  void mark_early() {
    end_early(2016, on(2018, 3, 20), "not_completed", "");
    end_early(2019, on(2020, 11, 10), "health", "");
    const Date merged = source_.merge.on;
    end_early(year_of(merged) - 2, add_days(merged, -6), "reorganisation", source_.merge.from);
  }

  void dropped() {
    for (const auto& [y, fate] : {std::pair{2012, Fate::rejected},
                                  {2013, Fate::declined},
                                  {2015, Fate::voted_down},
                                  {2016, Fate::withdrawn},
                                  {2018, Fate::rejected},
                                  {2019, Fate::voted_down},
                                  {2022, Fate::declined},
                                  {2024, Fate::withdrawn},
                                  {2026, Fate::voted_down}}) {
      const Date effective = on(y, 9, 15);
      if (days_between(effective, today_) < 0) continue;
      Case& made = add(effective);
      made.fate = fate;
      made.supplement = made.contested = false;
    }
  }

  /// One on which `step` was opened so many working days ago.
  Case& waiting(const std::set<std::string>& stops, const std::string& step, int days_ago, const std::string& ward) {
    static const std::map<std::string, int> reached{{"proposal", 0},      {"check", 3},      {"assessment", 5},  {"vote", 7},     {"assignments", 8},
                                                    {"consultation", 10}, {"synthesis", 15}, {"resolution", 17}, {"decision", 19}};
    const Date nominated = calendar_.add(today_, -days_ago - reached.at(step));
    Case& made = add(add_days(nominated, days_before_effect));
    made.nominated = nominated;
    made.stops = stops;
    made.ward = ward;
    made.brisk = made.from_office = true;
    made.supplement = made.contested = false;
    return made;
  }

  void open_before_posting() {
    const auto ward = [&](std::size_t i) { return source_.wards[i % source_.wards.size()].name; };
    waiting({"proposal"}, "proposal", 14, ward(1));
    waiting({"proposal"}, "proposal", 4, ward(5)).key = false;
    waiting({"check"}, "check", 2, ward(4));
    waiting({"vote"}, "vote", 2, ward(7)).answered = 5;
    Case& second = waiting({"assessment"}, "assessment", 3, ward(7));
    second.answered = 6, second.rival = true;
    waiting({"assignments"}, "assignments", 8, ward(8));
    waiting({"party_opinion", "government_opinion"}, "consultation", 5, source_.focus);
    waiting({"government_opinion", "meeting_with_official"}, "consultation", 9, ward(9));
    waiting({"synthesis"}, "synthesis", 3, ward(10)).contested = true;
    waiting({"resolution"}, "resolution", 3, ward(11)).answered = 7;
    waiting({"decision"}, "decision", 7, ward(12));
    waiting({"decision"}, "decision", 2, ward(4)).key = false;
  }

  Case& serving(Date effective, int months, const std::set<std::string>& stops, const std::string& ward) {
    Case& made = add(effective);
    made.months = months;
    made.stops = stops;
    made.ward = ward;
    made.from_office = true;
    made.supplement = made.contested = made.petition = false;
    made.fate = Fate::promoted;
    made.nominated = add_days(effective, -days_before_effect);
    return made;
  }

  /// Evaluated on all three levels by then.
  void evaluated(Case& of, int working_days) const {
    for (const char* step : {"final_evaluation", "deciding_evaluation"}) of.fixed[step] = calendar_.add(today_, working_days);
  }

  void open_after_posting() {
    // A petition raised in June and not yet settled; a self-review that was not handed in; a term that nears its end.
    serving(on(year_of(latest(meeting_month, 1, today_, 40)), 3, 1), 48, {"follow_up"}, source_.wards[2].name).petition = true;
    serving(on(year_of(latest(self_review_month, 1, today_, 1)), 3, 1), 60, {"self_review"}, source_.focus);
    serving(effective_for(add_days(today_, 45), 36), 36, {"final_evaluation"}, source_.wards[6].name);

    Case& placement = serving(effective_for(add_days(today_, 30), 36), 36, {"placement"}, source_.wards[4].name);
    evaluated(placement, -4);
    Case& conclusion = serving(effective_for(add_days(today_, 12), 36), 36, {"conclusion"}, source_.wards[7].name);
    evaluated(conclusion, -22);
    conclusion.fixed["placement"] = calendar_.add(today_, -14);
    Case& late = serving(effective_for(add_days(today_, 6), 36), 36, {"placement"}, source_.wards[8].name);
    evaluated(late, -25);

    Case& ended = serving(add_months(add_days(today_, -20), -20), 48, {}, source_.wards[9].name);
    ended.fate = Fate::ended_early;
    ended.early = calendar_.add(today_, -12);
    ended.ground = "new_task";
  }

  const Source& source_;
  const WorkingDays& calendar_;
  Date today_;
  unsigned seed_;
  std::vector<Case> cases_;
};

}  // namespace

Pace pace_of(std::string_view step) {
  static const std::map<std::string, Pace, std::less<>> all{{"proposal", {3, 8, 3}},
                                                            {"check", {1, 4, 2}},
                                                            {"assessment", {1, 4, 2}},
                                                            {"vote", {1, 2, 1}},
                                                            {"assignments", {1, 4, 2}},
                                                            {"party_opinion", {3, 9, 4}},
                                                            {"government_opinion", {3, 9, 5}},
                                                            {"meeting_with_official", {2, 8, 3}},
                                                            {"synthesis", {1, 4, 2}},
                                                            {"resolution", {1, 4, 2}},
                                                            {"decision", {1, 4, 2}},
                                                            {"self_review", {2, 9, 5}},
                                                            {"appraisal", {3, 9, 4}},
                                                            {"final_self_review", {2, 5, 3}},
                                                            {"deciding_evaluation", {2, 6, 3}},
                                                            {"evaluation", {6, 18, 10}},
                                                            {"meeting", {5, 16, 10}},
                                                            {"follow_up", {8, 19, 12}},
                                                            {"final_evaluation", {5, 18, 10}},
                                                            {"placement", {5, 18, 10}},
                                                            {"conclusion", {2, 9, 5}}};
  const auto found = all.find(step);
  return found == all.end() ? Pace{} : found->second;
}

std::vector<Case> make_plan(const Source& source, const WorkingDays& calendar, Date today, unsigned seed) {
  return Planner(source, calendar, today, seed).make();
}

}  // namespace luan::app::sample
