// How a past rotation would have gone under another version of its definition: what people and plugins did is done again, act by
// act at its own time, and the engine decides by the new version. The first point at which it decides otherwise is told.
// Deterministic and pure: the log is only read.
#pragma once
#include <optional>
#include <vector>

#include "workflow/engine.hpp"
#include "workflow/mapping.hpp"

namespace luan::workflow {

/// What a reenactment may look up besides the history itself. Valid during the call.
struct ReenactmentWorld {
  const TimeZone* zone = nullptr;
  const WorkingDays* calendar = nullptr;
  std::function<std::vector<AccountId>(std::string_view role, const UnitId&)> holders;  // where no roll of the history says it
  std::function<AccountId(const OfficialId&)> account_of;
  std::function<UnitId(const PositionId&)> unit_of_position;
};

struct Departure {
  int sequence = 0;  // of the recorded event at which it shows
  Instant at{};
  Localized text;
};

/// Nothing: it would have gone the same way.
[[nodiscard]] std::optional<Departure> reenact(const Definition& from, const Definition& to, const Mapping& mapping, const std::vector<Event>& history,
                                               const ReenactmentWorld& world);

}  // namespace luan::workflow
