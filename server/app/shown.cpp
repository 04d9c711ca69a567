#include "app/shown.hpp"

#include <algorithm>

#include "audit/digest.hpp"
#include "base/bytes.hpp"

namespace luan::app {
namespace {

/// The form as it is asked of anybody on the day the step opened.
std::string form_digest(const App::Impl& impl, const DirectoryPtr& directory, const workflow::Rotation& rotation, const workflow::Form& form,
                        const workflow::StepRun& run) {
  workflow::FormWorld world = impl.form_world(directory, &rotation, run.step, nullptr);
  world.today = impl.zone.date(run.opened_at);
  world.opened = world.today;
  world.files.clear();
  world.items = [](const workflow::Field&) { return std::vector<workflow::FormWorld::Item>(); };
  return to_hex(sha256(json::serialize(workflow::form_schema(form, world))));
}

bool reads(const Caller& caller, const workflow::Rotation& rotation, const workflow::Definition& definition, const workflow::StepRun& run,
           const workflow::GivenResponse& given) {
  const workflow::ResponseRecorded recorded{run.step, run.run, given.seat, given.outcome, {}, given.principal};
  return may_read_content(caller, rotation, definition, recorded);
}

}  // namespace

std::string shown_of(const App::Impl& impl, const DirectoryPtr& directory, const workflow::Definition& definition, const workflow::Rotation& rotation,
                     const workflow::StepRun& run, const Caller& caller) {
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
  return to_hex(audit::shown_digest(run.step, run.run, form_digest(impl, directory, rotation, definition.form(step.form), run), responses, results));
}

}  // namespace luan::app
