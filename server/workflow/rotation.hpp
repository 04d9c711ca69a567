// The state of one rotation: nothing but what its events say. Copied freely; a value without identity.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workflow/event.hpp"

namespace luan::workflow {

enum class Status : unsigned char { none, open, suspended, closed };
[[nodiscard]] std::string_view to_text(Status status);

struct GivenResponse {
  Seat seat;
  AccountId actor;
  std::string outcome;
  Instant at{};
  int sequence = 0;       // of the event in the rotation
  AccountId principal{};  // where the actor was his substitute
  int corrected = 0;      // sequence of the correction that stands instead; 0: none
};

struct Recusal {
  Seat seat;
  AccountId account;
  std::string conflict;  // declared | earlier | official
  Instant at{};
  bool vacates = true;
};
struct Replacement {
  Seat was;
  AccountId now;
};

/// The units that are the parties now. The nomination's own stand in its facts for ever; these follow mergers and splits.
struct PartyUnits {
  UnitId sending, receiving, deciding;

  /// `official` has none of its own: the receiving unit.
  [[nodiscard]] const UnitId& of(std::string_view party) const { return party == "deciding" ? deciding : party == "sending" ? sending : receiving; }
};

struct StepRun {
  std::string step;
  int run = 1;
  std::vector<Seat> roll;
  std::string plugin;
  Instant opened_at{};
  std::optional<Date> due;
  std::optional<int> due_minute;  // of that day; none: its end
  std::vector<Date> remind;       // days still to come on which who has not answered is reminded
  std::optional<Date> escalate;   // day still to come on which others are told
  std::vector<Seat> told;         // who was told that it is late
  std::vector<GivenResponse> responses;
  std::vector<Recusal> recusals;
  std::vector<Replacement> replaced;  // who was asked before, in order
  std::string outcome;                // empty while open
  std::optional<Instant> closed_at;
  int visit = 0;  // which entry into the stage it belongs to

  [[nodiscard]] bool open() const { return outcome.empty(); }
  /// The instant from which it is over; nothing where it has no due date.
  [[nodiscard]] std::optional<Instant> deadline(const TimeZone& zone) const;
  [[nodiscard]] const GivenResponse* response_of(const Seat& seat) const;
  [[nodiscard]] const Recusal* recusal_of(const AccountId& account) const;
  /// Nobody is left to answer for the seat.
  [[nodiscard]] bool vacated(const Seat& seat) const;
  [[nodiscard]] std::size_t vacated() const;  // seats of the roll
  [[nodiscard]] bool awaits(const Seat& seat) const { return !response_of(seat) && !vacated(seat); }
};

/// What an official asked for at a meeting, followed up by itself until it is closed.
struct Petition {
  enum class State : unsigned char { open, answered, closed };
  PetitionRaised raised;
  State state = State::open;
  std::optional<Date> due{};
  Instant raised_at{};
  std::optional<Instant> answered_at{}, closed_at{};  // the last answer
  AccountId answered_by{};
  int version = 0;       // sequence of the event by which somebody changed it last
  bool overdue = false;  // the log says that this deadline has passed
};
[[nodiscard]] std::string_view to_text(Petition::State state);

/// What there is of one item of the dossier.
struct DossierPaper {
  DossierItemRecorded recorded;  // the last one; of an item that was excepted only, its id alone
  bool there = false;            // recorded, and not withdrawn since
  bool excepted = false;
  AccountId by{};  // who recorded it, or had it excepted
  Instant at{};
  int sequence = 0;  // of the event in the rotation
};

/// A stage while the rotation stood in it.
struct StageVisit {
  std::string stage;
  Instant entered{};
  std::optional<Instant> left{};
};

struct Rotation {
  RotationId id;
  RotationNominated facts;  // parties as nominated, kind, direction; the definition it is under now
  PartyUnits parties;       // as they are now
  Status status = Status::none;
  std::string stage;  // or the end's id
  int visit = 0;      // counts entries into stages
  Instant stage_entered_at{};
  Instant nominated_at{};
  std::optional<Instant> closed_at;
  std::optional<Instant> suspended_at;
  std::optional<Date> suspended_until;                    // deferred: resumes by itself on this day
  bool suspended_by_organisation = false;                 // resumes by itself when the whole organisation does
  std::vector<StepRun> runs;                              // every run ever opened, in order
  std::vector<std::pair<std::string, std::string>> path;  // stages left: (from, to), in order
  std::vector<StageVisit> visits;                         // every one, in order
  std::optional<DecisionIssued> decision;
  std::vector<DocumentNumbered> documents;  // issued with the decision
  std::vector<PaperNumbered> papers;        // of other steps, and of actions
  std::optional<Date> term_end;             // moves with extensions
  std::vector<EvaluationConcluded> evaluations;
  std::optional<PlacementDecided> placement;
  int petitions = 0;                    // raised, those included that have no events of their own
  std::vector<Petition> petition_list;  // by number
  std::vector<DossierPaper> dossier;    // by when they first came
  int sequence = 0;                     // events applied: the version, the ETag

  /// The latest run of the step in this visit of its stage, or null.
  [[nodiscard]] const StepRun* run_now(std::string_view step) const;
  [[nodiscard]] const StepRun* run(std::string_view step, int run) const;
  /// Of the open runs with a due date, the one that is due first; null where there is none.
  [[nodiscard]] const StepRun* due_first() const;
  [[nodiscard]] const Petition* petition(int number) const;
  /// The unit that is to settle it, as it was named then: the deciding side where none is.
  [[nodiscard]] const UnitId& owner_of(const Petition& petition) const;
  [[nodiscard]] const DossierPaper* paper(std::string_view item) const;
  /// The first conflict of interest that the account declared in any step; null where there is none.
  [[nodiscard]] const Recusal* conflict_of(const AccountId& account) const;
};

/// The only writer of a Rotation. Never looks anything up; asserts on an event that cannot follow.
void apply(Rotation& rotation, const Event& event);

}  // namespace luan::workflow
