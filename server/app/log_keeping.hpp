// What the log is held against at every start, and where it is mended. Private to the keeping of the log.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "audit/log_signer.hpp"
#include "audit/merkle.hpp"
#include "store/log_roots.hpp"
#include "store/queries.hpp"

namespace luan::app {

[[nodiscard]] Sha256 root_of(audit::MerkleTree::Frontier frontier);

/// A size and root that stand written somewhere, and what is to be said where the log does not keep them.
struct Promise {
  std::uint64_t size = 0;
  Sha256 root{};
  std::string where;
};
/// Throws std::runtime_error, with what to do, for the first promise that the log does not keep.
void hold_against(const store::Reader& reader, std::vector<Promise> promises, const std::filesystem::path& data);

/// The checkpoint of a note that one of these keys has signed. Throws std::runtime_error otherwise.
[[nodiscard]] audit::Checkpoint open_stored(const std::string& note, const std::vector<audit::VerifierKey>& keys);
/// The key that signs now, and those of before.
[[nodiscard]] std::vector<audit::VerifierKey> keys_of(const std::filesystem::path& folder, const audit::LogSigner& signer);

}  // namespace luan::app
