#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "store/rebuild.hpp"

namespace luan::store {

VerifyReport verify_log(const std::filesystem::path& folder) {
  const auto file = folder / "luan.db";
  if (!std::filesystem::exists(file)) throw std::runtime_error("there is no " + file.string() + ". Name the data directory of a server with --data.");
  soci::session session(soci::sqlite3, "dbname=" + file.string() + " timeout=5");
  session << "PRAGMA query_only=ON";
  const soci::transaction snapshot(session);  // one moment of the log, whatever a running server adds meanwhile
  audit::LogVerifier verifier;
  long long seq = 0;
  std::string rotation, type, entry, payload, salt, name, bytes, content_salt;
  soci::indicator no_name = soci::i_null, no_bytes = soci::i_null, no_salt = soci::i_null;
  soci::statement rows = (session.prepare << "SELECT e.seq, e.rotation, e.type, e.entry, e.payload, e.salt, c.name, c.bytes, c.salt FROM events e LEFT JOIN contents c ON c.seq = e.seq "
                                             "ORDER BY e.seq, c.name",
                          soci::into(seq), soci::into(rotation), soci::into(type), soci::into(entry), soci::into(payload), soci::into(salt), soci::into(name, no_name),
                          soci::into(bytes, no_bytes), soci::into(content_salt, no_salt));
  rows.execute();
  for (long long last = -1; rows.fetch(); last = seq) {
    const auto number = static_cast<std::uint64_t>(seq);
    if (seq != last) verifier.event(number, entry, payload, from_hex(salt).value_or(""), {type, rotation});
    if (no_name == soci::i_ok) verifier.content(number, name, bytes, from_hex(content_salt).value_or(""));
  }
  VerifyReport report;
  std::string frontier, root;
  session << "SELECT frontier, root FROM log_state WHERE id = 1", soci::into(frontier), soci::into(root);
  const bool known = session.got_data();
  const auto parsed = audit::parse_frontier(known ? frontier : "0");
  audit::MerkleTree tree;
  if (parsed) tree.restore(*parsed);
  verifier.finish(parsed ? parsed->size : 0, tree.root());
  report.findings = verifier.findings();
  if (known && to_hex(tree.root()) != root)
    report.findings.push_back({verifier.size(), {"trạng thái nhật ký ghi hai gốc khác nhau", "the log's state holds two different roots"}});
  report.size = verifier.size();
  report.root = verifier.root();
  return report;
}

}  // namespace luan::store
