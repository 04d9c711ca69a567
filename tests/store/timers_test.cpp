#include <catch2/catch.hpp>

#include "store/queries.hpp"
#include "store/support/desk.hpp"

using namespace luan;
using test::Desk;

namespace {

std::vector<std::string> due(const Desk& desk, Instant now, int limit = 10) { return store::rotations_to_wake(desk.database->reader().session(), now, limit); }

}  // namespace

TEST_CASE("A rotation is woken at the instant its calendar says, not before, and not again for the same thing") {
  Desk desk;
  CHECK_FALSE(store::next_due(desk.database->reader().session()));
  const RotationId id = desk.posted();
  const auto wake = workflow::next_wake(*desk.definition, *desk.database->rotation(id), desk.database->zone());
  REQUIRE(wake);
  CHECK(store::next_due(desk.database->reader().session()) == wake);
  CHECK(due(desk, *wake - std::chrono::milliseconds(1)).empty());
  CHECK(due(desk, *wake) == std::vector<std::string>{id.text()});

  desk.clock->set(*wake);
  desk.writer->run([&](store::Transaction& t) { desk.carry_out(t, id, workflow::Wake{}, nullptr); });
  CHECK(due(desk, *wake).empty());
  desk.reopen();
  const auto next = store::next_due(desk.database->reader().session());
  REQUIRE(next);
  CHECK(*next > *wake);
}

TEST_CASE("The earliest wake comes first, and a limit cuts the latest") {
  Desk desk;
  const RotationId first = desk.posted(), second = desk.posted();
  const auto all = due(desk, desk.clock->now() + std::chrono::days(5'000));
  REQUIRE(all.size() == 2);
  const auto one = due(desk, desk.clock->now() + std::chrono::days(5'000), 1);
  CHECK(one == std::vector<std::string>{all[0]});
  CHECK(all[0] != all[1]);
  const auto at = [&](const std::string& id) { return desk.value("SELECT wake_at FROM wakes WHERE rotation = '" + id + "'"); };
  CHECK(at(all[0]) <= at(all[1]));
}

TEST_CASE("A rotation that is suspended or at its end has no timer") {
  Desk desk;
  const RotationId id = desk.posted();
  const auto act = [&](const std::string& action) {
    desk.writer->run([&](store::Transaction& t) { desk.carry_out(t, id, workflow::Act{action, "Lý do", {"", {{"ground", "health"}}}}, &desk.board); });
  };
  const auto timers = [&] { return desk.value("SELECT count(*) FROM wakes"); };
  CHECK(timers() == "1");
  act("suspend");
  CHECK(timers() == "0");
  act("resume");
  CHECK(timers() == "1");
  act("end_early");
  CHECK(timers() == "0");
  CHECK(desk.rebuild().differences.empty());
}
