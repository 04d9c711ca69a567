#include <fmt/format.h>

#include "web/spine_layout.hpp"

namespace luan::web {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') out += '\\';
    out += static_cast<unsigned char>(byte) < 32 ? ' ' : byte;
  }
  return out + '"';
}

}  // namespace

std::string spine_dot(const workflow::Definition& definition, Language language) {
  std::string out =
      fmt::format("digraph {} {{\n  label={};\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"Noto Sans\"];\n  edge [fontname=\"Noto Sans\"];\n",
                  quoted(definition.name), quoted(definition.title.in(language)));
  for (std::size_t i = 0; i < definition.stages.size(); ++i) {
    const workflow::Stage& stage = definition.stages[i];
    out += fmt::format("  {} [label={}];\n", quoted(stage.id), quoted(fmt::format("{}. {}", i + 1, stage.title.in(language))));
  }
  for (const workflow::End& end : definition.ends) out += fmt::format("  {} [label={}, peripheries=2];\n", quoted(end.id), quoted(end.title.in(language)));
  for (const Transition& each : transitions(definition, language))
    out += fmt::format("  {} -> {} [label={}];\n", quoted(each.from), quoted(each.to), quoted(each.label));
  return out + "}\n";
}

}  // namespace luan::web
