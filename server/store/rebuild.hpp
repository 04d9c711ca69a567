// Regenerates every projection from the events (luan rebuild), and verifies a log where it lies (luan audit verify).
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/note.hpp"
#include "audit/verify.hpp"
#include "store/database.hpp"
#include "workflow/definition.hpp"

namespace luan::store {

using FindDefinition = std::function<workflow::DefinitionPtr(const std::string& name, int version)>;

struct RebuildReport {
  std::uint64_t events = 0;
  std::vector<std::string> differences;  // "tasks: missing …", one a row that was not as the events say
};
/// Takes the writer's place: no writer may run. All or nothing.
[[nodiscard]] RebuildReport rebuild(Database& database, const FindDefinition& find);
/// A migration has changed what projections say, and could not write them itself: it needs the definitions.
[[nodiscard]] bool projections_stale(const Database& database);

struct VerifyReport {
  std::uint64_t size = 0;
  Sha256 root{};
  std::vector<audit::Finding> findings;
  std::vector<std::string> scars;  // losses that were accepted, in English: where, and of how much
  bool against_signature = false;  // a key was at hand, and what it signed was held against the log
};
/// Reads `folder`/luan.db, also beside a running server, and what was signed of it: in the database and in `folder`/keys.
/// Signatures are checked with `key`, or with the one that lies in keys. Throws std::runtime_error where there is no such
/// file.
[[nodiscard]] VerifyReport verify_log(const std::filesystem::path& folder, const std::optional<audit::VerifierKey>& key = {});

}  // namespace luan::store
