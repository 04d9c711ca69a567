#include "identity/throttle.hpp"

#include <catch2/catch.hpp>

using namespace luan;
using namespace luan::identity;
using namespace std::chrono_literals;

namespace {

const Instant start = *parse_instant("2026-11-24T02:15:07.000Z");

/// A try that fails, where it may be made at all. How long it would have to wait otherwise.
std::chrono::seconds fail(Throttle& throttle, const std::string& account, const std::string& network, const std::string& browser, Instant now) {
  const auto wait = throttle.begin(account, network, browser, now);
  if (wait == 0s) throttle.failed(network, now);
  return wait;
}

}  // namespace

TEST_CASE("Five tries are free; then the wait doubles from a second to a quarter of an hour", "[identity]") {
  Throttle throttle;
  Instant now = start;
  for (int i = 0; i < 5; ++i) CHECK(fail(throttle, "an", "n", "", now) == 0s);
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 900s, 900s, 900s}) {
    INFO(wait.count());
    CHECK(throttle.begin("an", "n", "", now) == wait);
    now += wait;
    CHECK(throttle.begin("an", "n", "", now - 1ms) == 1s);
    CHECK(fail(throttle, "an", "n", "", now) == 0s);
  }
}

TEST_CASE("A try counts from when it begins: many at once are no way round", "[identity]") {
  Throttle throttle;
  int taken = 0;
  for (int i = 0; i < 64; ++i) taken += throttle.begin("an", "n", "", start) == 0s;
  CHECK(taken == 5);
}

TEST_CASE("A try that never came to a judgement is given back", "[identity]") {
  Throttle throttle;
  for (int i = 0; i < 20; ++i) {
    REQUIRE(throttle.begin("an", "n", "", start) == 0s);
    throttle.withdrawn("an", "n", "");
  }
  CHECK(throttle.begin("an", "n", "", start) == 0s);
}

TEST_CASE("The right password begins the count anew", "[identity]") {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) (void)fail(throttle, "an", "n", "", start);
  CHECK(throttle.begin("an", "n", "", start + 1s) == 0s);
  throttle.succeeded("an", "n", "");
  for (int i = 0; i < 5; ++i) CHECK(fail(throttle, "an", "n", "", start + 1s) == 0s);
  CHECK(throttle.begin("an", "n", "", start + 1s) == 1s);
}

TEST_CASE("Other accounts, other networks and known browsers have tries of their own", "[identity]") {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) (void)fail(throttle, "an", "n", "", start);
  CHECK(throttle.begin("an", "n", "", start) > 0s);
  CHECK(throttle.begin("binh", "n", "", start) == 0s);
  CHECK(throttle.begin("an", "m", "", start) == 0s);
  CHECK(throttle.begin("an", "n", "known", start) == 0s);
  for (int i = 0; i < 5; ++i) (void)fail(throttle, "an", "m", "other", start);
  CHECK(throttle.begin("an", "m", "other", start) > 0s);
}

TEST_CASE("A network has thirty failures a minute, over all its accounts; known browsers there go on", "[identity]") {
  Throttle throttle;
  for (int i = 0; i < 30; ++i) REQUIRE(fail(throttle, "account " + std::to_string(i), "n", "", start + std::chrono::seconds(i)) == 0s);
  CHECK(throttle.begin("another", "n", "", start + 30s) == 30s);
  CHECK(throttle.begin("another", "n", "known", start + 30s) == 0s);
  CHECK(throttle.begin("another", "m", "", start + 30s) == 0s);
  CHECK(throttle.begin("a third", "n", "", start + 60s) == 0s);
}

TEST_CASE("Strangers are remembered by their network, not by their address", "[identity]") {
  struct Case {
    const char *one, *other;
    bool same;
  };
  const Case cases[]{{"192.0.2.1", "192.0.2.254", true},
                     {"192.0.2.1", "192.0.3.1", false},
                     {"2001:db8:0:ff00::1", "2001:db8:0:ffff::2", true},
                     {"2001:db8:0:ff00::1", "2001:db8:0:fe00::1", false},
                     {"127.0.0.1", "::1", false},
                     {"::ffff:192.0.2.1", "192.0.2.9", true},
                     {"unknown", "unknown", true},
                     {"unknown", "other", false}};
  for (const auto& [one, other, same] : cases) {
    INFO(one << " and " << other);
    CHECK((network_of(one) == network_of(other)) == same);
  }
}
