// «Kiến nghị»: what rotated officials asked for, each with its owner, deadline and state, until it is answered and closed.
#include <algorithm>
#include <ranges>

#include "app/impl.hpp"
#include "app/petition_parts.hpp"
#include "app/petition_views.hpp"
#include "app/rotation_parts.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr std::size_t text_most = 5'000;

UnitId unit_now(const store::Directory& directory, const std::string& owner, Date today) { return directory.successor(UnitId::trusted(owner), today); }

/// Units for which the caller speaks, with those that went into them.
std::vector<std::string> owners_of(const Caller& caller, const store::Directory& directory) {
  std::vector<std::string> out;
  for (const auto& grant : caller.actor.grants)
    if (workflow::answers_for(caller.actor, grant.unit))
      for (const UnitId& unit : directory.with_predecessors(grant.unit)) out.push_back(unit.text());
  return out;
}

/// Nothing: the caller reads all of them.
std::optional<store::PetitionQuery::Scope> scope_of(const Caller& caller, const store::Directory& directory) {
  if (caller.reads_all()) return {};
  return store::PetitionQuery::Scope{caller.actor.official.none() ? "-" : caller.actor.official.text(), owners_of(caller, directory)};
}

/// What was written about it: the row of the meeting's form, the last answer, why it was given back.
void read_contents(const RotationParts& parts, const workflow::Petition& petition, PetitionView& view) {
  for (const store::HistoryRow& row : parts.history) {
    const json::object& payload = row.event.payload;
    if (row.event.type == "response.recorded" && text_member(payload, "step") == petition.raised.step && int_member(payload, "run") == petition.raised.run) {
      const json::object form = parts.content(row, "form");
      const json::value* rows = form.if_contains("petitions");
      const auto index = static_cast<std::size_t>(petition.raised.row - 1);
      if (!rows || index >= rows->as_array().size()) continue;
      view.content = text_or_empty(rows->as_array()[index].as_object(), "content");
      view.plan = text_or_empty(rows->as_array()[index].as_object(), "solution");
    }
    const bool of_it = row.event.type.starts_with("petition.") && int_member(payload, "number") == petition.raised.number;
    if (of_it && row.event.type == "petition.answered") view.answer = text_or_empty(parts.content(row, "answer"), "answer"), view.returned.clear();
    if (of_it && row.event.type == "petition.returned") view.returned = text_or_empty(parts.content(row, "reason"), "reason");
  }
}

/// What has been answered is late no more.
DueView due_of(const store::Directory& directory, const workflow::Petition& petition, Date today) {
  DueView view;
  view.date = *petition.due;
  view.overdue = petition.state == workflow::Petition::State::open && view.date < today;
  const int days = directory.calendar().between(today, view.date);
  view.working_days_left = view.overdue ? -std::max(1, -days) : days;
  return view;
}

PetitionView view_of(const App::Impl& impl, const RotationParts& parts, const workflow::Petition& petition, const Caller& caller) {
  const workflow::Rotation& rotation = *parts.rotation;
  const store::Directory& directory = *parts.directory;
  const Date today = impl.today();
  PetitionView view;
  view.rotation = rotation.id.text(), view.code = rotation.facts.code, view.opens = may_see(caller, rotation);
  view.number = petition.raised.number, view.version = petition.version;
  const Parties parties = parties_of(directory, rotation);
  view.official = parties.official, view.position = parties.position.title;
  view.owner = unit_ref(directory, owner_now(directory, rotation, petition, today));
  if (petition.due) view.due = due_of(directory, petition, today);
  view.state = workflow::to_text(petition.state);
  view.raised = petition.raised_at, view.answered_at = petition.answered_at, view.closed_at = petition.closed_at;
  if (petition.answered_at) view.answered_by = account_name(directory, petition.answered_by);
  const workflow::Context context = context_for(impl, directory, &caller.actor, impl.clock->now());
  using Kind = workflow::SettlePetition::Kind;
  view.may_answer = workflow::may_settle(rotation, petition.raised.number, Kind::answer, context).has_value();
  view.may_close = workflow::may_settle(rotation, petition.raised.number, Kind::close, context).has_value();
  read_contents(parts, petition, view);
  return view;
}

/// The petition if the caller may know of it.
Result<store::RotationPtr> readable(const App::Impl& impl, const Caller& caller, const std::string& rotation, int number) {
  const auto id = RotationId::parse(rotation);
  const store::RotationPtr found = id ? impl.database->rotation(*id) : nullptr;
  const workflow::Petition* petition = found ? found->petition(number) : nullptr;
  if (!petition) return refuse(RefusalCode::not_found);
  if (!may_know(caller, *impl.directory(), *found, *petition, impl.today())) return refuse(RefusalCode::not_found);
  return found;
}

Result<workflow::SettlePetition> checked(int number, const PetitionAct& act, Date today) {
  using Kind = workflow::SettlePetition::Kind;
  workflow::SettlePetition out{act.kind, number, {}, {}};
  if (act.kind == Kind::close) return out;
  std::vector<FieldError> faults;
  const char* field = act.kind == Kind::answer ? "answer" : "reason";
  const auto text = clean_text(act.text, true);
  if (!text)
    faults.push_back({field, text.error()});
  else if (text->empty() || length(*text) > text_most)
    faults.push_back({field, act.kind == Kind::answer
                                 ? Localized{"Ghi kết quả giải quyết, không quá 5.000 ký tự", "Write how it was settled, 5,000 characters at most"}
                                 : Localized{"Nêu vì sao trả lại, không quá 5.000 ký tự", "Say why it is given back, 5,000 characters at most"}});
  else
    out.text = *text;
  if (!act.due.empty()) {
    out.due = parse_date(act.due);
    if (!out.due || *out.due < today) faults.push_back({"due", {"Nhập ngày từ hôm nay trở đi", "Enter a day from today on"}});
  }
  if (!faults.empty()) return refuse_fields(std::move(faults));
  return out;
}

}  // namespace

UnitId owner_now(const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Petition& petition, Date day) {
  return directory.successor(rotation.owner_of(petition), day);
}

bool may_know(const Caller& caller, const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Petition& petition, Date day) {
  return caller.reads_all() || is_his_own(caller, rotation) || workflow::answers_for(caller.actor, owner_now(directory, rotation, petition, day));
}

Result<std::vector<PetitionSum>> App::petition_sums(const Caller& caller) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  const Date today = impl_->today();
  std::map<UnitId, PetitionSum> sums;
  {
    const store::Reader reader = impl_->database->reader();
    for (const store::PetitionSum& row : store::petition_sums(reader.session(), to_text(today))) {
      PetitionSum& sum = sums[unit_now(*directory, row.owner, today)];
      (row.state == "open" ? sum.open : row.state == "answered" ? sum.answered : sum.closed) += row.count;
      if (row.overdue) sum.overdue += row.count;
    }
  }
  std::vector<PetitionSum> out;
  for (const store::Unit* unit : directory->units())
    if (auto found = sums.find(unit->id); found != sums.end()) {
      found->second.unit = unit_ref(*directory, unit->id);
      out.push_back(std::move(found->second));
    }
  return out;
}

Result<PetitionRows> App::petitions(const Caller& caller, const PetitionFilter& filter) const {
  if (caller.administrator_only()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  store::PetitionQuery query;
  query.rotation = filter.rotation;
  if (!filter.state.empty()) query.states = {filter.state};
  if (filter.overdue) query.states = {"open"}, query.due_before = to_text(impl_->today());
  query.scope = scope_of(caller, *directory);
  if (const auto owner = UnitId::parse(filter.owner))
    for (const UnitId& unit : directory->with_predecessors(*owner)) query.owners.push_back(unit.text());
  else if (!filter.owner.empty())
    return PetitionRows{};
  query.after = filter.cursor;
  query.limit = std::clamp(filter.limit, 1, 200) + 1;  // one more tells whether there is a next page
  std::vector<store::PetitionProjection> rows;
  {
    const store::Reader reader = impl_->database->reader();
    rows = store::petitions(reader.session(), query);
  }
  PetitionRows out;
  if (static_cast<int>(rows.size()) == query.limit) {
    rows.pop_back();
    out.next = store::cursor_of(rows.back());
  }
  std::map<std::string, RotationParts> parts;
  for (const store::PetitionProjection& row : rows) {
    auto found = parts.find(row.rotation);
    if (found == parts.end()) found = parts.emplace(row.rotation, rotation_parts(*impl_, impl_->database->rotation(RotationId::trusted(row.rotation)))).first;
    if (const workflow::Petition* petition = found->second.rotation->petition(row.number))
      out.items.push_back(view_of(*impl_, found->second, *petition, caller));
  }
  return out;
}

PetitionCounts App::petition_counts(const Caller& caller) const {
  const DirectoryPtr directory = impl_->directory();
  const Date today = impl_->today();
  const auto owners = owners_of(caller, *directory);
  const bool follows = caller.has(identity::Role::organisation_board);
  PetitionCounts out;
  if (owners.empty() && !follows) return out;
  store::PetitionQuery query;
  query.states = {"open", "answered"};
  query.limit = 1'000;
  if (!follows) query.scope = {"-", owners};
  const store::Reader reader = impl_->database->reader();
  for (const auto& row : store::petitions(reader.session(), query)) {
    const bool open = row.state == "open";
    if (open && workflow::answers_for(caller.actor, unit_now(*directory, row.owner, today))) ++out.to_answer;
    if (open && !row.due.empty() && row.due < to_text(today)) ++out.overdue;
    if (!open && follows) ++out.to_close;
  }
  return out;
}

Result<PetitionView> App::petition(const Caller& caller, const std::string& rotation, int number) const {
  const auto found = readable(*impl_, caller, rotation, number);
  if (!found) return std::unexpected(found.error());
  return view_of(*impl_, rotation_parts(*impl_, *found), *(*found)->petition(number), caller);
}

Awaitable<Result<Recorded>> App::settle_petition(Caller caller, std::string rotation, int number, PetitionAct act, RequestMeta meta) {
  const auto seen = readable(*impl_, caller, rotation, number);
  if (!seen) co_return std::unexpected(seen.error());
  const store::RotationPtr before = *seen;
  const auto command = checked(number, act, impl_->today());
  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    const store::DirectoryPtr directory = transaction.directory();
    const workflow::Actor actor = impl_->actor_of(*directory, caller.account(), impl_->zone.date(transaction.now()));
    const store::RotationPtr now = transaction.rotation(before->id);
    // Who may not is told so before what is wrong with his form.
    const auto may = workflow::may_settle(*now, number, act.kind, context_for(*impl_, *directory, &actor, transaction.now()));
    if (!may) return std::unexpected(may.error());
    if (auto fresh = fresh_enough(now->petition(number)->version, meta); !fresh) return std::unexpected(std::move(fresh.error()));
    if (!command) return std::unexpected(command.error());
    return impl_->carry_out(transaction, before->id, *command, &actor);
  };
  DraftOf draft{DraftOf::Kind::petition, before->id.text(), std::to_string(number)};
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

}  // namespace luan::app
