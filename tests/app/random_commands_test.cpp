#include <catch2/catch.hpp>

#include <cstdlib>
#include <random>

#include "app/support/district.hpp"
#include "app/support/stored_history.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

/// Whatever people might do, sensible or not: refusals are as good as answers here, all that counts is what is recorded.
class Crowd {
 public:
  Crowd(District& district, unsigned seed) : district_(district), dice_(seed) {}

  void step() {
    switch (below(8)) {
      case 0: return nominate();
      case 1: return act();
      case 2: return wait();
      default: return respond();
    }
  }
  [[nodiscard]] int recorded() const { return recorded_; }

 private:
  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(dice_); }
  const std::string& one_of(const std::vector<std::string>& among) { return among[below(among.size())]; }
  void count(const Result<app::Recorded>& answer) { recorded_ += answer.has_value(); }

  /// The first choices, but for the outcome: any that the schema lists. Empty where there is nothing to choose from, such as an
  /// official for a nomination while all are under way.
  json::value body(const json::object& schema) {
    json::value out;
    try {
      out = test::first_choices(schema);
    } catch (const std::out_of_range&) {
      return json::object{};
    }
    const auto* outcome = schema.at("properties").as_object().if_contains("outcome");
    const auto* listed = outcome ? outcome->as_object().if_contains("enum") : nullptr;
    if (listed && below(3) == 0) out.as_object()["outcome"] = listed->as_array()[below(listed->as_array().size())];
    return out;
  }

  void nominate() {
    const app::Caller board = district_.caller("ban.to.chuc");
    const auto start = district_.app->start(board, "rotation");
    REQUIRE(start);
    auto answer = test::wait_for(district_.app->nominate(board, "rotation", body(start->schema), {}));
    count(answer);
    if (answer) rotations_.push_back(answer->rotation);
  }
  void act() {
    if (rotations_.empty()) return;
    static const std::vector<std::string> actions{"suspend", "resume", "resume", "return_for_supplement", "withdraw", "end_early"};
    const std::string who = below(2) ? "chu.tri" : "ban.to.chuc", action = one_of(actions), rotation = rotations_.back();
    const auto asked = district_.app->action(district_.caller(who), rotation, action);
    count(district_.act(who, rotation, action, asked ? body(asked->schema) : json::value(json::object{{"reason", "Thử"}})));
  }
  void respond() {
    for (std::size_t tries = 0; tries < district_.usernames.size(); ++tries) {
      const std::string who = one_of(district_.usernames);
      const auto tasks = district_.app->tasks(district_.caller(who));
      if (!tasks || tasks->empty()) continue;
      const app::TaskView& task = (*tasks)[below(tasks->size())];
      const auto step = district_.app->step(district_.caller(who), task.rotation, task.step);
      REQUIRE(step);
      return count(district_.respond(who, task.rotation, task.step, body(step->schema)));
    }
  }
  void wait() {
    district_.days(static_cast<int>(1 + below(60)));
    district_.app->run_due();
  }

  District& district_;
  std::mt19937 dice_;
  std::vector<std::string> rotations_;
  int recorded_ = 0;
};

}  // namespace

TEST_CASE("Whatever is done, projections and states are what the events say") {
  const unsigned seeds = std::getenv("LUAN_ALL") ? 50 : 4;
  int recorded = 0;
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    INFO("seed " << seed);
    District district;
    Crowd crowd(district, seed);
    for (int i = 0; i < 150; ++i) crowd.step();
    recorded += crowd.recorded();
    const std::string written = test::describe_state(district.app->database());
    CHECK(store::verify_log(district.folder.path()).findings.empty());
    district.app->impl().writer->stop();
    const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
    for (const std::string& difference : report.differences) FAIL_CHECK(difference);
    // The directory, which the server kept in memory, is read from the events again.
    const store::Database::Options beside{false, 0, "Asia/Ho_Chi_Minh"};
    CHECK(test::describe_state(store::Database(district.folder.path(), beside)) == written);
  }
  CHECK(recorded > static_cast<int>(seeds) * 20);
}
