#include "app/rotation_parts.hpp"

namespace luan::app {
namespace {

Localized of_what(const workflow::Definition& definition, const json::object& payload) {
  if (const workflow::Action* action = definition.action(text_or_empty(payload, "action"))) return action->title;
  const workflow::Step* step = definition.find_step(text_or_empty(payload, "step")).second;
  return step ? step->title : Localized{};
}

}  // namespace

std::vector<IssuedPaper> issued_papers(const RotationParts& parts) {
  std::vector<IssuedPaper> out;
  for (const store::HistoryRow& row : parts.history) {
    const auto& [type, payload] = std::tie(row.event.type, row.event.payload);
    if (type != "decision.issued" && type != "document.numbered" && type != "paper.numbered") continue;
    const workflow::Definition& definition = parts.definition_of(row);
    const workflow::Register& reg = definition.reg(text_member(payload, "register"));
    const std::string number = headed_number(text_member(payload, "number"), reg.per == workflow::Register::Per::year);
    out.push_back({&row, {of_what(definition, payload), reg.title, number, parts.zone->date(row.event.time)}});
  }
  return out;
}

}  // namespace luan::app
