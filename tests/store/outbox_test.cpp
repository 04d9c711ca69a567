#include <catch2/catch.hpp>

#include "store/queries.hpp"
#include "store/support/desk.hpp"

using namespace luan;
using store::LeasedRow;
using test::Desk;

namespace {

const std::chrono::seconds lease_time{60};

void enqueue(Desk& desk, const std::string& delivery, const std::string& plugin = "notify_mail") {
  desk.writer->run(
      [&](store::Transaction& t) { t.enqueue({delivery, plugin, "notify", delivery, {}, std::string(32, 'a'), "proposal", 1, {{"about", "task"}}}); });
}

std::vector<LeasedRow> lease(Desk& desk, int count = 10, const std::string& plugin = "notify_mail") {
  std::vector<LeasedRow> rows;
  desk.writer->run([&](store::Transaction& t) { rows = t.lease(plugin, count, t.now() + lease_time, 10); });
  return rows;
}

void delivered(Desk& desk, const LeasedRow& row) {
  desk.writer->run([&](store::Transaction& t) { (void)t.delivered(row); });
}
void failed(Desk& desk, const LeasedRow& row, std::optional<std::chrono::seconds> again) {
  desk.writer->run([&](store::Transaction& t) { (void)t.failed(row, "không gửi được", again ? std::optional(t.now() + *again) : std::nullopt); });
}

std::string state(const Desk& desk, const std::string& delivery) {
  return desk.value("SELECT state || ' ' || attempts FROM outbox WHERE delivery = '" + delivery + "'");
}

}  // namespace

TEST_CASE("A delivery is leased to one at a time, by its plugin, oldest first") {
  Desk desk;
  for (const char* id : {"a", "b", "c"}) {
    enqueue(desk, id);
    desk.clock->advance(std::chrono::seconds(1));
  }
  enqueue(desk, "x", "score_weighted");
  const auto first = lease(desk, 2);
  REQUIRE(first.size() == 2);
  CHECK(first[0].row.delivery == "a");
  CHECK(first[1].row.delivery == "b");
  CHECK(first[0].row.body == json::object{{"about", "task"}});
  CHECK(first[0].attempts == 0);
  CHECK(first[0].token != first[1].token);
  const auto second = lease(desk);
  REQUIRE(second.size() == 1);
  CHECK(second[0].row.delivery == "c");
  CHECK(lease(desk).empty());
  CHECK(lease(desk, 10, "score_weighted").size() == 1);
  delivered(desk, first[0]);
  CHECK(state(desk, "a") == "delivered 1");
}

TEST_CASE("A lease that ran out counts as an attempt, and whoever held it can no longer settle the delivery") {
  Desk desk;
  enqueue(desk, "a");
  const LeasedRow old = lease(desk).at(0);
  desk.clock->advance(lease_time - std::chrono::milliseconds(1));
  CHECK(lease(desk).empty());
  desk.clock->advance(std::chrono::milliseconds(1));
  const LeasedRow now = lease(desk).at(0);
  CHECK(now.attempts == 1);
  CHECK(now.token != old.token);

  delivered(desk, old);
  CHECK(state(desk, "a") == "leased 1");
  failed(desk, old, std::nullopt);
  CHECK(state(desk, "a") == "leased 1");
  delivered(desk, now);
  CHECK(state(desk, "a") == "delivered 2");
}

TEST_CASE("What is settled stays settled, whoever still holds its token") {
  Desk desk;
  enqueue(desk, "a");
  const LeasedRow row = lease(desk).at(0);
  delivered(desk, row);
  failed(desk, row, std::chrono::seconds(1));
  CHECK(state(desk, "a") == "delivered 1");

  enqueue(desk, "b");
  const LeasedRow dead = lease(desk).at(0);
  failed(desk, dead, std::nullopt);
  bool revived = false;
  desk.writer->run([&](store::Transaction& t) { revived = t.revive("b", "-"); });
  CHECK(revived);
  delivered(desk, dead);
  CHECK(state(desk, "b") == "waiting 0");
}

TEST_CASE("A failed delivery waits for its time, becomes a dead letter without one, and is tried again when revived") {
  Desk desk;
  enqueue(desk, "a");
  failed(desk, lease(desk).at(0), std::chrono::seconds(30));
  CHECK(state(desk, "a") == "waiting 1");
  CHECK(lease(desk).empty());
  CHECK(store::next_due(desk.database->reader().session()) == desk.clock->now() + std::chrono::seconds(30));
  desk.clock->advance(std::chrono::seconds(30));
  failed(desk, lease(desk).at(0), std::nullopt);
  CHECK(state(desk, "a") == "dead 2");
  desk.clock->advance(std::chrono::days(30));
  CHECK(lease(desk).empty());
  CHECK_FALSE(store::next_due(desk.database->reader().session()));

  const auto shown = store::deliveries(desk.database->reader().session(), {});
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].state == "dead");
  CHECK(shown[0].error == "không gửi được");

  const auto revive = [&](const std::string& id) {
    bool done = false;
    desk.writer->run([&](store::Transaction& t) { done = t.revive(id, "-"); });
    return done;
  };
  CHECK_FALSE(revive("không có"));
  CHECK(revive("a"));
  CHECK(revive("a"));  // it waits: it is tried now
  CHECK(lease(desk).at(0).attempts == 0);
}

TEST_CASE("The outbox outlives a restart, and a rebuild leaves it alone") {
  Desk desk;
  enqueue(desk, "a");
  enqueue(desk, "b");
  (void)lease(desk, 1);
  desk.reopen();
  CHECK(desk.rebuild().differences.empty());
  CHECK(state(desk, "a") == "leased 0");
  CHECK(state(desk, "b") == "waiting 0");
}
