// The append-only Merkle tree of RFC 6962 §2.1. Only the frontier is kept (one hash a set bit of the size), so the tree
// costs the writer a few hashes an entry and can be put back after a failed commit. Not thread-safe.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace luan::audit {

[[nodiscard]] Sha256 leaf_hash(std::string_view entry);
[[nodiscard]] Sha256 node_hash(const Sha256& left, const Sha256& right);

class MerkleTree {
 public:
  /// Roots of the full subtrees, largest first.
  struct Frontier {
    std::uint64_t size = 0;
    std::vector<Sha256> roots;
    bool operator==(const Frontier&) const = default;
  };

  void append(const Sha256& leaf);
  [[nodiscard]] std::uint64_t size() const { return frontier_.size; }
  [[nodiscard]] Sha256 root() const;

  [[nodiscard]] const Frontier& frontier() const { return frontier_; }
  void restore(Frontier frontier) { frontier_ = std::move(frontier); }

 private:
  Frontier frontier_;
};

/// One line: size and hashes in hex. Strict.
[[nodiscard]] std::string to_text(const MerkleTree::Frontier& frontier);
[[nodiscard]] std::optional<MerkleTree::Frontier> parse_frontier(std::string_view text);

/// Leaf hashes by index.
using Leaves = std::function<Sha256(std::uint64_t index)>;

/// From the leaf upward. Requires index < size.
[[nodiscard]] std::vector<Sha256> inclusion_proof(std::uint64_t index, std::uint64_t size, const Leaves& leaves);
/// Requires 0 < old_size <= size.
[[nodiscard]] std::vector<Sha256> consistency_proof(std::uint64_t old_size, std::uint64_t size, const Leaves& leaves);

[[nodiscard]] bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf, const std::vector<Sha256>& proof, const Sha256& root);
[[nodiscard]] bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const Sha256& old_root, const Sha256& root, const std::vector<Sha256>& proof);

}  // namespace luan::audit
