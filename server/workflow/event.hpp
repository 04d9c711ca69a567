// What has happened to a rotation. An applied event is for ever: a changed meaning is a new type with its own version
// (`response.recorded.v2`), the old one stays. docs/formats/events.md lists them with their payloads; a test reads it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "workflow/attachment.hpp"

namespace luan::workflow {

/// A place on a step's roll: a body (role at a unit, any of its accounts may act) or one person (account set).
struct Seat {
  std::string role;
  UnitId unit;
  AccountId account{};  // none for a body

  /// "party_committee@<unit>" or "a:<account>": how tasks are found and a seat is compared.
  [[nodiscard]] std::string key() const;
  bool operator==(const Seat&) const = default;
};

struct RotationNominated {
  std::string definition;
  int version = 0;
  std::string digest;
  std::string code;
  OfficialId official;
  UnitId sending, receiving, deciding;
  PositionId position;
  std::string kind;       // key | civil_servant
  std::string direction;  // down | up | across | between_offices
  std::string role;       // in which the nominator acted
  UnitId unit;
  PlanLineId plan_line{};  // of the plan of rotations by which he is nominated; none: by no plan
};
struct StageEntered {
  bool by_action = false;
};  // from and to stand in the entry
struct StepOpened {
  std::string step;
  int run = 1;
  std::vector<Seat> roll;           // empty for a plugin step
  std::optional<Date> due;          // its last day
  std::string plugin;               // plugin step: id
  std::optional<int> due_minute{};  // of that day, at which it is over; none: its end
  std::vector<Date> remind{};       // days on which who has not answered is reminded, ascending
  std::optional<Date> escalate{};   // day on which others are told
  int calendar = 0;                 // version of the working-day calendar its dates were counted on; 0: on none
};
struct ResponseRecorded {
  std::string step;
  int run = 1;
  Seat seat;              // the principal's, where a substitute answers
  std::string outcome;    // the answer, "" where the form has none
  std::string shown;      // hex digest of what the response was given on; "" from a program that named none
  AccountId principal{};  // for whom the actor answers; none: for himself
};
/// What was recorded was wrong: from now on content `form` stands instead, the reason is content `reason`. The first one stays in the log.
struct ResponseCorrected {
  std::string step;
  int run = 1;
  Seat seat;
  int corrects = 0;     // sequence of the response in the rotation
  std::string outcome;  // the answer as it stands now; another one only while the step was open
  std::string level{};  // of an evaluation: as it stands now
  AccountId principal{};
};
/// A later change that the definition names voids a response to a step that is still open: the seat is asked again.
struct ResponseVoided {
  std::string step;
  int run = 1;
  Seat seat;
  int voids = 0;   // sequence of the response in the rotation
  std::string by;  // correction | succession | dossier, or the step whose outcome came after it
};
struct StepClosed {
  std::string step;
  int run = 1;
  std::string outcome;                             // or `lapsed`: the stage was left
  std::vector<std::pair<std::string, int>> tally;  // ballot: summoned, present, for, against, abstain
};
struct ScoreRecorded {  // points and explanation are content `score`
  std::string step;
  int run = 1;
  std::string plugin, version, digest;
  std::string outcome;  // the band
};
struct DecisionIssued {
  std::string step;
  std::string reg;     // which register
  std::string number;  // "12-QĐ/QU"
  int ordinal = 0;
  Date effective{};
  int months = 0;
  Date ends{};         // last day of the term
  std::string period;  // of the register: "2025-2030" or "2026"; "" in what was written before: the committee's term then
};
struct DocumentNumbered {  // a further paper issued with the decision
  std::string step;
  std::string reg, period;
  std::string number;  // "15/QĐ-UBND"
  int ordinal = 0;
};
/// A paper of a step, numbered when it closed, or of an action, when it was taken.
struct PaperNumbered {
  std::string step{};  // or
  int run = 0;
  std::string action{};
  std::string reg, period;
  std::string number;  // "7-BB/ĐU"
  int ordinal = 0;
};
struct TermExtended {
  int months = 0;
  Date ends{};
};
struct EvaluationConcluded {
  std::string step;
  int run = 1;
  std::string level;
};
struct PetitionsRaised {  // written before each petition had an event of its own
  std::string step;
  int run = 1;
  int count = 0;
};
/// One petition of those a meeting raised; what it asks stands in the response's content, in row `row`.
struct PetitionRaised {
  int number = 0;  // in the rotation, from 1
  std::string step;
  int run = 1;
  int row = 1;     // of the form's rows, from 1
  UnitId owner{};  // who must answer; none: the deciding side
  std::optional<Date> due{};
};
struct PetitionAnswered {  // the answer is content `answer`
  int number = 0;
  std::string role;
  UnitId unit;
};
struct PetitionReturned {  // the answer does not settle it: it is open again; the reason is content `reason`
  int number = 0;
  std::string role;
  UnitId unit;
  std::optional<Date> due{};  // a new one
};
struct PetitionClosed {  // never without an answer
  int number = 0;
  std::string role;
  UnitId unit;
};
struct PetitionOverdue {  // by the calendar, once a deadline: its last day has passed without an answer
  int number = 0;
  UnitId unit;  // who must answer, as it is then
};
struct DossierItemRecorded {  // number, place and file are content `item`
  std::string item;
  std::string role;
  UnitId unit;
  std::optional<Date> signed_on{};
  std::optional<Date> expires{};  // its last day; none: it does not run out by itself
  std::string file{};             // opaque id of the attachment, or ""
  AccountId principal{};          // for whom the actor acts; none: for himself
};
struct DossierItemWithdrawn {  // the reason is content `reason`
  std::string item;
  std::string role;
  UnitId unit;
  AccountId principal{};
};
struct DossierItemExcepted {  // who allowed it and on what basis is content `exception`
  std::string item;
  std::string role;
  UnitId unit;
  AccountId principal{};
};
struct PlacementDecided {
  std::string kind;  // the answer given, or `early`
  UnitId unit;
  PositionId position;  // none: to be settled by the unit, or he leaves
  int months = 0;       // an extension asked for
  bool leaves = false;  // the service: retired, resigned, dead; he holds no post when the rotation ends
};
struct ActionTaken {  // the reason is content `reason`
  std::string action;
  std::string role;
  UnitId unit;
  AccountId principal{};  // for whom the actor acts; none: for himself
};
/// Somebody asked takes no part: a conflict of interest he declares (the reason is content `reason`), one that he declared at another
/// step of the rotation, or the rule that nobody judges his own rotation.
struct ParticipantRecused {
  std::string step;
  int run = 1;
  Seat seat;
  AccountId account;      // who takes no part; of a body or a principal, others may still answer
  std::string conflict;   // declared | earlier | official
  bool vacates = true;    // nobody is left to answer for the seat: it is not waited for
  AccountId principal{};  // where a substitute declares a conflict of his own
};
struct ParticipantReplaced {  // the seat of one person goes to another who holds the same role
  std::string step;
  int run = 1;
  Seat seat;  // as it was
  AccountId replacement;
};
struct PartyPassed {
  std::string party;
  UnitId from, to;
};  // from this day on the successor is that party of the rotation
struct StepPassed {  // seats of the unit that have not answered are the successor's
  std::string step;
  int run = 1;
  UnitId from, to;
};
struct StepReminded {  // by the calendar, once a day named in step.opened
  std::string step;
  int run = 1;
  Date day{};
};
struct StepEscalated {  // by the calendar, once
  std::string step;
  int run = 1;
  std::vector<Seat> to;
  bool may_answer = false;  // from now on the run's roll has them too
};
struct RotationSuspended {
  std::optional<Date> until{};  // deferred: resumes by itself on this day; none: until somebody resumes it
  bool organisation = false;    // with all rotations of the organisation: resumes by itself when that is over
};
struct StepRescheduled {  // the days in which nobody could act are given back, or the term's end has moved; dates as in StepOpened
  std::string step;
  int run = 1;
  Date due{};
  std::vector<Date> remind;
  std::optional<Date> escalate{};
  int calendar = 0;
};
struct RotationResumed {};
struct RotationEnded {
  std::string end;
};
/// The rotation goes on under another version of its definition. Runs under `again` are asked again there; those that were open
/// have lapsed just before.
struct RotationMigrated {
  std::string definition;
  int version = 0;
  std::string digest;
  std::string stage;  // of the new version
  struct Run {
    std::string step;
    int run = 1;
  };
  std::vector<Run> again{};                                 // under their old ids
  std::vector<std::pair<std::string, std::string>> stages;  // ids that changed, old and new
  std::vector<std::pair<std::string, std::string>> steps;
};

using EventBody = std::variant<RotationNominated, StageEntered, StepOpened, ResponseRecorded, StepClosed, ScoreRecorded, DecisionIssued, TermExtended,
                               EvaluationConcluded, PetitionsRaised, PlacementDecided, ActionTaken, RotationSuspended, RotationResumed, RotationEnded,
                               ParticipantRecused, ParticipantReplaced, PartyPassed, StepPassed, DocumentNumbered, StepReminded, StepEscalated, StepRescheduled,
                               RotationMigrated, PetitionRaised, PetitionAnswered, PetitionReturned, PetitionClosed, PetitionOverdue, ResponseCorrected,
                               ResponseVoided, DossierItemRecorded, DossierItemWithdrawn, DossierItemExcepted, PaperNumbered>;

/// Free text, scores and personal fields: kept beside the payload, which holds only size and digest (hardening.md §1).
struct Content {
  std::string name;  // form, reason, score
  json::object value;
};

struct Event {
  std::string from = "-";  // stage ids, as in the entry
  std::string to = "-";
  std::string actor = "-";  // account id; "-" for consequences
  Instant at{};             // when the act was done
  EventBody body;
  std::vector<Content> contents{};
  std::vector<Attachment> attachments{};
};

[[nodiscard]] std::string_view type_name(const EventBody& body);  // "response.recorded"
/// The payload without `contents` and `attachments`, which the store adds.
[[nodiscard]] json::object to_payload(const Event& event);
/// Throws std::runtime_error for a type or payload that no released version has written.
[[nodiscard]] EventBody from_payload(std::string_view type, const json::object& payload);
[[nodiscard]] std::vector<std::string> all_event_types();

}  // namespace luan::workflow
