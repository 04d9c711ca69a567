// Everywhere a rotation can be under a definition, from stage to stage, by trying everything: every way a stage can end and
// every action that leaves it. Breadth first, so that the story of a place is a shortest one. What can be inside a stage is
// said by configurations.hpp; it does not depend on how the stage was reached. Pure; the definition must outlive this.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "workflow/happening.hpp"
#include "workflow/stage_endings.hpp"
#include "workflow/trace.hpp"

namespace luan::workflow {

/// Where a rotation stands between two stages.
struct Place {
  std::size_t stage = 0;  // number in the definition, from 0
  bool posted = false;    // a decision has given the term an end
  bool seen = false;      // what is watched for has happened
  auto operator<=>(const Place&) const = default;
};

/// From one place to the next, or to an end.
struct Move {
  std::size_t from = 0;             // index of a place
  std::optional<std::size_t> to{};  // nothing: an end
  std::string target{};             // the stage's or the end's id
  const Row* row = nullptr;         // the row taken, or
  const Action* action = nullptr;   // the action
  bool at_once = false;             // nobody was waited for
  bool posted = false;              // a decision had given the term an end, and what is watched for had happened, when
  bool seen = false;                // the place was left
  std::vector<TraceAct> acts{};
};

/// What the exploration remembers on its way: whether any of `any` has happened since the rotation last entered `since`
/// (empty: ever).
struct Watch {
  std::vector<Happening> any{};
  std::string since{};
};

class Exploration {
 public:
  /// Explores at once: time grows with the endings that something tells apart, at most `endings_max` a stage.
  explicit Exploration(const Definition& definition, Watch watch = {});

  [[nodiscard]] const Definition& definition() const { return definition_; }
  [[nodiscard]] const std::vector<StageEndings>& stages() const { return stages_; }  // as in the definition
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }         // breadth first; the start is first
  [[nodiscard]] const std::vector<Move>& moves() const { return moves_; }            // in the order of their `from`
  /// A shortest way to the place.
  [[nodiscard]] Trace story(std::size_t place) const;
  [[nodiscard]] Trace story(const Move& move) const;
  /// The first place in the stage, if it is reached.
  [[nodiscard]] std::optional<std::size_t> first_in(std::size_t stage) const;
  /// Places from which an end (or what `target` says of a move) is reached by tables alone: to have to withdraw is no way of
  /// finishing.
  [[nodiscard]] std::vector<bool> leads_to(const std::function<bool(const Move&)>& target) const;
  /// False where a stage has too many endings: moves that were not seen may be missing.
  [[nodiscard]] bool complete() const;

 private:
  void leave_by_rows(std::size_t at);
  void leave_by_actions(std::size_t at);
  void go(std::size_t from, const std::string& target, bool posted, bool seen, Move move);
  [[nodiscard]] bool entered(const std::string& target, bool seen) const;

  const Definition& definition_;
  Watch watch_;
  std::vector<StageEndings> stages_{};
  std::vector<Place> places_{};
  std::vector<std::optional<std::size_t>> reached_by_{};  // a move, for each place but the start
  std::vector<Move> moves_{};
};

[[nodiscard]] bool may_act(const Action& action, const Stage& stage);

/// The acts of an ending, in an order in which they can happen.
[[nodiscard]] std::vector<TraceAct> acts_of(const StageShape& shape, const Ending& ending);
/// The acts of those steps of the ending that `keep` says.
[[nodiscard]] std::vector<TraceAct> acts_of(const StageShape& shape, const Ending& ending, const std::function<bool(std::size_t)>& keep);
/// The fewest acts after which something watched for has happened and the stage is not over, so that an action can still leave
/// it; nothing where it cannot be seen inside.
[[nodiscard]] std::optional<std::vector<TraceAct>> acts_to_see(const Definition& definition, const StageEndings& endings,
                                                               const std::vector<Happening>& watched);
/// What a repeating step follows, so that it opens: empty where it opens by the calendar itself.
[[nodiscard]] std::vector<TraceAct> acts_before_repeating(const Definition& definition, const Stage& stage, const Step& step);

}  // namespace luan::workflow
