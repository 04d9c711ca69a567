#include "store/group.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <cassert>
#include <ranges>

#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "store/queries.hpp"

namespace luan::store {

Group::Group(Database& database, const Clock& clock, IdSource& ids) : database_(database), clock_(clock), ids_(ids), session_(database.open_session(true)) {
  rows_ = std::make_unique<Rows>(*session_);
  load();
}
Group::~Group() = default;

void Group::load() {
  // Where the end of the last commit is unknown (its fsync failed), the table tells what of it is there.
  if (const std::string stored = rows_->frontier(); !stored.empty() && stored != audit::to_text(database_.log_frontier())) database_.reload(*session_);
  state_ = {};
  state_.directory = database_.directory();
  state_.frontier = database_.log_frontier();
  state_.dash_sequence = rows_->last_sequence("-");
  if (state_.frontier.size == 0) return;
  std::string entry;
  const auto last = static_cast<long long>(state_.frontier.size - 1);
  *session_ << "SELECT entry FROM events WHERE seq = :s", soci::into(entry), soci::use(last);
  const auto parsed = audit::parse_record(entry);
  if (!parsed) throw std::runtime_error("the last entry of the log cannot be read. Run luan audit verify.");
  state_.last_time = parsed->time;
}

void Group::begin_job() {
  job_time_ = std::max(clock_.now(), state_.last_time);
  touched_ = false;
  staged_before_job_.clear();
}

void Group::touch() {
  if (touched_) return;
  if (!begun_) {
    before_group_ = state_;
    rows_->begin();
    begun_ = true;
  }
  before_job_ = state_;
  rows_->savepoint();
  touched_ = true;
}

void Group::end_job() {
  if (touched_) rows_->release();
}

void Group::undo_job() {
  if (!touched_) return;
  rows_->rollback_to_savepoint();
  state_ = before_job_;
  // Backwards: a job that appended twice to one rotation replaced its own state, and the first replacement counts.
  for (auto& [id, previous] : std::views::reverse(staged_before_job_)) {
    if (previous)
      staged_[id] = previous;
    else
      staged_.erase(id);
  }
}

void Group::commit() {
  if (!begun_) return;
  if (state_.frontier.size != before_group_.frontier.size) {
    audit::MerkleTree tree;
    tree.restore(state_.frontier);
    const Sha256 root = tree.root();
    rows_->log_state(audit::to_text(state_.frontier), to_hex(root));
  }
  rows_->commit();
  begun_ = false;
  std::vector<RotationPtr> rotations;
  rotations.reserve(staged_.size());
  for (auto& [id, rotation] : staged_) rotations.push_back(std::move(rotation));
  staged_.clear();
  database_.publish(rotations, state_.directory, state_.frontier);
}

void Group::undo_group() {
  staged_.clear();
  begun_ = touched_ = false;
  try {
    if (rows_) rows_->rollback();
  } catch (const soci::soci_error&) {
    // SQLite has rolled back by itself; the session is made anew in any case.
  }
  // After a failed commit nothing held in memory is trusted: reopen and read the tail again (hardening.md §10).
  rows_.reset();
  session_.reset();
  session_ = database_.open_session(true);
  auto rows = std::make_unique<Rows>(*session_);
  std::swap(rows_, rows);
  try {
    load();
  } catch (...) {
    rows_.reset();
    throw;
  }
}

RotationPtr Group::rotation(const RotationId& id) {
  if (const auto found = staged_.find(id.text()); found != staged_.end()) return found->second;
  return database_.rotation(id);
}

bool Group::has_open_rotation(const OfficialId& official) {
  // The writer's own session sees the rows that the group has written and not committed.
  const std::string id = official.text();
  int found = 0;
  *session_ << "SELECT EXISTS (SELECT 1 FROM rotations WHERE official = :o AND status IN ('open', 'suspended'))", soci::into(found), soci::use(id);
  return found != 0;
}

std::vector<RotationPtr> Group::rotations_of_line(const PlanLineId& line) {
  std::vector<RotationPtr> out;
  for (const PlanUse& use : plan_uses(*session_, {line.text()})) out.push_back(rotation(RotationId::trusted(use.rotation)));
  return out;
}

std::uint64_t Group::write_event(const Record& record, json::object payload, const std::vector<workflow::Content>& contents,
                                 const std::vector<workflow::Attachment>& attachments) {
  const std::uint64_t seq = state_.frontier.size;
  if (!contents.empty()) {
    json::array described;
    for (const workflow::Content& content : contents) {
      const std::string bytes = json::serialize(content.value), salt = ids_.bytes16();
      rows_->content(seq, content.name, bytes, to_hex(std::span(reinterpret_cast<const unsigned char*>(salt.data()), salt.size())));
      described.push_back(json::object{{"name", content.name}, {"size", bytes.size()}, {"sha256", to_hex(audit::content_digest(salt, bytes))}});
    }
    payload["contents"] = std::move(described);
  }
  if (!attachments.empty()) payload["attachments"] = take_attachments(seq, attachments);
  const std::string bytes = json::serialize(payload), salt = ids_.bytes16();
  const std::string entry =
      audit::to_record({seq, job_time_, record.type, record.rotation, record.actor, record.from, record.to, to_hex(audit::payload_digest(salt, bytes))});
  rows_->event(seq, record.rotation, record.sequence, record.type, entry, bytes,
               to_hex(std::span(reinterpret_cast<const unsigned char*>(salt.data()), salt.size())));
  audit::MerkleTree tree;
  tree.restore(std::move(state_.frontier));
  tree.append(audit::leaf_hash(entry));
  state_.frontier = tree.frontier();
  state_.last_time = job_time_;
  return seq;
}

Appended Group::append(const RotationId& id, const workflow::Definition& definition, workflow::Decided&& decided) {
  if (decided.events.empty()) return {};
  touch();
  const int first = decided.after.sequence - static_cast<int>(decided.events.size()) + 1;
  Appended appended{state_.frontier.size, first};
  int sequence = first;
  for (const workflow::Event& event : decided.events)
    write_event({std::string(type_name(event.body)), id.text(), event.actor, event.from, event.to, sequence++}, workflow::to_payload(event), event.contents,
                event.attachments);
  project(definition, decided);
  auto& slot = staged_[id.text()];
  staged_before_job_.emplace_back(id.text(), slot);
  slot = std::make_shared<const workflow::Rotation>(std::move(decided.after));
  return appended;
}

std::uint64_t Group::append(const std::string& actor, const DirectoryEvent& event) {
  const std::uint64_t seq = state_.frontier.size;
  append_all(actor, {event});
  return seq;
}

void Group::append_all(const std::string& actor, const std::vector<DirectoryEvent>& events) {
  if (events.empty()) return;
  touch();
  auto next = std::make_shared<Directory>(*state_.directory);
  for (const DirectoryEvent& event : events) {
    write_event({std::string(type_name(event)), "-", actor, "-", "-", ++state_.dash_sequence}, to_payload(event, job_time_), contents_of(event));
    next->apply(event);
    if (const auto* advanced = std::get_if<RegisterAdvanced>(&event)) note_number(advanced->reg, advanced->period, advanced->to);
  }
  state_.directory = std::move(next);
  for (const DirectoryEvent& event : events) {
    if (const auto* changed = std::get_if<OfficialFactsChanged>(&event)) rename_in_lists(changed->official);
    if (const auto* registered = std::get_if<OfficialRegistered>(&event)) rename_in_lists(registered->official);
  }
}

/// Rotations are found by the official's name, which may be another now.
void Group::rename_in_lists(const OfficialId& official) {
  const std::string whose = official.text();
  std::vector<std::string> ids;
  std::string id, search;
  {
    soci::statement rows = (session_->prepare << "SELECT id FROM rotations WHERE official = :o", soci::into(id), soci::use(whose));
    rows.execute();
    while (rows.fetch()) ids.push_back(id);
  }
  for (const std::string& one : ids) {
    search = search_text(*rotation(RotationId::trusted(one)), *state_.directory);
    *session_ << "UPDATE rotations SET search = :s WHERE id = :i", soci::use(search), soci::use(one);
  }
}

void Group::note_number(const std::string& reg, const std::string& period, int ordinal) {
  state_.registers[{reg, period}] = ordinal;
  rows_->register_last(reg, period, ordinal);
}

/// Who is asked at an open step has changed: its tasks are written anew.
void Group::ask_again(const workflow::Definition& definition, const workflow::Rotation& after, const workflow::EventBody& body) {
  const auto* recused = std::get_if<workflow::ParticipantRecused>(&body);
  const auto* replaced = std::get_if<workflow::ParticipantReplaced>(&body);
  const auto* passed = std::get_if<workflow::StepPassed>(&body);
  const auto* escalated = std::get_if<workflow::StepEscalated>(&body);
  const auto* rescheduled = std::get_if<workflow::StepRescheduled>(&body);
  const auto* voided = std::get_if<workflow::ResponseVoided>(&body);
  if (!voided && !recused && !replaced && !passed && !(escalated && escalated->may_answer) && !rescheduled) return;
  const auto& [step, number] = recused     ? std::tie(recused->step, recused->run)
                               : replaced  ? std::tie(replaced->step, replaced->run)
                               : passed    ? std::tie(passed->step, passed->run)
                               : escalated ? std::tie(escalated->step, escalated->run)
                               : voided    ? std::tie(voided->step, voided->run)
                                           : std::tie(rescheduled->step, rescheduled->run);
  rows_->drop_tasks(after.id.text(), step, number);
  const workflow::StepRun* run = after.run(step, number);
  if (!run->open()) return;
  for (const workflow::Seat& seat : run->roll)
    if (run->awaits(seat)) rows_->task(project_task(definition, after, *run, seat));
}

/// Who answered, and who takes no part.
void Group::project_part(const workflow::Rotation& after, const workflow::Event& event) {
  const std::string& rotation = after.id.text();
  if (const auto* response = std::get_if<workflow::ResponseRecorded>(&event.body))
    rows_->answer({rotation, response->step, response->seat.key(), event.actor, luan::to_text(event.at), response->run});
  else if (const auto* voided = std::get_if<workflow::ResponseVoided>(&event.body))
    rows_->drop_answer(rotation, voided->step, voided->run, voided->seat.key());
  else if (const auto* recused = std::get_if<workflow::ParticipantRecused>(&event.body))
    rows_->recusal({rotation, recused->step, recused->account.text(), recused->run});
  else if (std::holds_alternative<workflow::RotationMigrated>(event.body))
    rows_->take_part(after);  // steps have other names
}

void Group::project_tasks(const workflow::Definition& definition, const workflow::Rotation& after, const std::vector<workflow::Event>& events) {
  const std::string& rotation = after.id.text();
  for (const workflow::Event& event : events) {
    project_part(after, event);
    if (const auto* opened = std::get_if<workflow::StepOpened>(&event.body)) {
      workflow::StepRun run;
      run.step = opened->step, run.run = opened->run, run.due = opened->due, run.due_minute = opened->due_minute;
      for (const workflow::Seat& seat : opened->roll) rows_->task(project_task(definition, after, run, seat));
    } else if (const auto* response = std::get_if<workflow::ResponseRecorded>(&event.body)) {
      rows_->drop_task(rotation, response->step, response->run, response->seat.key());
    } else if (const auto* closed = std::get_if<workflow::StepClosed>(&event.body)) {
      rows_->drop_tasks(rotation, closed->step, closed->run);
    }
    if (const auto* migrated = std::get_if<workflow::RotationMigrated>(&event.body)) rename_tasks(definition, after, *migrated, events);
    ask_again(definition, after, event.body);
  }
}

/// Tasks of steps that stay open: under another name, or by what the new version says of them.
void Group::rename_tasks(const workflow::Definition& definition, const workflow::Rotation& after, const workflow::RotationMigrated& migrated,
                         const std::vector<workflow::Event>& events) {
  const auto opens = [&](const workflow::StepRun& run) {
    return std::ranges::any_of(events, [&](const workflow::Event& event) {
      const auto* opened = std::get_if<workflow::StepOpened>(&event.body);
      return opened && opened->step == run.step && opened->run == run.run;
    });
  };
  std::vector<const workflow::StepRun*> stay;
  for (const workflow::StepRun& run : after.runs) {
    if (!run.open() || opens(run)) continue;
    rows_->drop_tasks(after.id.text(), run.step, run.run);
    for (const auto& [from, to] : migrated.steps)
      if (run.step == to) rows_->drop_tasks(after.id.text(), from, run.run);
    stay.push_back(&run);
  }
  // Only then: one's old name may be another's new one.
  for (const workflow::StepRun* run : stay)
    for (const workflow::Seat& seat : run->roll)
      if (run->awaits(seat)) rows_->task(project_task(definition, after, *run, seat));
}

/// Their owner is the deciding side where none is named, so they pass with the party.
bool touches_petitions(const workflow::EventBody& body) {
  return std::holds_alternative<workflow::PartyPassed>(body) || type_name(body).starts_with("petition.");
}

bool changes_status(const workflow::EventBody& body) {
  return std::holds_alternative<workflow::RotationSuspended>(body) || std::holds_alternative<workflow::RotationResumed>(body) ||
         std::holds_alternative<workflow::RotationEnded>(body);
}

void Group::project(const workflow::Definition& definition, const workflow::Decided& decided) {
  const workflow::Rotation& after = decided.after;
  const std::string& id = after.id.text();
  project_tasks(definition, after, decided.events);

  // A response that closes nothing changes neither the list nor the next wake, but for a local opinion that differs.
  const auto* response = std::get_if<workflow::ResponseRecorded>(&decided.events.front().body);
  if (decided.events.size() == 1 && response && !std::holds_alternative<workflow::EachRule>(definition.find_step(response->step).second->rule)) return;

  PassageReader passages(static_cast<int>(after.path.size()) + 1 -
                         static_cast<int>(std::ranges::count_if(decided.events, [](const workflow::Event& event) { return is_passage(event.body); })));
  for (const workflow::Event& event : decided.events) {
    if (const auto passage = passages.read(event, after)) rows_->passage(*passage);
    if (std::holds_alternative<workflow::RotationMigrated>(event.body)) rows_->rename_passages(after);
    if (const auto paper = project_document(event, after.id, state_.directory->committee().term)) {
      note_number(paper->reg, paper->period, paper->ordinal);
      rows_->document(*paper);
    }
    if (const auto* nominated = std::get_if<workflow::RotationNominated>(&event.body)) {
      const CodeParts code = parse_code(nominated->code);
      note_number("rotation", code.period, code.ordinal);
      if (!nominated->plan_line.none()) rows_->plan_use(nominated->plan_line, id);
    } else if (const auto* issued = std::get_if<workflow::DecisionIssued>(&event.body)) {
      auto next = std::make_shared<Directory>(*state_.directory);
      next->move(after.facts.official, after.parties.receiving, after.facts.position, issued->effective);
      state_.directory = std::move(next);
    } else if (std::holds_alternative<workflow::RotationEnded>(event.body) && after.placement) {
      auto next = std::make_shared<Directory>(*state_.directory);
      next->place(after.facts.official, *after.placement);
      state_.directory = std::move(next);
    }
  }
  rows_->rotation(store::project(definition, after, *state_.directory));
  if (const auto turn = project_turn(definition, after)) rows_->turn(*turn);
  if (std::ranges::any_of(decided.events, [](const workflow::Event& event) { return touches_petitions(event.body); }))
    for (const PetitionProjection& petition : project_petitions(after)) rows_->petition(petition);
  if (std::ranges::any_of(decided.events, [](const workflow::Event& event) { return changes_status(event.body); }))
    rows_->task_status(id, after.status == workflow::Status::open);
  const auto wake = workflow::next_wake(definition, after, database_.zone());
  rows_->wake(id, wake ? luan::to_text(*wake) : "");
}

std::vector<int> Group::numbers_used(const std::string& reg, const std::string& period) { return store::numbers_used(*session_, reg, period); }

int Group::next_number(const std::string& reg, const std::string& period) {
  const auto [known, fresh] = state_.registers.try_emplace({reg, period}, 0);
  if (fresh) known->second = rows_->register_last(reg, period);
  return known->second + 1;
}

}  // namespace luan::store
