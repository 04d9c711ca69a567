// Whom a rotation could wait for without end: a step that only the official can answer, and a step that only a machine can,
// in a stage that nobody may leave. Everybody else who is asked is a body or holds a role, which passes to somebody else.
#include <algorithm>

#include <fmt/format.h>

#include "workflow/checker_findings.hpp"

namespace luan::workflow {
namespace {

bool only_official(const Step& step) {
  return !step.plugin && std::ranges::all_of(step.who, [](const Who& who) { return who.role == "official"; });
}

}  // namespace

void check_waits(const Exploration& exploration, Findings& findings) {
  const Definition& definition = exploration.definition();
  for (std::size_t number = 0; number < definition.stages.size(); ++number) {
    const Stage& stage = definition.stages[number];
    if (std::ranges::any_of(definition.actions, [&](const Action& action) { return action.kind == Action::Kind::leave && may_act(action, stage); })) continue;
    for (const Step* step : exploration.stages()[number].shape.steps) {
      const bool waits_for_official = only_official(*step) && std::holds_alternative<FirstRule>(step->rule) && !(step->escalate && step->escalate->may_answer);
      if (!waits_for_official && !step->plugin) continue;
      Trace trace = story_to_step(exploration, number, *step);
      const Localized whom = waits_for_official ? Localized{"cán bộ", "the official"} : Localized{"plugin", "the plugin"};
      trace.ending = {fmt::format("«{}» chờ {} mãi, không ai đưa hồ sơ đi tiếp được.", step->title.vi, whom.vi),
                      fmt::format("«{}» waits for {}, and nobody can take the rotation on.", step->title.en, whom.en)};
      findings.add(
          step->plugin ? "waits_for_machine" : "waits_for_official", step->mark,
          fmt::format("Bước «{}» chỉ {} trả lời được. Khi không có trả lời thì không ai rời được giai đoạn «{}»: cần một thao tác «go: …» ở giai đoạn này.",
                      step->title.vi, whom.vi, stage.title.vi),
          fmt::format("Only {} can answer step «{}». Where no answer comes, nobody can leave stage «{}»: it needs an action with «go: …».", whom.en,
                      step->title.en, stage.title.en),
          std::move(trace));
    }
  }
}

}  // namespace luan::workflow
