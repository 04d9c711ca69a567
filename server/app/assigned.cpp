// What a rotated official has been given to do, as his evaluations go through it point by point.
#include "app/assigned.hpp"

#include <ranges>

#include "app/impl.hpp"

namespace luan::app {

const workflow::GivenResponse* assigning(const workflow::Definition& definition, const workflow::Rotation& rotation) {
  for (const workflow::StepRun& run : std::views::reverse(rotation.runs)) {
    const workflow::Step* step = definition.find_step(run.step).second;
    if (step && step->effect == workflow::Effect::assign && !run.responses.empty()) return &run.responses.back();
  }
  return nullptr;
}

std::string assignment_line(const json::object& assignment) {
  std::string line = text_or_empty(assignment, "content");
  if (const std::string product = text_or_empty(assignment, "product"); !product.empty()) line += " (" + product + ")";
  if (const auto due = parse_date(text_or_empty(assignment, "due"))) line += ", " + to_page_text(*due);
  return line;
}

std::vector<std::string> assigned_in(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation) {
  std::vector<std::string> out;
  const workflow::GivenResponse* given = assigning(definition, rotation);
  if (!given) return out;
  const store::Reader reader = impl.database->reader();
  json::array assignments;
  for (const store::HistoryRow& row : store::history(reader.session(), rotation.id.text())) {
    // As it was corrected last.
    const bool own = row.event.sequence == given->sequence;
    const bool corrects = row.event.type == "response.corrected" && int_member(row.event.payload, "corrects") == given->sequence;
    if (!own && !corrects) continue;
    for (const auto& content : row.contents)
      if (const auto* rows = content.name == "form" ? content.value.if_contains("assignments") : nullptr; rows && rows->is_array())
        assignments = rows->as_array();
  }
  for (const json::value& one : assignments) out.push_back(assignment_line(one.as_object()));
  return out;
}

}  // namespace luan::app
