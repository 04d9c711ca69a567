// The end of the log, as far as it says what changed: for those who follow it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace luan::store {

struct LogChange {
  enum class Of : unsigned char { rotation, meeting, plan, other };
  std::int64_t seq = 0;  // index in the log
  Of of = Of::other;     // `other`: people, units, the calendar, …
  std::string id{};      // of the rotation, meeting or plan
};
/// Entries `from` to `to`, the first of them included, the last not; ascending, without gaps.
[[nodiscard]] std::vector<LogChange> log_changes(soci::session& session, std::int64_t from, std::int64_t to);

}  // namespace luan::store
