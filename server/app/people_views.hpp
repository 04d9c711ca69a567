// What queries answer about people, units and posts: officials, accounts, who stands in for whom.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/views.hpp"

namespace luan::app {

struct CareerPost {
  Localized position, unit;
  Date from{};
  std::optional<Date> to;
  std::string rotation, code, result;
  Localized result_label;
};
struct OfficialView {
  std::string id, name, born;
  Localized position;
  UnitRef unit;
  std::string open_rotation;
  std::vector<CareerPost> posts;  // by rotation, oldest first
  json::object values{};          // what is recorded of him, as values of official_form(); empty for who may not read it
};
struct PostHolderView {
  Localized position;
  std::string official, name;  // "" while nobody holds it
  std::optional<Date> ends;    // of a term by rotation that is running
  std::string id{};            // of the position
};
struct UnitView {
  std::string id, kind;
  Localized name;
  int level = 0;
  std::string traits;  // normal | difficult | complex
  std::optional<Date> from, to;
  std::vector<UnitRef> predecessors, successors;
  std::vector<PostHolderView> key_posts{};          // for whom every rotation is open, where the unit exists today
  std::vector<std::pair<Date, Localized>> names{};  // from which day; one where it was never renamed
};
struct SubstitutionView {
  std::string id;
  PersonRef principal, substitute;
  std::string role;  // at `unit`; both empty where steps are named
  Localized role_label;
  UnitRef unit;
  std::vector<std::pair<std::string, Localized>> steps;
  Date from{}, until{};
  std::string reason;
  std::string state;  // coming | active | over | ended
  bool may_end = false;
};
/// What a substitution can be made of, as the caller may grant it.
struct SubstitutionChoices {
  struct Person {
    std::string id, name;
    Localized title;
    std::vector<std::pair<std::string, UnitRef>> grants;  // that may be delegated
  };
  std::vector<Person> principals;  // himself, or everybody for who looks after others
  std::vector<Person> substitutes;
  std::vector<std::pair<std::string, Localized>> steps;
};
struct PositionView {
  std::string id, kind;  // party | government | both | front
  UnitRef unit;
  Localized title;
  bool key = false;  // a turn into it counts as one of key officials
};
struct AccountView {
  std::string id, username, name;
  Localized title;
  bool disabled = false;
  std::vector<std::pair<std::string, UnitRef>> grants;
  std::optional<PersonRef> official{};  // whose own it is
};

}  // namespace luan::app
