#include <catch2/catch.hpp>

#include "audit/merkle.hpp"

using namespace luan;
using namespace luan::audit;

TEST_CASE("roots agree with a foreign log's vectors") {
  // From the certificate-transparency project's Merkle tree tests.
  const char* leaves[]{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  const char* roots[]{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  MerkleTree tree;
  CHECK(to_hex(tree.root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < 8; ++i) {
    tree.append(leaf_hash(*from_hex(leaves[i])));
    CHECK(to_hex(tree.root()) == roots[i]);
  }
}

TEST_CASE("every inclusion and consistency proof of every small tree verifies, and none for another leaf or root") {
  std::vector<Sha256> hashes;
  for (int i = 0; i < 40; ++i) hashes.push_back(leaf_hash(std::to_string(i)));
  const Leaves leaves = [&](std::uint64_t i) { return hashes.at(i); };
  std::vector<Sha256> roots{sha256("")};
  MerkleTree tree;
  bool good = true;
  for (std::uint64_t size = 1; size <= hashes.size(); ++size) {
    tree.append(hashes[size - 1]);
    roots.push_back(tree.root());
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, leaves);
      good = good && verify_inclusion(index, size, hashes[index], proof, tree.root());
      good = good && !verify_inclusion(index, size, hashes[(index + 1) % hashes.size()], proof, tree.root());
    }
    for (std::uint64_t old = 1; old <= size; ++old) {
      const auto proof = consistency_proof(old, size, leaves);
      good = good && verify_consistency(old, size, roots[old], tree.root(), proof);
      good = good && !verify_consistency(old, size, roots[old - 1], tree.root(), proof);
    }
  }
  CHECK(good);
}

TEST_CASE("a tree put back to an earlier frontier goes on as if nothing had been") {
  MerkleTree tree, other;
  for (int i = 0; i < 11; ++i) tree.append(leaf_hash(std::to_string(i))), other.append(leaf_hash(std::to_string(i)));
  const auto before = tree.frontier();
  for (int i = 0; i < 7; ++i) tree.append(leaf_hash("lost"));
  tree.restore(*parse_frontier(to_text(before)));
  CHECK(tree.root() == other.root());
  tree.append(leaf_hash("x")), other.append(leaf_hash("x"));
  CHECK(tree.root() == other.root());
  CHECK_FALSE(parse_frontier("3 " + std::string(64, 'a')));
  CHECK_FALSE(parse_frontier("1 " + std::string(63, 'a')));
}
