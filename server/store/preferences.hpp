#pragma once
#include <string>

namespace luan::store {

/// How a person wants to be told; without a row, as the members say here.
struct Preferences {
  std::string channel{};                 // id of a notifier, «none», or empty: the server's default
  std::string address{};                 // empty: made from the account's name
  bool daily = false;                    // one letter a day instead of one each
  std::string quiet_from{}, quiet_to{};  // 22:00 to 06:00 in the server's zone; both empty: never quiet
  std::string language = "vi";           // or en

  bool operator==(const Preferences&) const = default;
};

}  // namespace luan::store
