// A data directory copied whole beside a running server, and put back: the database and the files that its log names. The keys stay
// where they are: a copy of them would sign in the server's name (docs/formats/log.md). What was handed in and not used, and sessions, are
// in no copy.
#pragma once
#include <filesystem>

#include "store/rebuild.hpp"

namespace luan::store {

/// Copies into `to`, which must be missing or empty, and verifies what was copied: entries, payloads, contents, and every file by its
/// digest. Leaves nothing behind where something does not hold; on the disk for good when it returns. Throws std::runtime_error.
[[nodiscard]] VerifyReport back_up(const std::filesystem::path& data, const std::filesystem::path& to);
/// Verifies the copy first, then puts it into `data`, which must hold no database, no journal of one and no files; keys that lie there
/// stay. On the disk for good when it returns. Throws std::runtime_error.
[[nodiscard]] VerifyReport restore(const std::filesystem::path& copy, const std::filesystem::path& data);

}  // namespace luan::store
