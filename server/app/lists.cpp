// My tasks and the list of rotations.
#include <algorithm>

#include "app/meeting_parts.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

/// Keys of every seat the caller could fill.
std::vector<std::string> seat_keys(const Caller& caller, const store::Directory& directory) {
  std::vector<std::string> keys{workflow::Seat{"", {}, caller.account()}.key()};
  for (const auto& grant : caller.actor.grants) keys.push_back(workflow::Seat{grant.role, grant.unit, {}}.key());
  for (const auto& principal : caller.actor.stands_for) {
    keys.push_back(workflow::Seat{"", {}, principal.principal}.key());
    for (const auto& grant : principal.grants) keys.push_back(workflow::Seat{grant.role, grant.unit, {}}.key());
  }
  if (const store::Official* official = directory.official(caller.actor.official)) keys.push_back(workflow::Seat{"official", official->unit, {}}.key());
  return keys;
}

Localized task_kind(const workflow::Step& step) {
  if (std::holds_alternative<workflow::BallotRule>(step.rule)) return {"Biểu quyết ghi tên", "Named vote"};
  if (std::holds_alternative<workflow::EachRule>(step.rule)) return {"Ý kiến", "Opinion"};
  if (std::holds_alternative<workflow::AllRule>(step.rule)) return {"Đánh giá của từng uỷ viên", "Each member assesses"};
  return {"", ""};
}

Localized why_me(const store::Directory& directory, const store::TaskRow& row, const Caller& caller, const AccountId& principal) {
  if (!principal.none()) {
    const std::string name = account_name(directory, principal);
    return {"Vì đồng chí làm thay đ/c " + name + ".", "Because you stand in for " + name + "."};
  }
  if (row.seat.starts_with("a:")) {
    if (!caller.actor.official.none() && !caller.in_committee()) return {"Vì đồng chí là cán bộ được luân chuyển.", "Because you are the rotated official."};
    return {"Vì đồng chí là uỷ viên Ban Thường vụ được triệu tập.", "Because you are a member of the standing committee, summoned to this."};
  }
  const auto at = row.seat.find('@');
  const Localized body = body_name(directory, row.seat.substr(0, at), UnitId::trusted(row.seat.substr(at + 1)));
  return {"Vì đồng chí thực hiện việc của " + body.vi + ".", "Because you act for: " + body.en + "."};
}

struct OpenTask {
  store::TaskRow row;
  store::RotationPtr rotation;
  workflow::DefinitionPtr definition;
  AccountId principal;  // for whom; none: himself
};

/// Rows found by the caller's seats, less those he is hindered to answer.
std::vector<OpenTask> open_tasks(const App::Impl& impl, const Caller& caller, const store::Directory& directory) {
  const store::Reader reader = impl.database->reader();
  std::vector<OpenTask> out;
  for (store::TaskRow& row : store::tasks_of(reader.session(), seat_keys(caller, directory), 500)) {
    store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(row.rotation));
    if (!rotation) continue;
    workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
    const workflow::Step* step = definition->find_step(row.step).second;
    const workflow::StepRun* run = rotation->run(row.step, row.run);
    if (!step || !run || !run->open()) continue;
    const workflow::Standing standing = workflow::standing_of(*step, *rotation, *run, caller.actor);
    if (standing.may() && standing.seat->key() == row.seat) out.push_back({std::move(row), std::move(rotation), std::move(definition), standing.principal});
  }
  return out;
}

}  // namespace

Result<std::vector<TaskView>> App::tasks(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  std::vector<TaskView> out;
  // Who may not read of meetings has no task of the committee's either.
  const auto agendas = caller.reads_all() ? coming_agendas(*directory) : std::map<std::string, const store::Meeting*>();
  for (const OpenTask& open : open_tasks(*impl_, caller, *directory)) {
    const store::TaskRow& row = open.row;
    const store::RotationPtr& rotation = open.rotation;
    const workflow::StepRun* run = rotation->run(row.step, row.run);
    const auto [stage, step] = open.definition->find_step(row.step);
    TaskView task{row.rotation,
                  rotation->facts.code,
                  row.step,
                  row.run,
                  step->task,
                  stage->title,
                  parties_of(*directory, *rotation),
                  {},
                  why_me(*directory, row, caller, open.principal),
                  task_kind(*step),
                  stage->id};
    if (run->due) task.due = due_view(*impl_, *directory, *run);
    if (const auto on = agendas.find(agenda_key({rotation->id, row.step, row.run})); on != agendas.end())
      task.meeting = MeetingRef{on->second->meeting.text(), on->second->on, on->second->minute, meeting_kind(on->second->kind)};
    out.push_back(std::move(task));
  }
  return out;
}

int App::open_task_count(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  return static_cast<int>(open_tasks(*impl_, caller, *directory).size());
}

namespace {

/// Rotations stand in the table under the units of their nomination: a successor finds them by its predecessors.
store::RotationQuery::Scope own_rotations(const Caller& caller, const store::Directory& directory) {
  store::RotationQuery::Scope scope;
  const auto add = [&](const workflow::Actor::Grant& grant) {
    for (const UnitId& unit : directory.with_predecessors(grant.unit)) {
      if (grant.role == "party_committee" || grant.role == "government") scope.receiving_or_sending.push_back(unit.text());
      if (grant.role == "sending_unit") scope.sending.push_back(unit.text());
    }
  };
  std::ranges::for_each(caller.actor.grants, add);
  for (const auto& principal : caller.actor.stands_for) std::ranges::for_each(principal.grants, add);
  scope.official = caller.actor.official.text();
  return scope;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

namespace {

/// Whose answers an open rotation waits for.
Localized awaited(const store::Directory& directory, const workflow::Rotation& rotation) {
  Localized out;
  for (const workflow::StepRun& run : rotation.runs)
    if (run.open()) add_awaited(directory, run, out);
  return out;
}

}  // namespace

void add_awaited(const store::Directory& directory, const workflow::StepRun& run, Localized& out) {
  if (run.roll.empty()) return;
  const auto add = [&](const Localized& who) {
    if (out.vi.find(who.vi) != std::string::npos) return;
    out.vi += (out.vi.empty() ? "" : ", ") + who.vi;
    out.en += (out.en.empty() ? "" : ", ") + who.en;
  };
  if (!run.roll.front().account.none() && run.roll.front().role != "official") {
    const std::string count = std::to_string(run.responses.size()) + "/" + std::to_string(run.roll.size());
    add({"Ban Thường vụ (đã gửi " + count + ")", "the standing committee (" + count + " sent)"});
    return;
  }
  for (const workflow::Seat& seat : run.roll)
    if (!run.response_of(seat))
      add(seat.role == "official" ? Localized{"cán bộ luân chuyển", "the rotated official"} : body_name(directory, seat.role, seat.unit));
}

RotationRow rotation_row_view(const App::Impl& impl, const store::Directory& directory, const store::RotationProjection& row) {
  RotationRow view;
  view.id = row.id, view.number = row.number, view.code = row.code, view.status = row.status, view.stage = row.stage;
  if (const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(row.id))) {
    const workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
    const workflow::Stage* stage = definition->stage(row.stage);
    const workflow::End* end = definition->end(row.stage);
    view.stage_title = stage ? stage->title : end ? end->title : Localized{row.stage, row.stage};
    view.parties = parties_of(directory, *rotation);
    view.awaited = awaited(directory, *rotation);
    view.suspended_until = rotation->suspended_until;
    if (const workflow::StepRun* first = rotation->due_first()) view.due = due_view(impl, directory, *first);
  }
  view.ends = parse_date(row.ends);
  view.contested = row.contested != 0;
  view.nominated = impl.zone.date(parse_instant(row.nominated).value_or(Instant{}));
  return view;
}

/// False: there is no such order.
bool set_order(store::RotationQuery& query, std::string_view sort, const store::Directory& directory) {
  using By = store::RotationQuery::By;
  query.falling = sort.empty() || sort.starts_with('-');
  if (sort.empty() || sort == "nominated" || sort == "-nominated") return true;
  query.by = sort == "due" ? By::due : By::official;
  if (sort == "due") return true;
  for (const store::Official* official : directory.officials()) query.officials.push_back(official->id.text());
  return sort == "official" || sort == "-official";
}

Result<RotationRows> App::rotations(const Caller& caller, const RotationFilter& filter) const {
  if (caller.administrator_only())
    return refuse(RefusalCode::forbidden,
                  {{"needed", role_list({"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "official", "auditor"})}});
  const DirectoryPtr directory = impl_->directory();
  store::RotationQuery query;
  query.words = folded_words(filter.text);
  query.stage = filter.stage, query.status = filter.status, query.official = filter.official, query.kind = filter.kind;
  // What came to a unit by a merger is found under it too.
  if (!filter.unit.empty())
    for (const UnitId& unit : directory->with_predecessors(UnitId::trusted(filter.unit))) query.units.push_back(unit.text());
  if (!set_order(query, filter.sort, *directory))
    return refuse_fields(
        {{"sort", {"Là một trong: -nominated, nominated, official, -official, due", "One of: -nominated, nominated, official, -official, due"}}});
  query.after = filter.cursor;
  query.limit = std::clamp(filter.limit, 1, 200) + 1;  // one more tells whether there is a next page
  if (!caller.reads_all()) query.scope = own_rotations(caller, *directory);
  const store::Reader reader = impl_->database->reader();
  auto rows = store::rotations(reader.session(), query);
  RotationRows out;
  if (static_cast<int>(rows.size()) == query.limit) {
    rows.pop_back();
    out.next = store::cursor_of(query, rows.back());
  }
  for (const auto& row : rows) {
    // What a predecessor had closed before it was merged stays its own: only what was handed over is the successor's.
    const store::RotationPtr rotation = caller.reads_all() ? nullptr : impl_->database->rotation(RotationId::trusted(row.id));
    if (caller.reads_all() || (rotation && may_see(caller, *rotation))) out.items.push_back(rotation_row_view(*impl_, *directory, row));
  }
  return out;
}

std::vector<DoneView> App::done_since(const Caller& caller, Instant from) const {
  std::vector<DoneView> out;
  if (caller.administrator_only()) return out;
  const DirectoryPtr directory = impl_->directory();
  store::RotationQuery query;
  query.limit = 200;
  if (!caller.reads_all()) query.scope = own_rotations(caller, *directory);
  const store::Reader reader = impl_->database->reader();
  for (const auto& row : store::rotations(reader.session(), query)) {
    const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(row.id));
    if (!rotation) continue;
    const workflow::DefinitionPtr definition = impl_->definition_ptr(*rotation);
    for (const workflow::StepRun& run : rotation->runs)
      for (const workflow::GivenResponse& given : run.responses) {
        if (given.actor != caller.account() || given.at < from) continue;
        const workflow::Step* step = definition->find_step(run.step).second;
        out.push_back({row.id, row.code, official_ref(*directory, rotation->facts.official).name, step ? step->task : Localized{run.step, run.step}, given.at});
      }
  }
  std::ranges::sort(out, std::ranges::greater(), &DoneView::at);
  if (out.size() > 50) out.resize(50);
  return out;
}

}  // namespace luan::app
