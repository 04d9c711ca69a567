#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <map>

#include "audit/log_signer.hpp"
#include "base/files.hpp"
#include "store/log_roots.hpp"
#include "store/queries.hpp"
#include "store/rebuild.hpp"

namespace luan::store {
namespace {

/// A column of somebody else's making: NULL, numbers and blobs are read as text too, so that nothing ends the reading.
std::string text(const char* column) { return "coalesce(cast(" + std::string(column) + " AS TEXT), '')"; }

struct FileRow {
  std::string name, sha256, salt;
};

/// Which files there are, by the event they came with: few beside the events, so they are read before them.
std::map<std::uint64_t, std::vector<FileRow>> file_rows(soci::session& session) {
  std::map<std::uint64_t, std::vector<FileRow>> out;
  int there = 0;  // a directory that was not opened since an older version wrote it has none
  session << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'attachments'", soci::into(there);
  if (there == 0) return out;
  long long seq = 0;
  FileRow row;
  soci::statement rows = (session.prepare << "SELECT seq, " + text("name") + ", " + text("sha256") + ", " + text("salt") + " FROM attachments", soci::into(seq),
                          soci::into(row.name), soci::into(row.sha256), soci::into(row.salt));
  rows.execute();
  while (rows.fetch()) out[static_cast<std::uint64_t>(seq)].push_back(row);
  return out;
}

/// The file as it lies there, hashed.
void feed_file(audit::LogVerifier& verifier, std::uint64_t seq, const FileRow& row, const std::filesystem::path& folder) {
  const bool named = row.sha256.size() == 64 && from_hex(row.sha256).has_value();
  const auto file = folder / row.sha256;
  std::error_code none;
  const std::uint64_t size = named ? std::filesystem::file_size(file, none) : 0;
  const bool there = named && !none;
  verifier.attachment(seq, row.name, size, there ? to_hex(file_digest(from_hex(row.salt).value_or(""), file)) : "");
}

void feed_events(soci::session& session, audit::LogVerifier& verifier, const std::filesystem::path& folder) {
  const auto files = file_rows(session);
  long long seq = 0, sequence = 0;
  std::string rotation, type, entry, payload, salt, name, bytes, content_salt;
  soci::indicator no_name = soci::i_null;
  soci::statement rows = (session.prepare << "SELECT e.seq, " + text("e.rotation") + ", cast(e.sequence AS INTEGER), " + text("e.type") + ", " +
                                                 text("e.entry") + ", " + text("e.payload") + ", " + text("e.salt") + ", c.name, " + text("c.bytes") + ", " +
                                                 text("c.salt") + " FROM events e LEFT JOIN contents c ON c.seq = e.seq ORDER BY e.seq, c.name",
                          soci::into(seq), soci::into(rotation), soci::into(sequence), soci::into(type), soci::into(entry), soci::into(payload),
                          soci::into(salt), soci::into(name, no_name), soci::into(bytes), soci::into(content_salt));
  rows.execute();
  for (long long last = -1; rows.fetch(); last = seq) {
    const auto number = static_cast<std::uint64_t>(seq);
    if (seq != last) {
      verifier.event(number, entry, payload, from_hex(salt).value_or(""), {type, rotation, static_cast<int>(sequence)});
      if (const auto found = files.find(number); found != files.end())
        for (const FileRow& row : found->second) feed_file(verifier, number, row, folder);
    }
    if (no_name == soci::i_ok) verifier.content(number, name, bytes, from_hex(content_salt).value_or(""));
  }
}

std::vector<std::string> scars_of(soci::session& session) {
  std::vector<std::string> out;
  long long seq = 0, lost = 0;
  soci::statement rows = (session.prepare << "SELECT seq, cast(coalesce(json_extract(payload, '$.lost_size'), 0) AS INTEGER) FROM events WHERE type = "
                                             "'log.tail-lost' AND json_valid(payload) ORDER BY seq",
                          soci::into(seq), soci::into(lost));
  rows.execute();
  while (rows.fetch())
    out.push_back("entry " + std::to_string(seq) + ": a tail was lost here and that was accepted; a log of " + std::to_string(lost) + " entries was signed");
  return out;
}

void feed_rest(soci::session& session, audit::LogVerifier& verifier) {
  {
    std::string name, digest, bytes;
    long long version = 0;
    soci::statement rows = (session.prepare << "SELECT " + text("name") + ", cast(version AS INTEGER), " + text("digest") + ", " + text("bytes") +
                                                   " FROM definitions ORDER BY name, version",
                            soci::into(name), soci::into(version), soci::into(digest), soci::into(bytes));
    rows.execute();
    while (rows.fetch()) verifier.definition(name, static_cast<int>(version), digest, bytes);
  }
  long long seq = 0;
  std::string name;
  soci::statement rows = (session.prepare << "SELECT seq, " + text("name") + " FROM contents WHERE seq NOT IN (SELECT seq FROM events) ORDER BY seq",
                          soci::into(seq), soci::into(name));
  rows.execute();
  while (rows.fetch())
    verifier.find(static_cast<std::uint64_t>(seq), "còn nội dung «" + name + "» nhưng không có mục số " + std::to_string(seq),
                  "there is content «" + name + "» but no entry " + std::to_string(seq));
}

/// A signed note becomes a promise that the log must keep; one that does not open is a finding.
void expect_note(audit::LogVerifier& verifier, const std::string& note, const std::vector<audit::VerifierKey>& keys, const Localized& where) {
  if (note.empty() || keys.empty()) return;
  auto opened = audit::open_note(note, keys.front());
  for (const audit::VerifierKey& key : keys)
    if (auto other = opened ? opened : audit::open_note(note, key)) opened = std::move(other);
  const auto checkpoint = opened ? audit::Checkpoint::parse(*opened) : std::unexpected(opened.error());
  if (!checkpoint)
    verifier.find(0, where.vi + " không đọc được: " + checkpoint.error(), where.en + " is not to be trusted: the note " + checkpoint.error());
  else
    verifier.expect(checkpoint->size, checkpoint->root, where);
}

void finish(soci::session& session, VerifyReport& report, audit::LogVerifier& verifier) {
  std::string frontier, root;
  session << "SELECT " + text("frontier") + ", " + text("root") + " FROM log_state WHERE id = 1", soci::into(frontier), soci::into(root);
  const bool known = session.got_data();
  const auto parsed = audit::parse_frontier(known ? frontier : "0");
  audit::MerkleTree tree;
  if (parsed) tree.restore(*parsed);
  verifier.finish(parsed ? parsed->size : 0, tree.root());
  if (known && to_hex(tree.root()) != root)
    verifier.find(verifier.size(), "trạng thái nhật ký ghi hai gốc khác nhau", "the log's state holds two different roots");
  report.findings = verifier.findings();
  report.size = verifier.size();
  report.root = verifier.root();
}

}  // namespace

VerifyReport verify_log(const std::filesystem::path& folder, const std::optional<audit::VerifierKey>& key) {
  const auto file = folder / "luan.db";
  if (!std::filesystem::exists(file)) throw std::runtime_error("there is no " + file.string() + ". Name the data directory of a server with --data.");
  VerifyReport report;
  audit::LogVerifier verifier;
  // Before the log: only what is committed gets signed, so a log read later is never behind.
  const audit::SignedState state = audit::read_signed_state(folder / "keys");
  const std::optional<audit::VerifierKey> first = key ? key : state.key;
  std::vector<audit::VerifierKey> trusted;
  if (first) trusted = state.vouched_for(*first);
  report.against_signature = first.has_value();
  expect_note(verifier, state.note, trusted, {"bản ký trong thư mục keys", "the checkpoint in the folder keys"});

  soci::session session(soci::sqlite3, "dbname=" + file.string() + " timeout=5");
  session << "PRAGMA query_only=ON";
  const soci::transaction snapshot(session);  // one moment of the log, whatever a running server adds meanwhile
  expect_note(verifier, meta(session, signed_note_key).value_or(""), trusted, {"bản ký trong cơ sở dữ liệu", "the checkpoint in the database"});
  feed_events(session, verifier, folder / "files");
  feed_rest(session, verifier);
  report.scars = scars_of(session);
  finish(session, report, verifier);
  return report;
}

}  // namespace luan::store
