#include "app/rotation_timeline.hpp"

#include <algorithm>

#include "app/impl.hpp"
#include "app/stage_words.hpp"

namespace luan::app {

Result<Timeline> rotation_timeline(const App& app, const Caller& caller, std::string_view id) {
  const App::Impl& impl = app.impl();
  const auto visible = impl.visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  const workflow::Rotation& rotation = **visible;
  const workflow::DefinitionPtr definition = impl.definition_ptr(rotation);
  Timeline timeline;
  const store::Reader reader = impl.database->reader();
  store::passages(reader.session(), {.rotation = rotation.id.text()}, [&](const store::PassageRow& row) {
    const store::PassageProjection& passage = row.passage;
    const Date at = day_of(impl, passage.at);
    if (!timeline.stays.empty()) {
      TimelineStay& before = timeline.stays.back();
      before.stage = passage.source, before.title = stage_title(impl, *definition, passage.source);
      before.left = at, before.due = parse_date(passage.due), before.why = cause_words(impl, *definition, passage);
    }
    if (rotation.status == workflow::Status::closed && passage.number == static_cast<int>(rotation.path.size()) + 1) {
      timeline.closed = at, timeline.end = end_title(impl, *definition, passage.target);
    } else {
      timeline.stays.push_back({passage.target, stage_title(impl, *definition, passage.target), at});
    }
  });
  if (!timeline.closed && !timeline.stays.empty())
    for (const workflow::StepRun& run : rotation.runs)
      if (run.visit == rotation.visit && run.due && (!timeline.stays.back().due || *run.due > *timeline.stays.back().due)) timeline.stays.back().due = run.due;
  timeline.evaluations = concluded_evaluations(rotation, impl.zone);
  timeline.before_decision = timeline.stays.size();
  if (rotation.decision) {
    timeline.effective = rotation.decision->effective;
    // The run that issued it tells in which stay that was: visits count entries into stages.
    if (const auto run = std::ranges::find_if(rotation.runs.rbegin(), rotation.runs.rend(),
                                              [&](const workflow::StepRun& one) { return one.step == rotation.decision->step && one.closed_at; });
        run != rotation.runs.rend() && run->visit > 0)
      timeline.before_decision = std::min(timeline.before_decision, static_cast<std::size_t>(run->visit));
  }
  timeline.ends = rotation.term_end;
  return timeline;
}

}  // namespace luan::app
