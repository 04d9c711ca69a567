#include "audit/merkle_levels.hpp"

#include <bit>
#include <cassert>

#include "audit/merkle.hpp"

namespace luan::audit {

MerkleLevels::MerkleLevels(std::vector<Sha256> leaves) {
  assert(!leaves.empty());
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() > 1) {
    const std::vector<Sha256>& below = levels_.back();
    std::vector<Sha256> above;
    above.reserve(below.size() / 2);
    for (std::size_t i = 0; i + 1 < below.size(); i += 2) above.push_back(node_hash(below[i], below[i + 1]));
    levels_.push_back(std::move(above));
  }
}

/// RFC 6962 §2.1: split at the largest power of two below the count; what lies left of a split is full.
Sha256 MerkleLevels::subtree(std::uint64_t from, std::uint64_t to) const {
  const std::uint64_t count = to - from;
  if (std::has_single_bit(count) && from % count == 0) return levels_[static_cast<std::size_t>(std::countr_zero(count))][from / count];
  const std::uint64_t k = std::bit_floor(count - 1);
  return node_hash(subtree(from, from + k), subtree(from + k, to));
}

std::vector<Sha256> MerkleLevels::inclusion(std::uint64_t index) const {
  assert(index < size());
  std::vector<Sha256> from_root;
  std::uint64_t from = 0, to = size();
  while (to - from > 1) {
    const std::uint64_t middle = from + std::bit_floor(to - from - 1);
    from_root.push_back(index < middle ? subtree(middle, to) : subtree(from, middle));
    (index < middle ? to : from) = middle;
  }
  return {from_root.rbegin(), from_root.rend()};
}

}  // namespace luan::audit
