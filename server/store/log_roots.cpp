#include "store/log_roots.hpp"

#include <soci/soci.h>

#include "audit/merkle.hpp"

namespace luan::store {

std::vector<std::optional<Sha256>> log_roots(soci::session& session, const std::vector<std::uint64_t>& sizes) {
  std::vector<std::optional<Sha256>> out(sizes.size());
  audit::MerkleTree tree;
  std::size_t next = 0;
  const auto note = [&] {
    for (; next < sizes.size() && sizes[next] == tree.size(); ++next) out[next] = tree.root();
  };
  note();
  std::string entry;
  soci::statement rows = (session.prepare << "SELECT coalesce(cast(entry AS TEXT), '') FROM events ORDER BY seq", soci::into(entry));
  rows.execute();
  while (next < sizes.size() && rows.fetch()) {
    tree.append(audit::leaf_hash(entry));
    note();
  }
  return out;
}

}  // namespace luan::store
