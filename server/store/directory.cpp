#include "store/directory.hpp"

#include <algorithm>

#include "base/person_name.hpp"
#include "base/text.hpp"

namespace luan::store {
namespace {

template <class Table>
auto* find(const Table& table, const std::string& id) {
  const auto found = table.find(id);
  return found == table.end() ? nullptr : found->second.get();
}

template <class T, class Table>
std::vector<const T*> in_order(const Table& table, const std::vector<std::string>& order) {
  std::vector<const T*> out;
  for (const std::string& id : order) out.push_back(table.at(id).get());
  return out;
}

template <class T, class Table>
std::vector<const T*> by_name(const Table& table, const NameOrder& order) {
  std::vector<const T*> out;
  out.reserve(table.size());
  order.each([&](const NameOrder::Place& place) { out.push_back(table.at(place.second).get()); });
  return out;
}

/// Changes one record of a table: the old one may still be read elsewhere.
template <class Table, class Change>
void change(Table& table, const std::string& id, Change change_it) {
  auto& slot = table.at(id);
  auto copy = *slot;
  change_it(copy);
  slot = std::make_shared<const decltype(copy)>(std::move(copy));
}

std::string key_of(const Official& official) { return person_sort_key(official.family, official.middle, official.given); }

std::string holder_key(std::string_view role, const UnitId& unit) { return std::string(role) + "@" + unit.text(); }

}  // namespace

std::size_t NameOrder::part_of(const Place& place) const {
  const auto behind = std::ranges::lower_bound(parts_, place, {}, [](const std::shared_ptr<Part>& part) -> const Place& { return part->back(); });
  return std::min(static_cast<std::size_t>(behind - parts_.begin()), parts_.size() - 1);
}
NameOrder::Part& NameOrder::own(std::size_t part) {
  if (parts_[part].use_count() > 1) parts_[part] = std::make_shared<Part>(*parts_[part]);
  return *parts_[part];
}
void NameOrder::add(std::string key, std::string id) {
  constexpr std::ptrdiff_t most = 512;
  Place place{std::move(key), std::move(id)};
  if (parts_.empty()) {
    parts_.push_back(std::make_shared<Part>(Part{std::move(place)}));
    return;
  }
  const std::size_t at = part_of(place);
  Part& part = own(at);
  part.insert(std::ranges::lower_bound(part, place), std::move(place));
  if (std::ssize(part) <= most) return;
  const auto middle = part.begin() + most / 2;
  auto rest = std::make_shared<Part>(std::make_move_iterator(middle), std::make_move_iterator(part.end()));
  part.erase(middle, part.end());
  parts_.insert(parts_.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(rest));
}
void NameOrder::remove(const std::string& key, const std::string& id) {
  const Place place{key, id};
  if (parts_.empty()) return;
  const std::size_t at = part_of(place);
  if (!std::ranges::binary_search(*parts_[at], place)) return;
  Part& part = own(at);
  part.erase(std::ranges::lower_bound(part, place));
  if (part.empty()) parts_.erase(parts_.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string Official::name() const {
  std::string out = family;
  for (const std::string& part : {middle, given})
    if (!part.empty()) out += (out.empty() ? "" : " ") + part;
  return out;
}

const Localized& Unit::name_on(Date day) const {
  const Localized* found = &name;
  for (const Renaming& renaming : renamings)
    if (renaming.on <= day || &renaming == &renamings.front()) found = &renaming.name;
  return *found;
}

bool Suspension::stops(const OfficialId& official, bool posted) const {
  if (posted && spares_posted) return false;
  return std::ranges::find(exceptions, official, &OrganisationExempted::official) == exceptions.end();
}

UnitId Directory::successor(const UnitId& id, Date day) const {
  UnitId now = id;
  // As many as there are units: a circle of mergers would be somebody's mistake, not a reason to hang.
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const Unit* found = unit(now);
    if (!found || !found->to || *found->to >= day || found->successor.none()) break;
    now = found->successor;
  }
  return now;
}

std::vector<const Unit*> Directory::gone(Date day) const {
  std::vector<const Unit*> out;
  for (const auto& [id, unit] : units_)
    if (unit->to && *unit->to < day) out.push_back(unit.get());
  return out;
}

std::vector<UnitId> Directory::with_predecessors(const UnitId& id) const {
  std::vector<UnitId> out{id};
  for (std::size_t i = 0; i < out.size(); ++i)
    if (const Unit* found = unit(out[i]))
      for (const UnitId& before : found->predecessors)
        if (std::ranges::find(out, before) == out.end()) out.push_back(before);
  return out;
}

const Unit* Directory::unit(const UnitId& id) const { return find(units_, id.text()); }
const Position* Directory::position(const PositionId& id) const { return find(positions_, id.text()); }
const Official* Directory::official(const OfficialId& id) const { return find(officials_, id.text()); }
const Account* Directory::account(const AccountId& id) const { return find(accounts_, id.text()); }

const Account* Directory::by_username(std::string_view username) const {
  const auto found = usernames_.find(username);
  return found == usernames_.end() ? nullptr : account(found->second);
}
const Account* Directory::of_official(const OfficialId& id) const {
  const auto found = of_official_.find(id.text());
  return found == of_official_.end() ? nullptr : account(found->second);
}

std::vector<AccountId> Directory::holders(std::string_view role, const UnitId& unit) const {
  std::vector<AccountId> out;
  if (const auto found = holders_.find(holder_key(role, unit)); found != holders_.end())
    for (const AccountId& id : found->second)
      if (!accounts_.at(id.text())->disabled) out.push_back(id);
  return out;
}

const Plan* Directory::plan(const PlanId& id) const { return find(plans_, id.text()); }
const Meeting* Directory::meeting(const MeetingId& id) const { return find(meetings_, id.text()); }
std::vector<const Plan*> Directory::plans() const { return in_order<Plan>(plans_, plan_order_); }
std::vector<const Meeting*> Directory::meetings() const { return in_order<Meeting>(meetings_, meeting_order_); }

std::pair<const Plan*, const PlanLine*> Directory::plan_line(const PlanLineId& id) const {
  const auto of = plan_of_line_.find(id.text());
  const Plan* found = of == plan_of_line_.end() ? nullptr : plan(of->second);
  if (!found) return {};
  return {found, &*std::ranges::find(found->lines, id, &PlanLine::id)};
}

std::vector<const Unit*> Directory::units() const { return in_order<Unit>(units_, unit_order_); }
std::vector<const Position*> Directory::positions() const { return in_order<Position>(positions_, position_order_); }

std::vector<const Official*> Directory::officials() const { return by_name<Official>(officials_, official_order_); }
std::vector<const Account*> Directory::accounts_by_name() const { return by_name<Account>(accounts_, account_order_); }

std::vector<const Account*> Directory::accounts() const {
  std::vector<const Account*> out;
  for (const auto& [username, id] : usernames_) out.push_back(account(id));
  return out;
}

void Directory::move(const OfficialId& official, const UnitId& unit, const PositionId& position, std::optional<Date> posted) {
  change(officials_, official.text(), [&](Official& o) {
    o.unit = unit, o.position = position;
    if (posted) o.posted = posted;
  });
}

void Directory::place(const OfficialId& official, const workflow::PlacementDecided& placement) {
  change(officials_, official.text(), [&](Official& o) { o.unit = placement.unit, o.position = placement.position, o.left = placement.leaves; });
}

void Directory::settle_names(Date day) {
  for (auto& [id, unit] : units_)
    if (unit->renamings.size() > 1) change(units_, id, [&](Unit& changed) { changed.name = unit->name_on(day), changed.folded = fold(changed.name.vi); });
}

DirectoryPtr as_of(const DirectoryPtr& directory, Date day) {
  if (!directory->renames()) return directory;
  auto settled = std::make_shared<Directory>(*directory);
  settled->settle_names(day);
  return settled;
}

struct Directory::Applier {
  Directory& d;
  void operator()(const CommitteeSet& e) const { d.committee_ = e; }
  void operator()(const UnitCreated& e) const {
    d.units_[e.unit.text()] =
        std::make_shared<const Unit>(Unit{e.unit, e.kind, e.traits, e.level, e.name, e.from, {}, {}, {}, {}, {{e.from, e.name}}, fold(e.name.vi)});
    d.unit_order_.push_back(e.unit.text());
  }
  void operator()(const UnitsMerged& e) const {
    for (const UnitId& from : e.from) change(d.units_, from.text(), [&](Unit& unit) { unit.to = add_days(e.on, -1), unit.successor = e.into; });
    change(d.units_, e.into.text(), [&](Unit& unit) { unit.predecessors.insert(unit.predecessors.end(), e.from.begin(), e.from.end()); });
  }
  void operator()(const UnitSplit& e) const {
    change(d.units_, e.unit.text(), [&](Unit& unit) { unit.to = add_days(e.on, -1), unit.successor = e.heir, unit.parts = e.into; });
    for (const UnitId& into : e.into) change(d.units_, into.text(), [&](Unit& unit) { unit.predecessors.push_back(e.unit); });
  }
  void operator()(const UnitRenamed& e) const {
    change(d.units_, e.unit.text(), [&](Unit& unit) {
      const auto later = std::ranges::find_if(unit.renamings, [&](const Unit::Renaming& one) { return one.on > e.on; });
      unit.renamings.insert(later, {e.on, e.name});
    });
    d.renames_ = true;
  }
  void operator()(const SubstitutionGranted& e) const { d.substitutions_.push_back({e, false}); }
  void operator()(const SubstitutionEnded& e) const {
    const auto found = std::ranges::find(d.substitutions_, e.substitution, &Substitution::substitution);
    if (found != d.substitutions_.end()) found->ended = true;
  }
  void operator()(const PositionCreated& e) const {
    d.positions_[e.position.text()] = std::make_shared<const Position>(Position{e.position, e.unit, e.kind, e.key, e.title, fold(e.title.vi)});
    d.position_order_.push_back(e.position.text());
  }
  void operator()(const OfficialRegistered& e) const {
    const std::string id = e.official.text();
    const Official* before = d.official(e.official);  // registered anew: new facts, the same career
    if (before) d.official_order_.remove(key_of(*before), id);
    Official official{e.official,
                      e.unit,
                      e.position,
                      text_or_empty(e.person, "family"),
                      text_or_empty(e.person, "middle"),
                      text_or_empty(e.person, "given"),
                      e.person,
                      before ? before->posted : std::nullopt};
    official.folded = fold(official.name());
    d.official_order_.add(key_of(official), id);
    d.officials_[id] = std::make_shared<const Official>(std::move(official));
  }
  void operator()(const OfficialFactsChanged& e) const {
    const std::string id = e.official.text(), key = key_of(*d.officials_.at(id));
    change(d.officials_, id, [&](Official& official) {
      for (const auto& [name, value] : e.changed)
        if (value.is_null())
          official.person.erase(name);
        else
          official.person[name] = value;
      official.family = text_or_empty(official.person, "family"), official.middle = text_or_empty(official.person, "middle");
      official.given = text_or_empty(official.person, "given");
      official.folded = fold(official.name());
    });
    if (const std::string now = key_of(*d.officials_.at(id)); now != key) d.official_order_.remove(key, id), d.official_order_.add(now, id);
  }
  void operator()(const AccountTied& e) const {
    change(d.accounts_, e.account.text(), [&](Account& account) {
      if (const auto before = d.of_official_.find(account.official.text()); before != d.of_official_.end() && before->second == e.account)
        d.of_official_.erase(before);
      account.official = e.official;
    });
    if (!e.official.none()) d.of_official_[e.official.text()] = e.account;
  }
  void operator()(const AccountCreated& e) const {
    d.accounts_[e.account.text()] =
        std::make_shared<const Account>(Account{e.account, e.official, e.username, e.name, e.title, false, {}, fold(e.name + " " + e.username)});
    d.account_order_.add(full_name_sort_key(e.name), e.account.text());
    d.usernames_[e.username] = e.account;
    if (!e.official.none()) d.of_official_[e.official.text()] = e.account;
  }
  void operator()(const AccountDisabled& e) const {
    change(d.accounts_, e.account.text(), [&](Account& account) { account.disabled = e.disabled; });
  }
  void operator()(const RoleGranted& e) const {
    change(d.accounts_, e.account.text(), [&](Account& account) { account.grants.emplace_back(e.role, e.unit); });
    d.holders_[holder_key(e.role, e.unit)].push_back(e.account);
  }
  void operator()(const RoleRevoked& e) const {
    change(d.accounts_, e.account.text(), [&](Account& account) { std::erase(account.grants, std::pair(e.role, e.unit)); });
    std::erase(d.holders_[holder_key(e.role, e.unit)], e.account);
  }
  void operator()(const CalendarSet& e) const {
    std::map<std::chrono::sys_days, WorkingDays::Exception> days;
    for (const auto& day : e.days) days[std::chrono::sys_days(day.date)] = {day.works, day.name};
    d.calendar_ = std::make_shared<const WorkingDays>(e.version, std::move(days), e.years);
  }
  void operator()(const DefinitionInstalled&) const {}
  void operator()(const LogTailLost&) const {}
  void operator()(const LogKeyAdded&) const {}
  void operator()(const PluginEnabled& e) const { d.plugins_[e.plugin] = e, d.plugins_disabled_.erase(e.plugin); }
  void operator()(const RegisterAdvanced&) const {}
  void operator()(const OrganisationSuspended& e) const { d.suspension_ = Suspension{e}, ++d.suspension_number_; }
  void operator()(const OrganisationExempted& e) const {
    if (d.suspension_) d.suspension_->exceptions.push_back(e), ++d.suspension_number_;
  }
  void operator()(const OrganisationResumed&) const { d.suspension_.reset(), ++d.suspension_number_; }
  void operator()(const GapExplained& e) const { d.gaps_explained_.push_back(e); }
  void operator()(const PluginDisabled& e) const { d.plugins_.erase(e.plugin), d.plugins_disabled_.insert(e.plugin); }
  void operator()(const PlanAdopted& e) const {
    d.plans_[e.plan.text()] = std::make_shared<const Plan>(Plan{e});
    d.plan_order_.push_back(e.plan.text());
  }
  void operator()(const PlanLineAdded& e) const {
    change(d.plans_, e.plan.text(), [&](Plan& plan) { plan.lines.push_back({e.terms, e.line, static_cast<int>(plan.lines.size()) + 1}); });
    d.plan_of_line_[e.line.text()] = e.plan;
  }
  void operator()(const PlanLineChanged& e) const {
    change_line(e.plan, e.line, [&](PlanLine& line) { static_cast<PlanLineTerms&>(line) = e.terms, line.why = e.why; });
  }
  void operator()(const PlanLineWithdrawn& e) const {
    change_line(e.plan, e.line, [&](PlanLine& line) { line.withdrawn = true, line.why = e.why; });
  }
  void operator()(const PlanClosed& e) const {
    change(d.plans_, e.plan.text(), [&](Plan& plan) { plan.closed = true, plan.why = e.why; });
  }
  void change_line(const PlanId& id, const PlanLineId& line, auto change_it) const {
    change(d.plans_, id.text(), [&](Plan& plan) { change_it(*std::ranges::find(plan.lines, line, &PlanLine::id)); });
  }
  void operator()(const MeetingCalled& e) const {
    d.meetings_[e.meeting.text()] = std::make_shared<const Meeting>(Meeting{e});
    d.meeting_order_.push_back(e.meeting.text());
  }
  void operator()(const MeetingItemAdded& e) const {
    change(d.meetings_, e.meeting.text(), [&](Meeting& meeting) { meeting.items.push_back(e.item); });
  }
  void operator()(const MeetingItemRemoved& e) const {
    change(d.meetings_, e.meeting.text(), [&](Meeting& meeting) { std::erase(meeting.items, e.item); });
  }
  void operator()(const MeetingHeld& e) const {
    change(d.meetings_, e.meeting.text(), [&](Meeting& meeting) { meeting.held = e; });
  }
  void operator()(const MeetingCancelled& e) const {
    change(d.meetings_, e.meeting.text(), [&](Meeting& meeting) { meeting.cancelled = true, meeting.why = e.why; });
  }
};

void Directory::apply(const DirectoryEvent& event) { std::visit(Applier{*this}, event); }

}  // namespace luan::store
