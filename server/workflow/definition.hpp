// A workflow definition: what the committee's file says, as values. Immutable after loading; shared between threads.
// Stages run in the order of the file; each has steps and a decision table from the outcomes of its steps to the next
// stage (DESIGN §1.1, §5).
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/localized.hpp"
#include "workflow/due.hpp"
#include "workflow/form.hpp"
#include "workflow/happening.hpp"

namespace luan::workflow {

/// Place in the file, from 1, for errors.
struct Mark {
  int line = 0;
  int column = 0;
};

/// A role at a party of the rotation: `party_committee at receiving`. The party `official` needs no role but `official`.
struct Who {
  std::string role;
  std::string party;  // deciding, sending, receiving
};

struct Fraction {
  std::int64_t numerator = 1;
  std::int64_t denominator = 2;
  bool strict = false;  // "more than" rather than "at least"
};
enum class Base : unsigned char { summoned, present, valid };
enum class Tie : unsigned char { chair, fails };

struct FirstRule {};  // outcome: the answer given
struct AllRule {};    // outcomes: complete, incomplete (at the deadline)
struct EachRule {
  std::string silent = "no_reply";
};  // outcomes: all_agree, differing, and `silent`
struct BallotRule {              // outcomes: passed, failed, too_few
  Fraction quorum{2, 3, false};  // of those summoned
  Fraction pass{1, 2, true};
  Base pass_of = Base::summoned;
  Tie tie = Tie::fails;
  std::string for_answer = "for";
  std::string against_answer = "against";
  std::string abstain_answer = "abstain";
  /// Does who is recused still count as summoned? The base is those summoned to this vote (domain.md §0.6), and who declares
  /// a conflict is not: counting him would make honesty a vote against. A committee whose rules count all its members says so.
  bool counts_recused = false;
};
using Rule = std::variant<FirstRule, AllRule, EachRule, BallotRule>;

/// When a step opens by the calendar instead of at once.
struct Repeat {  // a repeating step: one run a year or a quarter while the stage lasts
  enum class Every : unsigned char { year, quarter } every = Every::year;
  int month = 12;  // year: the day it opens; quarter: on the first day of each
  int day = 1;
};
struct BeforeTermEnd {
  int days = 60;
};

struct Band {  // plugin step: the first band whose `from` the points reach
  std::string outcome;
  Localized label{};
  std::string from;  // decimal text, "70" or "69.5"
};
struct PluginCall {
  std::string plugin;         // id of the plugin
  json::object with{};        // its configuration, as in the file
  std::vector<Band> bands{};  // highest first; the last one from "0"
  Mark mark{};
};

/// A series of numbers in which papers are entered, never one twice. Party papers count through a committee's term, state
/// papers through a calendar year (domain.md §9); the two are printed differently.
struct Register {
  enum class Per : unsigned char { term, year };
  std::string id;
  Localized title{};
  Per per = Per::term;
  std::string number{};  // "{n}-QĐ/{organ}": the number and the sign of the committee are filled in
  Mark mark{};
};
/// A paper that a step or an action issues: its number is drawn when the step closes, with a posting when it is decided.
struct Issue {
  std::string reg;                   // a register's id
  std::vector<std::string> posts{};  // kinds of post for which it is needed: party, government, both, front; empty: every one
  std::vector<std::string> with{};   // outcomes of the step with which it is issued; empty: every one. Not with `post`
};

/// What a step's response does beside its outcome. Each needs fields of known kinds in the form; the loader checks.
enum class Effect : unsigned char {
  none,
  assign,    // rows `assignments`
  post,      // dates `effective`, months `term_months`: numbers are drawn from the registers it issues in, the term begins
  petition,  // rows `petitions`
  evaluate,  // choice `level`: the conclusion counted in statistics
  place,     // position `placement_position`: where the official goes; months `extension_months` where they stay on
};

/// `{ after: 5 working days, to: chair at deciding }`: somebody else is told that a step is late, or, before the due date, that
/// answers are missing. Source: DESIGN §5, `escalate`.
struct Escalation {
  Moment when{};
  std::vector<Who> to{};    // bodies
  bool may_answer = false;  // a step that one answer completes may then be answered by them too
};

/// One paper of the dossier on the official. Source: domain.md §4.
struct DossierItem {
  enum class Valid : unsigned char { always, months, stated, unchanged };  // months: from the day signed; stated: to a day the paper says
  std::string id;
  Localized title{};
  Localized hint{};  // may be empty
  bool required = false;
  std::vector<std::string> kinds{};       // required of these rotations: key, civil_servant; empty: not by that
  std::vector<std::string> directions{};  // down, up, across, between_offices; where both are named, both must hold
  Valid valid = Valid::always;
  int months = 0;
  Mark mark{};
};
struct Dossier {
  std::vector<Who> who{};          // keep it
  std::vector<Who> excepted_by{};  // record who allowed an exception, and on what basis
  std::vector<DossierItem> items{};
};

struct Step {
  std::string id;
  Localized title{};
  Localized task{};        // verb first, for the task list: «Cho ý kiến …»
  std::vector<Who> who{};  // empty for a plugin step
  std::string form{};      // id; empty for a plugin step
  Rule rule{};
  std::optional<PluginCall> plugin{};
  std::vector<std::string> after{};
  std::map<std::string, std::vector<std::string>> opens_if{};  // step -> outcomes; all must hold, else it never opens
  std::variant<std::monostate, Repeat, BeforeTermEnd> when{};
  std::optional<Due> due{};
  std::optional<std::vector<Moment>> remind{};  // nothing said: as the configuration has it; an empty list: never
  std::optional<Escalation> escalate{};
  Effect effect = Effect::none;
  std::vector<std::string> effect_with{};      // answers with which the effect happens; empty: any
  std::vector<Issue> issues{};                 // with `post`: the decision itself, then further papers; else when the step closes
  std::vector<std::string> needs_dossier{};    // answers that are refused while a required item of the dossier is lacking
  std::vector<std::string> excepts_dossier{};  // answers with which what is lacking is excepted, on the form's `authoriser` and `basis`
  /// Answers that are taken only where steps it comes after came out so: answer -> step -> outcomes, all of which must hold. Never every
  /// answer, so that nothing is a wall. Source: DESIGN §5, "failing one needs a recorded exception, never a silent pass".
  std::map<std::string, std::map<std::string, std::vector<std::string>>> answers_if{};
  Mark mark{};

  /// Its own `repeat`, or inherited: a step after a repeating one repeats with it.
  bool repeats = false;

  std::string nobody_left{};  // outcome where all who were asked are recused; "": the last one cannot be
  bool delegable = true;      // a substitute may answer; never for the official's own seat
  /// What voids the responses given before it, while the step is open: `correction` of a record, `succession` of a unit, or the outcome
  /// of another step of the stage. Source: DESIGN §5, a response is bound to what was shown.
  std::vector<std::string> void_on{};
};

/// One row of a decision table: every named step must have one of the outcomes.
struct Row {
  std::map<std::string, std::vector<std::string>> when{};
  std::string go{};           // a stage or an end
  bool extends_term = false;  // the row prolongs the term by the months field `extension_months` of its step
  Localized label{};          // what the diagram writes beside the line
  Mark mark{};
};

struct Stage {
  std::string id;
  Localized title{};
  std::vector<Step> steps{};
  std::vector<Row> next{};
  Mark mark{};

  [[nodiscard]] const Step* step(std::string_view id) const;
};

struct End {
  std::string id;
  Localized title{};
  Mark mark{};
};

struct Action {
  enum class Kind : unsigned char { leave, suspend, defer, resume, replace, extend };
  std::string id;
  Localized title{};
  Kind kind = Kind::leave;
  std::vector<Who> who{};
  std::vector<std::string> stages{};  // where it may be taken; empty: everywhere
  std::string go{};                   // leave: a stage or an end
  std::string form{};                 // "" or a form asked beside the reason
  Effect effect = Effect::none;       // none or place
  std::vector<Issue> issues{};        // papers entered in registers when it is taken
  Mark mark{};
};

/// What the file says must never be, or must always be (docs/properties.md). Proved by the checker.
struct Property {
  enum class Kind : unsigned char {
    without,   // never `what` while none of `other` has happened since
    after,     // never `what` once one of `other` has happened since
    reachable  // always, from everywhere, or from the stage `since`
  } kind = Kind::without;
  Happening what{};
  std::vector<Happening> other{};
  std::string since{};  // a stage; "": ever
  std::string text{};   // as written: "never: posting without synthesis"
  Mark mark{};
};

/// What a person's reason must be: own words beside the phrases that say nothing. Source: domain.md §8, India (premature transfers were
/// all "administrative exigencies"): ban one-phrase reasons.
struct ReasonRule {
  int least = 1;                     // characters beside those phrases
  std::vector<std::string> stock{};  // «theo quy định»
};

struct Definition {
  std::string name;
  int version = 0;
  Localized title{};
  std::string digest{};          // hex, hardening.md §1
  std::vector<Who> start_who{};  // who may nominate
  int longest_term = 0;          // months, extensions included; 0: no limit
  bool counts_turns = true;      // its postings are turns of rotation in the statistics
  std::string start_form{};      // has person `official` and position `position`, both required, and no answers
  std::vector<Form> forms{};
  std::vector<Register> registers{};  // `decision` is always there
  std::vector<Stage> stages{};
  std::vector<End> ends{};
  std::vector<Action> actions{};
  ReasonRule reasons{};
  Dossier dossier{};
  /// How the nominees for one post are compared, for those who decide; an advice outside any step, so without bands.
  std::optional<PluginCall> compare{};
  std::vector<Property> properties{};

  [[nodiscard]] const Form& form(std::string_view id) const;  // asserts that it is there
  [[nodiscard]] const Stage* stage(std::string_view id) const;
  [[nodiscard]] const End* end(std::string_view id) const;
  [[nodiscard]] const Action* action(std::string_view id) const;
  [[nodiscard]] const Register& reg(std::string_view id) const;  // asserts that it is there
  /// The step and its stage, or nulls. Step ids are unique in a definition.
  [[nodiscard]] std::pair<const Stage*, const Step*> find_step(std::string_view id) const;
  [[nodiscard]] std::size_t stage_number(std::string_view id) const;  // from 1; 0 for an end
};

/// The first band whose `from` the points (decimal text, not negative) reach, or null.
[[nodiscard]] const Band* band_of(const PluginCall& call, std::string_view points);
/// Every outcome the step can close with, the forward one first; those of silence only where the step has a due date.
/// Steps that may be left open when their stage is left (repeating ones) close with `lapsed` then; that is no outcome of
/// theirs.
[[nodiscard]] std::vector<std::string> outcomes(const Definition& definition, const Step& step);
/// A step whose rule decides at the deadline is never late; one that a single answer completes waits however late.
[[nodiscard]] bool waits_past_due(const Step& step);
/// Persons vote and assess; bodies give opinions and act through any of their accounts.
[[nodiscard]] bool asks_persons(const Step& step);
[[nodiscard]] Localized outcome_label(const Definition& definition, const Step& step, std::string_view outcome);

using DefinitionPtr = std::shared_ptr<const Definition>;

}  // namespace luan::workflow
