#include "workflow/checker.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "workflow/checker_stage.hpp"

namespace luan::workflow {
namespace {

/// A place a rotation can be in, as far as control flow goes: the stage, and whether a decision has given the term an end.
struct Place {
  std::size_t stage = 0;
  bool posted = false;
  auto operator<=>(const Place&) const = default;
};

/// How a place was first reached.
struct Arrival {
  Place place;
  int from = -1;  // index of the arrival before; -1 at the start
  Localized sentence{};
};

class Checker {
 public:
  explicit Checker(const Definition& definition) : definition_(definition) {}

  CheckReport run() {
    for (const Stage& stage : definition_.stages) stages_.push_back(try_stage(definition_, stage));
    explore();
    for (const StageCases& stage : stages_) {
      judge_stage(stage);
      report_.combinations += stage.combinations;
    }
    judge_reach();
    judge_ways_out();
    judge_suspension();
    report_.stages = stages_.size();
    std::ranges::stable_sort(report_.findings, {}, [](const Finding& finding) { return std::pair(finding.mark.line, finding.mark.column); });
    return std::move(report_);
  }

 private:
  using Story = std::vector<Localized>;

  void found(Mark mark, std::string vi, std::string en, Story story = {}) {
    report_.findings.push_back({mark, {std::move(vi), std::move(en)}, std::move(story)});
  }

  // -- telling

  Localized told(const StageCases& cases, const Case& one) const {
    std::string vi = fmt::format("Ở «{}»: ", cases.stage->title.vi), en = fmt::format("In «{}»: ", cases.stage->title.en);
    for (std::size_t i = 0; i < cases.steps.size(); ++i) {
      const Step& step = *cases.steps[i];
      const std::string_view gap = i == 0 ? "" : "; ";
      if (one.outcomes[i].empty()) {
        vi += fmt::format("{}«{}» không mở", gap, step.title.vi);
        en += fmt::format("{}«{}» does not open", gap, step.title.en);
      } else {
        const Localized outcome = outcome_label(definition_, step, one.outcomes[i]);
        vi += fmt::format("{}«{}» có kết quả «{}»", gap, step.title.vi, outcome.vi);
        en += fmt::format("{}«{}» ends in «{}»", gap, step.title.en, outcome.en);
      }
    }
    return {std::move(vi), std::move(en)};
  }

  Localized with_target(Localized sentence, std::string_view target) const {
    const Localized title = title_of(target);
    return {fmt::format("{}; chuyển sang «{}».", sentence.vi, title.vi), fmt::format("{}; on to «{}».", sentence.en, title.en)};
  }

  Localized title_of(std::string_view id) const {
    if (const Stage* stage = definition_.stage(id)) return stage->title;
    if (const End* end = definition_.end(id)) return end->title;
    return {std::string(id), std::string(id)};
  }

  Story story_of(int arrival) const {
    Story story;
    for (int at = arrival; at >= 0 && arrivals_[static_cast<std::size_t>(at)].from >= 0; at = arrivals_[static_cast<std::size_t>(at)].from)
      story.insert(story.begin(), arrivals_[static_cast<std::size_t>(at)].sentence);
    return story;
  }

  /// The first arrival at the stage, or -1.
  int arrival_at(const Stage& stage) const {
    const auto first = std::ranges::find_if(arrivals_, [&](const Arrival& arrival) { return stages_[arrival.place.stage].stage == &stage; });
    return first == arrivals_.end() ? -1 : static_cast<int>(first - arrivals_.begin());
  }

  // -- exploring: breadth first, so that the first way to a place is a shortest one

  void explore() {
    if (definition_.stages.empty()) return;
    arrive({0, false}, -1, {});
    for (std::size_t at = 0; at < arrivals_.size(); ++at) {
      const Place place = arrivals_[at].place;
      const StageCases& cases = stages_[place.stage];
      look_at_calendar(cases, place, static_cast<int>(at));
      for (std::size_t row = 0; row < cases.rows.size(); ++row) take_row(cases, row, place, static_cast<int>(at));
      for (const Action& action : definition_.actions) {
        if (action.kind != Action::Kind::leave || !may_act(action, *cases.stage)) continue;
        const Localized sentence{fmt::format("Ở «{}»: thao tác «{}»", cases.stage->title.vi, action.title.vi),
                                 fmt::format("In «{}»: the action «{}»", cases.stage->title.en, action.title.en)};
        go(action.go, place.posted, static_cast<int>(at), with_target(sentence, action.go));
      }
    }
  }

  static bool may_act(const Action& action, const Stage& stage) {
    return action.stages.empty() || std::ranges::find(action.stages, stage.id) != action.stages.end();
  }

  void take_row(const StageCases& cases, std::size_t number, Place place, int at) {
    const Row& row = cases.stage->next[number];
    const RowUse& use = cases.rows[number];
    for (const auto* one : {&use.plain, &use.posting}) {
      if (!*one) continue;
      const bool posted = place.posted || (*one)->posts;
      const Localized sentence = told(cases, **one);
      if (row.extends_term && !posted && termless_.insert(&row).second) {
        Story story = story_of(at);
        story.push_back(with_target(sentence, row.go));
        found(row.mark, "Dòng này gia hạn thời hạn, nhưng có đường đi tới đây mà chưa có quyết định nào định thời hạn.",
              "This row extends the term, but there is a way here on which no decision has set one.", std::move(story));
      }
      go(row.go, posted, at, with_target(sentence, row.go));
    }
    // Not seen within the limit: assumed possible, so that no stage is called unreachable that is only far away.
    if (!use.taken() && cases.too_large)
      go(row.go, place.posted, at, with_target({fmt::format("Ở «{}»", cases.stage->title.vi), fmt::format("In «{}»", cases.stage->title.en)}, row.go));
  }

  void look_at_calendar(const StageCases& cases, Place place, int at) {
    if (place.posted) return;
    for (const Step& step : cases.stage->steps)
      if (step.due && step.due->from != Due::From::opening && !follows_decision(*cases.stage, step) && termless_.insert(&step.due).second)
        found(step.mark,
              fmt::format("Hạn của bước «{}» tính theo một ngày của thời hạn luân chuyển, nhưng có đường đi tới đây mà chưa có quyết định nào định ngày đó.",
                          step.title.vi),
              fmt::format("Step «{}» is due by a date of the term, but there is a way here on which no decision has set one.", step.title.en), story_of(at));
    for (const Step* step : cases.steps)
      if (std::holds_alternative<BeforeTermEnd>(step->when) && termless_.insert(step).second)
        found(step->mark,
              fmt::format("Bước «{}» mở theo ngày hết thời hạn, nhưng có đường đi tới đây mà chưa có quyết định nào định thời hạn: bước không bao giờ mở.",
                          step->title.vi),
              fmt::format("Step «{}» opens by the end of the term, but there is a way here on which no decision has set one: it never opens.", step->title.en),
              story_of(at));
  }

  /// Within its own stage: it opens only after an answer that issues the decision.
  static bool follows_decision(const Stage& stage, const Step& step) {
    const auto issues = [&](const std::string& before) {
      const Step& earlier = *stage.step(before);
      const auto wanted = step.opens_if.find(before);
      const bool always = earlier.effect_with.empty();
      const bool posts =
          earlier.effect == Effect::post && (always || (wanted != step.opens_if.end() && std::ranges::all_of(wanted->second, [&](const std::string& outcome) {
                                                          return std::ranges::find(earlier.effect_with, outcome) != earlier.effect_with.end();
                                                        })));
      return posts || follows_decision(stage, earlier);
    };
    return std::ranges::any_of(step.after, issues);
  }

  void go(const std::string& target, bool posted, int from, Localized sentence) {
    if (const std::size_t number = definition_.stage_number(target))
      arrive({number - 1, posted}, from, std::move(sentence));
    else
      ends_reached_.insert(target);
  }

  void arrive(Place place, int from, Localized sentence) {
    if (places_.insert(place).second) arrivals_.push_back({place, from, std::move(sentence)});
  }

  // -- judging

  void judge_stage(const StageCases& cases) {
    const Stage& stage = *cases.stage;
    if (cases.steps.empty()) {
      found(stage.mark,
            fmt::format("Giai đoạn «{}» không bao giờ kết thúc: mọi bước của nó đều lặp lại, mà bước lặp lại không kết thúc giai đoạn.", stage.title.vi),
            fmt::format("Stage «{}» never ends: all its steps repeat, and a repeating step ends no stage.", stage.title.en), story_of(arrival_at(stage)));
      return;
    }
    if (cases.missing) {
      Story story = story_of(arrival_at(stage));
      Localized last = told(cases, *cases.missing);
      story.push_back({last.vi + "; không dòng nào trong bảng ứng với các kết quả này.", last.en + "; no row of the table answers these outcomes."});
      found(
          stage.mark, fmt::format("Giai đoạn «{}»: có {} cách kết thúc mà bảng chuyển không có dòng nào ứng với.", stage.title.vi, cases.missing_count),
          fmt::format("Stage «{}»: {} of its endings {} no row in its table.", stage.title.en, cases.missing_count, cases.missing_count == 1 ? "has" : "have"),
          std::move(story));
    }
    if (cases.too_large) {
      found(
          stage.mark,
          fmt::format("Giai đoạn «{}» có hơn {} cách kết thúc, quá nhiều để thử hết: phần còn lại chưa được kiểm chứng. Đề nghị tách giai đoạn.",
                      stage.title.vi, combinations_max),
          fmt::format("Stage «{}» can end in more than {} ways, too many to try: the rest is not proved. Split the stage.", stage.title.en, combinations_max));
      return;
    }
    for (std::size_t row = 0; row < cases.rows.size(); ++row)
      if (!cases.rows[row].taken()) judge_dead_row(stage.next[row], cases.rows[row]);
    for (std::size_t i = 0; i < cases.steps.size(); ++i)
      if (!cases.opens[i])
        found(cases.steps[i]->mark, fmt::format("Bước «{}» không bao giờ mở: không có kết quả nào của các bước trước cho phép.", cases.steps[i]->title.vi),
              fmt::format("Step «{}» never opens: no outcome of the steps before it lets it.", cases.steps[i]->title.en));
  }

  void judge_dead_row(const Row& row, const RowUse& use) {
    if (use.taken_by)
      found(row.mark, fmt::format("Dòng này không bao giờ được dùng: dòng {} đứng trước đã nhận hết các trường hợp của nó.", use.taken_by->mark.line),
            fmt::format("This row is never used: the row of line {} before it takes its cases.", use.taken_by->mark.line));
    else
      found(row.mark, "Dòng này không bao giờ được dùng: các kết quả nêu ở đây không thể cùng xảy ra.",
            "This row is never used: the outcomes it names cannot happen together.");
  }

  void judge_reach() {
    for (const Stage& stage : definition_.stages)
      if (arrival_at(stage) < 0)
        found(stage.mark, fmt::format("Không có đường nào tới giai đoạn «{}».", stage.title.vi), fmt::format("No way leads to stage «{}».", stage.title.en));
    for (const End& end : definition_.ends)
      if (!ends_reached_.contains(end.id))
        found(end.mark, fmt::format("Không có đường nào tới kết thúc «{}».", end.title.vi), fmt::format("No way leads to the end «{}».", end.title.en));
  }

  /// An end by the tables alone: to have to withdraw is no way of finishing.
  void judge_ways_out() {
    std::vector<bool> ends(stages_.size(), false);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < stages_.size(); ++i)
        if (!ends[i] && leads_out(stages_[i], ends)) ends[i] = changed = true;
    }
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      const Stage& stage = *stages_[i].stage;
      if (!ends[i] && !stages_[i].steps.empty())
        found(stage.mark, fmt::format("Từ giai đoạn «{}», không bảng chuyển nào đưa hồ sơ tới một kết thúc.", stage.title.vi),
              fmt::format("From stage «{}», no table leads the rotation to an end.", stage.title.en), story_of(arrival_at(stage)));
    }
  }

  bool leads_out(const StageCases& cases, const std::vector<bool>& ends) const {
    for (std::size_t row = 0; row < cases.rows.size(); ++row) {
      if (!cases.rows[row].taken() && !cases.too_large) continue;
      const std::size_t number = definition_.stage_number(cases.stage->next[row].go);
      if (number == 0 || ends[number - 1]) return true;
    }
    return false;
  }

  void judge_suspension() {
    const auto possible = [&](Action::Kind kind, const Stage& stage) {
      return std::ranges::any_of(definition_.actions, [&](const Action& action) { return action.kind == kind && may_act(action, stage); });
    };
    for (const Action& action : definition_.actions) {
      if (action.kind != Action::Kind::suspend && action.kind != Action::Kind::resume) continue;
      const bool suspends = action.kind == Action::Kind::suspend;
      const auto other = suspends ? Action::Kind::resume : Action::Kind::suspend;
      const auto alone = std::ranges::find_if(definition_.stages, [&](const Stage& stage) { return may_act(action, stage) && !possible(other, stage); });
      if (alone == definition_.stages.end()) continue;
      if (suspends)
        found(action.mark, fmt::format("Hồ sơ tạm dừng ở «{}» không bao giờ được tiếp tục: không có thao tác «resumes: true» ở đó.", alone->title.vi),
              fmt::format("A rotation suspended in «{}» can never go on: no action with «resumes: true» is open there.", alone->title.en));
      else if (!action.stages.empty() || std::ranges::none_of(definition_.stages, [&](const Stage& stage) { return possible(Action::Kind::suspend, stage); }))
        found(action.mark, fmt::format("Thao tác «{}» không bao giờ dùng được ở «{}»: không có gì tạm dừng hồ sơ ở đó.", action.title.vi, alone->title.vi),
              fmt::format("The action «{}» can never be taken in «{}»: nothing suspends a rotation there.", action.title.en, alone->title.en));
    }
  }

  const Definition& definition_;
  CheckReport report_;
  std::vector<StageCases> stages_;  // as in the definition
  std::vector<Arrival> arrivals_;   // in the order of exploration
  std::set<Place> places_;
  std::set<std::string, std::less<>> ends_reached_;
  std::set<const void*> termless_;  // steps and rows already reported for want of a term
};

}  // namespace

CheckReport check(const Definition& definition) { return Checker(definition).run(); }

}  // namespace luan::workflow
