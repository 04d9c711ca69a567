// Keeps books of its own on nothing but the events, as they stand in the file after each commit, and holds everything
// against them: what the rules should have said, who may answer, numbers, stages, the tasks, and the states in memory.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulation/support/committee_books.hpp"
#include "simulation/support/expected.hpp"
#include "store/database.hpp"

namespace luan::test {

class Bookkeeper {
 public:
  using Definitions = std::function<workflow::DefinitionPtr(const std::string& name, int version)>;
  explicit Bookkeeper(Definitions definitions);

  /// The events since the last time, and every rotation that they touch.
  void read(const store::Database& database);
  /// Every rotation: its tasks, its state in memory, and its state as `apply` makes it of the log.
  void compare_all(const store::Database& database);

  [[nodiscard]] CommitteeBooks& committee() { return committee_; }
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  [[nodiscard]] const std::string& first_at() const { return first_at_; }  // the rotation of the first fault
  [[nodiscard]] const std::map<std::string, int>& events() const { return events_; }
  [[nodiscard]] const std::set<std::string>& closings() const { return closings_; }  // "vote passed"
  [[nodiscard]] int rotations() const { return static_cast<int>(books_.size()); }
  [[nodiscard]] int ended() const { return ended_; }

 private:
  struct Book {
    std::string id, name, stage, status = "none";
    int version = 0, sequence = 0;
    OfficialId official;
    std::map<std::string, std::string> outcomes;  // of this visit
    std::vector<Ask> asks;                        // open ones
    bool posted = false;                          // a decision was issued
    bool leaves = false;                          // an action sends it elsewhere
    std::int64_t settled = 0;                     // local minutes of the last event after which it went on by itself
  };
  struct Reading;

  void fault(const Book& book, const std::string& what);
  void take(Book& book, const workflow::Event& event, const store::Directory& directory);
  void compare(const store::Database& database, const Book& book);
  void number(const Book& book, const std::string& reg, const std::string& period, int ordinal);

  [[nodiscard]] CommitteeBooks::Standing standing(const std::string& rotation) const;

  Definitions definitions_;
  CommitteeBooks committee_;
  long long next_seq_ = 0;
  std::map<std::string, Book> books_;
  std::map<std::pair<std::string, std::string>, int> numbers_;
  std::map<std::string, int> events_;
  std::set<std::string> closings_, codes_;
  int ended_ = 0;
  std::vector<std::string> faults_;
  std::string first_at_;
};

}  // namespace luan::test
