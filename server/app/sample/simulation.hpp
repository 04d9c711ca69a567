// Makes the district's past by running the engine over simulated time: a queue of acts, each at its instant, each one job
// of the writer. The clock only goes forward, as in the log.
#pragma once
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/impl.hpp"
#include "app/sample/land.hpp"
#include "app/sample/plan.hpp"
#include "app/sample/script.hpp"

namespace luan::app::sample {

class Simulation {
 public:
  /// Everything happens before the beginning of `today`. `impl` must be quiet.
  Simulation(App::Impl& impl, std::shared_ptr<ManualClock> clock, const Source& source, unsigned seed, Date today);

  /// Throws std::runtime_error where the workflow refuses what the script says.
  void run();

  [[nodiscard]] std::vector<Login> logins() const { return land_.logins; }

 private:
  using Job = std::function<void(store::Transaction&)>;

  void at(Instant instant, Job job);
  void plan_directory();
  void plan_cases(store::Transaction& transaction);
  void step(store::Transaction& transaction);
  void finish();

  // plans_of_rotations.cpp: in the years that have a plan, whoever is nominated is by a line of it
  void plan_plans();
  void adopt_plan(store::Transaction& transaction, int year);
  void add_line(store::Transaction& transaction, Case& of, const store::PlanLineTerms& terms);
  /// One to come, with what the committee is asked on the day of loading; one that was held.
  void call_meetings(store::Transaction& transaction);

  void nominate(store::Transaction& transaction, Case& of);
  void respond(store::Transaction& transaction, Case& of, const std::string& step, int run, const workflow::Seat& seat, std::size_t place);
  void keep_dossier(store::Transaction& transaction, Case& of, const std::string& step, const json::object& answer);
  void act(store::Transaction& transaction, Case& of, const std::string& action);
  void wake(store::Transaction& transaction, Case& of);
  void scores(store::Transaction& transaction);
  void score(store::Transaction& transaction, const store::LeasedRow& row);

  /// Carries the command out, then asks for the answers to what has opened.
  void carry_out(store::Transaction& transaction, Case& of, const workflow::Command& command, const AccountId& account,
                 workflow::DefinitionPtr definition = nullptr);
  void look_on(store::Transaction& transaction, Case& of);
  void look_on_run(store::Transaction& transaction, Case& of, const workflow::Rotation& rotation, const workflow::StepRun& run);
  void look_on_petitions(Case& of, const workflow::Rotation& rotation);
  void settle(store::Transaction& transaction, Case& of, int number, bool answers);
  void look_on_actions(store::Transaction& transaction, Case& of, const workflow::Rotation& rotation);

  [[nodiscard]] workflow::FormWorld world(const store::DirectoryPtr& directory, const OfficialId& official, Date today) const;
  [[nodiscard]] workflow::Filled filled(const workflow::Form& form, const json::value& body, const workflow::FormWorld& world, const std::string& where) const;
  [[nodiscard]] AccountId account_for(const store::Directory& directory, const workflow::Seat& seat, Dice dice) const;

  // choosing.cpp: who goes where
  void choose(const store::Directory& directory, Case& of, Date today);
  /// The official with three posts; throws before the first of them was chosen for.
  [[nodiscard]] const Official& star() const;
  [[nodiscard]] bool kept_free_for_star(const Case& of, const Place& place) const;
  [[nodiscard]] const Place& choose_place(const Case& of, const store::Directory& directory, Date today) const;
  [[nodiscard]] int choose_official(const Case& of, const store::Directory& directory, const UnitId& receiving) const;
  /// For which somebody is nominated in the ward, and nothing is decided; none: there is no such post.
  [[nodiscard]] PositionId contested_post(const Case& of) const;
  [[nodiscard]] PositionId free_post(const std::vector<PositionId>& among, const store::Directory& directory, Dice dice) const;
  [[nodiscard]] PositionId choose_placement(const Case& of, const store::Directory& directory, const workflow::Rotation& rotation, Date today) const;

  App::Impl& impl_;
  std::shared_ptr<ManualClock> clock_;
  const Source& source_;
  unsigned seed_;
  Date today_;
  Instant end_;
  Land land_;
  Script script_;
  std::vector<Case> cases_;
  std::map<RotationId, std::size_t> by_rotation_;
  std::map<std::size_t, Instant> wakes_;
  std::map<int, PlanId> plans_;  // by year
  int star_ = -1;                // index of the official with three posts
  std::map<std::pair<Instant, int>, Job> queue_;
  int order_ = 0;
  std::map<std::string, json::object> scores_;  // by step and facts: the same facts give the same points
  bool failed_ = false;
};

}  // namespace luan::app::sample
