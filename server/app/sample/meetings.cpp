// The committee's meetings about the day of loading: what it is asked then is on the agenda of the next one.
#include <algorithm>

#include "app/meeting_parts.hpp"
#include "app/sample/simulation.hpp"

namespace luan::app::sample {
namespace {

constexpr int days_ahead = 3, days_ago = 30, at_eight = 8 * 60;

}  // namespace

void Simulation::call_meetings(store::Transaction& transaction) {
  const store::DirectoryPtr directory = transaction.directory();
  const std::string actor = directory->holders("organisation_board", land_.committee).front().text();
  const std::string place = source_.text("meeting_place").front();

  const auto before = transaction.ids().fresh<MeetingId>();
  transaction.append(actor, store::MeetingCalled{before, land_.committee, add_days(today_, -days_ago), at_eight, "decision", place});
  const auto chair = directory->holders("chair", land_.committee);
  const auto members = directory->holders("member", land_.committee);
  store::MeetingHeld held{before, chair, {members.back()}, chair.front(), directory->holders("organisation_board", land_.committee).front()};
  held.present.insert(held.present.end(), members.begin(), std::prev(members.end()));
  held.absence[members.back().text()] = source_.text("meeting_absence").front();

  store::Meeting next;
  static_cast<store::MeetingCalled&>(next) = {transaction.ids().fresh<MeetingId>(), land_.committee, add_days(today_, days_ahead), at_eight, "review", place};
  transaction.append(actor, static_cast<const store::MeetingCalled&>(next));
  for (const Case& of : cases_) {
    const store::RotationPtr rotation = of.official < 0 ? nullptr : transaction.rotation(of.id);
    if (!rotation) continue;
    const workflow::DefinitionPtr definition = impl_.definition_ptr(*rotation);
    for (const workflow::StepRun& run : rotation->runs) {
      const workflow::Step* step = definition->find_step(run.step).second;
      if (!step || step->plugin || !is_for(next.kind, next, *step, run)) continue;
      const store::MeetingItem item{rotation->id, run.step, run.run};
      if (run.open() && rotation->status == workflow::Status::open)
        transaction.append(actor, store::MeetingItemAdded{next.meeting, item});
      else if (run.closed_at && run.step == "resolution" && days_between(impl_.zone.date(*run.closed_at), today_) <= 2 * days_ago)
        transaction.append(actor, store::MeetingItemAdded{before, item});
    }
  }
  transaction.append(actor, held);
}

}  // namespace luan::app::sample
