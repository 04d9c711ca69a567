#include "store/directory_event.hpp"

#include <array>
#include <stdexcept>

namespace luan::store {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<DirectoryEvent>> names{"committee.set",
                                                                                  "unit.created",
                                                                                  "units.merged",
                                                                                  "position.created",
                                                                                  "official.registered",
                                                                                  "account.created",
                                                                                  "account.disabled",
                                                                                  "role.granted",
                                                                                  "role.revoked",
                                                                                  "calendar.set",
                                                                                  "definition.installed",
                                                                                  "plugin.enabled",
                                                                                  "unit.renamed",
                                                                                  "unit.split",
                                                                                  "substitution.granted",
                                                                                  "substitution.ended",
                                                                                  "plugin.disabled",
                                                                                  "register.advanced",
                                                                                  "register.gap-explained",
                                                                                  "organisation.suspended",
                                                                                  "organisation.exempted",
                                                                                  "organisation.resumed",
                                                                                  "official.facts-changed",
                                                                                  "account.tied",
                                                                                  "log.tail-lost",
                                                                                  "log.key-added",
                                                                                  "plan.adopted",
                                                                                  "plan.line-added",
                                                                                  "plan.line-changed",
                                                                                  "plan.line-withdrawn",
                                                                                  "plan.closed",
                                                                                  "meeting.called",
                                                                                  "meeting.item-added",
                                                                                  "meeting.item-removed",
                                                                                  "meeting.held",
                                                                                  "meeting.cancelled"};

Date date_of(const json::object& p, std::string_view name) {
  const auto date = parse_date(text_member(p, name));
  if (!date) throw std::runtime_error("payload: no date in " + std::string(name));
  return *date;
}
json::object both(const Localized& text) { return {{"vi", text.vi}, {"en", text.en}}; }
Localized both_of(const json::object& from) { return {text_or_empty(from, "vi"), text_or_empty(from, "en")}; }

json::array ids(const std::vector<UnitId>& units) {
  json::array out;
  for (const UnitId& unit : units) out.push_back(json::value(unit.text()));
  return out;
}
std::vector<UnitId> ids_of(const json::object& p, std::string_view name) {
  std::vector<UnitId> out;
  for (const auto& unit : member(p, name).as_array()) out.push_back(UnitId::trusted(std::string(unit.as_string())));
  return out;
}
SubstitutionGranted substitution_of(const json::object& p, std::string reason) {
  SubstitutionGranted e{SubstitutionId::trusted(text_member(p, "substitution")),
                        AccountId::trusted(text_member(p, "principal")),
                        AccountId::trusted(text_member(p, "substitute")),
                        text_or_empty(p, "role"),
                        UnitId::trusted(text_or_empty(p, "unit")),
                        {},
                        date_of(p, "from"),
                        date_of(p, "until"),
                        std::move(reason)};
  if (const auto* steps = p.if_contains("steps"))
    for (const auto& step : steps->as_array()) e.steps.emplace_back(step.as_string());
  return e;
}

CalendarSet calendar_of(const json::object& p) {
  CalendarSet e{static_cast<int>(int_member(p, "version")), {}, {}};
  for (const auto& day : member(p, "days").as_array())
    e.days.push_back({date_of(day.as_object(), "date"), member(day.as_object(), "works").as_bool(), text_member(day.as_object(), "name")});
  if (const auto* years = p.if_contains("years"))
    for (const auto& year : years->as_array()) e.years.insert(static_cast<int>(year.as_int64()));
  else
    for (const CalendarSet::Day& day : e.days) e.years.insert(static_cast<int>(day.date.year()));
  return e;
}

struct Payload {
  json::object& out;
  void operator()(const CommitteeSet& e) const { out["unit"] = e.unit.text(), out["organ"] = e.organ, out["term"] = e.term; }
  void operator()(const UnitCreated& e) const {
    out["unit"] = e.unit.text(), out["kind"] = e.kind, out["level"] = e.level, out["traits"] = e.traits, out["from"] = to_text(e.from);
  }
  void operator()(const UnitsMerged& e) const { out["into"] = e.into.text(), out["from"] = ids(e.from), out["on"] = to_text(e.on); }
  void operator()(const PositionCreated& e) const {
    out["position"] = e.position.text(), out["unit"] = e.unit.text(), out["kind"] = e.kind, out["key"] = e.key;
  }
  void operator()(const OfficialRegistered& e) const { out["official"] = e.official.text(), out["unit"] = e.unit.text(), out["position"] = e.position.text(); }
  void operator()(const OfficialFactsChanged& e) const { out["official"] = e.official.text(); }
  void operator()(const LogTailLost& e) const {
    out["lost_size"] = static_cast<std::int64_t>(e.lost_size), out["lost_root"] = e.lost_root;
    out["kept_size"] = static_cast<std::int64_t>(e.kept_size), out["checkpoint"] = e.checkpoint;
  }
  void operator()(const LogKeyAdded& e) const { out["key"] = e.key; }
  void operator()(const AccountTied& e) const { out["account"] = e.account.text(), out["official"] = e.official.text(); }
  void operator()(const AccountCreated& e) const {
    out["account"] = e.account.text();
    if (!e.official.none()) out["official"] = e.official.text();
  }
  void operator()(const AccountDisabled& e) const { out["account"] = e.account.text(), out["disabled"] = e.disabled; }
  void operator()(const RoleGranted& e) const { out["account"] = e.account.text(), out["role"] = e.role, out["unit"] = e.unit.text(); }
  void operator()(const RoleRevoked& e) const { out["account"] = e.account.text(), out["role"] = e.role, out["unit"] = e.unit.text(); }
  void operator()(const CalendarSet& e) const {
    json::array days;
    for (const auto& day : e.days) days.push_back(json::object{{"date", to_text(day.date)}, {"works", day.works}, {"name", day.name}});
    out["version"] = e.version, out["days"] = std::move(days), out["years"] = json::array(e.years.begin(), e.years.end());
  }
  void operator()(const UnitRenamed& e) const { out["unit"] = e.unit.text(), out["on"] = to_text(e.on); }
  void operator()(const UnitSplit& e) const { out["unit"] = e.unit.text(), out["into"] = ids(e.into), out["heir"] = e.heir.text(), out["on"] = to_text(e.on); }
  void operator()(const SubstitutionGranted& e) const {
    out["substitution"] = e.substitution.text(), out["principal"] = e.principal.text(), out["substitute"] = e.substitute.text();
    if (!e.role.empty()) out["role"] = e.role, out["unit"] = e.unit.text();
    if (!e.steps.empty()) out["steps"] = json::array(e.steps.begin(), e.steps.end());
    out["from"] = to_text(e.from), out["until"] = to_text(e.until);
  }
  void operator()(const SubstitutionEnded& e) const { out["substitution"] = e.substitution.text(); }
  void operator()(const DefinitionInstalled& e) const { out["name"] = e.name, out["version"] = e.version, out["digest"] = e.digest; }
  void operator()(const PluginEnabled& e) const { out["plugin"] = e.plugin, out["version"] = e.version, out["digest"] = e.digest; }
  void operator()(const PluginDisabled& e) const { out["plugin"] = e.plugin; }
  void operator()(const RegisterAdvanced& e) const { out["register"] = e.reg, out["period"] = e.period, out["to"] = e.to; }
  void operator()(const OrganisationSuspended& e) const { out["on"] = to_text(e.on), out["spares_posted"] = e.spares_posted; }
  void operator()(const OrganisationExempted& e) const { out["on"] = to_text(e.on), out["official"] = e.official.text(); }
  void operator()(const OrganisationResumed& e) const { out["on"] = to_text(e.on); }
  void operator()(const GapExplained& e) const { out["register"] = e.reg, out["period"] = e.period, out["from"] = e.from, out["to"] = e.to; }
  /// Those that have a file of their own.
  template <class Event>
  void operator()(const Event& e) const {
    write(out, e);
  }
};

}  // namespace

std::string_view type_name(const DirectoryEvent& event) { return names.at(event.index()); }
std::vector<std::string> directory_event_types() { return {names.begin(), names.end()}; }

json::object to_payload(const DirectoryEvent& event, Instant at) {
  json::object out{{"at", to_text(at)}};
  std::visit(Payload{out}, event);
  return out;
}

std::vector<workflow::Content> contents_of(const DirectoryEvent& event) {
  if (const auto* unit = std::get_if<UnitCreated>(&event)) return {{"name", both(unit->name)}};
  if (const auto* position = std::get_if<PositionCreated>(&event)) return {{"title", both(position->title)}};
  if (const auto* official = std::get_if<OfficialRegistered>(&event)) return {{"person", official->person}};
  if (const auto* facts = std::get_if<OfficialFactsChanged>(&event)) return {{"facts", {{"changed", facts->changed}, {"basis", facts->basis}}}};
  if (const auto* account = std::get_if<AccountCreated>(&event))
    return {{"account", {{"username", account->username}, {"name", account->name}, {"title", both(account->title)}}}};
  if (const auto* renamed = std::get_if<UnitRenamed>(&event)) return {{"name", both(renamed->name)}};
  if (const auto* granted = std::get_if<SubstitutionGranted>(&event)) return {{"reason", {{"reason", granted->reason}}}};
  if (const auto* ended = std::get_if<SubstitutionEnded>(&event)) return {{"reason", {{"reason", ended->reason}}}};
  if (const auto* lost = std::get_if<LogTailLost>(&event)) return {{"reason", {{"reason", lost->reason}}}};
  if (const auto* gap = std::get_if<GapExplained>(&event)) return {{"reason", {{"reason", gap->reason}}}};
  if (const auto* stop = std::get_if<OrganisationSuspended>(&event)) return {{"reason", {{"reason", stop->reason}, {"basis", stop->basis}}}};
  if (const auto* exempt = std::get_if<OrganisationExempted>(&event))
    return {{"reason", {{"reason", exempt->reason}, {"basis", exempt->basis}, {"authoriser", exempt->authoriser}}}};
  if (const auto* again = std::get_if<OrganisationResumed>(&event)) return {{"reason", {{"reason", again->reason}, {"basis", again->basis}}}};
  return std::visit(
      [](const auto& e) -> std::vector<workflow::Content> {
        if constexpr (requires { contents(e); })
          return contents(e);
        else
          return {};
      },
      event);
}

DirectoryEvent directory_event(std::string_view type, const json::object& p, const std::map<std::string, json::object>& contents) {
  const auto widened = [](auto event) { return std::visit([](auto&& e) -> DirectoryEvent { return std::forward<decltype(e)>(e); }, std::move(event)); };
  if (type.starts_with("plan.")) return widened(plan_event(type, p, contents));
  if (type.starts_with("meeting.")) return widened(meeting_event(type, p, contents));
  const auto text = [&](std::string_view name) { return text_member(p, name); };
  const auto unit = [&](std::string_view name) { return UnitId::trusted(text(name)); };
  const auto content = [&](const std::string& name) {
    const auto found = contents.find(name);
    return found == contents.end() ? json::object() : found->second;
  };
  if (type == "committee.set") return CommitteeSet{unit("unit"), text("organ"), text("term")};
  if (type == "unit.created")
    return UnitCreated{unit("unit"), text("kind"), static_cast<int>(int_member(p, "level")), text("traits"), date_of(p, "from"), both_of(content("name"))};
  if (type == "units.merged") return UnitsMerged{unit("into"), ids_of(p, "from"), date_of(p, "on")};
  if (type == "unit.renamed") return UnitRenamed{unit("unit"), date_of(p, "on"), both_of(content("name"))};
  if (type == "unit.split") return UnitSplit{unit("unit"), ids_of(p, "into"), unit("heir"), date_of(p, "on")};
  if (type == "substitution.granted") return substitution_of(p, text_or_empty(content("reason"), "reason"));
  if (type == "substitution.ended") return SubstitutionEnded{SubstitutionId::trusted(text("substitution")), text_or_empty(content("reason"), "reason")};
  if (type == "position.created")
    return PositionCreated{PositionId::trusted(text("position")), unit("unit"), text("kind"), member(p, "key").as_bool(), both_of(content("title"))};
  if (type == "official.registered")
    return OfficialRegistered{OfficialId::trusted(text("official")), unit("unit"), PositionId::trusted(text("position")), content("person")};
  if (type == "official.facts-changed") {
    const json::object facts = content("facts");
    const auto* changed = facts.if_contains("changed");
    return OfficialFactsChanged{OfficialId::trusted(text("official")), changed ? changed->as_object() : json::object(), text_or_empty(facts, "basis")};
  }
  if (type == "log.tail-lost")
    return LogTailLost{static_cast<std::uint64_t>(int_member(p, "lost_size")), text("lost_root"), static_cast<std::uint64_t>(int_member(p, "kept_size")),
                       text("checkpoint"), text_or_empty(content("reason"), "reason")};
  if (type == "log.key-added") return LogKeyAdded{text("key")};
  if (type == "account.tied") return AccountTied{AccountId::trusted(text("account")), OfficialId::trusted(text("official"))};
  if (type == "account.created") {
    const json::object about = content("account");
    const auto* title = about.if_contains("title");
    return AccountCreated{AccountId::trusted(text("account")), OfficialId::trusted(text_or_empty(p, "official")), text_or_empty(about, "username"),
                          text_or_empty(about, "name"), title ? both_of(title->as_object()) : Localized{}};
  }
  if (type == "account.disabled") return AccountDisabled{AccountId::trusted(text("account")), member(p, "disabled").as_bool()};
  if (type == "role.granted") return RoleGranted{AccountId::trusted(text("account")), text("role"), unit("unit")};
  if (type == "role.revoked") return RoleRevoked{AccountId::trusted(text("account")), text("role"), unit("unit")};
  if (type == "calendar.set") return calendar_of(p);
  if (type == "definition.installed") return DefinitionInstalled{text("name"), static_cast<int>(int_member(p, "version")), text("digest")};
  if (type == "plugin.enabled") return PluginEnabled{text("plugin"), text("version"), text("digest")};
  if (type == "plugin.disabled") return PluginDisabled{text("plugin")};
  if (type == "register.advanced") return RegisterAdvanced{text("register"), text("period"), static_cast<int>(int_member(p, "to"))};
  if (type == "register.gap-explained")
    return GapExplained{text("register"), text("period"), static_cast<int>(int_member(p, "from")), static_cast<int>(int_member(p, "to")),
                        text_or_empty(content("reason"), "reason")};
  const json::object why = type.starts_with("organisation.") ? content("reason") : json::object();
  if (type == "organisation.suspended")
    return OrganisationSuspended{member(p, "spares_posted").as_bool(), date_of(p, "on"), text_or_empty(why, "reason"), text_or_empty(why, "basis")};
  if (type == "organisation.exempted")
    return OrganisationExempted{OfficialId::trusted(text("official")), date_of(p, "on"), text_or_empty(why, "reason"), text_or_empty(why, "basis"),
                                text_or_empty(why, "authoriser")};
  if (type == "organisation.resumed") return OrganisationResumed{date_of(p, "on"), text_or_empty(why, "reason"), text_or_empty(why, "basis")};
  throw std::runtime_error("no released version has written events of type " + std::string(type));
}

}  // namespace luan::store
