// Proves a definition by trying every case (DESIGN §5): every combination of outcomes that can happen finds a row, no row is
// dead, every stage is reached and from every place an end can be, nobody is left waiting for ever. A failure is told where
// it stands, with the shortest story that shows it as a trace, which `luan workflow tell` plays on the engine itself.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "workflow/definition.hpp"
#include "workflow/trace.hpp"

namespace luan::workflow {

struct Finding {
  std::string kind;  // "missing_row": stable, for programs; docs/formats/trace.md lists them
  Mark mark;
  Localized text;  // what does not hold
  Trace trace{};   // the shortest way there; empty where no run is needed to see it
};

struct CheckReport {
  std::vector<Finding> findings{};  // empty: the definition holds; in the order of the file
  std::size_t stages = 0;
  std::uint64_t combinations = 0;  // of outcomes, with all told apart
};

[[nodiscard]] CheckReport check(const Definition& definition);

}  // namespace luan::workflow
