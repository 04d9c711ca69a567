// One box for everything: rotations, officials, units and, for the administrator, accounts, as far as the caller may see them. Words
// in any order, without marks, in either place of the tone.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/people_views.hpp"

namespace luan::app {

class App;
struct Caller;

struct Found {
  std::vector<RotationRow> rotations;   // one whose number or code is what was typed first, then the newest
  std::vector<OfficialView> officials;  // by given name
  std::vector<UnitView> units;
  std::vector<AccountView> accounts;  // for the administrator alone
  bool more_rotations = false, more_officials = false, more_accounts = false;

  [[nodiscard]] bool nothing() const { return rotations.empty() && officials.empty() && units.empty() && accounts.empty(); }
};

/// At most so many of each. Nothing for a text without a letter or digit.
[[nodiscard]] Found search(const App& app, const Caller& caller, std::string_view text, int most = 20);

}  // namespace luan::app
