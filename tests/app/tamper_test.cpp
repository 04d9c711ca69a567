#include <catch2/catch.hpp>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <fstream>

#include "app/support/loaded_sample.hpp"
#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "audit/log_signer.hpp"
#include "base/files.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using Catch::Matchers::Contains;

namespace {

/// A copy of the sample's directory, in the hands of somebody who has the files and no server.
class Copy {
 public:
  Copy() {
    std::filesystem::copy(test::loaded_sample().folder.path(), folder.path(),
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    session.open(soci::sqlite3, (folder.path() / "luan.db").string());
    for (const char* trigger : {"events_no_update", "events_no_delete", "contents_no_update"}) session << std::string("DROP TRIGGER ") + trigger;
    session << "SELECT count(*) FROM events", soci::into(size);
    session << "SELECT min(e.seq) FROM events e JOIN contents c ON c.seq = e.seq WHERE type = 'response.recorded' AND e.seq > 9000", soci::into(seq);
  }

  /// `S` in the text stands for the event chosen, `T` for the first of the last ten.
  void execute(std::string sql) {
    for (const auto& [name, value] : {std::pair{"$S", seq}, {"$T", size - 10}})
      for (auto at = sql.find(name); at != sql.npos; at = sql.find(name)) sql.replace(at, 2, std::to_string(value));
    session << sql;
  }

  /// What the log's state would be, had the log always been as it is now.
  void rewrite_state() {
    audit::MerkleTree tree;
    std::string entry;
    soci::statement rows = (session.prepare << "SELECT entry FROM events ORDER BY seq", soci::into(entry));
    rows.execute();
    while (rows.fetch()) tree.append(audit::leaf_hash(entry));
    const std::string frontier = audit::to_text(tree.frontier()), root = to_hex(tree.root());
    session << "UPDATE log_state SET frontier = :f, root = :r", soci::use(frontier), soci::use(root);
  }

  void cut_tail() {
    execute("DELETE FROM contents WHERE seq >= $T");
    execute("DELETE FROM events WHERE seq >= $T");
  }

  [[nodiscard]] std::vector<audit::Finding> findings() const { return store::verify_log(folder.path()).findings; }
  [[nodiscard]] std::string start() const {
    try {
      const app::App app(test::test_configuration(), folder.path(), std::make_shared<ManualClock>(TimeZone().start_of(test::sample_day)));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  test::Folder folder;
  soci::session session;
  int seq = 0, size = 0;
};

std::string told(const std::vector<audit::Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) out += std::to_string(finding.seq) + ": " + finding.text.en + "\n";
  return out;
}

}  // namespace

TEST_CASE("A log that nobody touched holds, and what was signed of it is looked at", "[sample]") {
  const Copy copy;
  const auto report = store::verify_log(copy.folder.path());
  CHECK(told(report.findings).empty());
  CHECK(report.against_signature);
  CHECK(report.size == static_cast<std::uint64_t>(copy.size));
  CHECK(copy.start().empty());
}

TEST_CASE("Whatever is changed in the log is found and named by its place", "[sample]") {
  struct Case {
    const char* what;
    std::vector<std::string> sql;
    const char* found;  // S: the seq of the event that was touched
    bool starts;        // the start hashes entries only; the rest is left to luan audit verify
  };
  const auto [what, sql, found, starts] = GENERATE(values<Case>({
      {"a byte of the entry", {"UPDATE events SET entry = replace(entry, 'to ', 'to x') WHERE seq = $S"}, "root", false},
      {"a byte of the payload",
       {"UPDATE events SET payload = replace(payload, '\"run\":', '\"run\": ') WHERE seq = $S"},
       "payload or salt of entry $S was changed",
       true},
      {"a byte after the payload's end",
       {"UPDATE events SET payload = payload || char(0) || 'x' WHERE seq = $S"},
       "payload or salt of entry $S was changed",
       true},
      {"a payload that is no text", {"UPDATE events SET payload = x'00ff' WHERE seq = $S"}, "payload or salt of entry $S was changed", true},
      {"a payload of another shape", {"UPDATE events SET payload = '{\"contents\":5}' WHERE seq = $S"}, "the list of contents of entry $S is malformed", true},
      {"a salt", {"UPDATE events SET salt = substr(salt, 3) || substr(salt, 1, 2) WHERE seq = $S"}, "payload or salt of entry $S was changed", true},
      {"a byte of a content", {"UPDATE contents SET bytes = replace(bytes, '}', ' }') WHERE seq = $S"}, "of entry $S was changed", true},
      {"a content's salt", {"UPDATE contents SET salt = substr(salt, 3) || substr(salt, 1, 2) WHERE seq = $S"}, "of entry $S was changed", true},
      {"the root", {"UPDATE log_state SET root = '00' || substr(root, 3)"}, "two different roots", true},
      {"a row in the middle, deleted", {"DELETE FROM events WHERE seq = $S"}, "where entry $S should stand", false},
      {"a row in the middle with its contents, deleted",
       {"DELETE FROM contents WHERE seq = $S", "DELETE FROM events WHERE seq = $S"},
       "where entry $S should stand",
       false},
      {"two rows, swapped",
       {"UPDATE events SET seq = -1, rotation = 'x' WHERE seq = $S", "UPDATE events SET seq = $S WHERE seq = $S + 1",
        "UPDATE events SET seq = $S + 1, rotation = substr(entry, instr(entry, 'rotation ') + 9, 32) WHERE seq = -1"},
       "entry $S says it is",
       false},
      {"the order within a rotation",
       {"UPDATE events SET sequence = sequence + 100000 WHERE rotation = (SELECT rotation FROM events WHERE seq = $S) AND seq = $S"},
       "entry $S stands at place",
       true},
      {"the column of the type", {"UPDATE events SET type = 'action.taken' WHERE seq = $S"}, "the columns type or rotation of entry $S differ", true},
      {"a content, deleted", {"DELETE FROM contents WHERE seq = $S"}, "of entry $S is missing", true},
      {"a content that nobody recorded", {"INSERT INTO contents VALUES ($S, 'thêm', '{}', '00')"}, "content «thêm» of entry $S is named by no payload", true},
      {"a content of an entry that is not there",
       {"INSERT INTO contents VALUES (999999, 'form', '{}', '00')"},
       "there is content «form» but no entry 999999",
       true},
      {"a definition's bytes", {"UPDATE definitions SET bytes = bytes || '#'"}, "workflow rotation 2 is not the one that entry", true},
      {"a definition's digest", {"UPDATE definitions SET digest = 'aa'"}, "workflow rotation 2 is not the one that entry", true},
      {"a definition, deleted", {"DELETE FROM definitions"}, "workflow rotation 2, which entry", true},
      {"a definition that nobody installed",
       {"INSERT INTO definitions SELECT name, 7, digest, bytes FROM definitions"},
       "workflow rotation 7 was installed by no entry",
       true},
  }));
  Copy copy;
  INFO(what);
  for (const std::string& one : sql) copy.execute(one);
  const std::string seq = std::to_string(copy.seq);
  std::string wanted = found;
  if (const auto at = wanted.find("$S"); at != wanted.npos) wanted.replace(at, 2, seq);
  CHECK_THAT(told(copy.findings()), Contains(wanted));
  if (!starts) CHECK_THAT(copy.start(), Contains("log in"));
}

TEST_CASE("A tail that was cut off is seen, however well the rest was made to fit", "[sample]") {
  Copy copy;
  copy.cut_tail();
  SECTION("by the log's own state") {}
  SECTION("by what was signed, where the state was rewritten") { copy.rewrite_state(); }
  SECTION("by the file beside the key, where the database holds no signature either") {
    copy.rewrite_state();
    copy.execute("DELETE FROM meta WHERE key = 'checkpoint'");
  }
  CHECK_THAT(told(copy.findings()), Contains("the tail was cut off: " + std::to_string(copy.size - 10) + " entries"));
  CHECK_THAT(copy.start(), Contains("the tail of the log") && Contains("cut off"));
}

TEST_CASE("A tail that was cut off is seen by the note in the database, where the file was put back too", "[sample]") {
  Copy copy;
  const std::string line = read_secret(copy.folder.path() / "keys/log.key");
  const auto key = audit::SignerKey::parse(std::string_view(line).substr(0, line.size() - 1));
  REQUIRE(key);
  replace_file(copy.folder.path() / "keys/checkpoint", key->sign(audit::Checkpoint{key->name, 0, audit::MerkleTree().root()}.text()));
  copy.cut_tail();
  copy.rewrite_state();
  CHECK_THAT(told(copy.findings()), Contains("the tail was cut off") && Contains("the checkpoint in the database"));
  CHECK_THAT(copy.start(), Contains("cut off") && Contains("the checkpoint in the database"));
}

TEST_CASE("An entry that was rewritten with payload, digest and state is found by what was signed", "[sample]") {
  Copy copy;
  std::string record, payload, salt;
  copy.session << "SELECT entry, payload, salt FROM events WHERE seq = :s", soci::into(record), soci::into(payload), soci::into(salt), soci::use(copy.seq);
  auto entry = audit::parse_record(record);
  REQUIRE(entry);
  payload += " ";
  entry->payload = to_hex(audit::payload_digest(*from_hex(salt), payload));
  record = audit::to_record(*entry);
  copy.session << "UPDATE events SET entry = :e, payload = :p WHERE seq = :s", soci::use(record), soci::use(payload), soci::use(copy.seq);
  copy.rewrite_state();
  const auto findings = copy.findings();
  CHECK(findings.size() == 2);  // by the note in the folder of keys and by the one in the database
  CHECK_THAT(told(findings), Contains("no longer give the root"));
  CHECK_THAT(copy.start(), Contains("was changed"));
}

TEST_CASE("A note that another key signed is trusted by nobody", "[sample]") {
  Copy copy;
  const audit::SignerKey other{audit::LogSigner(copy.folder.path() / "keys").verifier().name, std::string(32, '\x01')};
  copy.cut_tail();
  copy.rewrite_state();
  copy.execute("DELETE FROM meta WHERE key = 'checkpoint'");
  replace_file(copy.folder.path() / "keys/checkpoint", other.sign(audit::Checkpoint{other.name, 0, audit::MerkleTree().root()}.text()));
  CHECK_THAT(told(copy.findings()), Contains("is not to be trusted"));
  CHECK_THAT(copy.start(), Contains("is not signed by"));

  // Whoever puts a key of his own beside it convinces nobody who holds the old one.
  const Copy sound;
  const auto held = audit::read_signed_state(sound.folder.path() / "keys").key;
  replace_file(copy.folder.path() / "keys/log.pub", other.verifier().text() + "\n");
  CHECK_FALSE(store::verify_log(copy.folder.path(), held).findings.empty());
}

TEST_CASE("A changed projection is no matter of the log: verify says nothing, rebuild says what", "[sample]") {
  Copy copy;
  copy.execute("UPDATE turns SET result = 'excellent' WHERE result = 'good' AND rotation = (SELECT min(rotation) FROM turns WHERE result = 'good')");
  CHECK(told(copy.findings()).empty());
  const app::App app(test::test_configuration(), copy.folder.path(), std::make_shared<ManualClock>(TimeZone().start_of(test::sample_day)));
  const auto report = store::rebuild(app.database(), [&](const std::string& name, int version) { return app.definition(name, version); });
  CHECK(report.differences.size() == 2);
  CHECK(std::ranges::all_of(report.differences, [](const std::string& one) { return one.starts_with("turns: "); }));
}
