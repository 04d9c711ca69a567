// The roots that the log's entries give, hashed one by one where they lie: what a signature is held against at the start.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace soci {
class session;
}

namespace luan::store {

/// Where the note signed last is kept in the database: a row of `meta`.
inline constexpr const char* signed_note_key = "checkpoint";

/// For each size the root of that many first entries; nothing where the log is shorter. `sizes` ascending. Reads every entry
/// up to the largest: about a microsecond each.
[[nodiscard]] std::vector<std::optional<Sha256>> log_roots(soci::session& session, const std::vector<std::uint64_t>& sizes);

}  // namespace luan::store
