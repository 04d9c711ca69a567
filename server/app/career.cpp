#include "app/career.hpp"

#include <algorithm>

#include "app/impl.hpp"
#include "app/stage_words.hpp"

namespace luan::app {
namespace {

CareerStay term_of(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation) {
  CareerStay stay{CareerStay::Kind::rotation,
                  position_ref(directory, rotation.facts.position).title,
                  unit_name(directory, rotation.facts.receiving),
                  rotation.decision->effective,
                  {},
                  rotation.id.text(),
                  rotation.facts.code};
  stay.evaluations = concluded_evaluations(rotation, impl.zone);
  if (!rotation.closed_at) return stay;
  stay.to = impl.zone.date(*rotation.closed_at);
  stay.how = end_title(impl, *impl.definition_ptr(rotation), rotation.stage);
  return stay;
}

/// Where he went when it was closed; nothing where he stays in the post.
std::optional<CareerStay> placed_after(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation) {
  if (!rotation.closed_at || !rotation.placement) return {};
  const auto& placement = *rotation.placement;
  return CareerStay{CareerStay::Kind::placed,
                    placement.position.none() ? Localized{} : position_ref(directory, placement.position).title,
                    unit_name(directory, placement.unit),
                    impl.zone.date(*rotation.closed_at),
                    {},
                    rotation.id.text(),
                    rotation.facts.code};
}

}  // namespace

Result<Career> career_of(const App& app, const Caller& caller, std::string_view official) {
  const App::Impl& impl = app.impl();
  const auto known = app.official(caller, official);
  if (!known) return std::unexpected(known.error());
  Career career{{known->id, known->name}, {}};
  const DirectoryPtr directory = impl.directory();
  for (const CareerPost& post : known->posts) {  // those that the caller may see, oldest first
    const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(post.rotation));
    if (!rotation || !rotation->decision) continue;
    CareerStay term = term_of(impl, *directory, *rotation);
    if (career.stays.empty())
      career.stays.push_back({CareerStay::Kind::before, {}, unit_name(*directory, rotation->facts.sending), {}, term.from, term.rotation, term.code});
    if (!career.stays.back().to) career.stays.back().to = term.from;
    career.stays.push_back(std::move(term));
    if (auto placed = placed_after(impl, *directory, *rotation)) career.stays.push_back(std::move(*placed));
  }
  return career;
}

}  // namespace luan::app
