// The books of plans and meetings, kept on nothing but the events: which lines may be nominated by and how often they were, what
// stands on whose agenda. What the app shows of a plan or a meeting is reckoned here once more and held against it.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulation/support/expected.hpp"
#include "store/meeting_event.hpp"
#include "store/plan_event.hpp"

namespace luan::app {
class App;
class Caller;
}  // namespace luan::app
namespace luan::test {

class CommitteeBooks {
 public:
  /// What another book says of a rotation. It may be asked during any call.
  struct Standing {
    bool ended = false, suspended = false;
    bool posted = false;                     // a decision was issued
    const std::vector<Ask>* open = nullptr;  // steps; null where there is no such rotation
  };
  using Rotations = std::function<Standing(const std::string& id)>;
  using Fault = std::function<void(const std::string& what)>;
  CommitteeBooks(Rotations rotations, Fault fault) : rotations_(std::move(rotations)), fault_(std::move(fault)) {}

  /// A directory event; those that are neither a plan's nor a meeting's are passed over.
  void take(const std::string& type, const json::object& payload, const std::set<AccountId>& summoned);
  void nominated(const std::string& rotation, const workflow::RotationNominated& event);
  /// The app's plans and meetings as the organisation board sees them.
  void compare(const app::App& app, const app::Caller& board);

  [[nodiscard]] const std::map<std::string, int>& events() const { return events_; }  // how many of each type

 private:
  struct Line {
    std::string id;
    PositionId position;
    int count = 0;
    bool withdrawn = false;
    std::vector<std::string> rotations{};  // in the order of nomination
  };
  struct Plan {
    std::string paper;
    bool closed = false;
    std::vector<Line> lines{};
  };
  struct Meeting {
    std::string state = "coming";
    std::vector<store::MeetingItem> items{};
  };
  struct Reading;

  void require(bool holds, const std::string& what) const {
    if (!holds) fault_(what);
  }
  [[nodiscard]] std::pair<Plan*, Line*> line(const std::string& id);
  [[nodiscard]] int used(const Line& line) const;
  [[nodiscard]] const Ask* open(const store::MeetingItem& item) const;
  void compare_plan(const app::App& app, const app::Caller& board, const std::string& id, const Plan& plan);
  void compare_meeting(const app::App& app, const app::Caller& board, const std::string& id, const Meeting& meeting);

  Rotations rotations_;
  Fault fault_;
  std::map<std::string, Plan> plans_;
  std::map<std::string, Meeting> meetings_;
  std::map<std::string, int> events_;
};

}  // namespace luan::test
