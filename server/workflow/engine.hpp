// Deciding: a command, judged on a definition and a state, becomes events or a refusal. Pure: no clock, no input or
// output, no randomness; what it needs of the world is in Context, and what it used of that stands in the events.
#pragma once
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "base/refusal.hpp"
#include "base/working_days.hpp"
#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

struct Actor {
  AccountId account;
  struct Grant {
    std::string role;
    UnitId unit;
  };
  std::vector<Grant> grants;
  OfficialId official{};  // where the account is an official's own

  /// Whom he stands in for today: what the principal himself holds now, within the scope of the substitution. A substitute
  /// passes nothing on.
  struct StandsFor {
    AccountId principal;
    OfficialId official{};  // the principal's own
    std::vector<Grant> grants;
    std::vector<std::string> steps;  // these only; empty: every step and action of the grants
  };
  std::vector<StandsFor> stands_for{};

  [[nodiscard]] bool holds(std::string_view role, const UnitId& unit) const;
};

// -- commands
struct Nominate {
  Filled form;
  OfficialId official;
  UnitId sending, receiving, deciding;
  PositionId position;
  std::string kind;       // key | civil_servant
  std::string direction;  // down | up | across | between_offices
  PlanLineId plan_line{};
};
struct Respond {
  std::string step;
  Filled form;
  std::string shown{};
};
/// Declares a conflict of interest: the actor takes no part in this step.
struct Recuse {
  std::string step;
  std::string reason;
};
/// Puts right a response that was recorded wrongly, by who gave it or acts for the same seat.
struct Correct {
  int sequence = 0;  // of the response in the rotation
  Filled form;       // as it is to stand
  Filled before;     // as it stands now: form contents are no part of the state
  std::string reason;
};
struct Act {
  std::string action;
  std::string reason;
  Filled form{};
  /// With an action that replaces: who is asked at which step, and who is to be asked instead.
  struct Replaces {
    std::string step;
    AccountId account, replacement;
  };
  std::optional<Replaces> replaces{};
};
struct RecordScore {  // what a plugin answered
  std::string step;
  int run = 1;
  std::string plugin, version, digest;
  std::string points;    // decimal text, "0" to "100"
  json::object content;  // points, explanation, inputs
};
/// A petition is answered by its owner; the organisation board closes it on the answer, or gives it back.
struct SettlePetition {
  enum class Kind : unsigned char { answer, give_back, close };
  Kind kind = Kind::answer;
  int number = 0;
  std::string text;           // the answer, or why it is given back
  std::optional<Date> due{};  // give_back: a new deadline
};
/// What is done with one item of the dossier.
struct KeepDossier {
  enum class Kind : unsigned char { record, withdraw, except };
  Kind kind = Kind::record;
  std::string item;
  std::optional<Date> signed_on{}, expires{};  // record
  json::object content{};                      // number, place, …; the reason; who authorised it and the basis
  std::vector<Attachment> attachments{};       // record: one at most
};
struct Wake {};  // time has come: whatever is due by `now` happens
/// Goes on under another version of its definition. Refused where that has no place for it.
class Migration;
struct Migrate {
  const Migration* migration = nullptr;  // from the definition the rotation is under; outlives the decision
};

using Command = std::variant<Nominate, Respond, Recuse, Correct, Act, RecordScore, SettlePetition, KeepDossier, Wake, Migrate>;

/// The next number of a register, as it would stand on the paper.
struct Numbered {
  int ordinal = 0;
  std::string number;  // "12-QĐ/QU"
  std::string period;  // "2025-2030" or "2026"
};

/// The slice of the world a decision may look at.
struct Context {
  Instant now{};
  const TimeZone* zone = nullptr;
  const WorkingDays* calendar = nullptr;
  std::vector<Moment> remind{};                                                         // where a step says nothing of reminders
  const Actor* actor = nullptr;                                                         // null for RecordScore and Wake
  std::function<std::vector<AccountId>(std::string_view role, const UnitId&)> holders;  // who holds a role at a unit now
  std::function<AccountId(const OfficialId&)> account_of;                               // the official's own account, or none
  std::function<std::string(const AccountId&)> account_name;                            // for sentences of refusals
  std::function<Localized(std::string_view role, const UnitId&)> body_name;             // «Đảng uỷ phường …», for the same
  std::function<UnitId(const PositionId&)> unit_of_position;
  std::function<UnitId(const UnitId&)> successor{};  // the unit itself where it still is; unset: all still are
  std::string next_code{};                           // Nominate: "LC-2026-017"
  /// The number after `drawn` further ones that this decision has drawn from the register already.
  std::function<Numbered(const Register&, int drawn)> next_number{};
  /// Has the whole organisation stopped work on rotations, this official's not excepted? `posted`: a decision has been issued.
  /// Unset: it has not.
  std::function<bool(const OfficialId&, bool posted)> stopped{};
  std::function<std::string(const PositionId&)> kind_of_position{};  // party, government, both, front; unset: unknown
};

/// What follows from the command, and the state after it: deciding walks through the consequences one by one, so the
/// state is there already and nobody applies the same events a second time.
struct Decided {
  std::vector<Event> events;
  Rotation after;
};

/// The last day of a term: the day before the same day `months` later, clamped to the month's end (domain.md §7b). A term of 36
/// months from 01/04/2023 has 31/03/2026 as its last day.
[[nodiscard]] Date last_day_of_term(Date first, int months);
/// The registers in which a paper is entered for this kind of post, in order; of a posting the decision itself is the first. `outcome` is
/// how the step came out; "" with a posting or an action.
[[nodiscard]] std::vector<const Register*> registers_for(const Definition& definition, const std::vector<Issue>& issues, std::string_view post_kind,
                                                         std::string_view outcome = {});

/// A case that the definition does not answer. `luan workflow check` finds these before a definition is used; to throw here
/// keeps the log from saying something that no rule said.
struct Unsound : std::logic_error {
  explicit Unsound(Localized text);
  Localized text;
};

/// Throws Unsound.
[[nodiscard]] Result<Decided> decide(const Definition& definition, const Rotation& rotation, const Command& command, const Context& context);

/// Would a response of context.actor to this step be taken, whatever it says? The refusal otherwise.
[[nodiscard]] std::expected<void, Refusal> may_respond(const Definition& definition, const Rotation& rotation, std::string_view step, const Context& context);

/// Would a declared conflict of interest of context.actor in this step be taken? The refusal otherwise.
[[nodiscard]] std::expected<void, Refusal> may_recuse(const Definition& definition, const Rotation& rotation, std::string_view step, const Context& context);

/// Would a correction by context.actor of the response recorded under this sequence be taken? The refusal otherwise.
[[nodiscard]] std::expected<void, Refusal> may_correct(const Definition& definition, const Rotation& rotation, int sequence, const Context& context);

[[nodiscard]] std::expected<void, Refusal> may_act(const Definition& definition, const Rotation& rotation, std::string_view action, const Context& context);

/// Who is told that a petition is overdue: those who speak for its owner, and the organisation board.
[[nodiscard]] std::vector<Seat> told_of(const Rotation& rotation, const PetitionOverdue& overdue);
/// Would this command of context.actor on an item of the dossier be taken, whatever it says of it? The refusal otherwise.
[[nodiscard]] std::expected<void, Refusal> may_keep_dossier(const Definition& definition, const Rotation& rotation, const KeepDossier& command,
                                                            const Context& context);
/// Would this command of context.actor on a petition be taken? The refusal otherwise.
[[nodiscard]] std::expected<void, Refusal> may_settle(const Rotation& rotation, int number, SettlePetition::Kind kind, const Context& context);
/// Does the actor act for the side that must answer? `owner` is the unit that has its part now.
[[nodiscard]] bool answers_for(const Actor& actor, const UnitId& owner);

/// The next instant at which Wake would do something, or nothing: a due date, a reminder, a repeating step, the time before
/// the term's end. Pure.
[[nodiscard]] std::optional<Instant> next_wake(const Definition& definition, const Rotation& rotation, const TimeZone& zone);

/// Actions the actor may take now, in the file's order: none in a rotation that is his own or his principal's, or in which he has
/// declared a conflict.
[[nodiscard]] std::vector<const Action*> open_actions(const Definition& definition, const Rotation& rotation, const Actor& actor);

/// Why somebody with a seat may not answer all the same.
enum class Hindrance : unsigned char {
  none,
  own_rotation,   // he, or his principal, is the official
  recused,        // he, or his principal, has declared a conflict, or nobody was left to answer for the body
  not_delegable,  // the seat is the principal's alone
  second_vote,    // he has answered this step before, for himself or for somebody else
};
/// How an actor stands to a run: the seat he would fill, for whom, and what hinders him.
struct Standing {
  const Seat* seat = nullptr;  // null: none; of the run's roll
  AccountId principal{};       // none: his own
  Hindrance hindrance = Hindrance::none;

  [[nodiscard]] bool may() const { return seat && hindrance == Hindrance::none; }
};
/// Checked again at the act: a person on the roll who no longer holds the role may not answer (DESIGN §5). His own seat goes
/// before those he holds for others; of several, one that is still awaited.
[[nodiscard]] Standing standing_of(const Step& step, const Rotation& rotation, const StepRun& run, const Actor& actor);
/// May he answer for a seat that has not answered yet? `standing` is his to that run.
[[nodiscard]] inline bool is_awaited(const Standing& standing, const StepRun& run) { return standing.may() && run.awaits(*standing.seat); }

/// Has a unit of this rotation merged or split away, so that Wake would pass it on?
[[nodiscard]] bool passing_due(const Rotation& rotation, const std::function<UnitId(const UnitId&)>& successor);

}  // namespace luan::workflow
