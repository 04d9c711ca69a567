#include "api/resources.hpp"

#include <algorithm>

#include "app/app.hpp"

namespace luan::api {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::object to_json(const app::UnitRef& unit, Language language) { return {{"id", unit.id}, {"name", unit.name.in(language)}}; }

namespace {

using api::to_json;  // those below would hide it

json::object to_json(const app::PositionRef& position, Language language) { return {{"id", position.id}, {"title", position.title.in(language)}}; }

json::object to_json(const app::Parties& parties, Language language) {
  return {{"official", json::object{{"id", parties.official.id}, {"name", parties.official.name}}},
          {"sending", to_json(parties.sending, language)},
          {"receiving", to_json(parties.receiving, language)},
          {"deciding", to_json(parties.deciding, language)},
          {"position", to_json(parties.position, language)},
          {"kind", parties.kind},
          {"direction", parties.direction}};
}

void put_due(json::object& out, const std::optional<app::DueView>& due) {
  out["due"] = due ? json::value(to_text(due->date)) : json::value(nullptr);
  out["due_time"] = due && due->minute ? json::value(clock_text(*due->minute)) : json::value(nullptr);
  out["working_days_left"] = due ? json::value(due->working_days_left) : json::value(nullptr);
  out["overdue"] = due && due->overdue;
}

json::array to_json(const std::vector<app::ValueView>& values, Language language) {
  json::array out;
  for (const app::ValueView& value : values) {
    json::object one{{"id", value.id}, {"label", value.label.in(language)}, {"text", value.text}};
    if (!value.columns.empty()) {
      json::array rows;
      for (const auto& row : value.rows) rows.push_back(json::array(row.begin(), row.end()));
      one["rows"] = std::move(rows);
    }
    if (!value.files.empty()) {
      json::array files;
      for (const app::FileView& file : value.files)
        files.push_back(json::object{{"file", file.file}, {"name", file.name}, {"type", file.type}, {"size", file.size}, {"sha256", file.sha256}});
      one["files"] = std::move(files);
    }
    out.push_back(std::move(one));
  }
  return out;
}

json::object to_json(const app::SeatView& seat, Language language) {
  return {{"who", seat.who.in(language)},
          {"unit", text_or_null(seat.unit)},
          {"role", seat.role},
          {"answer", text_or_null(seat.answer_id)},
          {"at", date_or_null(seat.at)}};
}

json::object to_json(const app::OpenStepView& step, Language language) {
  json::object out{{"step", step.step},         {"run", step.run},     {"title", step.title.in(language)},
                   {"answered", step.answered}, {"asked", step.asked}, {"mine", step.mine}};
  put_due(out, step.due);
  json::array seats;
  for (const app::SeatView& seat : step.seats) seats.push_back(to_json(seat, language));
  out["seats"] = std::move(seats);
  out["plugin"] = text_or_null(step.plugin);
  out["waiting"] = text_or_null(step.waiting);
  return out;
}

json::object to_json(const app::OpinionView& opinion, Language language) {
  return {{"who", opinion.who.in(language)},
          {"answer", opinion.answer_id},
          {"label", opinion.answer.in(language)},
          {"text", opinion.text},
          {"facts", to_json(opinion.facts, language)},
          {"by", text_or_null(opinion.by)},
          {"at", date_or_null(opinion.at)},
          {"log_index", opinion.log_index < 0 ? json::value(nullptr) : json::value(opinion.log_index)}};
}

json::object to_json(const app::ScoreView& score, Language language) {
  json::array criteria;
  for (const app::ScoreCriterion& c : score.criteria)
    criteria.push_back(
        json::object{{"label", c.label.in(language)}, {"weight", c.weight}, {"level", c.level}, {"points", c.points}, {"why", c.why.in(language)}});
  return {{"step", score.step},
          {"title", score.title.in(language)},
          {"decides", score.decides},
          {"points", score.points},
          {"band", score.band.in(language)},
          {"plugin", score.plugin},
          {"version", score.version},
          {"at", to_text(score.at)},
          {"log_index", score.log_index},
          {"criteria", std::move(criteria)}};
}

/// The one computed last; the others stand in `scores`.
json::value latest(const std::vector<app::ScoreView>& scores, Language language) {
  if (scores.empty()) return nullptr;
  return to_json(*std::ranges::max_element(scores, {}, &app::ScoreView::log_index), language);
}

json::array scores(const std::vector<app::ScoreView>& views, Language language) {
  json::array out;
  for (const app::ScoreView& view : views) out.push_back(to_json(view, language));
  return out;
}

json::array to_json(const std::vector<app::ResponseSummary>& responses, Language language) {
  json::array out;
  for (const app::ResponseSummary& r : responses)
    out.push_back(json::object{{"step", r.step},
                               {"run", r.run},
                               {"title", r.title.in(language)},
                               {"answer", r.answer.in(language)},
                               {"by", r.by},
                               {"at", to_text(r.at)},
                               {"log_index", r.log_index},
                               {"values", to_json(r.values, language)}});
  return out;
}

json::value to_json(const std::optional<workflow::DecisionIssued>& decision) {
  if (!decision) return nullptr;
  return json::object{
      {"number", decision->number}, {"effective", to_text(decision->effective)}, {"months", decision->months}, {"ends", to_text(decision->ends)}};
}

template <class Views>
json::array opinions(const Views& views, Language language) {
  json::array out;
  for (const auto& view : views) out.push_back(to_json(view, language));
  return out;
}

}  // namespace

json::array values_json(const std::vector<app::ValueView>& values, Language language) { return to_json(values, language); }

json::object to_json(const app::Caller& caller) {
  json::array roles;
  for (const auto& grant : caller.actor.grants) roles.push_back(json::object{{"role", grant.role}, {"unit", grant.unit.text()}});
  return {{"id", caller.account().text()}, {"username", caller.username},
          {"name", caller.name},           {"title", caller.title.in(caller.language)},
          {"roles", std::move(roles)},     {"official", text_or_null(caller.actor.official.text())}};
}

json::object to_json(const app::TaskView& task, Language language) {
  json::object out{{"rotation", task.rotation},
                   {"code", task.code},
                   {"step", task.step},
                   {"run", task.run},
                   {"title", task.title.in(language)},
                   {"stage", task.stage_id},
                   {"stage_title", task.stage.in(language)}};
  put_due(out, task.due);
  out["why"] = task.why.in(language);
  out["kind"] = text_or_null(task.kind.in(language));
  out["meeting"] = task.meeting ? json::value(task.meeting->id) : json::value(nullptr);
  out["parties"] = to_json(task.parties, language);
  return out;
}

json::object to_json(const app::RotationRow& row, Language language) {
  json::object out{{"id", row.id}, {"code", row.code}, {"status", row.status}, {"stage", row.stage}, {"stage_title", row.stage_title.in(language)}};
  for (auto& [key, value] : to_json(row.parties, language)) out[key] = value;
  put_due(out, row.due);
  out["term_ends"] = date_or_null(row.ends);
  out["suspended_until"] = date_or_null(row.suspended_until);
  out["contested"] = row.contested;
  out["nominated"] = to_text(row.nominated);
  return out;
}

namespace {

json::object to_json(const app::NumberedPaper& paper, Language language) {
  return {{"of", paper.of.in(language)}, {"title", paper.reg.in(language)}, {"number", paper.number}, {"on", to_text(paper.on)}};
}

}  // namespace

json::object to_json(const app::RotationView& view, Language language) {
  json::object out = to_json(view.row, language);
  out["version"] = view.version;
  out["workflow"] = json::object{{"name", view.definition}, {"version", view.definition_version}};
  out["stage_number"] = view.stage_number;
  out["stage_count"] = view.stage_count;
  out["reason"] = text_or_null(view.reason);
  out["decision"] = to_json(view.decision);
  json::array documents;
  for (const auto& [title, number] : view.documents) documents.push_back(json::object{{"title", title.in(language)}, {"number", number}});
  out["documents"] = std::move(documents);
  json::array papers;
  for (const app::NumberedPaper& paper : view.papers) papers.push_back(to_json(paper, language));
  out["papers"] = std::move(papers);
  json::array steps, actions;
  for (const app::OpenStepView& step : view.open_steps) steps.push_back(to_json(step, language));
  out["open_steps"] = std::move(steps);
  out["opinions"] = opinions(view.opinions, language);
  out["score"] = latest(view.scores, language);
  out["scores"] = scores(view.scores, language);
  out["assignments"] = to_json(view.assignments, language);
  out["evaluations"] = to_json(view.evaluations, language);
  out["meetings"] = to_json(view.meetings, language);
  for (const app::ActionView& action : view.actions) actions.push_back(json::object{{"action", action.id}, {"title", action.title.in(language)}});
  out["actions"] = std::move(actions);
  return out;
}

json::object to_json(const app::StepView& view, Language language) {
  json::object out{{"rotation", view.rotation},      {"code", view.code},   {"step", view.step}, {"run", view.run},         {"title", view.title.in(language)},
                   {"task", view.task.in(language)}, {"state", view.state}, {"mine", view.mine}, {"version", view.version}, {"rule", view.rule.in(language)}};
  put_due(out, view.due);
  out["schema"] = view.form ? json::value(view.schema) : json::value(nullptr);
  out["instead_of"] = text_or_null(view.instead_of);
  out["may_recuse"] = view.may_recuse;
  out["shown"] = view.shown;
  out["preview"] = view.preview ? json::value(to_json(*view.preview, language)) : json::value(nullptr);
  out["score"] = latest(view.scores, language);
  out["scores"] = scores(view.scores, language);
  out["opinions"] = opinions(view.opinions, language);
  out["before"] = to_json(view.before, language);
  out["parties"] = to_json(view.parties, language);
  return out;
}

json::object to_json(const app::ActionFormView& view, Language language) {
  return {{"rotation", view.rotation},        {"code", view.code},       {"action", view.action},
          {"title", view.title.in(language)}, {"version", view.version}, {"schema", view.schema}};
}

json::object to_json(const app::HistoryEntry& entry, Language language) {
  return {{"sequence", entry.sequence},
          {"log_index", entry.log_index},
          {"time", to_text(entry.time)},
          {"type", entry.type},
          {"actor", entry.actor},
          {"from", entry.from},
          {"to", entry.to},
          {"what", entry.what.in(language)},
          {"who", text_or_null(entry.who)},
          {"payload", entry.payload},
          {"payload_digest", entry.digest},
          {"content", entry.content}};
}

json::object to_json(const app::TraceView& view, Language language) {
  json::array chain;
  for (const app::TraceLink& link : view.chain) {
    json::object one = to_json(link.entry, language);
    one["verified"] = link.verified;
    chain.push_back(std::move(one));
  }
  json::array papers;
  for (const app::TracedPaper& traced : view.papers) {
    json::object one = to_json(traced.paper, language);
    one["log_index"] = traced.log_index, one["verified"] = traced.verified;
    papers.push_back(std::move(one));
  }
  return {{"rotation", to_json(view.row, language)},
          {"decision", to_json(view.decision)},
          {"chain", std::move(chain)},
          {"papers", std::move(papers)},
          {"log", json::object{{"size", view.log_size}, {"root", view.root}}}};
}

json::object to_json(const app::Recorded& recorded, Language language) {
  json::array happened;
  for (const Localized& text : recorded.happened) happened.push_back(json::value(text.in(language)));
  return {{"rotation", recorded.rotation},
          {"code", recorded.code},
          {"sequence", recorded.sequence},
          {"log_index", recorded.log_index},
          {"version", recorded.version},
          {"stage", recorded.stage},
          {"stage_title", recorded.stage_title.in(language)},
          {"happened", std::move(happened)},
          {"repeated", recorded.repeated}};
}

json::object to_json(const app::AlertView& view, Language language) {
  return {{"kind", view.kind}, {"text", view.text.in(language)}, {"since", to_text(view.since)}, {"rotation", view.rotation},
          {"code", view.code}, {"official", view.official}};
}

json::object to_json(const app::TurnTable& table, Language language) {
  json::array items;
  for (const app::TurnRow& row : table.items) {
    json::object one;
    for (const auto& [by, key] : row.keys) one[by] = key;
    json::object labels;
    for (const auto& [by, label] : row.labels) labels[by] = label.in(language);
    one["labels"] = std::move(labels);
    one["turns"] = row.turns;
    one["persons"] = row.persons;
    items.push_back(std::move(one));
  }
  return {{"items", std::move(items)}, {"next", nullptr}, {"turns", table.turns}, {"persons", table.persons}, {"ended_early", table.ended_early}};
}

json::object to_json(const workflow::Definition& definition, Language language) {
  json::array stages, ends;
  for (const workflow::Stage& stage : definition.stages) {
    json::array steps;
    for (const workflow::Step& step : stage.steps) {
      json::array who, outcomes;
      for (const auto& one : step.who) who.push_back(json::value(one.role + " at " + one.party));
      for (const auto& outcome : workflow::outcomes(definition, step)) outcomes.push_back(json::value(outcome));
      steps.push_back(json::object{{"id", step.id},
                                   {"title", step.title.in(language)},
                                   {"who", std::move(who)},
                                   {"rule", app::rule_words(step).in(language)},
                                   {"outcomes", std::move(outcomes)}});
    }
    stages.push_back(json::object{{"id", stage.id}, {"title", stage.title.in(language)}, {"steps", std::move(steps)}});
  }
  for (const workflow::End& end : definition.ends) ends.push_back(json::object{{"id", end.id}, {"title", end.title.in(language)}});
  return {{"name", definition.name},     {"version", definition.version}, {"title", definition.title.in(language)},
          {"digest", definition.digest}, {"stages", std::move(stages)},   {"ends", std::move(ends)}};
}

}  // namespace luan::api
