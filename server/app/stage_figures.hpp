// Figures by stage: through which stages rotations came, where and why they fell out, and how long each stage takes. For those
// who read every rotation; others get a refusal. Each call makes one pass over the passages of one workflow. Any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/app.hpp"

namespace luan::app {

struct StageQuery {
  std::string workflow{};                   // "": the main one
  Date from{}, to{};                        // inclusive: of the nomination for the funnel, of leaving a stage for durations
  std::string unit{}, kind{}, direction{};  // receiving unit at the nomination, kind, direction; "" all
};

/// Both counts that a report needs: an official nominated twice is two turns, one person.
struct TurnCount {
  int turns = 0, persons = 0;
};

/// What became of a rotation after it entered a stage: judged by where it is now, or was when it ended.
enum class StageFate : unsigned char {
  onward,  // in a later stage, or ended from one
  back,    // returned: in an earlier stage, or ended from one
  here,    // in this stage now
  out,     // ended from this stage without having come to the end of the workflow
  done     // ended from this stage as the workflow's last stage leads it to
};
inline constexpr std::array<std::string_view, 5> stage_fates{"onward", "back", "here", "out", "done"};  // by StageFate

/// Why they fell out of a stage.
struct FunnelExit {
  std::string cause, end;  // "step=outcome" or an action; the end it led to
  Localized why, end_title;
  TurnCount count;
};
/// Every turn that ever entered the stage has one fate in it, so the fates add up to `entered`; it counts once, however often
/// it came back.
struct FunnelStage {
  std::string id;
  Localized title;
  TurnCount entered;
  std::array<TurnCount, stage_fates.size()> fates{};  // by StageFate
  std::vector<FunnelExit> exits{};                    // of `out`, the most frequent first
  [[nodiscard]] const TurnCount& of(StageFate fate) const { return fates[static_cast<std::size_t>(fate)]; }
};
struct StageFunnel {
  std::string workflow;
  Localized title;
  TurnCount nominated, open, out, done;  // all of them; those still under way; fallen out; at the end
  std::vector<FunnelStage> stages;       // in the order of the workflow; those that its newest version lacks come last
};
[[nodiscard]] Result<StageFunnel> stage_funnel(const App& app, const Caller& caller, const StageQuery& query);

/// Finished stays only: from entering a stage to leaving it, in days of the calendar, whatever came between. Quartiles lie between two
/// values where they must (linear interpolation), hence in quarters of a day: 50 is 12.5 days.
struct StageDays {
  std::string id;
  Localized title;
  int stays = 0;  // of one turn there may be several
  TurnCount count;
  int least = 0, lower = 0, median = 0, upper = 0, most = 0;  // quarters of a day
  int with_deadline = 0;                                      // stays in which a deadline was set
  int allowed = 0;                                            // median of the days until their last deadline, in quarters of a day
  int late = 0;                                               // of those with a deadline: left after it
};
struct StageDurations {
  std::string workflow;
  Localized title;
  std::vector<StageDays> stages;  // as in StageFunnel; `stays` 0 where nobody has left it
};
[[nodiscard]] Result<StageDurations> stage_durations(const App& app, const Caller& caller, const StageQuery& query);

/// Behind a number: the turns of a funnel, or with `stays` the finished stays of a duration.
struct StageListQuery {
  StageQuery query;
  std::string stage;
  std::optional<StageFate> fate{};  // nothing: all that entered
  std::string cause{}, end{};       // of those that fell out; "" any
  bool stays = false, late = false;
  int offset = 0, limit = 100;
};
struct StageLine {
  std::string rotation, code;
  PersonRef official;
  Localized position;
  Date entered{};              // the stage: for the first time, or of this stay
  std::optional<Date> left{};  // the stage, for the last time, or of this stay; nothing: it is there now
  int days = 0;                // between them, or until today
  std::optional<Date> due{};   // of this stay: its last deadline
  Localized why{};             // what led on, where it left
};
struct StageList {
  Localized stage;
  int total = 0, persons = 0;
  std::vector<StageLine> items;  // from `offset` on: who entered first is first
};
[[nodiscard]] Result<StageList> stage_list(const App& app, const Caller& caller, const StageListQuery& query);

/// Every workflow of which there is a rotation's figure to be had: id and title, the main one first.
[[nodiscard]] std::vector<std::pair<std::string, Localized>> workflows_with_figures(const App& app);

}  // namespace luan::app
