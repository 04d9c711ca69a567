// Single events of the log, by their place in it or by what they are about.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "store/database.hpp"

namespace soci {
class session;
}

namespace luan::store {

/// Nothing where the log is shorter.
[[nodiscard]] std::optional<EventRow> event_at(soci::session& session, std::uint64_t seq);
/// The last event of that type about this meeting; nothing where there is none.
[[nodiscard]] std::optional<EventRow> last_of_meeting(soci::session& session, const std::string& meeting, const std::string& type);

}  // namespace luan::store
