#include "workflow/shared_registers.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace luan::workflow {
namespace {

bool is_used(const Definition& definition, const Register& reg) {
  const auto enters = [&](const auto& one) { return std::ranges::find(one.issues, reg.id, &Issue::reg) != one.issues.end(); };
  return reg.mark.line != 0 || std::ranges::any_of(definition.actions, enters) ||
         std::ranges::any_of(definition.stages, [&](const Stage& stage) { return std::ranges::any_of(stage.steps, enters); });
}

/// As it stands in a file.
std::string written(const Register& reg) {
  return fmt::format("per: {}, number: \"{}\"", reg.per == Register::Per::year ? "calendar year" : "committee term", reg.number);
}

}  // namespace

std::vector<Finding> check_shared_registers(const Definition& definition, const std::vector<DefinitionPtr>& others) {
  std::vector<Finding> findings;
  for (const Register& reg : definition.registers) {
    if (!is_used(definition, reg)) continue;
    for (const DefinitionPtr& other : others) {
      if (other->name == definition.name) continue;
      const auto same = std::ranges::find(other->registers, reg.id, &Register::id);
      if (same == other->registers.end() || !is_used(*other, *same) || (same->per == reg.per && same->number == reg.number)) continue;
      findings.push_back(
          {"register_shared",
           reg.mark,
           {fmt::format(
                "Sổ «{}» ({}) đã có ở quy trình «{}» với {}: hai quy trình sẽ ghi lẫn số vào một sổ. Đề nghị đặt tên sổ khác, hoặc ghi như quy trình kia.",
                reg.id, written(reg), other->title.vi, written(*same)),
            fmt::format("Register «{}» ({}) is declared by the workflow «{}» with {}: both would draw numbers from one register. Name this one otherwise, or "
                        "declare it as there.",
                        reg.id, written(reg), other->title.en, written(*same))}});
      break;
    }
  }
  return findings;
}

}  // namespace luan::workflow
