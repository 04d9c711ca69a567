#include "app/rotation_parts.hpp"

#include <algorithm>

namespace luan::app {
namespace {

const workflow::Form* form_of(const workflow::Definition& definition, const workflow::EventBody& body) {
  if (std::holds_alternative<workflow::RotationNominated>(body)) return &definition.form(definition.start_form);
  const auto response = about_response(body);
  const workflow::Step* step = response ? definition.find_step(response->step).second : nullptr;
  return step && !step->form.empty() ? &definition.form(step->form) : nullptr;
}

/// Is this about one person's part in a vote or assessment? Who is asked by name is for the committee and auditors.
bool asks_a_person(const workflow::EventBody& body) {
  if (const auto* recused = std::get_if<workflow::ParticipantRecused>(&body)) return !recused->seat.account.none();
  return std::holds_alternative<workflow::ParticipantReplaced>(body);
}

/// The payload as the caller may see it: who voted how by name is for the committee and auditors.
json::object visible_payload(const store::HistoryRow& row, const workflow::EventBody& body, bool readable, bool votes) {
  json::object payload = row.event.payload;
  if (const auto response = about_response(body); response && !readable) {
    for (const char* name : {"outcome", "level", "contents", "attachments"}) payload.erase(name);
    if (!votes && !response->seat.account.none()) payload.erase("account"), payload.erase("principal");
  }
  if (!votes && asks_a_person(body))
    for (const char* name : {"seat", "account", "principal", "replacement", "contents"}) payload.erase(name);
  return payload;
}

/// What corrects and voids what; points into the history, which stays where it is from here on.
void read_history(RotationParts& parts) {
  parts.in_force = InForce(parts.impl->definitions, parts.history);
  for (const store::HistoryRow& row : parts.history) {
    if (row.event.type == "response.corrected") parts.corrections[static_cast<int>(int_member(row.event.payload, "corrects"))] = &row;
    if (row.event.type == "response.voided") parts.voided.insert(static_cast<int>(int_member(row.event.payload, "voids")));
  }
}

}  // namespace

json::object RotationParts::content(const store::HistoryRow& row, std::string_view name) const {
  const auto corrected = corrections.find(row.event.sequence);
  for (const auto& content : (corrected == corrections.end() ? row : *corrected->second).contents)
    if (content.name == name) return content.value;
  return {};
}

RotationParts rotation_parts(const App::Impl& impl, store::RotationPtr rotation) {
  RotationParts parts;
  parts.impl = &impl;
  parts.directory = impl.directory();
  parts.zone = &impl.zone;
  parts.definition = impl.definition_ptr(*rotation);
  const store::Reader reader = impl.database->reader();
  parts.projection = store::rotation_row(reader.session(), rotation->id.text()).value_or(store::project(*parts.definition, *rotation, *parts.directory));
  parts.history = store::history(reader.session(), rotation->id.text());
  parts.rotation = std::move(rotation);
  read_history(parts);
  return parts;
}

RotationParts parts_at(const RotationParts& now, std::int64_t log_index) {
  RotationParts then;
  then.impl = now.impl, then.directory = now.directory, then.zone = now.zone;
  const auto rotation = std::make_shared<workflow::Rotation>();
  rotation->id = now.rotation->id;
  for (const store::HistoryRow& row : now.history) {
    if (static_cast<std::int64_t>(row.event.seq) > log_index) break;
    apply(*rotation, store::workflow_event(row.event));
    then.history.push_back(row);
  }
  then.rotation = rotation;
  then.definition = now.impl->definition_ptr(*rotation);
  then.projection = store::project(*then.definition, *rotation, *then.directory);
  read_history(then);
  return then;
}

Correction correction_of(const RotationParts& parts, int sequence, const Caller& caller) {
  Correction out{parts.rotation->id.text(), sequence, -1, {}, false};
  if (const auto found = parts.corrections.find(sequence); found != parts.corrections.end())
    out.log_index = static_cast<std::int64_t>(found->second->event.seq), out.at = found->second->event.time;
  const workflow::Context context = context_for(*parts.impl, *parts.directory, &caller.actor, parts.impl->clock->now());
  out.may = workflow::may_correct(*parts.definition, *parts.rotation, sequence, context).has_value();
  return out;
}

const workflow::Definition& RotationParts::definition_of(const store::HistoryRow& row) const {
  const workflow::DefinitionPtr found = in_force.at(row.event.sequence);
  return found ? *found : *definition;  // kept by impl.definitions for ever
}

std::pair<const workflow::Definition*, const workflow::Step*> RotationParts::step_of(const workflow::StepRun& run) const {
  const workflow::DefinitionPtr found = definition->find_step(run.step).second ? definition : in_force.with_step(run.step);
  return found ? std::pair(found.get(), found->find_step(run.step).second) : std::pair(definition.get(), nullptr);
}

HistoryEntry history_entry(const RotationParts& parts, const store::HistoryRow& row, const Caller& caller) {
  const workflow::Definition& definition = parts.definition_of(row);
  const workflow::EventBody body = workflow::from_payload(row.event.type, row.event.payload);
  const bool readable = may_read_content(caller, *parts.rotation, definition, body);
  const bool votes = may_see_votes(caller);
  HistoryEntry entry;
  entry.sequence = row.event.sequence;
  entry.log_index = static_cast<std::int64_t>(row.event.seq);
  entry.time = parse_instant(text_or_empty(row.event.payload, "at")).value_or(row.event.time);
  entry.type = row.event.type;
  const auto response = about_response(body);
  const bool hide_actor =
      (!votes && asks_a_person(body) && row.event.actor != caller.account().text()) ||
      (response && !votes && !response->seat.account.none() && response->seat.account != caller.account() && response->seat.role != "official");
  entry.actor = hide_actor ? "-" : row.event.actor;
  entry.from = row.event.from, entry.to = row.event.to;
  // An opinion's answer is told to whom its text is told.
  const Date day = parts.zone->date(entry.time);
  const Told told = tell(*parts.directory, definition, *parts.rotation, body, row.event.to, votes, day);
  entry.what = told.what;
  entry.key = told.key;
  const bool sealed = is_sealed(caller, *parts.rotation, definition, body);
  if (std::holds_alternative<workflow::ResponseRecorded>(body) && !readable && (response->seat.account.none() || (sealed && votes))) {
    Localized who = body_name(*parts.directory, response->seat.role, response->seat.unit, day);
    if (const AccountId& person = response->seat.account; !person.none()) who.vi = who.en = account_name(*parts.directory, person);
    const workflow::Step* step = definition.find_step(response->step).second;
    entry.what = {who.vi + " đã gửi «" + (step ? step->title.vi : "") + "»", who.en + " sent “" + (step ? step->title.en : "") + "”"};
  }
  if (entry.actor != "-") entry.who = account_name(*parts.directory, AccountId::trusted(entry.actor));
  entry.payload = visible_payload(row, body, readable, votes);
  entry.digest = row.event.payload_digest;
  if (!readable) return entry;
  for (const auto& content : row.contents) {
    entry.content[content.name] = content.value;
    if (const workflow::Form* form = form_of(definition, body); form && content.name == "form") {
      auto values = describe_values(*parts.directory, *form, content.value, caller.language);
      entry.values.insert(entry.values.end(), values.begin(), values.end());
    } else if (content.name == "item" || content.name == "exception") {
      auto values = describe_values(*parts.directory, dossier_form(workflow::KeepDossier::Kind::record, nullptr), content.value, caller.language);
      entry.values.insert(entry.values.end(), values.begin(), values.end());
    } else if (content.name == "reason") {
      entry.values.push_back({"reason", {"Lý do", "Reason"}, text_or_empty(content.value, "reason"), {}, {}});
    }
  }
  return entry;
}

std::vector<OpinionView> opinions_of(const RotationParts& parts, const Caller& caller) {
  std::vector<OpinionView> out;
  for (const workflow::StepRun& run : parts.rotation->runs) {
    const auto [definition, step] = parts.step_of(run);
    if (!step || !std::holds_alternative<workflow::EachRule>(step->rule)) continue;
    const workflow::Form& form = definition->form(step->form);
    for (const workflow::Seat& seat : run.roll) {
      const workflow::GivenResponse* given = run.response_of(seat);
      const bool own = holds_side(caller, *parts.rotation, seat.role, seat.unit);
      if (!caller.reads_all() && !own) continue;
      if (!given && run.open()) continue;
      OpinionView opinion;
      opinion.who = body_name(*parts.directory, seat.role, seat.unit);
      opinion.visit = run.visit;
      if (!given) {
        const bool recused = run.vacated(seat);
        opinion.answer =
            recused ? Localized{"Không tham gia vì xung đột lợi ích", "Takes no part, a conflict of interest"} : Localized{"Không trả lời", "No answer"};
        opinion.answer_id = recused ? "recused" : "no_reply";
        opinion.tone = "warn";
        out.push_back(std::move(opinion));
        continue;
      }
      const workflow::Answer* answer = form.answer(given->outcome);
      opinion.answer = answer ? answer->label : Localized{};
      opinion.answer_id = given->outcome;
      opinion.tone = tone_of(form, given->outcome);
      opinion.at = given->at;
      opinion.by = account_name(*parts.directory, given->actor);
      const auto row = std::ranges::find(parts.history, given->sequence, [](const store::HistoryRow& r) { return r.event.sequence; });
      if (row != parts.history.end()) {
        opinion.log_index = static_cast<std::int64_t>(row->event.seq);
        const json::object values = parts.content(*row, "form");
        opinion.correction = correction_of(parts, given->sequence, caller);
        opinion.text = text_or_empty(values, "reason");
        for (auto& value : describe_values(*parts.directory, form, values, caller.language))
          if (value.id != "reason") opinion.facts.push_back(std::move(value));
      }
      out.push_back(std::move(opinion));
    }
  }
  // The latest visit first; within it the order of the definition, not that of agreement.
  std::ranges::stable_sort(out, std::ranges::greater(), &OpinionView::visit);
  return out;
}

namespace {

/// May anything go another way because of this step's outcome?
bool decides(const workflow::Stage& stage, const std::string& step) {
  return std::ranges::any_of(stage.next, [&](const workflow::Row& row) { return row.when.contains(step); }) ||
         std::ranges::any_of(stage.steps, [&](const workflow::Step& other) { return other.opens_if.contains(step); });
}

ScoreCriterion score_criterion(const json::object& reason) {
  const auto text = [&](std::string_view name) {
    const json::value* value = reason.if_contains(name);
    return !value || value->is_null() ? std::string() : value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
  };
  const auto both = [&](std::string_view name) {
    const json::value* value = reason.if_contains(name);
    return value && value->is_object() ? Localized{text_or_empty(value->as_object(), "vi"), text_or_empty(value->as_object(), "en")} : Localized{};
  };
  return {both("label"), text("weight"), text("level"), text("points"), both("why")};
}

ScoreView score_view(const RotationParts& parts, const store::HistoryRow& row, const workflow::ScoreRecorded& recorded) {
  const workflow::Definition& definition = parts.definition_of(row);
  const auto [stage, step] = definition.find_step(recorded.step);
  ScoreView view;
  view.step = recorded.step;
  view.title = step ? step->title : Localized{recorded.step, recorded.step};
  view.decides = step && decides(*stage, recorded.step);
  view.plugin = recorded.plugin, view.version = recorded.version;
  view.band = step ? workflow::outcome_label(definition, *step, recorded.outcome) : Localized{recorded.outcome, recorded.outcome};
  view.tone = step && !step->plugin->bands.empty() && step->plugin->bands.front().outcome == recorded.outcome ? "ok" : "warn";
  view.at = row.event.time;
  view.log_index = static_cast<std::int64_t>(row.event.seq);
  const json::object content = parts.content(row, "score");
  view.points = text_or_empty(content, "points");
  if (const auto* explanation = content.if_contains("explanation"); explanation && explanation->is_array())
    for (const auto& one : explanation->as_array()) view.criteria.push_back(score_criterion(one.as_object()));
  return view;
}

}  // namespace

std::vector<ScoreView> scores_of(const RotationParts& parts, const Caller& caller) {
  std::vector<ScoreView> out;
  if (!caller.reads_all()) return out;
  for (const auto& row : parts.history) {
    if (row.event.type != "score.recorded") continue;
    const auto body = workflow::from_payload(row.event.type, row.event.payload);
    ScoreView view = score_view(parts, row, std::get<workflow::ScoreRecorded>(body));
    std::erase_if(out, [&](const ScoreView& before) { return before.step == view.step; });
    out.push_back(std::move(view));
  }
  return out;
}

ResponseSummary response_summary(const RotationParts& parts, const store::HistoryRow& row, const workflow::ResponseRecorded& response, const Caller& caller) {
  const workflow::Definition& definition = parts.definition_of(row);
  const workflow::Step& step = *definition.find_step(response.step).second;
  const workflow::Form& form = definition.form(step.form);
  const auto corrected = parts.corrections.find(row.event.sequence);
  const workflow::Answer* answer =
      form.answer(corrected == parts.corrections.end() ? response.outcome : text_or_empty(corrected->second->event.payload, "outcome"));
  return {response.step,
          response.run,
          step.title,
          answer ? answer->label : Localized{},
          account_name(*parts.directory, AccountId::trusted(row.event.actor)),
          row.event.time,
          static_cast<std::int64_t>(row.event.seq),
          describe_values(*parts.directory, form, parts.content(row, "form"), caller.language),
          correction_of(parts, row.event.sequence, caller)};
}

void sort_responses(const RotationParts& parts, const Caller& caller, RotationView& view) {
  for (const auto& row : parts.history) {
    if (row.event.type != "response.recorded" || parts.voided.contains(row.event.sequence)) continue;
    const auto body = workflow::from_payload(row.event.type, row.event.payload);
    const auto& response = std::get<workflow::ResponseRecorded>(body);
    const workflow::Definition& definition = parts.definition_of(row);
    const workflow::Step* step = definition.find_step(response.step).second;
    if (!step || !may_read_content(caller, *parts.rotation, definition, body) || std::holds_alternative<workflow::EachRule>(step->rule)) continue;
    ResponseSummary summary = response_summary(parts, row, response, caller);
    switch (step->effect) {
      case workflow::Effect::assign: view.assignments.push_back(std::move(summary)); break;
      case workflow::Effect::evaluate: view.evaluations.push_back(std::move(summary)); break;
      case workflow::Effect::petition: view.meetings.push_back(std::move(summary)); break;
      case workflow::Effect::none:
      case workflow::Effect::post:
      case workflow::Effect::place: view.others.push_back(std::move(summary)); break;
    }
  }
}

}  // namespace luan::app
