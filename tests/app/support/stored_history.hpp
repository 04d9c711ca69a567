// A log as a released version wrote it, with what that version made of it: tests/data/histories/VERSION.*. Every later version
// must read the same out of it (an applied event is for ever).
#pragma once
#include <filesystem>
#include <string>

#include "app/app.hpp"

namespace luan::test {

/// One line an event: {"seq", "rotation", "sequence", "type", "entry", "payload", "salt", "contents"}.
[[nodiscard]] std::string export_log(const store::Database& database);
/// The same log in the tables of a fresh directory, with nothing else: projections are empty.
void import_log(const std::filesystem::path& folder, const std::string& lines, const std::string& definition_bytes);
/// States of all rotations, the directory, and every projection: pretty enough to be reviewed, a line a thing.
[[nodiscard]] std::string describe_state(const store::Database& database);

}  // namespace luan::test
