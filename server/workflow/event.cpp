#include "workflow/event.hpp"

#include <array>
#include <stdexcept>

namespace luan::workflow {
namespace {

/// In the order of EventBody's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<EventBody>> names{"rotation.nominated",    "stage.entered",         "step.opened",
                                                                             "response.recorded",     "step.closed",           "score.recorded",
                                                                             "decision.issued",       "term.extended",         "evaluation.concluded",
                                                                             "petitions.raised",      "placement.decided",     "action.taken",
                                                                             "rotation.suspended",    "rotation.resumed",      "rotation.ended",
                                                                             "participant.recused",   "participant.replaced",  "party.passed",
                                                                             "step.passed",           "document.numbered",     "step.reminded",
                                                                             "step.escalated",        "step.rescheduled",      "rotation.migrated",
                                                                             "petition.raised",       "petition.answered",     "petition.returned",
                                                                             "petition.closed",       "petition.overdue",      "response.corrected",
                                                                             "response.voided",       "dossier-item.recorded", "dossier-item.withdrawn",
                                                                             "dossier-item.excepted", "paper.numbered"};

json::object seat_json(const Seat& seat) {
  json::object out{{"role", seat.role}, {"unit", seat.unit.text()}};
  if (!seat.account.none()) out["account"] = seat.account.text();
  return out;
}
json::array seats_json(const std::vector<Seat>& seats) {
  json::array out;
  for (const Seat& seat : seats) out.push_back(seat_json(seat));
  return out;
}
Seat seat_from(const json::object& from) {
  return {text_member(from, "role"), UnitId::trusted(text_member(from, "unit")), AccountId::trusted(text_or_empty(from, "account"))};
}
std::vector<Seat> seats_member(const json::object& from, std::string_view name) {
  std::vector<Seat> out;
  for (const auto& seat : member(from, name).as_array()) out.push_back(seat_from(seat.as_object()));
  return out;
}
Date date_of(const std::string& text, std::string_view name) {
  const auto date = parse_date(text);
  if (!date) throw std::runtime_error("payload: no date in " + std::string(name));
  return *date;
}
Date date_member(const json::object& from, std::string_view name) { return date_of(text_member(from, name), name); }
int clock_member(const json::object& from, std::string_view name) {
  const auto minute = parse_clock(text_member(from, name));
  if (!minute) throw std::runtime_error("payload: no time of day in " + std::string(name));
  return *minute;
}
int small(const json::object& from, std::string_view name) { return static_cast<int>(int_member(from, name)); }

void write_principal(json::object& out, const AccountId& principal) {
  if (!principal.none()) out["principal"] = principal.text();
}
AccountId principal_of(const json::object& from) { return AccountId::trusted(text_or_empty(from, "principal")); }

/// When people are told, and on which calendar that was counted.
void write_calendar(json::object& out, const std::vector<Date>& remind, const std::optional<Date>& escalate, int calendar) {
  if (!remind.empty()) {
    json::array days;
    for (const Date day : remind) days.push_back(json::value(to_text(day)));
    out["remind"] = std::move(days);
  }
  if (escalate) out["escalate"] = to_text(*escalate);
  if (calendar) out["calendar"] = calendar;
}
void read_calendar(const json::object& p, std::vector<Date>& remind, std::optional<Date>& escalate, int& calendar) {
  if (const auto* days = p.if_contains("remind"))
    for (const auto& day : days->as_array()) remind.push_back(date_of(std::string(day.as_string()), "remind"));
  if (p.contains("escalate")) escalate = date_member(p, "escalate");
  if (p.contains("calendar")) calendar = small(p, "calendar");
}

// One pair of functions a type: what is written, what is read. Members stand in the order of the documentation.
void write(json::object& out, const RotationNominated& e) {
  out["definition"] = e.definition, out["version"] = e.version, out["digest"] = e.digest, out["code"] = e.code;
  out["official"] = e.official.text(), out["sending"] = e.sending.text(), out["receiving"] = e.receiving.text(), out["deciding"] = e.deciding.text();
  out["position"] = e.position.text(), out["kind"] = e.kind, out["direction"] = e.direction, out["role"] = e.role, out["unit"] = e.unit.text();
  if (!e.plan_line.none()) out["plan_line"] = e.plan_line.text();
}
RotationNominated read_nominated(const json::object& p) {
  return {text_member(p, "definition"),
          small(p, "version"),
          text_member(p, "digest"),
          text_member(p, "code"),
          OfficialId::trusted(text_member(p, "official")),
          UnitId::trusted(text_member(p, "sending")),
          UnitId::trusted(text_member(p, "receiving")),
          UnitId::trusted(text_member(p, "deciding")),
          PositionId::trusted(text_member(p, "position")),
          text_member(p, "kind"),
          text_member(p, "direction"),
          text_member(p, "role"),
          UnitId::trusted(text_member(p, "unit")),
          PlanLineId::trusted(text_or_empty(p, "plan_line"))};
}
void write(json::object& out, const StageEntered& e) { out["by_action"] = e.by_action; }
void write(json::object& out, const StepOpened& e) {
  out["step"] = e.step, out["run"] = e.run;
  out["roll"] = seats_json(e.roll);
  if (e.due) out["due"] = to_text(*e.due);
  if (e.due_minute) out["due_time"] = clock_text(*e.due_minute);
  write_calendar(out, e.remind, e.escalate, e.calendar);
  if (!e.plugin.empty()) out["plugin"] = e.plugin;
}
StepOpened read_opened(const json::object& p) {
  StepOpened e{text_member(p, "step"), small(p, "run"), seats_member(p, "roll"), {}, text_or_empty(p, "plugin")};
  if (p.contains("due")) e.due = date_member(p, "due");
  if (p.contains("due_time")) e.due_minute = clock_member(p, "due_time");
  read_calendar(p, e.remind, e.escalate, e.calendar);
  return e;
}
void write_given(json::object& out, const std::string& step, int run, const Seat& seat) {
  out["step"] = step, out["run"] = run, out["role"] = seat.role, out["unit"] = seat.unit.text();
  if (!seat.account.none()) out["account"] = seat.account.text();
}
void write(json::object& out, const ResponseRecorded& e) {
  write_given(out, e.step, e.run, e.seat);
  if (!e.outcome.empty()) out["outcome"] = e.outcome;
  if (!e.shown.empty()) out["shown"] = e.shown;
  write_principal(out, e.principal);
}
void write(json::object& out, const ResponseCorrected& e) {
  write_given(out, e.step, e.run, e.seat);
  out["corrects"] = e.corrects;
  if (!e.outcome.empty()) out["outcome"] = e.outcome;
  if (!e.level.empty()) out["level"] = e.level;
  write_principal(out, e.principal);
}
void write(json::object& out, const ResponseVoided& e) {
  write_given(out, e.step, e.run, e.seat);
  out["voids"] = e.voids, out["by"] = e.by;
}
void write(json::object& out, const StepClosed& e) {
  out["step"] = e.step, out["run"] = e.run, out["outcome"] = e.outcome;
  if (e.tally.empty()) return;
  json::object tally;
  for (const auto& [name, count] : e.tally) tally[name] = count;
  out["tally"] = std::move(tally);
}
StepClosed read_closed(const json::object& p) {
  StepClosed e{text_member(p, "step"), small(p, "run"), text_member(p, "outcome"), {}};
  if (const auto* tally = p.if_contains("tally"))
    for (const auto& entry : tally->as_object()) e.tally.emplace_back(entry.key(), static_cast<int>(entry.value().as_int64()));
  return e;
}
void write(json::object& out, const ScoreRecorded& e) {
  out["step"] = e.step, out["run"] = e.run, out["plugin"] = e.plugin, out["version"] = e.version, out["digest"] = e.digest, out["outcome"] = e.outcome;
}
void write(json::object& out, const DecisionIssued& e) {
  out["step"] = e.step, out["register"] = e.reg, out["number"] = e.number, out["ordinal"] = e.ordinal;
  out["effective"] = to_text(e.effective), out["months"] = e.months, out["ends"] = to_text(e.ends);
  if (!e.period.empty()) out["period"] = e.period;
}
void write(json::object& out, const DocumentNumbered& e) {
  out["step"] = e.step, out["register"] = e.reg, out["period"] = e.period, out["number"] = e.number, out["ordinal"] = e.ordinal;
}
void write(json::object& out, const PaperNumbered& e) {
  if (e.action.empty())
    out["step"] = e.step, out["run"] = e.run;
  else
    out["action"] = e.action;
  out["register"] = e.reg, out["period"] = e.period, out["number"] = e.number, out["ordinal"] = e.ordinal;
}
PaperNumbered read_paper(const json::object& p) {
  PaperNumbered e{.reg = text_member(p, "register"), .period = text_member(p, "period"), .number = text_member(p, "number"), .ordinal = small(p, "ordinal")};
  e.action = text_or_empty(p, "action");
  if (e.action.empty()) e.step = text_member(p, "step"), e.run = small(p, "run");
  return e;
}
void write(json::object& out, const TermExtended& e) { out["months"] = e.months, out["ends"] = to_text(e.ends); }
void write(json::object& out, const EvaluationConcluded& e) { out["step"] = e.step, out["run"] = e.run, out["level"] = e.level; }
void write(json::object& out, const PetitionsRaised& e) { out["step"] = e.step, out["run"] = e.run, out["count"] = e.count; }
void write(json::object& out, const PetitionRaised& e) {
  out["number"] = e.number, out["step"] = e.step, out["run"] = e.run, out["row"] = e.row;
  if (!e.owner.none()) out["owner"] = e.owner.text();
  if (e.due) out["due"] = to_text(*e.due);
}
void write(json::object& out, const PetitionAnswered& e) { out["number"] = e.number, out["role"] = e.role, out["unit"] = e.unit.text(); }
void write(json::object& out, const PetitionReturned& e) {
  out["number"] = e.number, out["role"] = e.role, out["unit"] = e.unit.text();
  if (e.due) out["due"] = to_text(*e.due);
}
void write(json::object& out, const DossierItemRecorded& e) {
  out["item"] = e.item, out["role"] = e.role, out["unit"] = e.unit.text();
  if (e.signed_on) out["signed"] = to_text(*e.signed_on);
  if (e.expires) out["expires"] = to_text(*e.expires);
  if (!e.file.empty()) out["file"] = e.file;
  write_principal(out, e.principal);
}
DossierItemRecorded read_item(const json::object& p) {
  DossierItemRecorded e{text_member(p, "item"), text_member(p, "role"), UnitId::trusted(text_member(p, "unit"))};
  if (p.contains("signed")) e.signed_on = date_member(p, "signed");
  if (p.contains("expires")) e.expires = date_member(p, "expires");
  e.file = text_or_empty(p, "file"), e.principal = principal_of(p);
  return e;
}
void write(json::object& out, const DossierItemWithdrawn& e) {
  out["item"] = e.item, out["role"] = e.role, out["unit"] = e.unit.text();
  write_principal(out, e.principal);
}
void write(json::object& out, const DossierItemExcepted& e) {
  out["item"] = e.item, out["role"] = e.role, out["unit"] = e.unit.text();
  write_principal(out, e.principal);
}
void write(json::object& out, const PetitionClosed& e) { out["number"] = e.number, out["role"] = e.role, out["unit"] = e.unit.text(); }
void write(json::object& out, const PetitionOverdue& e) { out["number"] = e.number, out["unit"] = e.unit.text(); }
std::optional<Date> due_if(const json::object& p) { return p.contains("due") ? std::optional(date_member(p, "due")) : std::nullopt; }
void write(json::object& out, const PlacementDecided& e) {
  out["kind"] = e.kind, out["unit"] = e.unit.text();
  if (!e.position.none()) out["position"] = e.position.text();
  if (e.months) out["months"] = e.months;
  if (e.leaves) out["leaves"] = true;
}
void write(json::object& out, const ActionTaken& e) {
  out["action"] = e.action, out["role"] = e.role, out["unit"] = e.unit.text();
  write_principal(out, e.principal);
}
void write(json::object& out, const ParticipantRecused& e) {
  out["step"] = e.step, out["run"] = e.run, out["seat"] = seat_json(e.seat), out["account"] = e.account.text(), out["conflict"] = e.conflict,
  out["vacates"] = e.vacates;
  write_principal(out, e.principal);
}
ParticipantRecused read_recused(const json::object& p) {
  return {text_member(p, "step"),
          small(p, "run"),
          seat_from(member(p, "seat").as_object()),
          AccountId::trusted(text_member(p, "account")),
          text_member(p, "conflict"),
          member(p, "vacates").as_bool(),
          principal_of(p)};
}
void write(json::object& out, const ParticipantReplaced& e) {
  out["step"] = e.step, out["run"] = e.run, out["seat"] = seat_json(e.seat), out["replacement"] = e.replacement.text();
}
void write(json::object& out, const PartyPassed& e) { out["party"] = e.party, out["from"] = e.from.text(), out["to"] = e.to.text(); }
void write(json::object& out, const StepPassed& e) { out["step"] = e.step, out["run"] = e.run, out["from"] = e.from.text(), out["to"] = e.to.text(); }
void write(json::object& out, const StepReminded& e) { out["step"] = e.step, out["run"] = e.run, out["day"] = to_text(e.day); }
void write(json::object& out, const StepEscalated& e) {
  out["step"] = e.step, out["run"] = e.run, out["to"] = seats_json(e.to), out["may_answer"] = e.may_answer;
}
void write(json::object& out, const RotationSuspended& e) {
  if (e.until) out["until"] = to_text(*e.until);
  if (e.organisation) out["organisation"] = true;
}
RotationSuspended read_suspended(const json::object& p) {
  return {p.contains("until") ? std::optional(date_member(p, "until")) : std::nullopt, p.contains("organisation") && member(p, "organisation").as_bool()};
}
void write(json::object& out, const StepRescheduled& e) {
  out["step"] = e.step, out["run"] = e.run, out["due"] = to_text(e.due);
  write_calendar(out, e.remind, e.escalate, e.calendar);
}
StepRescheduled read_rescheduled(const json::object& p) {
  StepRescheduled e{text_member(p, "step"), small(p, "run"), date_member(p, "due"), {}, {}, 0};
  read_calendar(p, e.remind, e.escalate, e.calendar);
  return e;
}
void write(json::object&, const RotationResumed&) {}
void write(json::object& out, const RotationEnded& e) { out["end"] = e.end; }
json::object renames_json(const std::vector<std::pair<std::string, std::string>>& renames) {
  json::object out;
  for (const auto& [from, to] : renames) out[from] = to;
  return out;
}
std::vector<std::pair<std::string, std::string>> renames_from(const json::object& from) {
  std::vector<std::pair<std::string, std::string>> renames;
  for (const auto& entry : from) renames.emplace_back(entry.key(), std::string(entry.value().as_string()));
  return renames;
}
void write(json::object& out, const RotationMigrated& e) {
  out["definition"] = e.definition, out["version"] = e.version, out["digest"] = e.digest, out["stage"] = e.stage;
  json::array again;
  for (const RotationMigrated::Run& run : e.again) again.push_back(json::object{{"step", run.step}, {"run", run.run}});
  out["again"] = std::move(again), out["stages"] = renames_json(e.stages), out["steps"] = renames_json(e.steps);
}
RotationMigrated read_migrated(const json::object& p) {
  RotationMigrated e{text_member(p, "definition"), small(p, "version"), text_member(p, "digest"), text_member(p, "stage"), {}, {}, {}};
  for (const auto& run : member(p, "again").as_array()) e.again.push_back({text_member(run.as_object(), "step"), small(run.as_object(), "run")});
  e.stages = renames_from(member(p, "stages").as_object()), e.steps = renames_from(member(p, "steps").as_object());
  return e;
}

}  // namespace

std::string Seat::key() const { return account.none() ? role + "@" + unit.text() : "a:" + account.text(); }

std::string_view type_name(const EventBody& body) { return names.at(body.index()); }
std::vector<std::string> all_event_types() { return {names.begin(), names.end()}; }

json::object to_payload(const Event& event) {
  json::object out{{"at", to_text(event.at)}};
  std::visit([&](const auto& body) { write(out, body); }, event.body);
  return out;
}

EventBody from_payload(std::string_view type, const json::object& p) {
  const auto text = [&](std::string_view name) { return text_member(p, name); };
  if (type == "response.recorded")
    return ResponseRecorded{text("step"), small(p, "run"), seat_from(p), text_or_empty(p, "outcome"), text_or_empty(p, "shown"), principal_of(p)};
  if (type == "response.corrected")
    return ResponseCorrected{text("step"),   small(p, "run"), seat_from(p), small(p, "corrects"), text_or_empty(p, "outcome"), text_or_empty(p, "level"),
                             principal_of(p)};
  if (type == "response.voided") return ResponseVoided{text("step"), small(p, "run"), seat_from(p), small(p, "voids"), text("by")};
  if (type == "step.opened") return read_opened(p);
  if (type == "step.closed") return read_closed(p);
  if (type == "stage.entered") return StageEntered{member(p, "by_action").as_bool()};
  if (type == "rotation.nominated") return read_nominated(p);
  if (type == "score.recorded") return ScoreRecorded{text("step"), small(p, "run"), text("plugin"), text("version"), text("digest"), text("outcome")};
  if (type == "decision.issued")
    return DecisionIssued{
        text("step"),           text("register"),          text("number"), small(p, "ordinal"), date_member(p, "effective"), small(p, "months"),
        date_member(p, "ends"), text_or_empty(p, "period")};
  if (type == "document.numbered") return DocumentNumbered{text("step"), text("register"), text("period"), text("number"), small(p, "ordinal")};
  if (type == "term.extended") return TermExtended{small(p, "months"), date_member(p, "ends")};
  if (type == "evaluation.concluded") return EvaluationConcluded{text("step"), small(p, "run"), text("level")};
  if (type == "petitions.raised") return PetitionsRaised{text("step"), small(p, "run"), small(p, "count")};
  if (type == "dossier-item.recorded") return read_item(p);
  if (type == "dossier-item.withdrawn") return DossierItemWithdrawn{text("item"), text("role"), UnitId::trusted(text("unit")), principal_of(p)};
  if (type == "dossier-item.excepted") return DossierItemExcepted{text("item"), text("role"), UnitId::trusted(text("unit")), principal_of(p)};
  if (type == "paper.numbered") return read_paper(p);
  if (type == "petition.raised")
    return PetitionRaised{small(p, "number"), text("step"), small(p, "run"), small(p, "row"), UnitId::trusted(text_or_empty(p, "owner")), due_if(p)};
  if (type == "petition.answered") return PetitionAnswered{small(p, "number"), text("role"), UnitId::trusted(text("unit"))};
  if (type == "petition.returned") return PetitionReturned{small(p, "number"), text("role"), UnitId::trusted(text("unit")), due_if(p)};
  if (type == "petition.overdue") return PetitionOverdue{small(p, "number"), UnitId::trusted(text("unit"))};
  if (type == "petition.closed") return PetitionClosed{small(p, "number"), text("role"), UnitId::trusted(text("unit"))};
  if (type == "placement.decided")
    return PlacementDecided{text("kind"), UnitId::trusted(text("unit")), PositionId::trusted(text_or_empty(p, "position")),
                            p.contains("months") ? small(p, "months") : 0, p.contains("leaves") && member(p, "leaves").as_bool()};
  if (type == "action.taken") return ActionTaken{text("action"), text("role"), UnitId::trusted(text("unit")), principal_of(p)};
  if (type == "rotation.suspended") return read_suspended(p);
  if (type == "rotation.resumed") return RotationResumed{};
  if (type == "rotation.ended") return RotationEnded{text("end")};
  if (type == "participant.recused") return read_recused(p);
  if (type == "participant.replaced")
    return ParticipantReplaced{text("step"), small(p, "run"), seat_from(member(p, "seat").as_object()), AccountId::trusted(text("replacement"))};
  if (type == "party.passed") return PartyPassed{text("party"), UnitId::trusted(text("from")), UnitId::trusted(text("to"))};
  if (type == "step.passed") return StepPassed{text("step"), small(p, "run"), UnitId::trusted(text("from")), UnitId::trusted(text("to"))};
  if (type == "step.reminded") return StepReminded{text("step"), small(p, "run"), date_member(p, "day")};
  if (type == "step.escalated") return StepEscalated{text("step"), small(p, "run"), seats_member(p, "to"), member(p, "may_answer").as_bool()};
  if (type == "step.rescheduled") return read_rescheduled(p);
  if (type == "rotation.migrated") return read_migrated(p);
  throw std::runtime_error("no released version has written events of type " + std::string(type));
}

}  // namespace luan::workflow
