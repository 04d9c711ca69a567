// The outbox as a dispatcher sees it: order, leases, and who may settle.
#include <sqlite3.h>
#include <stdlib.h>

#include <catch2/catch.hpp>

#include "store/migrations.hpp"
#include "store/queries.hpp"
#include "store/writer.hpp"

using namespace luan;
using std::chrono::minutes;
using store::LeasedRow;

namespace {

struct Outbox {
  Outbox() {
    std::string pattern = (std::filesystem::temp_directory_path() / "luan_outbox_XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    clock = std::make_shared<ManualClock>(*parse_instant("2026-11-24T02:00:00.000Z"));
    database = std::make_unique<store::Database>(folder);
    writer = std::make_unique<store::Writer>(*database, clock, std::make_shared<SeededIds>("outbox"));
  }
  ~Outbox() {
    writer.reset();
    database.reset();
    std::filesystem::remove_all(folder);
  }

  void ask(const std::string& id, const std::string& lane, const std::string& plugin = "notify") const {
    run([&](store::Transaction& t) { t.enqueue({id, plugin, "notify", lane}); });
  }
  std::vector<LeasedRow> lease(int attempts_most = 10, const std::string& plugin = "notify") const {
    std::vector<LeasedRow> rows;
    run([&](store::Transaction& t) { rows = t.lease(plugin, 10, t.now() + minutes(1), attempts_most); });
    return rows;
  }
  static std::string ids(const std::vector<LeasedRow>& rows) {
    std::string out;
    for (const LeasedRow& row : rows) out += row.row.delivery;
    return out;
  }
  template <class Job>
  bool did(Job job) const {
    bool done = false;
    run([&](store::Transaction& t) { done = job(t); });
    return done;
  }
  void run(const store::Writer::Job& job) const { writer->run(job); }
  store::DeliveryRow row(const std::string& id) const {
    store::DeliveryQuery query{{"waiting", "leased", "dead", "dropped", "delivered"}, {}, id, 1};
    return store::deliveries(database->reader().session(), query).at(0);
  }

  std::filesystem::path folder;
  std::shared_ptr<ManualClock> clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::Writer> writer;
};

}  // namespace

TEST_CASE("In one lane a delivery waits for those before it, whatever becomes of them; other lanes and plugins go on") {
  Outbox outbox;
  for (const auto& [id, lane] : {std::pair{"a", "1"}, {"b", "1"}, {"c", "2"}, {"d", "1"}}) outbox.ask(id, lane);
  outbox.ask("x", "1", "another");
  const auto first = outbox.lease();
  CHECK(Outbox::ids(first) == "abcd");
  CHECK(Outbox::ids(outbox.lease(10, "another")) == "x");
  CHECK(outbox.lease().empty());
  CHECK(outbox.did(
      [&](auto& t) { return t.failed(first[0], "busy", t.now() + minutes(5)) && t.give_back(first[1], "", t.now()) && t.give_back(first[3], "", t.now()); }));
  CHECK(outbox.lease().empty());  // b and d are due, but not before a
  outbox.clock->advance(minutes(4));
  // Its lease has run out, but nobody has taken it: the acknowledgement still counts.
  CHECK(outbox.did([&](auto& t) { return t.delivered(first[2]); }));
  CHECK(outbox.lease().empty());
  outbox.clock->advance(minutes(1));
  const auto again = outbox.lease();
  CHECK(Outbox::ids(again) == "abd");
  CHECK(outbox.did(
      [&](auto& t) { return t.failed(again[0], "gone", std::nullopt) && t.give_back(again[1], "", t.now()) && t.give_back(again[2], "", t.now()); }));
  CHECK(Outbox::ids(outbox.lease()) == "bd");  // a dead letter holds up nobody
}

TEST_CASE("A renewed lease lasts on; one that ran out is another's, and counts as an attempt, the last of which kills") {
  Outbox outbox;
  outbox.ask("a", "1");
  const LeasedRow first = outbox.lease().at(0);
  outbox.clock->advance(std::chrono::seconds(50));
  CHECK(outbox.did([&](auto& t) { return t.renew(first, t.now() + minutes(1)); }));
  outbox.clock->advance(std::chrono::seconds(50));
  CHECK(outbox.lease().empty());
  outbox.clock->advance(std::chrono::seconds(10));
  const LeasedRow second = outbox.lease(3).at(0);
  CHECK(second.attempts == 1);
  for (const bool done :
       {outbox.did([&](auto& t) { return t.renew(first, t.now() + minutes(1)); }), outbox.did([&](auto& t) { return t.delivered(first); }),
        outbox.did([&](auto& t) { return t.failed(first, "late", std::nullopt); }), outbox.did([&](auto& t) { return t.give_back(first, "", t.now()); })})
    CHECK_FALSE(done);
  CHECK(outbox.row("a").state == "leased");
  outbox.clock->advance(minutes(1));
  CHECK(outbox.lease(3).at(0).attempts == 2);
  outbox.clock->advance(minutes(1));
  CHECK(outbox.lease(3).empty());
  CHECK(outbox.row("a").state == "dead");
  CHECK(outbox.row("a").attempts == 3);
  CHECK(outbox.row("a").error == "Lần gửi trước bị bỏ dở.\nThe attempt before was broken off.");
}

TEST_CASE("What is given back was no attempt; what is delivered or dropped goes after its time, dead letters stay") {
  Outbox outbox;
  for (const char* id : {"a", "b", "c"}) outbox.ask(id, id);
  auto rows = outbox.lease();
  CHECK(outbox.did([&](auto& t) { return t.give_back(rows[0], "rests", t.now() + minutes(1)); }));
  CHECK(outbox.row("a").state == "waiting");
  CHECK(outbox.row("a").attempts == 0);
  CHECK(outbox.did([&](auto& t) { return t.delivered(rows[1]); }));
  CHECK(outbox.did([&](auto& t) { return t.failed(rows[2], "gone", std::nullopt); }));
  CHECK_FALSE(outbox.did([&](auto& t) { return t.drop("b", "x", "delivered already"); }));
  outbox.clock->advance(std::chrono::days(100));
  outbox.run([](store::Transaction& t) { t.sweep({{}, {}, t.now() - std::chrono::days(90)}); });
  CHECK(outbox.row("c").state == "dead");
  CHECK_THROWS(outbox.row("b"));
  CHECK(outbox.did([](auto& t) { return t.drop("c", "x", "told in person"); }));
  CHECK_FALSE(outbox.did([](auto& t) { return t.drop("c", "x", "again"); }));
  CHECK(outbox.row("c").reason == "told in person");
  CHECK(outbox.did([](auto& t) { return t.revive("c", "x"); }));
  CHECK(outbox.row("c").attempts == 0);
}

TEST_CASE("A directory of the version before keeps its scores that wait, and tells people what they were to be told") {
  std::string pattern = (std::filesystem::temp_directory_path() / "luan_outbox_XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(pattern.data());
  {
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open((folder / "luan.db").c_str(), &connection) == SQLITE_OK);
    const std::string sql =
        std::string(store::migrations().at(0).sql) +
        "PRAGMA user_version=1;"
        "INSERT INTO outbox VALUES ('a', 'score_weighted', 'score', 'r', 'score', 1, '{}', 'dead', 12, '2026-11-24T02:00:00.000Z', '', '', 'why');"
        "INSERT INTO outbox VALUES ('b', 'notify_mail', 'notify', 'r', 'vote', 1, '{\"about\":\"task\",\"seats\":[{\"role\":\"chair\",\"unit\":\"u\","
        "\"account\":\"\"}],\"due\":\"2026-11-30\"}', 'waiting', 3, '2026-11-24T02:00:00.000Z', '', '', '');"
        "INSERT INTO outbox VALUES ('c', 'notify_mail', 'notify', 'r', 'vote', 1, '{\"seats\":[]}', 'delivered', 1, '2026-11-24T02:00:00.000Z', '', '', '');";
    CHECK(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(connection);
  }
  {
    const store::Database database(folder);
    const store::Reader reader = database.reader();
    const auto rows = store::deliveries(reader.session(), {{"waiting", "leased", "dead", "dropped", "delivered"}});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].row.delivery == "a");
    CHECK(rows[0].row.lane == "r");
    CHECK(rows[0].state == "dead");
    CHECK(rows[0].error == "why");
    const auto notices = store::due_notices(reader.session(), *parse_instant("2026-11-25T02:00:00.000Z"), 10);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].step == "vote");
    CHECK(notices[0].due == "2026-11-30");
    CHECK(json::serialize(notices[0].seats) == R"([{"role":"chair","unit":"u","account":""}])");
  }
  std::filesystem::remove_all(folder);
}
