// Who goes where: a free official of the right kind, a post that nobody holds.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "app/sample/simulation.hpp"

namespace luan::app::sample {
namespace {

constexpr int age_least = 26, age_most = 52;
constexpr int age_of_star = 36;  // three terms lie before him

bool closed_by(const store::Directory& directory, const UnitId& unit, Date day) {
  const store::Unit* found = directory.unit(unit);
  return found->to && *found->to < day;
}

}  // namespace

/// Where the official with three posts must not be found before this case: there he is sent, or is to be sent later.
bool Simulation::kept_free_for_star(const Case& of, const Place& place) const {
  return std::ranges::any_of(cases_, [&](const Case& later) { return later.star > of.star && "Phường " + later.ward == place.name.vi; });
}

const Place& Simulation::choose_place(const Case& of, const store::Directory& directory, Date today) const {
  if (!of.ward.empty()) {
    const Place& named = land_.ward(of.ward);
    // A ward that was merged away: the one that goes on in its place.
    return closed_by(directory, named.unit, today) ? land_.ward(source_.merge.into) : named;
  }
  Dice dice(seed_, fmt::format("place {}", of.number));
  // Nobody is sent for years to a ward that is about to be merged.
  const bool too_near = of.effective >= add_months(source_.merge.on, -65);
  for (;;) {
    const bool office = of.star == 1 || (of.star == 0 && dice.chance(28));
    const Place& place = dice.pick(land_.places);
    if (place.ward == office || place.name.vi == "Phường " + source_.focus) continue;
    if (of.star > 1 && place.unit == directory.official(star().id)->unit) continue;  // he works there
    if (too_near && place.name.vi == "Phường " + source_.merge.from) continue;
    return place;
  }
}

int Simulation::choose_official(const Case& of, const store::Directory& directory, const UnitId& receiving) const {
  Dice dice(seed_, fmt::format("official {}", of.number));
  const int year = static_cast<int>(of.effective.year());
  int best = -1, best_rank = 0;
  for (std::size_t i = 0; i < land_.officials.size(); ++i) {
    const Official& official = land_.officials[i];
    const int age = year - official.born, thrown = dice.below(60);
    const store::Official* known = directory.official(official.id);
    if (official.busy || static_cast<int>(i) == star_ || known->unit == receiving || age < age_least) continue;
    const bool from_office = directory.unit(known->unit)->level == 1;
    // Those not yet rotated first; those who are not of the right kind or age only where nobody else is left.
    const int rank = 1 + official.turns * 100 + thrown + (official.leader == of.key ? 0 : 1'000) + (age > (of.star == 1 ? age_of_star : age_most) ? 2'000 : 0) +
                     (from_office      ? 0
                      : of.from_office ? 500
                                       : 25);
    if (best < 0 || rank < best_rank) best = static_cast<int>(i), best_rank = rank;
  }
  if (best < 0) throw std::runtime_error("the sample has too few officials");
  return best;
}

PositionId Simulation::free_post(const std::vector<PositionId>& among, const store::Directory& directory, Dice dice) const {
  std::set<PositionId> held;
  for (const Official& official : land_.officials) held.insert(directory.official(official.id)->position);
  for (const Case& other : cases_)
    if (other.official >= 0 && land_.officials[static_cast<std::size_t>(other.official)].busy) held.insert(other.position);
  std::vector<PositionId> free;
  for (const PositionId& post : among)
    if (!held.contains(post)) free.push_back(post);
  return dice.pick(free.empty() ? among : free);
}

PositionId Simulation::contested_post(const Case& of) const {
  for (const Case& other : cases_)
    if (&other != &of && other.official >= 0 && other.ward == of.ward && other.key == of.key && other.nominated >= add_days(of.nominated, -30) &&
        land_.officials[static_cast<std::size_t>(other.official)].busy)
      return other.position;
  return {};
}

const Official& Simulation::star() const {
  if (star_ < 0) throw std::logic_error("the sample: nobody was chosen yet to have three posts");
  return land_.officials[static_cast<std::size_t>(star_)];
}

void Simulation::choose(const store::Directory& directory, Case& of, Date today) {
  const Place& place = choose_place(of, directory, today);
  if (of.star > 1) {
    if (star().busy || directory.official(star().id)->unit == place.unit)
      throw std::runtime_error(fmt::format("the sample: the official with three posts cannot take the {}. of them", of.star));
    of.official = star_;
  } else {
    of.official = choose_official(of, directory, place.unit);
  }
  if (of.star == 1) star_ = of.official;
  const Dice dice(seed_, fmt::format("post {}", of.number));
  if (of.rival) of.position = contested_post(of);
  if (of.position.none()) of.position = free_post(of.key ? place.key : place.civil, directory, dice);
}

PositionId Simulation::choose_placement(const Case& of, const store::Directory& directory, const workflow::Rotation& rotation, Date today) const {
  Dice dice(seed_, fmt::format("placement {}", of.number));
  // People of a ward that is being merged go to the one that goes on.
  if (of.ground == "reorganisation") return free_post(land_.ward(source_.merge.into).key, directory, dice);
  for (;;) {
    const Place& place = dice.pick(land_.places);
    if (closed_by(directory, place.unit, today) || place.unit == rotation.facts.receiving || place.name.vi == "Phường " + source_.merge.from) continue;
    if (of.star > 0 && kept_free_for_star(of, place)) continue;
    if (of.fate == Fate::promoted && of.key && place.ward && dice.chance(60)) continue;
    return free_post(of.key ? place.key : place.civil, directory, dice);
  }
}

}  // namespace luan::app::sample
