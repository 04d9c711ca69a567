// Units, posts, people, accounts and roles as they are now: an in-memory projection of the directory events and of the
// postings that move officials. A published snapshot is immutable and shared between threads; only the writer makes the
// next one.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/working_days.hpp"
#include "store/directory_event.hpp"

namespace luan::workflow {
struct PlacementDecided;
}

namespace luan::store {

struct Unit {
  UnitId id;
  std::string kind, traits;
  int level = 0;
  Localized name;  // on the day of as_of(); until then the first one
  Date from{};
  std::optional<Date> to;  // last day, once merged or split away
  UnitId successor{};      // who takes over what was open
  std::vector<UnitId> predecessors{};
  std::vector<UnitId> parts{};  // what it was split into
  struct Renaming {
    Date on{};
    Localized name;
  };
  std::vector<Renaming> renamings{};  // by day, beginning with the name it was created under
  std::string folded{};               // its name in Vietnamese, for search
  [[nodiscard]] const Localized& name_on(Date day) const;
};
struct Substitution : SubstitutionGranted {
  bool ended = false;
  [[nodiscard]] bool holds_on(Date day) const { return !ended && from <= day && day <= until; }
};
struct Position {
  PositionId id;
  UnitId unit;
  std::string kind;
  bool key = false;
  Localized title;
  std::string folded{};  // its title in Vietnamese, for search
};
struct Official {
  OfficialId id;
  UnitId unit;          // where he works now
  PositionId position;  // none: to be settled by the unit
  std::string family, middle, given;
  json::object person;           // all that was registered
  std::optional<Date> posted{};  // when his last rotation took effect
  bool left = false;             // the service: retired, resigned, dead; he is nominated no more

  std::string folded{};  // his name, for search

  [[nodiscard]] std::string name() const;
};
struct Account {
  AccountId id;
  OfficialId official{};
  std::string username, name;
  Localized title;
  bool disabled = false;
  std::vector<std::pair<std::string, UnitId>> grants{};
  std::string folded{};  // name and username, for search
};

/// People in the order of their given names, by Vietnamese collation; of one name: by id, not by chance. Kept as people come, so that
/// a list of ten thousand is not sorted for every page; in parts, so that who comes moves few of them. Copies share what neither has
/// changed.
class NameOrder {
 public:
  using Place = std::pair<std::string, std::string>;  // sort key, id

  void add(std::string key, std::string id);
  /// Nothing happens where it is not there.
  void remove(const std::string& key, const std::string& id);
  /// Calls it with each place in order.
  template <class Each>
  void each(Each each) const {
    for (const auto& part : parts_)
      for (const Place& place : *part) each(place);
  }

 private:
  using Part = std::vector<Place>;  // sorted, never empty
  /// The part in which the place is, or would be.
  [[nodiscard]] std::size_t part_of(const Place& place) const;
  [[nodiscard]] Part& own(std::size_t part);

  std::vector<std::shared_ptr<Part>> parts_;  // one behind the other
};

/// All rotations of the organisation stand still, but for the exceptions.
struct Suspension : OrganisationSuspended {
  std::vector<OrganisationExempted> exceptions{};  // in the order of recording

  [[nodiscard]] bool stops(const OfficialId& official, bool posted) const;
};

/// A line of a plan as it stands now.
struct PlanLine : PlanLineTerms {
  PlanLineId id;
  int number = 0;  // in its plan, from 1
  bool withdrawn = false;
  std::string why{};  // it was withdrawn, or changed last
};
struct Plan : PlanAdopted {
  std::vector<PlanLine> lines{};  // in the order of adding
  bool closed = false;
  std::string why{};  // it was closed
};
struct Meeting : MeetingCalled {
  std::vector<MeetingItem> items{};  // the agenda, in order
  std::optional<MeetingHeld> held{};
  bool cancelled = false;
  std::string why{};  // it was cancelled
  [[nodiscard]] bool coming() const { return !held && !cancelled; }
};

class Directory {
 public:
  [[nodiscard]] const CommitteeSet& committee() const { return committee_; }
  /// Null where there is none.
  [[nodiscard]] const Unit* unit(const UnitId& id) const;
  [[nodiscard]] const Position* position(const PositionId& id) const;
  [[nodiscard]] const Official* official(const OfficialId& id) const;
  [[nodiscard]] const Account* account(const AccountId& id) const;
  [[nodiscard]] const Account* by_username(std::string_view username) const;
  [[nodiscard]] const Account* of_official(const OfficialId& id) const;
  /// Accounts that are not disabled, in the order in which the role was granted.
  [[nodiscard]] std::vector<AccountId> holders(std::string_view role, const UnitId& unit) const;

  [[nodiscard]] std::vector<const Unit*> units() const;  // in the order of creation
  /// The unit itself while it is; from the day after its last one, who took over, and who took over from them.
  [[nodiscard]] UnitId successor(const UnitId& unit, Date day) const;
  /// Units that are no more on that day.
  [[nodiscard]] std::vector<const Unit*> gone(Date day) const;
  /// The unit and all that went into it.
  [[nodiscard]] std::vector<UnitId> with_predecessors(const UnitId& unit) const;
  [[nodiscard]] const std::vector<Substitution>& substitutions() const { return substitutions_; }    // in the order of granting
  [[nodiscard]] const std::vector<GapExplained>& gaps_explained() const { return gaps_explained_; }  // in the order of explaining
  [[nodiscard]] const std::optional<Suspension>& suspension() const { return suspension_; }
  /// Counts what was said of suspending the organisation: as long as it is the same, nothing has changed.
  [[nodiscard]] int suspension_number() const { return suspension_number_; }
  [[nodiscard]] const Plan* plan(const PlanId& id) const;
  [[nodiscard]] std::vector<const Plan*> plans() const;  // in the order of adopting
  /// Both null where there is none.
  [[nodiscard]] std::pair<const Plan*, const PlanLine*> plan_line(const PlanLineId& id) const;
  [[nodiscard]] const Meeting* meeting(const MeetingId& id) const;
  [[nodiscard]] std::vector<const Meeting*> meetings() const;  // in the order of calling
  [[nodiscard]] bool renames() const { return renames_; }
  [[nodiscard]] std::vector<const Position*> positions() const;
  [[nodiscard]] std::vector<const Official*> officials() const;        // by given name, Vietnamese collation
  [[nodiscard]] std::vector<const Account*> accounts() const;          // by username
  [[nodiscard]] std::vector<const Account*> accounts_by_name() const;  // by given name, Vietnamese collation
  [[nodiscard]] const WorkingDays& calendar() const { return *calendar_; }
  [[nodiscard]] const std::map<std::string, PluginEnabled>& plugins() const { return plugins_; }  // enabled now
  [[nodiscard]] const std::set<std::string>& plugins_disabled() const { return plugins_disabled_; }

  // -- the next snapshot; on a copy only
  void apply(const DirectoryEvent& event);
  /// `posted`: by a rotation that takes effect then.
  void move(const OfficialId& official, const UnitId& unit, const PositionId& position, std::optional<Date> posted = {});
  /// By the end of a rotation: to the post that was decided, or out of the service.
  void place(const OfficialId& official, const workflow::PlacementDecided& placement);
  void settle_names(Date day);

 private:
  struct Applier;
  template <class T>
  using Table = std::map<std::string, std::shared_ptr<const T>, std::less<>>;

  CommitteeSet committee_;
  Table<Unit> units_;
  Table<Position> positions_;
  Table<Official> officials_;
  Table<Account> accounts_;
  NameOrder official_order_, account_order_;
  std::map<std::string, AccountId, std::less<>> usernames_;
  std::map<std::string, AccountId> of_official_;
  std::map<std::string, std::vector<AccountId>, std::less<>> holders_;  // role@unit
  std::vector<std::string> unit_order_, position_order_;
  std::shared_ptr<const WorkingDays> calendar_ = std::make_shared<WorkingDays>();
  std::map<std::string, PluginEnabled> plugins_;
  std::set<std::string> plugins_disabled_;
  std::vector<Substitution> substitutions_;
  std::vector<GapExplained> gaps_explained_;
  std::optional<Suspension> suspension_;
  int suspension_number_ = 0;
  Table<Plan> plans_;
  Table<Meeting> meetings_;
  std::vector<std::string> plan_order_, meeting_order_;
  std::map<std::string, PlanId, std::less<>> plan_of_line_;
  bool renames_ = false;
};

using DirectoryPtr = std::shared_ptr<const Directory>;

/// With every unit under the name it has on that day; the same snapshot where no unit was ever renamed.
[[nodiscard]] DirectoryPtr as_of(const DirectoryPtr& directory, Date day);

}  // namespace luan::store
