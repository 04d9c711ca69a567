#include "audit/merkle.hpp"

#include <bit>
#include <cassert>
#include <charconv>

namespace luan::audit {
namespace {

/// The largest power of two below n. RFC 6962 §2.1 calls it k.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

/// MTH(D[from:to]).
Sha256 subtree(std::uint64_t from, std::uint64_t to, const Leaves& leaves) {
  if (to - from == 1) return leaves(from);
  const std::uint64_t k = split(to - from);
  return node_hash(subtree(from, from + k, leaves), subtree(from + k, to, leaves));
}

/// RFC 6962 §2.1.1, PATH(m, D[from:to]).
void path(std::uint64_t m, std::uint64_t from, std::uint64_t to, const Leaves& leaves, std::vector<Sha256>& out) {
  if (to - from == 1) return;
  const std::uint64_t k = split(to - from);
  if (m < k) {
    path(m, from, from + k, leaves, out);
    out.push_back(subtree(from + k, to, leaves));
  } else {
    path(m - k, from + k, to, leaves, out);
    out.push_back(subtree(from, from + k, leaves));
  }
}

/// RFC 6962 §2.1.2, SUBPROOF(m, D[from:to], whole).
void subproof(std::uint64_t m, std::uint64_t from, std::uint64_t to, bool whole, const Leaves& leaves, std::vector<Sha256>& out) {
  if (m == to - from) {
    if (!whole) out.push_back(subtree(from, to, leaves));
    return;
  }
  const std::uint64_t k = split(to - from);
  if (m <= k) {
    subproof(m, from, from + k, whole, leaves, out);
    out.push_back(subtree(from + k, to, leaves));
  } else {
    subproof(m - k, from + k, to, false, leaves, out);
    out.push_back(subtree(from, from + k, leaves));
  }
}

}  // namespace

// RFC 6962 §2.1: leaf = SHA-256(0x00 || data), node = SHA-256(0x01 || left || right), empty tree = SHA-256("").
Sha256 leaf_hash(std::string_view entry) { return sha256({std::string_view("\0", 1), entry}); }
Sha256 node_hash(const Sha256& left, const Sha256& right) { return sha256({"\x01", as_text(left), as_text(right)}); }

void MerkleTree::append(const Sha256& leaf) {
  Sha256 hash = leaf;
  for (std::uint64_t size = frontier_.size; size & 1; size >>= 1) {
    hash = node_hash(frontier_.roots.back(), hash);
    frontier_.roots.pop_back();
  }
  frontier_.roots.push_back(hash);
  ++frontier_.size;
}

Sha256 MerkleTree::root() const {
  if (frontier_.roots.empty()) return sha256("");
  Sha256 hash = frontier_.roots.back();
  for (std::size_t i = frontier_.roots.size() - 1; i-- > 0;) hash = node_hash(frontier_.roots[i], hash);
  return hash;
}

std::string to_text(const MerkleTree::Frontier& frontier) {
  std::string out = std::to_string(frontier.size);
  for (const Sha256& root : frontier.roots) out += " " + to_hex(root);
  return out;
}

std::optional<MerkleTree::Frontier> parse_frontier(std::string_view text) {
  MerkleTree::Frontier frontier;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), frontier.size);
  if (error != std::errc()) return {};
  for (text.remove_prefix(static_cast<std::size_t>(end - text.data())); !text.empty(); text.remove_prefix(65)) {
    if (text.size() < 65 || text[0] != ' ') return {};
    const auto bytes = from_hex(text.substr(1, 64));
    if (!bytes) return {};
    Sha256 root;
    std::copy(bytes->begin(), bytes->end(), root.begin());
    frontier.roots.push_back(root);
  }
  if (frontier.roots.size() != static_cast<std::size_t>(std::popcount(frontier.size))) return {};
  return frontier;
}

std::vector<Sha256> inclusion_proof(std::uint64_t index, std::uint64_t size, const Leaves& leaves) {
  assert(index < size);
  std::vector<Sha256> out;
  path(index, 0, size, leaves, out);
  return out;
}

std::vector<Sha256> consistency_proof(std::uint64_t old_size, std::uint64_t size, const Leaves& leaves) {
  assert(old_size > 0 && old_size <= size);
  std::vector<Sha256> out;
  subproof(old_size, 0, size, true, leaves, out);
  return out;
}

// RFC 9162 §2.1.3.2.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Sha256& leaf, const std::vector<Sha256>& proof, const Sha256& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Sha256 hash = leaf;
  for (const Sha256& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      hash = node_hash(p, hash);
      while (!(fn & 1) && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      hash = node_hash(hash, p);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && hash == root;
}

// RFC 9162 §2.1.4.2.
bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const Sha256& old_root, const Sha256& root, const std::vector<Sha256>& given) {
  if (old_size == 0 || old_size > size) return false;
  if (old_size == size) return given.empty() && old_root == root;
  std::vector<Sha256> proof = given;
  if (std::has_single_bit(old_size)) proof.insert(proof.begin(), old_root);
  if (proof.empty()) return false;
  std::uint64_t fn = old_size - 1, sn = size - 1;
  while (fn & 1) fn >>= 1, sn >>= 1;
  Sha256 fr = proof.front(), sr = proof.front();
  for (std::size_t i = 1; i < proof.size(); ++i) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      fr = node_hash(proof[i], fr);
      sr = node_hash(proof[i], sr);
      while (!(fn & 1) && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      sr = node_hash(sr, proof[i]);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == root;
}

}  // namespace luan::audit
