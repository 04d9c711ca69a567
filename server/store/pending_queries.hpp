// Which rotations have something still to come, and which have changed since the log was last looked at.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace luan::store {

/// Ids of those that go on or are deferred, and of those in which a petition is open whatever became of them.
[[nodiscard]] std::vector<std::string> rotations_pending(soci::session& session);
/// Ids of those of which entries `from` to `to` (exclusive) of the log tell, each once.
[[nodiscard]] std::vector<std::string> rotations_changed(soci::session& session, std::uint64_t from, std::uint64_t to);

}  // namespace luan::store
