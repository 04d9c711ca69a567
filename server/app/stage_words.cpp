#include "app/stage_words.hpp"

#include <algorithm>

namespace luan::app {

Localized stage_title(const App::Impl& impl, const workflow::Definition& definition, const std::string& id) {
  for (const auto& version : impl.definitions.versions(definition.name))
    if (const workflow::Stage* stage = definition.stage(id) ? definition.stage(id) : version->stage(id)) return stage->title;
  return {id, id};
}
Localized end_title(const App::Impl& impl, const workflow::Definition& definition, const std::string& id) {
  for (const auto& version : impl.definitions.versions(definition.name))
    if (const workflow::End* end = definition.end(id) ? definition.end(id) : version->end(id)) return end->title;
  return {id, id};
}

Localized cause_words(const App::Impl& impl, const workflow::Definition& newest, const store::PassageProjection& passage) {
  const auto mark = passage.cause.find('=');
  const std::string first = passage.cause.substr(0, mark), outcome = mark == passage.cause.npos ? "" : passage.cause.substr(mark + 1);
  std::vector<workflow::DefinitionPtr> versions = impl.definitions.versions(newest.name);
  std::ranges::reverse(versions);
  for (const auto& definition : versions) {
    if (mark == passage.cause.npos) {
      if (const workflow::Action* action = definition->action(first)) return action->title;
      continue;
    }
    const auto [stage, step] = definition->find_step(first);
    if (!step) continue;
    for (const workflow::Row& row : stage->next) {
      const auto when = row.when.find(first);
      if (row.go == passage.target && !row.label.vi.empty() && when != row.when.end() && std::ranges::find(when->second, outcome) != when->second.end())
        return row.label;
    }
    const Localized label = workflow::outcome_label(*definition, *step, outcome);
    return {step->title.vi + ": " + label.vi, step->title.en + ": " + label.en};
  }
  return {passage.cause, passage.cause};
}

Date day_of(const App::Impl& impl, const std::string& instant) { return impl.zone.date(parse_instant(instant).value_or(Instant{})); }

}  // namespace luan::app
