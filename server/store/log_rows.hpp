// The log as it lies there, byte for byte: for proofs, which are made of what was stored and of nothing parsed from it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace soci {
class session;
}

namespace luan::store {

struct RawContent {
  std::string name, bytes, salt;  // salt: hex
};
struct RawEvent {
  std::uint64_t seq = 0;
  std::string entry, payload, salt;
  std::vector<RawContent> contents;  // those not erased
};

/// Leaf hashes of the first `size` entries, or of as many as there are. About a microsecond each.
[[nodiscard]] std::vector<Sha256> log_leaves(soci::session& session, std::uint64_t size);
/// What the log holds of the rotation, and the installation of every workflow definition, in order.
[[nodiscard]] std::vector<RawEvent> raw_events(soci::session& session, const std::string& rotation);

}  // namespace luan::store
