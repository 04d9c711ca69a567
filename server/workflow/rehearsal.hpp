// The engine itself on a stage: synthetic people and a clock of its own around one rotation, so that a story can be played
// without a committee. Steps are made to come out as asked, by the acts of people, by a plugin's points, or by waiting.
// Deterministic: the same acts give the same history. Copied where a story forks. Not thread-safe; the definition must
// outlive it.
#pragma once
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "workflow/engine.hpp"
#include "workflow/trace.hpp"

namespace luan::workflow {

/// Why the play cannot go on.
struct Stopped {
  enum class Why : unsigned char { refused, unsound, does_not_come } why = Why::does_not_come;
  Localized text;
};
using Played = std::expected<void, Stopped>;

class Rehearsal {
 public:
  /// `people` says where a role is held by more or fewer than usual: three members, one of every other role.
  explicit Rehearsal(const Definition& definition, People people = {});

  /// Nominates: the rotation enters its first stage.
  [[nodiscard]] Played begin();
  /// Makes an open step close with this outcome: everybody needed answers, the points are recorded, or time passes.
  [[nodiscard]] Played close(const Step& step, std::string_view outcome);
  [[nodiscard]] Played act(const Action& action);
  /// Lets time pass until the step is open.
  [[nodiscard]] Played await(const Step& step);
  /// Moves the clock to the next instant at which something happens by itself. False where nothing ever does.
  [[nodiscard]] std::expected<bool, Stopped> wake();

  [[nodiscard]] const Rotation& rotation() const { return rotation_; }
  [[nodiscard]] const std::vector<Event>& history() const { return history_; }

 private:
  [[nodiscard]] Played carry_out(const Actor* actor, const Command& command);
  [[nodiscard]] Played respond(const Step& step, const Seat& seat, const std::string& answer);
  [[nodiscard]] Played fill_dossier(const Step& step, const std::string& answer);
  [[nodiscard]] Played respond_all(const Step& step, int run, const std::string& answer);
  [[nodiscard]] Played recuse_all(const Step& step, int run);
  [[nodiscard]] Played wait_for_close(const Step& step, int run);
  /// The run while it is open. A later one may be by the time it has closed: its stage may lead to itself.
  [[nodiscard]] const StepRun* still_open(const Step& step, int run) const;
  [[nodiscard]] std::vector<AccountId> holders(std::string_view role, const UnitId& unit) const;
  [[nodiscard]] std::vector<Actor> actors_of(const Seat& seat) const;
  [[nodiscard]] const StepRun* open_run(const Step& step) const;

  const Definition& definition_;
  People people_;
  std::shared_ptr<const TimeZone> zone_;
  WorkingDays calendar_ = WorkingDays::weekdays(2020, 2200);
  Instant now_;
  Rotation rotation_{};
  std::vector<Event> history_{};
  int decisions_ = 0;
  int replaced_ = 0;  // how often everybody has made room for others
};

/// What somebody in no hurry to tell more would fill in: every field that goes with the answer, as small as it may be.
[[nodiscard]] Filled sample_form(const Form& form, const std::string& answer, Date today);

/// Does the step come out so only by time passing: silence at the deadline?
[[nodiscard]] bool comes_by_silence(const Step& step, std::string_view outcome);

}  // namespace luan::workflow
