// A whole tree in memory, for many proofs of one size: about 64 bytes a leaf, and a few hashes a proof.
#pragma once
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"

namespace luan::audit {

class MerkleLevels {
 public:
  /// At least one leaf.
  explicit MerkleLevels(std::vector<Sha256> leaves);

  [[nodiscard]] std::uint64_t size() const { return levels_.front().size(); }
  [[nodiscard]] Sha256 root() const { return subtree(0, size()); }
  /// The same as audit::inclusion_proof of this size. Requires index < size().
  [[nodiscard]] std::vector<Sha256> inclusion(std::uint64_t index) const;

 private:
  [[nodiscard]] Sha256 subtree(std::uint64_t from, std::uint64_t to) const;

  std::vector<std::vector<Sha256>> levels_;  // levels_[k][i]: of the full subtree of leaves i·2^k to (i+1)·2^k
};

}  // namespace luan::audit
