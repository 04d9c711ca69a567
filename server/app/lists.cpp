// My tasks and the list of rotations.
#include <algorithm>

#include "app/meeting_parts.hpp"
#include "app/pending_rotations.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

std::vector<std::string> role_keys(const std::vector<workflow::Actor::Grant>& grants) {
  std::vector<std::string> keys;
  for (const auto& grant : grants) keys.push_back(workflow::Seat{grant.role, grant.unit, {}}.key());
  return keys;
}

std::string text_of(const OfficialId& official) { return official.none() ? std::string() : official.text(); }

/// By which rows his tasks are found.
store::TaskScope task_scope(const Caller& caller) {
  store::TaskScope scope{caller.account().text(), text_of(caller.actor.official), role_keys(caller.actor.grants)};
  for (const auto& principal : caller.actor.stands_for)
    scope.stands_for.push_back({principal.principal.text(), text_of(principal.official), role_keys(principal.grants), principal.steps});
  return scope;
}

Localized task_kind(const workflow::Step& step) {
  if (std::holds_alternative<workflow::BallotRule>(step.rule)) return {"Biểu quyết ghi tên", "Named vote"};
  if (std::holds_alternative<workflow::EachRule>(step.rule)) return {"Ý kiến", "Opinion"};
  if (std::holds_alternative<workflow::AllRule>(step.rule)) return {"Đánh giá của từng uỷ viên", "Each member assesses"};
  return {"", ""};
}

Localized why_me(const store::Directory& directory, const workflow::Seat& seat, const Caller& caller, const AccountId& principal) {
  if (!principal.none()) {
    const std::string name = account_name(directory, principal);
    return {"Vì đồng chí làm thay đ/c " + name + ".", "Because you stand in for " + name + "."};
  }
  if (!seat.account.none()) {
    if (!caller.actor.official.none() && !caller.in_committee()) return {"Vì đồng chí là cán bộ được luân chuyển.", "Because you are the rotated official."};
    return {"Vì đồng chí là uỷ viên Ban Thường vụ được triệu tập.", "Because you are a member of the standing committee, summoned to this."};
  }
  const Localized body = body_name(directory, seat.role, seat.unit);
  return {"Vì đồng chí thực hiện việc của " + body.vi + ".", "Because you act for: " + body.en + "."};
}

using Agendas = std::map<std::string, const store::Meeting*>;

/// Nothing where the row tells of what is no more: it was read before the rotation was.
std::optional<TaskView> task_view(const App::Impl& impl, const store::Directory& directory, const Caller& caller, const Agendas& agendas,
                                  const store::TaskRow& row) {
  const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(row.rotation));
  if (!rotation) return {};
  const workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
  const auto [stage, step] = definition->find_step(row.step);
  const workflow::StepRun* run = rotation->run(row.step, row.run);
  if (!step || !run || !run->open()) return {};
  const workflow::Standing standing = workflow::standing_of(*step, *rotation, *run, caller.actor);
  if (!workflow::is_awaited(standing, *run)) return {};
  TaskView task{row.rotation,
                rotation->facts.code,
                row.step,
                row.run,
                step->task,
                stage->title,
                parties_of(directory, *rotation),
                {},
                why_me(directory, *standing.seat, caller, standing.principal),
                task_kind(*step),
                stage->id};
  if (run->due) task.due = due_view(impl, directory, *run);
  if (const auto on = agendas.find(agenda_key({rotation->id, row.step, row.run})); on != agendas.end())
    task.meeting = MeetingRef{on->second->meeting.text(), on->second->on, on->second->minute, meeting_kind(on->second->kind)};
  return task;
}

std::vector<TaskView> task_views(const App::Impl& impl, const Caller& caller, const std::vector<store::TaskRow>& rows) {
  const DirectoryPtr directory = impl.directory();
  // Who may not read of meetings has no task of the committee's either.
  const Agendas agendas = caller.reads_all() ? coming_agendas(*directory) : Agendas();
  std::vector<TaskView> out;
  for (const store::TaskRow& row : rows)
    if (auto view = task_view(impl, *directory, caller, agendas, row)) out.push_back(std::move(*view));
  return out;
}

constexpr std::size_t counted_most = 10'000;

/// Nobody's work is found by nothing: an account that holds no role and is nobody's own.
bool has_no_tasks(const Caller& caller) { return !caller.takes_part(); }

}  // namespace

Result<std::vector<TaskView>> App::tasks(const Caller& caller) const {
  if (has_no_tasks(caller)) return std::vector<TaskView>();
  const store::Reader reader = impl_->database->reader();
  return task_views(*impl_, caller, store::tasks_of(reader.session(), task_scope(caller), {}));
}

Page<TaskView> App::task_page(const Caller& caller, const PageQuery& query) const {
  if (has_no_tasks(caller)) return {};
  const store::Reader reader = impl_->database->reader();
  const auto rows = store::tasks_of(reader.session(), task_scope(caller), {{}, query.first(), query.size});
  return {task_views(*impl_, caller, rows), static_cast<std::size_t>(task_counts(caller).open)};
}

TaskRows App::task_rows(const Caller& caller, const std::string& cursor, int limit) const {
  if (has_no_tasks(caller)) return {};
  const store::Reader reader = impl_->database->reader();
  auto rows = store::tasks_of(reader.session(), task_scope(caller), {cursor, 0, limit + 1});  // one more tells whether there is a next page
  TaskRows out;
  if (static_cast<int>(rows.size()) > limit) rows.pop_back(), out.next = store::cursor_of(rows.back());
  out.items = task_views(*impl_, caller, rows);
  return out;
}

TaskCounts App::task_counts(const Caller& caller) const {
  if (has_no_tasks(caller)) return {};
  const Instant now = impl_->clock->now();
  const auto minute = std::chrono::floor<std::chrono::minutes>(now);
  // Asked for before the query: what it says is at least as new.
  App::Impl::Counted fresh{log_size(), minute.time_since_epoch().count(), task_scope(caller), {}};
  const std::string account = caller.account().text();
  {
    const std::scoped_lock guard(impl_->counted_mutex);
    if (const auto known = impl_->counted.find(account);
        known != impl_->counted.end() && known->second.size == fresh.size && known->second.minute == fresh.minute && known->second.scope == fresh.scope)
      return known->second.counts;
  }
  const Date today = impl_->zone.date(now);
  const auto of_day = std::chrono::floor<std::chrono::minutes>(now - impl_->zone.start_of(today)).count();
  const store::Reader reader = impl_->database->reader();
  fresh.counts = store::task_counts(reader.session(), fresh.scope, today, static_cast<int>(of_day));
  const std::scoped_lock guard(impl_->counted_mutex);
  if (impl_->counted.size() > counted_most) impl_->counted.clear();
  return (impl_->counted[account] = std::move(fresh)).counts;
}

namespace {

/// As may_see judges it, in a query: whoever holds a side's role at a unit of the nomination or at one that has taken over from it.
std::optional<store::RotationQuery::Scope> scope_of(const Caller& caller) {
  if (caller.reads_all()) return {};
  store::RotationQuery::Scope scope;
  const auto add = [&](const workflow::Actor::Grant& grant) {
    if (grant.role == "party_committee" || grant.role == "government") scope.receiving_or_sending.push_back(grant.unit.text());
    if (grant.role == "sending_unit") scope.sending.push_back(grant.unit.text());
  };
  std::ranges::for_each(caller.actor.grants, add);
  for (const auto& principal : caller.actor.stands_for) std::ranges::for_each(principal.grants, add);
  scope.official = text_of(caller.actor.official);
  return scope;
}

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

namespace {

/// «22-qd/du», «4/qd-ubnd»: as a register numbers its papers.
bool is_paper_number(const std::string& word) { return !word.empty() && word[0] >= '0' && word[0] <= '9' && word.find_first_of("-/") != word.npos; }

/// What papers and pages write before a number, «Số 22-QĐ/ĐU», «Quyết định số: 22-QĐ/ĐU», is no part of it.
void drop_words_of_numbers(std::vector<std::string>& words) {
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (!is_paper_number(words[at])) continue;
    std::size_t from = at;
    if (const std::string& before = words[from - 1]; before == "so" || before == "so:" || before == "no.") --from;
    if (from >= 2 && words[from - 2] == "quyet" && words[from - 1] == "dinh") from -= 2;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(at));
    at = from;
  }
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  drop_words_of_numbers(words);
  return words;
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
  query.scope = scope_of(caller);
  const store::Reader reader = impl_->database->reader();
  auto rows = store::rotations(reader.session(), query);
  RotationRows out;
  if (static_cast<int>(rows.size()) == query.limit) {
    rows.pop_back();
    out.next = store::cursor_of(query, rows.back());
  }
  if (filter.count) out.total = store::rotation_count(reader.session(), query);
  for (const auto& row : rows) out.items.push_back(rotation_row_view(*impl_, *directory, row));
  return out;
}

Page<RotationRow> App::waiting_for_others(const Caller& caller, int most) const {
  Page<RotationRow> out;
  if (caller.administrator_only()) return out;
  const auto all = impl_->pending->now(*impl_);
  const store::Reader reader = impl_->database->reader();
  const DirectoryPtr directory = impl_->directory();
  for (const auto& pending : *all) {
    if (!pending->due) break;  // nor have those that follow
    if (!may_see(caller, *pending->rotation) || asks(caller, *pending)) continue;
    if (++out.total > static_cast<std::size_t>(most)) continue;
    if (const auto row = store::rotation_row(reader.session(), pending->rotation->id.text())) out.items.push_back(rotation_row_view(*impl_, *directory, *row));
  }
  return out;
}

std::vector<RotationRow> App::terms_ending(const Caller& caller, Date from, Date to, int most) const {
  std::vector<RotationRow> out;
  if (caller.administrator_only()) return out;
  store::RotationQuery query;
  query.status = "open", query.ends_from = to_text(from), query.ends_to = to_text(to), query.by = store::RotationQuery::By::ends;
  query.limit = most, query.scope = scope_of(caller);
  const store::Reader reader = impl_->database->reader();
  const DirectoryPtr directory = impl_->directory();
  for (const auto& row : store::rotations(reader.session(), query)) out.push_back(rotation_row_view(*impl_, *directory, row));
  return out;
}

Page<DoneView> App::done_since(const Caller& caller, Instant from, int most) const {
  if (caller.administrator_only()) return {};
  const DirectoryPtr directory = impl_->directory();
  const auto scope = scope_of(caller);
  const std::string account = caller.account().text();
  const store::Reader reader = impl_->database->reader();
  Page<DoneView> out{{}, static_cast<std::size_t>(store::answer_count(reader.session(), account, from, scope))};
  for (const store::DoneRow& row : store::answers_of(reader.session(), account, from, scope, most)) {
    const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(row.rotation));
    if (!rotation) continue;
    const workflow::Step* step = impl_->definition_ptr(*rotation)->find_step(row.step).second;
    out.items.push_back({row.rotation, rotation->facts.code, official_ref(*directory, rotation->facts.official).name,
                         step ? step->task : Localized{row.step, row.step}, parse_instant(row.at).value_or(Instant{})});
  }
  return out;
}

}  // namespace luan::app
