#include <catch2/catch.hpp>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "store/migrations.hpp"
#include "store/support/desk.hpp"

using namespace luan;
using Catch::Matchers::Contains;
using test::Desk;

namespace {

std::string pragma(soci::session& session, const std::string& name) {
  std::string value;
  session << "PRAGMA " + name, soci::into(value);
  return value;
}

bool checkpoints_on_close(soci::session& session) {
  int kept = -1;
  sqlite_api::sqlite3_db_config(static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, -1, &kept);
  return kept == 0;
}

std::string refusal_to_open(const std::filesystem::path& folder) {
  try {
    const store::Database opened(folder);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("Nobody changes or deletes an event, whoever holds the file") {
  const Desk desk;
  const std::string before = desk.value("SELECT group_concat(entry || payload || salt) FROM events");
  for (const char* sql : {"UPDATE events SET payload = '{}' WHERE seq = 1", "UPDATE events SET seq = 99 WHERE seq = 1", "UPDATE events SET entry = entry",
                          "DELETE FROM events WHERE seq = 3", "DELETE FROM events"}) {
    INFO(sql);
    CHECK_THROWS_WITH(desk.execute(sql), Contains("append-only"));
  }
  CHECK_THROWS_WITH(desk.execute("UPDATE contents SET bytes = '{}'"), Contains("never changed"));
  CHECK(desk.value("SELECT group_concat(entry || payload || salt) FROM events") == before);
}

TEST_CASE("The settings that make a commit durable are in force on every session") {
  const Desk desk;
  const auto writing = desk.database->open_session(true);
  for (const auto& [name, wanted] : {std::pair{"journal_mode", "wal"},
                                     {"synchronous", "2"},
                                     {"foreign_keys", "1"},
                                     {"trusted_schema", "0"},
                                     {"busy_timeout", "5000"},
                                     {"secure_delete", "1"},
                                     {"query_only", "0"}}) {
    INFO(name);
    CHECK(pragma(*writing, name) == wanted);
  }
  CHECK(checkpoints_on_close(*writing));
  const store::Reader reader = desk.database->reader();
  for (const auto& [name, wanted] :
       {std::pair{"journal_mode", "wal"}, {"foreign_keys", "1"}, {"trusted_schema", "0"}, {"busy_timeout", "5000"}, {"query_only", "1"}}) {
    INFO(name);
    CHECK(pragma(reader.session(), name) == wanted);
  }
  CHECK_FALSE(checkpoints_on_close(reader.session()));
  CHECK_THROWS_AS(reader.session() << "INSERT INTO meta (key, value) VALUES ('a', 'b')", soci::soci_error);
}

TEST_CASE("A second server on the same directory is refused, and may come when the first has gone") {
  Desk desk;
  CHECK_THAT(refusal_to_open(desk.folder.path()), Contains("another Luân server is using") && Contains("Stop it first"));
  desk.close();
  CHECK(refusal_to_open(desk.folder.path()).empty());
}

TEST_CASE("Data of a newer version are refused and left as they are") {
  Desk desk;
  desk.close();
  const std::string newer = std::to_string(store::migrations().size() + 1);
  desk.execute("PRAGMA user_version=" + newer);
  CHECK_THAT(refusal_to_open(desk.folder.path()), Contains("newer version") && Contains("schema " + newer));
  CHECK(desk.value("PRAGMA user_version") == newer);
}

TEST_CASE("A program that does not know an event of the log stops and says so, whether it is a rotation's or the directory's") {
  for (const auto& [whose, type] : {std::pair{"rotation = '-'", "unit.painted"}, {"rotation <> '-'", "response.sung.v3"}}) {
    INFO(type);
    Desk desk;
    desk.nominate();
    desk.close();
    CHECK(refusal_to_open(desk.folder.path()).empty());
    // As a newer version would have written it.
    desk.execute("INSERT INTO events SELECT (SELECT max(seq) + 1 FROM events), rotation, sequence + 1000, '" + std::string(type) + "', replace(entry, type, '" +
                 type + "'), payload, salt FROM events WHERE " + whose + " ORDER BY seq DESC LIMIT 1");
    const std::string size = desk.value("SELECT count(*) FROM events");
    CHECK_THAT(refusal_to_open(desk.folder.path()),
               Contains(type) && Contains("newer version") && Contains("entry " + desk.value("SELECT max(seq) FROM events")));
    CHECK(desk.value("SELECT count(*) FROM events") == size);
  }
}

TEST_CASE("Migrations are numbered without a gap, and a fresh directory is at the last") {
  const Desk desk;
  const auto& all = store::migrations();
  REQUIRE_FALSE(all.empty());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    CHECK(all[i].name.substr(0, 5) == std::string(4 - number.size(), '0') + number + "_");
    CHECK(all[i].name.size() > 5);
  }
  CHECK(desk.value("PRAGMA user_version") == std::to_string(all.size()));
}

TEST_CASE("A migration that fails leaves nothing of itself, and says which it was") {
  const test::Folder folder;
  {
    soci::session session(soci::sqlite3, (folder.path() / "luan.db").string());
    session << "CREATE TABLE tasks (a TEXT)";  // stands in the way of the first migration, after its first tables
  }
  CHECK_THAT(refusal_to_open(folder.path()), Contains("migration 0001_start failed") && Contains("tasks"));
  soci::session session(soci::sqlite3, (folder.path() / "luan.db").string());
  int tables = 0;
  session << "SELECT count(*) FROM sqlite_master WHERE type = 'table'", soci::into(tables);
  CHECK(tables == 1);
}

TEST_CASE("A damaged file is not opened") {
  Desk desk;
  desk.close();
  desk.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  const auto file = desk.folder.path() / "luan.db";
  {
    soci::session session(soci::sqlite3, file.string());
    session << "PRAGMA writable_schema=ON";
    session << "UPDATE sqlite_master SET rootpage = 999 WHERE name = 'events_of_rotation'";
  }
  CHECK_FALSE(refusal_to_open(desk.folder.path()).empty());
}
