#include "app/shown.hpp"

#include <algorithm>

#include "app/assigned.hpp"
#include "app/withheld.hpp"
#include "audit/digest.hpp"
#include "base/bytes.hpp"

namespace luan::app {
namespace {

/// The form as it is asked of anybody on the day the step opened.
std::string form_digest(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::Step& step,
                        const workflow::StepRun& run, const std::vector<std::string>& assigned) {
  workflow::FormWorld world;
  world.today = impl.zone.date(run.opened_at);
  world.opened = world.today;
  world.items = [](const workflow::Field&) { return std::vector<workflow::FormWorld::Item>(); };
  world.assigned = assigned;
  world.withheld = withheld_in(definition, rotation, step, world.today);
  return to_hex(sha256(json::serialize(workflow::form_schema(definition.form(step.form), world))));
}

bool reads(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition, const workflow::StepRun& run,
           const workflow::GivenResponse& given) {
  const workflow::ResponseRecorded recorded{run.step, run.run, given.seat, given.outcome, {}, given.principal};
  return may_read_content(caller, rotation, definition, recorded);
}

std::string digest_of(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
                      const Caller& caller, const std::vector<std::string>& assigned) {
  const workflow::Step& step = *definition.find_step(run.step).second;
  std::vector<int> responses;
  std::vector<std::string> results;
  for (const workflow::StepRun& other : rotation.runs) {
    if (other.step == run.step && other.run == run.run) continue;
    if (!other.plugin.empty() && !other.open() && other.outcome != "lapsed" && caller.reads_all())
      results.push_back(other.step + " " + std::to_string(other.run));
    for (const workflow::GivenResponse& given : other.responses) {
      if (!reads(caller, rotation, definition, other, given)) continue;
      responses.push_back(given.sequence);
      if (given.corrected > 0) responses.push_back(given.corrected);
    }
  }
  std::ranges::sort(responses);
  std::ranges::sort(results);
  return to_hex(audit::shown_digest(run.step, run.run, form_digest(impl, definition, rotation, step, run, assigned), responses, results));
}

std::pair<int, int> assigned_by(const workflow::Definition& definition, const workflow::Rotation& rotation) {
  const workflow::GivenResponse* given = assigning(definition, rotation);
  return given ? std::pair(given->sequence, given->corrected) : std::pair(0, 0);
}

bool same_grants(const std::vector<workflow::Actor::Grant>& a, const std::vector<workflow::Actor::Grant>& b) {
  return std::ranges::equal(a, b, [](const auto& one, const auto& other) { return one.role == other.role && one.unit == other.unit; });
}

bool same_rights(const workflow::Actor& a, const workflow::Actor& b) {
  return a.account == b.account && a.official == b.official && same_grants(a.grants, b.grants) &&
         std::ranges::equal(a.stands_for, b.stands_for, [](const auto& one, const auto& other) {
           return one.principal == other.principal && one.official == other.official && one.steps == other.steps && same_grants(one.grants, other.grants);
         });
}

}  // namespace

Shown shown_of(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
               const Caller& caller, std::vector<std::string> assigned) {
  std::string digest = digest_of(impl, definition, rotation, run, caller, assigned);
  return {std::move(digest), rotation.sequence, caller.actor, std::move(assigned), assigned_by(definition, rotation)};
}

bool still_shows(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation, const workflow::StepRun& run,
                 const Caller& caller, const Shown& before, const std::string& digest) {
  if (rotation.sequence == before.sequence && same_rights(caller.actor, before.reader)) return digest == before.digest;
  // What is assigned is read by whoever sees the rotation: with another response that assigns, other responses are shown.
  if (assigned_by(definition, rotation) != before.assigned_by) return false;
  return digest == digest_of(impl, definition, rotation, run, caller, before.assigned);
}

}  // namespace luan::app
