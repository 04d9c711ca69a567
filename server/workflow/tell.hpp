// A trace played on the engine itself, and told day by day. What a check found is believed because the engine does it too.
#pragma once
#include "workflow/rehearsal.hpp"

namespace luan::workflow {

struct ToldLine {
  Instant at{};
  Localized text;
};

struct Told {
  std::vector<ToldLine> lines{};
  Rotation rotation{};  // as it stands in the end: its path lights the diagram
  std::vector<Event> history{};
  std::optional<Stopped> stopped{};  // where the engine goes no further, or elsewhere than the trace says
};

[[nodiscard]] Told tell(const Definition& definition, const Trace& trace);

}  // namespace luan::workflow
