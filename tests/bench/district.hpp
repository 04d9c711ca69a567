// The sample district on a data directory, and rotations in it beyond the sample's: as many as a measurement uses up.
// They are made by the engine itself on the writer, each decided and recorded like any other.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/id.hpp"

namespace luan::app {
class App;
}
namespace luan::store {
class Transaction;
}

namespace luan::bench {

struct Voter {
  std::string username, password;
  AccountId account;
};

class District {
 public:
  /// Loads the sample into the folder, which must be missing or empty.
  explicit District(std::filesystem::path folder);

  /// So many rotations more whose capability review waits for the standing committee's vote, nobody having voted.
  [[nodiscard]] std::vector<std::string> up_to_the_vote(std::size_t count);
  /// So many of one sending unit that wait for its introduction. Gives the account that is asked.
  [[nodiscard]] Voter up_to_the_introduction(std::size_t count);
  /// So many of the workflow in that file, nominated and checked: the plugin of their review is asked.
  void up_to_the_score(std::size_t count, const std::filesystem::path& workflow, const std::string& name);
  /// So many officials of the introducing unit more, accounts, meetings, plans, and letters that wait; and a plan with a thousand lines.
  void with_many(std::size_t count);
  /// The plan with so many lines.
  [[nodiscard]] const std::string& long_plan() const { return long_plan_; }
  /// Who holds this role of the deciding committee first.
  [[nodiscard]] Voter holder(std::string_view role) const;
  /// Who looks after plugins.
  [[nodiscard]] Voter administrator() const;
  /// The standing committee, in the order of the roll.
  [[nodiscard]] std::vector<Voter> voters() const;
  /// The server's use cases on this directory, without plugins. One at a time.
  [[nodiscard]] std::unique_ptr<app::App> open(const std::filesystem::path& workflow = {}) const;

 private:
  [[nodiscard]] Voter voter(const AccountId& account, const std::string& username) const;

  std::filesystem::path folder_;
  std::string long_plan_;
  std::vector<std::pair<std::string, std::string>> passwords_;  // username, password
};

}  // namespace luan::bench
