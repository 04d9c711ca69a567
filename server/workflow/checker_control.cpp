// The decision tables and what they lead to.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "workflow/checker_findings.hpp"

namespace luan::workflow {
namespace {

class Control {
 public:
  Control(const Exploration& exploration, Findings& findings) : exploration_(exploration), definition_(exploration.definition()), findings_(findings) {}

  void run() {
    for (std::size_t i = 0; i < exploration_.stages().size(); ++i) judge_stage(i, exploration_.stages()[i]);
    judge_terms();
    for (std::size_t i = 0; i < exploration_.stages().size(); ++i) {
      judge_extensions(i, exploration_.stages()[i].shape);
      judge_extending_actions(i, exploration_.stages()[i].shape);
    }
    judge_reach();
    judge_ways_out();
    judge_circles();
    judge_suspension();
  }

 private:
  Trace story_of(std::size_t stage) const {
    const auto place = exploration_.first_in(stage);
    return place ? exploration_.story(*place) : Trace{};
  }

  void judge_stage(std::size_t number, const StageEndings& endings) {
    const Stage& stage = *endings.shape.stage;
    if (endings.shape.steps.empty())
      findings_.add(
          "stage_holds_nothing", stage.mark,
          fmt::format("Giai đoạn «{}» không giữ hồ sơ lại: mọi bước của nó đều lặp lại, nên vừa vào thì bảng chuyển đã đưa hồ sơ đi.", stage.title.vi),
          fmt::format("Stage «{}» holds nothing: all its steps repeat, so its table is read the instant it is entered.", stage.title.en), story_of(number));
    if (endings.missing) judge_missing(number, endings);
    if (endings.too_large)
      return findings_.add(
          "too_large", stage.mark,
          fmt::format("Giai đoạn «{}» có hơn {} cách kết thúc, quá nhiều để thử hết: phần còn lại chưa được kiểm chứng. Đề nghị tách giai đoạn.",
                      stage.title.vi, endings_max),
          fmt::format("Stage «{}» can end in more than {} ways, too many to try: the rest is not proved. Split the stage.", stage.title.en, endings_max));
    for (std::size_t row = 0; row < endings.rows.size(); ++row)
      if (endings.rows[row].ways.empty()) judge_dead_row(stage.next[row], endings.rows[row]);
    for (std::size_t i = 0; i < endings.shape.steps.size(); ++i)
      if (!endings.opens[i]) {
        const Step& step = *endings.shape.steps[i];
        findings_.add("step_never_opens", step.mark,
                      fmt::format("Bước «{}» không bao giờ mở: không có kết quả nào của các bước trước cho phép.", step.title.vi),
                      fmt::format("Step «{}» never opens: no outcome of the steps before it lets it.", step.title.en));
      }
  }

  void judge_missing(std::size_t number, const StageEndings& endings) {
    Trace trace;
    if (exploration_.first_in(number)) {
      trace = story_of(number);
      const auto acts = acts_of(endings.shape, *endings.missing);
      trace.acts.insert(trace.acts.end(), acts.begin(), acts.end());
      trace.ending = {"không dòng nào trong bảng ứng với các kết quả này.", "no row of the table answers these outcomes."};
    }
    const Stage& stage = *endings.shape.stage;
    findings_.add("missing_row", stage.mark,
                  fmt::format("Giai đoạn «{}»: có {} cách kết thúc mà bảng chuyển không có dòng nào ứng với.", stage.title.vi, endings.missing_count),
                  fmt::format("Stage «{}»: {} of its endings {} no row in its table.", stage.title.en, endings.missing_count,
                              endings.missing_count == 1 ? "has" : "have"),
                  std::move(trace));
  }

  void judge_dead_row(const Row& row, const RowUse& use) {
    if (use.taken_by)
      findings_.add("dead_row", row.mark,
                    fmt::format("Dòng này không bao giờ được dùng: dòng {} đứng trước đã nhận hết các trường hợp của nó.", use.taken_by->mark.line),
                    fmt::format("This row is never used: the row of line {} before it takes its cases.", use.taken_by->mark.line));
    else
      findings_.add("dead_row", row.mark, "Dòng này không bao giờ được dùng: các kết quả nêu ở đây không thể cùng xảy ra.",
                    "This row is never used: the outcomes it names cannot happen together.");
  }

  /// What needs the end of the term, where no decision has set one.
  void judge_terms() {
    std::set<const void*> told;
    for (std::size_t at = 0; at < exploration_.places().size(); ++at) {
      const Place& place = exploration_.places()[at];
      if (place.posted) continue;
      for (const Step* step : exploration_.stages()[place.stage].shape.steps)
        if (std::holds_alternative<BeforeTermEnd>(step->when) && told.insert(step).second)
          findings_.add(
              "no_term", step->mark,
              fmt::format("Bước «{}» mở theo ngày hết thời hạn, nhưng có đường đi tới đây mà chưa có quyết định nào định thời hạn: bước không bao giờ mở.",
                          step->title.vi),
              fmt::format("Step «{}» opens by the end of the term, but there is a way here on which no decision has set one: it never opens.", step->title.en),
              exploration_.story(at));
    }
    for (const Move& move : exploration_.moves())
      if (move.row && move.row->extends_term && !move.posted && told.insert(move.row).second)
        findings_.add("no_term", move.row->mark, "Dòng này gia hạn thời hạn, nhưng có đường đi tới đây mà chưa có quyết định nào định thời hạn.",
                      "This row extends the term, but there is a way here on which no decision has set one.", exploration_.story(move));
  }

  /// The months of an extension stand in the placement that was decided last: another one after it has none.
  void judge_extensions(std::size_t number, const StageShape& shape) {
    if (std::ranges::none_of(shape.stage->next, &Row::extends_term)) return;
    std::vector<Happening> placing;
    for (const Step& step : shape.stage->steps)
      if (step.effect == Effect::place) placing.push_back({Happening::Kind::step, step.id, step.effect_with});
    std::set<const Row*> told;
    (void)each_ending(shape, placing, [&](const Ending& ending, const Row* row) {
      if (!row || !row->extends_term || told.contains(row)) return;
      const auto lost = lost_extension(shape, ending, *row, placing);
      if (!lost || !told.insert(row).second) return;
      Trace trace = story_of(number);
      const auto acts = acts_of(shape, ending);
      trace.acts.insert(trace.acts.end(), acts.begin(), acts.end());
      trace.acts.back().to = row->go;
      findings_.add(
          "extension_lost", row->mark,
          fmt::format("«{}» có thể bố trí sau «{}», nên số tháng gia hạn mất trước khi dòng này dùng tới.", lost->second->title.vi, lost->first->title.vi),
          fmt::format("«{}» may place after «{}», and the months of the extension are lost before this row reads them.", lost->second->title.en,
                      lost->first->title.en),
          std::move(trace));
    });
  }

  /// The step that extends, and one that may place after it.
  static std::optional<std::pair<const Step*, const Step*>> lost_extension(const StageShape& shape, const Ending& ending, const Row& row,
                                                                           const std::vector<Happening>& placing) {
    for (std::size_t extends = 0; extends < ending.size(); ++extends) {
      if (!row.when.contains(shape.steps[extends]->id) || !closes_with(shape, ending, extends, placing)) continue;
      for (std::size_t other = 0; other < ending.size(); ++other)
        if (other != extends && !shape.waits[extends][other] && closes_with(shape, ending, other, placing))
          return std::pair(shape.steps[extends], shape.steps[other]);
      for (const Step& other : shape.stage->steps)
        if (other.repeats && other.effect == Effect::place) return std::pair(shape.steps[extends], &other);
    }
    return {};
  }

  /// An action that prolongs the term takes the months that the row would read.
  void judge_extending_actions(std::size_t number, const StageShape& shape) {
    const auto row = std::ranges::find_if(shape.stage->next, &Row::extends_term);
    if (row == shape.stage->next.end()) return;
    const auto action =
        std::ranges::find_if(definition_.actions, [&](const Action& one) { return one.kind == Action::Kind::extend && may_act(one, *shape.stage); });
    if (action == definition_.actions.end()) return;
    Trace trace = story_of(number);
    trace.acts.push_back({shape.stage->id, {}, {}, action->id, {}});
    findings_.add("extension_lost", row->mark,
                  fmt::format("Thao tác «{}» có thể gia hạn trong giai đoạn này, nên số tháng mà dòng này dùng tới không còn.", action->title.vi),
                  fmt::format("The action «{}» may extend the term in this stage, and the months that this row reads are gone.", action->title.en),
                  std::move(trace));
  }

  void judge_reach() {
    for (std::size_t i = 0; i < definition_.stages.size(); ++i) {
      const Stage& stage = definition_.stages[i];
      if (!exploration_.first_in(i))
        findings_.add("stage_unreachable", stage.mark, fmt::format("Không có đường nào tới giai đoạn «{}».", stage.title.vi),
                      fmt::format("No way leads to stage «{}».", stage.title.en));
    }
    for (const End& end : definition_.ends)
      if (std::ranges::find(exploration_.moves(), end.id, &Move::target) == exploration_.moves().end())
        findings_.add("end_unreachable", end.mark, fmt::format("Không có đường nào tới kết thúc «{}».", end.title.vi),
                      fmt::format("No way leads to the end «{}».", end.title.en));
  }

  void judge_ways_out() {
    const auto leads = exploration_.leads_to([](const Move& move) { return !move.to; });
    std::set<std::size_t> told;
    for (std::size_t at = 0; at < leads.size(); ++at) {
      const std::size_t number = exploration_.places()[at].stage;
      const Stage& stage = definition_.stages[number];
      if (leads[at] || !told.insert(number).second) continue;
      findings_.add("no_way_out", stage.mark, fmt::format("Từ giai đoạn «{}», không bảng chuyển nào đưa hồ sơ tới một kết thúc.", stage.title.vi),
                    fmt::format("From stage «{}», no table leads the rotation to an end.", stage.title.en), exploration_.story(at));
    }
  }

  /// Stages left in the instant they are entered, back to one of them: a single decision would never be done.
  void judge_circles() {
    std::vector<char> state(exploration_.places().size(), 0);  // 0 new, 1 on the way, 2 done
    std::vector<const Move*> way;
    const auto visit = [&](const auto& self, std::size_t at) -> void {
      state[at] = 1;
      for (const Move& move : exploration_.moves()) {
        if (move.from != at || !move.at_once || !move.to) continue;
        way.push_back(&move);
        if (state[*move.to] == 0)
          self(self, *move.to);
        else if (state[*move.to] == 1)
          tell_circle(way, *move.to);
        way.pop_back();
      }
      state[at] = 2;
    };
    for (std::size_t at = 0; at < state.size(); ++at)
      if (state[at] == 0) visit(visit, at);
  }

  void tell_circle(const std::vector<const Move*>& way, std::size_t begin) {
    const auto first = std::ranges::find(way, begin, &Move::from);
    Trace trace = exploration_.story(begin);
    for (auto move = first; move != way.end(); ++move) trace.acts.insert(trace.acts.end(), (*move)->acts.begin(), (*move)->acts.end());
    findings_.add("circle", (*first)->row->mark,
                  "Dòng này khép một vòng không có điểm dừng: khi mọi người được hỏi đều không tham gia, hồ sơ quay mãi mà không chờ ai.",
                  "This row closes a circle without a stop: where everybody asked is recused, the rotation runs round and waits for nobody.", std::move(trace));
  }

  void judge_suspension() {
    const auto possible = [&](Action::Kind kind, const Stage& stage) {
      // What is deferred resumes by itself, and may be resumed before.
      const bool defers = kind == Action::Kind::suspend;
      return std::ranges::any_of(definition_.actions, [&](const Action& action) {
        return (action.kind == kind || (defers && action.kind == Action::Kind::defer)) && may_act(action, stage);
      });
    };
    for (const Action& action : definition_.actions) {
      if (action.kind != Action::Kind::suspend && action.kind != Action::Kind::resume) continue;
      const bool suspends = action.kind == Action::Kind::suspend;
      const auto other = suspends ? Action::Kind::resume : Action::Kind::suspend;
      const auto alone = std::ranges::find_if(definition_.stages, [&](const Stage& stage) { return may_act(action, stage) && !possible(other, stage); });
      if (alone == definition_.stages.end()) continue;
      if (suspends) {
        Trace trace = story_of(static_cast<std::size_t>(alone - definition_.stages.begin()));
        trace.acts.push_back({alone->id, {}, {}, action.id, {}});
        trace.ending = {"hồ sơ tạm dừng mãi.", "the rotation stays suspended for ever."};
        findings_.add("suspended_for_ever", action.mark,
                      fmt::format("Hồ sơ tạm dừng ở «{}» không bao giờ được tiếp tục: không có thao tác «resumes: true» ở đó.", alone->title.vi),
                      fmt::format("A rotation suspended in «{}» can never go on: no action with «resumes: true» is open there.", alone->title.en),
                      std::move(trace));
      } else if (!action.stages.empty() ||
                 std::ranges::none_of(definition_.stages, [&](const Stage& stage) { return possible(Action::Kind::suspend, stage); })) {
        findings_.add("dead_action", action.mark,
                      fmt::format("Thao tác «{}» không bao giờ dùng được ở «{}»: không có gì tạm dừng hồ sơ ở đó.", action.title.vi, alone->title.vi),
                      fmt::format("The action «{}» can never be taken in «{}»: nothing suspends a rotation there.", action.title.en, alone->title.en));
      }
    }
  }

  const Exploration& exploration_;
  const Definition& definition_;
  Findings& findings_;
};

}  // namespace

void check_control(const Exploration& exploration, Findings& findings) { Control(exploration, findings).run(); }

}  // namespace luan::workflow
