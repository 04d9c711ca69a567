// The plans of the last year and of this one: a line for everybody who is nominated then, and some for whom nobody is yet.
#include <fmt/format.h>

#include <algorithm>

#include "app/sample/simulation.hpp"

namespace luan::app::sample {
namespace {

constexpr int years_with_a_plan = 2, lines_ahead = 4;
constexpr unsigned adopted_month = 1, adopted_day = 4;

std::string actor_of(const store::Directory& directory, const UnitId& committee) { return directory.holders("organisation_board", committee).front().text(); }

}  // namespace

void Simulation::plan_plans() {
  const int now = static_cast<int>(today_.year());
  for (int year = now - years_with_a_plan + 1; year <= now; ++year) {
    const Date day{std::chrono::year(year), std::chrono::month(adopted_month), std::chrono::day(adopted_day)};
    at(impl_.zone.start_of(day) + std::chrono::hours(9), [this, year](store::Transaction& transaction) { adopt_plan(transaction, year); });
  }
}

void Simulation::adopt_plan(store::Transaction& transaction, int year) {
  const auto id = transaction.ids().fresh<PlanId>();
  Dice dice(seed_, fmt::format("plan {}", year));
  const auto text = [&](const char* kind) { return dice.pick(source_.text(kind)); };
  const std::string actor = actor_of(*transaction.directory(), land_.committee);
  store::PlanAdopted adopted{id, land_.committee, std::to_string(year), fmt::format("{:02}-KH/{}", 2 * dice.between(3, 20) + year % 2, source_.organ),
                             impl_.zone.date(transaction.now())};
  adopted.need = text("plan_need"), adopted.manner = text("plan_manner"), adopted.area = text("plan_area"), adopted.regime = text("plan_regime");
  transaction.append(actor, adopted);
  plans_[year] = id;
  if (year != static_cast<int>(today_.year())) return;
  // For whom nobody is nominated yet.
  for (int i = 0; i < lines_ahead; ++i) {
    const store::DirectoryPtr directory = transaction.directory();
    const Place* place = &dice.pick(land_.places);
    while (!place->ward || directory->unit(place->unit)->to) place = &dice.pick(land_.places);
    const PositionId post = free_post(i % 2 ? place->civil : place->key, *directory, dice);
    const Date starts{std::chrono::year(year), std::chrono::December, std::chrono::day(15)};
    transaction.append(actor, store::PlanLineAdded{id,
                                                   transaction.ids().fresh<PlanLineId>(),
                                                   {post, place->unit, {}, "down", 36, starts, 1, text("plan_line_reason"), text("plan_placement")}});
  }
}

void Simulation::add_line(store::Transaction& transaction, Case& of, const store::PlanLineTerms& terms) {
  const auto plan = plans_.find(static_cast<int>(impl_.zone.date(transaction.now()).year()));
  if (plan == plans_.end()) return;
  store::PlanLineTerms said = terms;
  Dice dice(seed_, fmt::format("line {}", of.number));
  said.placement = dice.pick(source_.text("plan_placement"));
  of.plan_line = transaction.ids().fresh<PlanLineId>();
  transaction.append(actor_of(*transaction.directory(), land_.committee), store::PlanLineAdded{plan->second, of.plan_line, said});
}

}  // namespace luan::app::sample
