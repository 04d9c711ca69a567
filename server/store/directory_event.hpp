// What concerns all rotations (rotation "-" in the log): units, posts, people, roles, the calendar, definitions, plugins, plans and
// meetings. Names and personal facts are content; payloads hold opaque ids. docs/formats/events.md lists the types.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/localized.hpp"
#include "store/meeting_event.hpp"
#include "store/plan_event.hpp"
#include "workflow/event.hpp"

namespace luan::store {

struct CommitteeSet {  // who decides, and under which signs its papers go out
  UnitId unit;
  std::string organ;  // "QU": stands in decision numbers
  std::string term;   // "2025-2030": party papers are numbered per term (domain.md §9)
};
struct UnitCreated {
  UnitId unit;
  std::string kind;    // committee, office, ward
  int level = 0;       // 1 above, 2 at the grassroots
  std::string traits;  // normal, difficult, complex
  Date from{};
  Localized name;  // content
};
struct UnitRenamed {
  UnitId unit;
  Date on{};
  Localized name;
};  // the name from that day on is content
struct UnitSplit {  // `unit` is no more from that day; what was open there goes to the heir, one of `into`
  UnitId unit;
  std::vector<UnitId> into;
  UnitId heir;
  Date on{};
};
struct UnitsMerged {
  UnitId into;
  std::vector<UnitId> from;
  Date on{};
};
struct PositionCreated {
  PositionId position;
  UnitId unit;
  std::string kind;  // party, government, both, front
  bool key = false;  // a turn into it counts as one of key officials
  Localized title;   // content
};
struct OfficialRegistered {
  OfficialId official;
  UnitId unit;
  PositionId position;
  json::object person;  // content: family, middle, given, born, gender, and the facts a scorer reads
};
/// What is recorded of him becomes otherwise; the rest stays. His names are facts too.
struct OfficialFactsChanged {
  OfficialId official;
  json::object changed;  // content: by name; null where nothing is recorded any more
  std::string basis;     // content: on what paper; may be empty
};
struct AccountCreated {
  AccountId account;
  OfficialId official;         // where it is an official's own
  std::string username, name;  // content
  Localized title;             // content
};
/// From now on an official's own account, or nobody's (`official` none).
struct AccountTied {
  AccountId account;
  OfficialId official;
};
struct AccountDisabled {
  AccountId account;
  bool disabled = true;
};
struct RoleGranted {
  AccountId account;
  std::string role;
  UnitId unit;
};
struct RoleRevoked {
  AccountId account;
  std::string role;
  UnitId unit;
};
/// Somebody acts for somebody else: in one role at a unit, or in these steps with whatever roles the principal holds.
struct SubstitutionGranted {
  SubstitutionId substitution;
  AccountId principal, substitute;
  std::string role;  // with `unit`; both empty where `steps` are named
  UnitId unit;
  std::vector<std::string> steps;
  Date from{}, until{};  // both inclusive; it ends by itself
  std::string reason;    // content
};
struct SubstitutionEnded {
  SubstitutionId substitution;
  std::string reason;
};  // at once; the reason is content
struct CalendarSet {
  int version = 0;
  struct Day {
    Date date{};
    bool works = false;
    std::string name;
  };
  std::vector<Day> days;
  std::set<int> years{};  // whose days were entered; of a log that did not say so, those of `days`
};
struct DefinitionInstalled {
  std::string name;
  int version = 0;
  std::string digest;
};
struct PluginEnabled {
  std::string plugin, version, digest;
};  // this file and no other may run
struct PluginDisabled {
  std::string plugin;
};
/// The book on paper is further: numbers up to `to` are taken. Those that no paper of Luân bears are a gap to be explained.
struct RegisterAdvanced {
  std::string reg, period;
  int to = 0;
};
struct GapExplained {  // why no rotation stands under these numbers
  std::string reg, period;
  int from = 0, to = 0;  // both inclusive
  std::string reason;    // content
};
/// Work on rotations stops in the whole organisation, as when all are frozen until a reorganisation is over (domain.md §3.3). Why, and on
/// what basis, is content.
struct OrganisationSuspended {
  bool spares_posted = true;  // officials in their posts are evaluated and met as ever
  Date on{};
  std::string reason, basis;
};
struct OrganisationExempted {  // this official's rotation goes on, or may begin
  OfficialId official;
  Date on{};
  std::string reason, basis, authoriser;
};
struct OrganisationResumed {
  Date on{};
  std::string reason, basis;
};
/// The log was put back to an older state: what stood behind it is lost, and somebody took that knowingly.
struct LogTailLost {
  std::uint64_t lost_size = 0;  // that was signed,
  std::string lost_root;        // hex
  std::uint64_t kept_size = 0;  // entries before this one
  std::string checkpoint;       // the note that was signed of the lost log
  std::string reason;           // content
};
/// Another key signs the log; the one before and this one have signed together.
struct LogKeyAdded {
  std::string key;  // verifier key
};

using DirectoryEvent =
    std::variant<CommitteeSet, UnitCreated, UnitsMerged, PositionCreated, OfficialRegistered, AccountCreated, AccountDisabled, RoleGranted, RoleRevoked,
                 CalendarSet, DefinitionInstalled, PluginEnabled, UnitRenamed, UnitSplit, SubstitutionGranted, SubstitutionEnded, PluginDisabled,
                 RegisterAdvanced, GapExplained, OrganisationSuspended, OrganisationExempted, OrganisationResumed, OfficialFactsChanged, AccountTied,
                 LogTailLost, LogKeyAdded, PlanAdopted, PlanLineAdded, PlanLineChanged, PlanLineWithdrawn, PlanClosed, MeetingCalled, MeetingItemAdded,
                 MeetingItemRemoved, MeetingHeld, MeetingCancelled>;

[[nodiscard]] std::string_view type_name(const DirectoryEvent& event);
[[nodiscard]] json::object to_payload(const DirectoryEvent& event, Instant at);
[[nodiscard]] std::vector<workflow::Content> contents_of(const DirectoryEvent& event);
/// `contents` by name; a content that was erased reads as empty. Throws std::runtime_error for what no version wrote.
[[nodiscard]] DirectoryEvent directory_event(std::string_view type, const json::object& payload, const std::map<std::string, json::object>& contents);
[[nodiscard]] std::vector<std::string> directory_event_types();

}  // namespace luan::store
