// Placements that are dragged out, terms that are over without one, and ratings that ask whether somebody should stay
// (domain.md §3.5). Told, never acted on: nothing here moves a rotation.
#include <algorithm>

#include "app/impl.hpp"

namespace luan::app {
namespace {

bool places(const workflow::Stage& stage) {
  return std::ranges::any_of(stage.steps, [](const workflow::Step& step) { return step.effect == workflow::Effect::place; });
}

/// Of a stage that places the official: the first of its open steps that is overdue.
const workflow::StepRun* late_placement(const App::Impl& impl, const store::Directory& directory, const workflow::Definition& definition,
                                        const workflow::Rotation& rotation) {
  const workflow::Stage* stage = definition.stage(rotation.stage);
  if (!stage || !places(*stage)) return nullptr;
  const workflow::StepRun* first = nullptr;
  for (const workflow::StepRun& run : rotation.runs)
    if (run.open() && run.due && due_view(impl, directory, run).overdue && (!first || *run.due < *first->due)) first = &run;
  return first;
}

/// The last two of one repeating evaluation, both «not completed».
bool poorly_rated(const workflow::Rotation& rotation) {
  const auto& all = rotation.evaluations;
  if (all.size() < 2) return false;
  const auto& last = all.back();
  const auto& before = all[all.size() - 2];
  return last.level == "not_completed" && before.level == "not_completed";
}

}  // namespace

std::vector<AlertView> alerts_of(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation) {
  std::vector<AlertView> out;
  if (rotation.status != workflow::Status::open || !rotation.decision) return out;
  const workflow::DefinitionPtr definition = impl.definition_ptr(rotation);
  const auto add = [&](std::string kind, Date since, Localized text) {
    out.push_back({std::move(kind), std::move(text), since, rotation.id.text(), rotation.facts.code, official_ref(directory, rotation.facts.official).name});
  };
  if (const workflow::StepRun* late = late_placement(impl, directory, *definition, rotation)) {
    const workflow::Step& step = *definition->find_step(late->step).second;
    const std::string day = to_page_text(*late->due);
    add("placement_late", *late->due,
        {"Bố trí cán bộ đang kéo dài: «" + step.title.vi + "» quá hạn từ ngày " + day + ".",
         "The placement is dragged out: “" + step.title.en + "” was due on " + day + "."});
  } else if (const workflow::Stage* stage = definition->stage(rotation.stage);
             rotation.term_end && *rotation.term_end < impl.today() && !(rotation.placement && stage && places(*stage))) {
    const std::string day = to_page_text(*rotation.term_end);
    add("term_over", *rotation.term_end,
        {"Thời hạn luân chuyển đã hết ngày " + day + " mà chưa có phương án bố trí.", "The term ended on " + day + " and no placement is recorded."});
  }
  if (poorly_rated(rotation))
    add("poor_ratings", impl.zone.date(rotation.stage_entered_at),
        {"Hai kỳ đánh giá liên tiếp không hoàn thành nhiệm vụ: đề nghị xem xét kết thúc sớm và bố trí.",
         "Two evaluations in a row say “not completed”: consider an early end and a placement."});
  return out;
}

Result<std::vector<AlertView>> App::alerts(const Caller& caller) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  const store::Reader reader = impl_->database->reader();
  std::vector<AlertView> out;
  for (const std::string& id : store::rotations_to_look_at(reader.session(), to_text(impl_->today())))
    if (const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(id)))
      std::ranges::move(alerts_of(*impl_, *directory, *rotation), std::back_inserter(out));
  std::ranges::stable_sort(out, {}, [](const AlertView& alert) { return std::chrono::sys_days(alert.since); });
  return out;
}

}  // namespace luan::app
