// What queries answer: plain values in both languages, ready for a page and for JSON. No view holds an id that the caller
// may not know.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/alert_views.hpp"
#include "app/dossier_views.hpp"
#include "app/meeting_ref.hpp"
#include "app/paper_views.hpp"
#include "app/register_views.hpp"
#include "app/value_view.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/json.hpp"
#include "base/localized.hpp"
#include "store/preferences.hpp"
#include "store/task_queries.hpp"
#include "workflow/engine.hpp"

namespace luan::app {

using store::TaskCounts;

struct UnitRef {
  std::string id;
  Localized name;
};
struct PersonRef {
  std::string id;
  std::string name;
};
struct PositionRef {
  std::string id;
  Localized title;
};  // «Bí thư Đảng uỷ phường …»

struct Parties {
  PersonRef official;
  PositionRef from_position;  // held at the nomination
  UnitRef sending, receiving, deciding;
  PositionRef position;         // expected or decided
  std::string kind, direction;  // key | civil_servant; down | up | across | between_offices
};

struct DueView {
  Date date{};
  std::optional<int> minute{};  // of that day; none: its end
  int working_days_left = 0;    // negative: overdue by as many
  bool overdue = false;
};

/// The calendar of working days as it is now.
struct CalendarDay {
  Date date{};
  bool works = false;  // a day worked in exchange; else a holiday
  std::string name;
};
struct CalendarView {
  int version = 0;  // 0: none was ever entered
  std::vector<int> years;
  std::vector<CalendarDay> days;  // by date
  std::vector<int> missing;       // of this year and the next: deadlines that reach them are refused
};
struct AddCalendarDay {
  CalendarDay day;
};
struct DropCalendarDay {
  Date date{};
};
struct AddCalendarYear {
  int year = 0;  // with the four holidays that have a fixed day
};
/// What becomes otherwise in the calendar; the rest of it stays.
using CalendarChange = std::variant<AddCalendarDay, DropCalendarDay, AddCalendarYear>;

struct TaskView {
  std::string rotation, code, step;
  int run = 1;
  Localized title;  // verb first
  Localized stage;
  Parties parties;
  std::optional<DueView> due;
  Localized why;   // why me
  Localized kind;  // «Biểu quyết ghi tên», «Ý kiến», …
  std::string stage_id;
  std::optional<MeetingRef> meeting{};  // to come, on whose agenda it stands
};

struct RotationRow {
  std::string number;                   // of the decision; empty before it
  std::string id, code, status, stage;  // status: open, suspended, closed
  Localized stage_title;
  Parties parties;
  std::optional<DueView> due;  // earliest open one
  std::optional<Date> ends;    // of the term
  bool contested = false;      // an opinion differs
  Localized awaited;           // who has not answered yet: «UBND phường …, Ban Tổ chức»; empty: nobody
  Date nominated{};
  std::optional<Date> suspended_until{};  // deferred: goes on by itself on this day
};
struct DoneView {  // what the caller has sent
  std::string rotation, code, official;
  Localized title;
  Instant at{};
};
struct RotationRows {
  std::vector<RotationRow> items;
  std::string next;        // cursor, "" at the end
  std::int64_t total = 0;  // of all pages, where it was asked for
};
struct TaskRows {
  std::vector<TaskView> items;
  std::string next;  // cursor, "" at the end
};
/// A step's rule, for people.
[[nodiscard]] Localized rule_words(const workflow::Step& step);
/// When it is due, for people: «10 ngày làm việc», «trước khi hết thời hạn 10 ngày, lúc 17:00»; a dash where it waits for ever.
[[nodiscard]] Localized due_rule_words(const workflow::Definition& definition, const workflow::Step& step);
/// Who is reminded and told when, for people; empty where the definition says nothing of it.
[[nodiscard]] Localized late_rule_words(const workflow::Step& step);

struct RotationFilter {
  std::string text, stage, status, unit, official, kind, cursor;
  int limit = 50;      // 1 to 200
  std::string sort{};  // "-nominated" (newest first, also where empty), "nominated", "official", "-official", "due"
  bool count = false;  // how many fit in all
};

struct SeatView {
  Localized who;  // body or person with role
  std::string unit, role;
  bool recused = false;  // takes no part
  Localized answer;      // empty while unanswered, or hidden from the caller
  std::string answer_id;
  std::string tone;  // ok | warn | bad | "" for the tag
  std::optional<Instant> at;
};
struct OpenStepView {
  std::string step;
  int run = 1;
  Localized title, task;  // the task verb first
  std::optional<DueView> due;
  std::vector<SeatView> seats;  // persons of a ballot are counted, not listed, for those who may not see votes
  int answered = 0, asked = 0;
  bool mine = false;        // the caller may respond now
  bool collects = false;    // opinions of bodies: silence is recorded, nothing is a veto
  std::string plugin;       // plugin step: id
  std::string waiting;      // plugin step: waiting | dead | ""
  Localized waiting_error;  // plugin step: why the last attempt gave nothing; may be empty
};

/// Whether what a response says was put right after it was sent, and whether the caller may do so.
struct Correction {
  std::string rotation;
  int sequence = 0;             // of the response in the rotation
  std::int64_t log_index = -1;  // of the correction that stands; -1: none
  Instant at{};
  bool may = false;
};
struct OpinionView {
  Localized who;  // body
  Localized answer;
  std::string answer_id, tone;
  std::string text;              // verbatim
  std::vector<ValueView> facts;  // meeting, count, document
  std::string by;                // signer
  std::optional<Instant> at;     // nothing: did not reply
  std::int64_t log_index = -1;
  int visit = 0;
  Correction correction{};
};
struct ScoreCriterion {
  Localized label;
  std::string weight, level, points;
  Localized why;
};
struct ScoreView {
  std::string step;
  Localized title;       // of the step
  bool decides = false;  // the definition lets something depend on its outcome; otherwise it only advises
  std::string points;    // decimal text
  Localized band;
  std::string tone;
  std::string plugin, version;
  Instant at{};
  std::int64_t log_index = -1;
  std::vector<ScoreCriterion> criteria;
};
struct HistoryEntry {
  int sequence = 0;  // in the rotation, from 1
  std::int64_t log_index = 0;
  Instant time{};
  std::string type, actor;  // actor: account id, "-" for a consequence
  std::string from, to;
  Localized what;                 // the sentence
  std::string who;                // name and title of the actor; "" for a consequence or where hidden
  bool key = false;               // a turning point: stage left, decision, opinion
  std::vector<ValueView> values;  // content the caller may see
  json::object payload;           // what the caller may see of it
  json::object content;           // by name
  std::string digest;             // of the payload, hex
};
struct StageSummary {
  std::string id;
  Localized title;
  std::string note_vi, note_en;
};

struct ActionView {
  std::string id;
  Localized title;
};
struct ResponseSummary {  // a filled form, for assignments, evaluations, minutes …
  std::string step;
  int run = 1;
  Localized title, answer;
  std::string by;
  Instant at{};
  std::int64_t log_index = -1;
  std::vector<ValueView> values;
  Correction correction{};
};

struct NumberedPaper {
  Localized of, reg;   // the step or action it is of; the register
  std::string number;  // headed
  Date on{};
};
struct RotationView {
  RotationRow row;
  int stage_number = 0, stage_count = 0;
  int version = 0;  // sequence: the ETag
  std::string definition;
  int definition_version = 0;
  std::string object;  // E2
  Localized object_label;
  std::string reason, months;       // of the nomination; the term expected
  std::string plan;                 // by a line of which it is, for those who may know of the line; empty: by none
  Localized plan_line;              // «12-KH/ĐU, dòng 3: …»
  std::vector<UnitRef> successors;  // units that have taken over from the parties of the nomination
  std::optional<workflow::DecisionIssued> decision;
  std::vector<std::pair<Localized, std::string>> documents;  // issued with the decision: register, headed number
  std::vector<NumberedPaper> papers;                         // of other steps, and of actions, oldest first
  std::vector<PaperView> printable;                          // that the caller may read, oldest first, drafts last; a ballot that is open has none
  std::vector<OpenStepView> open_steps;
  std::vector<OpinionView> opinions;  // of the receiving side, latest visit first, ordered by role
  std::vector<ScoreView> scores;      // the latest of each step, oldest first
  int nominees = 0;                   // how many are nominated for the post, where they can be compared and the caller may see it; 0: not
  std::vector<ResponseSummary> assignments, evaluations, meetings, others;
  std::optional<DossierView> dossier;  // nothing where the workflow has none, or it is not the caller's to see
  std::vector<HistoryEntry> history;   // newest first
  std::vector<ActionView> actions;
  bool mine = false;                // something is expected of the caller
  std::vector<AlertView> alerts{};  // for those who read every rotation
  workflow::DefinitionPtr drawn;    // for the diagram, with:
  std::vector<std::string> visited;
  std::vector<std::pair<std::string, std::string>> taken;  // (stage, row's target)
  std::map<std::string, Localized> notes;                  // beside a stage: since when, until when
  std::int64_t drawn_at = 0;                               // log size when this was read
};

struct StepView {
  std::string rotation, code, step;
  int run = 1;
  Localized title, task;
  Parties parties;
  std::optional<DueView> due;
  Localized rule;                        // in words
  const workflow::Form* form = nullptr;  // lives as long as `keeps`
  workflow::DefinitionPtr keeps;
  workflow::FormWorld world;
  json::object schema;
  int version = 0;
  bool open = false, mine = false;
  std::optional<Refusal> refused;         // why the caller may not answer now: who did and when, or whose it is
  std::string instead_of;                 // whom the caller answers for; "" himself
  bool may_recuse = false;                // a conflict of interest can be declared
  bool collects = false;                  // see OpenStepView
  bool weighs = false;                    // score and opinions are what this step is about: a vote, a synthesis, the posting
  bool first_suffices = false;            // one response completes it
  std::string state;                      // open | closed
  std::vector<ScoreView> scores;          // shown to those who vote
  std::vector<OpinionView> opinions;      // shown to those who synthesise and decide
  std::vector<ResponseSummary> before;    // assignments and self-review, beside an evaluation
  std::optional<PostingPreview> preview;  // of a posting
  std::string shown;                      // digest to send back with the response
};

struct StartView {
  std::string workflow;
  Localized title;
  const workflow::Form* form = nullptr;
  workflow::DefinitionPtr keeps;
  workflow::FormWorld world;
  json::object schema;
  json::object typed{};  // {"form": …} as a line of a plan fills it in; empty without one
};
struct ActionFormView {
  std::string rotation, code, action;
  Localized title;
  Parties parties;
  std::optional<Refusal> refused{};  // why it is not open to the caller now
  workflow::Form form;               // `reason`, then what the action asks beside it
  workflow::FormWorld world;
  json::object schema;
  int version = 0;
};

/// What a correction asks: the step's own form as it was filled, and `correction_reason`.
struct CorrectionFormView {
  std::string rotation, code;
  Localized title;  // of the step
  Parties parties;
  workflow::Form form;
  workflow::FormWorld world;
  json::object filled;  // {"outcome"?, "form"} as it stands
  json::object schema;
  int version = 0;
};

struct Recorded {  // what a command did
  std::string rotation, code;
  int sequence = 0;  // of the caller's own event
  std::int64_t log_index = 0;
  int version = 0;  // of the rotation after it
  std::string stage;
  Localized stage_title;
  std::vector<Localized> happened;  // «Bước … đã đóng: thông qua», for the confirmation
  bool repeated = false;            // the same request had been carried out before
  bool stirs = false;               // a step opened: the background has something to send
};

/// What turns may be grouped by.
inline constexpr std::array<std::string_view, 5> turn_keys{"kind", "unit", "year", "direction", "result"};

struct TurnQuery {
  Date from{}, to{};                          // inclusive
  std::string unit;                           // receiving; "" all
  std::vector<std::string> by;                // kind, unit, year, direction, result
  std::string kind{}, direction{}, result{};  // only these; "" all
};
struct TurnRow {
  std::map<std::string, std::string> keys;  // by -> value
  std::map<std::string, Localized> labels;  // by -> label
  int turns = 0, persons = 0;
};
struct TurnView {  // one posting decision
  std::string rotation, code, number;
  PersonRef official;
  Localized position, sending, result;
  Date effective{};
};
struct TurnTable {
  std::vector<TurnRow> items;
  int turns = 0, persons = 0, ended_early = 0;
};

struct TraceLink {
  HistoryEntry entry;
  bool verified = false;  // recomputed now: payload, entry and contents fit
};
struct TracedPaper {
  NumberedPaper paper;
  std::int64_t log_index = 0;
  bool verified = false;  // as above, of the event by which its number was drawn
};
struct TraceView {
  RotationRow row;
  std::optional<workflow::DecisionIssued> decision;
  std::vector<TraceLink> chain;     // from the decision back to the nomination
  std::vector<TracedPaper> papers;  // all that were entered in registers, oldest first: also what came after the decision
  std::uint64_t log_size = 0;
  std::string root;  // base64
};
struct PluginView {
  std::string id, version, state;
  Localized error;  // empty: none
  Localized title;
  bool enabled = false;
  int restarts = 0;
  std::string digest{}, digest_found{};   // SHA-256 of the file enabled, and of the one that lies there now; hex, may be empty
  std::vector<std::string> last_lines{};  // of what it printed
};

}  // namespace luan::app
