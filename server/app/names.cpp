// How units, posts, people and roles are called. What has been erased or never was is called by a dash, never by an id.
#include <algorithm>

#include "app/impl.hpp"

namespace luan::app {
namespace {

const Localized unknown{"—", "—"};

/// «Phường Bến Đá» inside a name: «phường Bến Đá».
std::string inside(const std::string& name) {
  for (const auto& [from, to] : {std::pair{"Phường ", "phường "}, {"Xã ", "xã "}, {"Phòng ", "phòng "}})
    if (name.starts_with(from)) return to + name.substr(std::string_view(from).size());
  return name;
}

}  // namespace

Localized unit_name(const store::Directory& directory, const UnitId& id, std::optional<Date> day) {
  const store::Unit* unit = directory.unit(id);
  return !unit ? unknown : day ? unit->name_on(*day) : unit->name;
}
UnitRef unit_ref(const store::Directory& directory, const UnitId& id) { return {id.text(), unit_name(directory, id)}; }

PositionRef position_ref(const store::Directory& directory, const PositionId& id) {
  const store::Position* position = directory.position(id);
  return {id.text(), position ? position->title : unknown};
}

PersonRef official_ref(const store::Directory& directory, const OfficialId& id) {
  const store::Official* official = directory.official(id);
  return {id.text(), official && !official->given.empty() ? official->name() : unknown.vi};
}

std::string account_name(const store::Directory& directory, const AccountId& id) {
  const store::Account* account = directory.account(id);
  return account && !account->name.empty() ? account->name : unknown.vi;
}

Parties parties_of(const store::Directory& directory, const workflow::Rotation& rotation) {
  const auto& facts = rotation.facts;
  // Until the posting moves him, the post he holds is the one he would leave; afterwards only his unit of then is known.
  const store::Official* official = directory.official(facts.official);
  const bool still_there = official && !rotation.decision && official->unit == facts.sending && !official->position.none();
  return {official_ref(directory, facts.official),
          still_there ? position_ref(directory, official->position) : PositionRef{},
          unit_ref(directory, facts.sending),
          unit_ref(directory, facts.receiving),
          unit_ref(directory, facts.deciding),
          position_ref(directory, facts.position),
          facts.kind,
          facts.direction};
}

Localized role_name(std::string_view role) {
  const auto parsed = identity::parse_role(role);
  return parsed ? identity::label(*parsed) : Localized{std::string(role), std::string(role)};
}

Localized role_list(const std::vector<std::string_view>& roles) {
  Localized out;
  for (const std::string_view role : roles) {
    const Localized name = role_name(role);
    out.vi += (out.vi.empty() ? "" : ", ") + name.vi;
    out.en += (out.en.empty() ? "" : ", ") + name.en;
  }
  return out;
}

Refusal readers_only() { return {RefusalCode::forbidden, {{"needed", role_list({"organisation_board", "chair", "member", "auditor"})}}}; }

Localized body_name(const store::Directory& directory, std::string_view role, const UnitId& id, std::optional<Date> day) {
  const Localized unit = unit_name(directory, id, day);
  if (role == "party_committee") return {"Đảng uỷ " + inside(unit.vi), "Party committee, " + unit.en};
  if (role == "government") return {"UBND " + inside(unit.vi), "Government, " + unit.en};
  if (role == "sending_unit") return unit;
  const Localized name = role_name(role);
  if (role == "organisation_board" || role == "chair" || role == "member") return name;
  return {name.vi + ", " + inside(unit.vi), name.en + ", " + unit.en};
}

std::string stored_text(const Localized& sentence) { return sentence.vi + "\n" + sentence.en; }
Localized stored_sentence(const std::string& stored) {
  const auto line = stored.find('\n');
  return line == stored.npos ? Localized{stored, stored} : Localized{stored.substr(0, line), stored.substr(line + 1)};
}

DueView due_view(const App::Impl& impl, const store::Directory& directory, const workflow::StepRun& run) {
  const Date today = impl.today();
  DueView view{*run.due, run.due_minute, 0, impl.clock->now() >= *run.deadline(impl.zone)};
  const int days = directory.calendar().between(today, view.date);
  view.working_days_left = view.overdue ? -std::max(1, -days) : days;
  return view;
}

}  // namespace luan::app
