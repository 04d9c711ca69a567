#include "app/pending_rotations.hpp"

#include <algorithm>

#include "store/pending_queries.hpp"
#include "workflow/calendar_steps.hpp"

namespace luan::app {
namespace {

using Matter = PendingRotation::Matter;
using Kind = Matter::Kind;

void add_steps(PendingRotation& pending, const TimeZone& zone) {
  for (const workflow::StepRun& run : pending.rotation->runs)
    if (run.open() && run.due && run.plugin.empty())
      if (const workflow::Step* step = pending.definition->find_step(run.step).second)
        pending.matters.push_back({Kind::step, *run.due, run.due_minute, step, &run});
  const workflow::Stage* stage = pending.definition->stage(pending.rotation->stage);
  if (!stage) return;
  for (const workflow::Step& step : stage->steps)
    if (const auto opens = workflow::next_opening(step, *pending.rotation, zone)) pending.matters.push_back({Kind::opening, *opens, {}, &step});
}

/// Nothing where nothing is to come any more.
std::shared_ptr<const PendingRotation> pending_rotation(const App::Impl& impl, const std::string& id) {
  PendingRotation out;
  out.rotation = impl.database->rotation(RotationId::trusted(id));
  if (!out.rotation) return nullptr;
  const workflow::Rotation& rotation = *out.rotation;
  const bool goes_on = rotation.status == workflow::Status::open || rotation.status == workflow::Status::suspended;
  for (const workflow::Petition& petition : rotation.petition_list)
    if (petition.state == workflow::Petition::State::open && petition.due)
      out.matters.push_back({.kind = Kind::petition, .on = *petition.due, .petition = &petition});
  if (!goes_on && out.matters.empty()) return nullptr;
  out.definition = impl.definition_ptr(rotation);
  if (goes_on && rotation.term_end) out.matters.push_back({Kind::term_end, *rotation.term_end});
  if (goes_on && rotation.suspended_until) out.matters.push_back({Kind::resumption, *rotation.suspended_until});
  if (out.open()) {
    if (const workflow::StepRun* first = rotation.due_first()) out.due = first->due;
    add_steps(out, impl.zone);
  }
  return std::make_shared<const PendingRotation>(std::move(out));
}

bool before(const std::shared_ptr<const PendingRotation>& a, const std::shared_ptr<const PendingRotation>& b) {
  const auto place = [](const PendingRotation& one) { return std::tuple(!one.due, one.due.value_or(Date{}), std::string_view(one.rotation->id.text())); };
  return place(*a) < place(*b);
}

}  // namespace

bool asks(const Caller& caller, const PendingRotation& pending, const workflow::Step& step, const workflow::StepRun& run) {
  if (!caller.takes_part()) return false;
  return workflow::is_awaited(workflow::standing_of(step, *pending.rotation, run, caller.actor), run);
}

bool asks(const Caller& caller, const PendingRotation& pending) {
  return pending.open() && std::ranges::any_of(pending.rotation->runs, [&](const workflow::StepRun& run) {
           if (!run.open() || run.roll.empty()) return false;
           const workflow::Step* step = pending.definition->find_step(run.step).second;
           return step && asks(caller, pending, *step, run);
         });
}

std::shared_ptr<const PendingRotations::All> PendingRotations::now(const App::Impl& impl) {
  // Looked at before anything is read: what is read is at least as new.
  const std::uint64_t size = impl.database->log_frontier().size;
  const std::scoped_lock guard(mutex_);
  if (all_ && size <= known_) return all_;
  std::vector<std::string> ids;
  {
    const store::Reader reader = impl.database->reader();
    ids = all_ ? store::rotations_changed(reader.session(), known_, size) : store::rotations_pending(reader.session());
  }
  auto next = all_ ? std::make_shared<All>(*all_) : std::make_shared<All>();
  std::ranges::sort(ids);
  std::erase_if(*next, [&](const auto& one) { return std::ranges::binary_search(ids, one->rotation->id.text()); });
  const auto kept = static_cast<std::ptrdiff_t>(next->size());
  for (const std::string& id : ids)
    if (auto one = pending_rotation(impl, id)) next->push_back(std::move(one));
  std::sort(next->begin() + kept, next->end(), before);
  std::inplace_merge(next->begin(), next->begin() + kept, next->end(), before);
  all_ = std::move(next), known_ = size;
  return all_;
}

}  // namespace luan::app
