#include "identity/allowance.hpp"

#include <catch2/catch.hpp>

using namespace luan;
using std::chrono::seconds;

TEST_CASE("An allowance is used up by one key alone, says how long to wait, and comes back with its span") {
  identity::Allowance allowance(2, seconds(60));
  const Instant now{std::chrono::hours(500'000)};
  CHECK(allowance.take("a", now) == seconds(0));
  CHECK(allowance.take("a", now + seconds(20)) == seconds(0));
  CHECK(allowance.take("a", now + seconds(20)) == seconds(40));
  CHECK(allowance.take("b", now + seconds(20)) == seconds(0));
  CHECK(allowance.take("a", now + seconds(59)) == seconds(1));
  CHECK(allowance.take("a", now + seconds(60)) == seconds(0));
}

TEST_CASE("A clock that is set back locks nobody out") {
  identity::Allowance allowance(1, seconds(60));
  const Instant now{std::chrono::hours(500'000)};
  CHECK(allowance.take("a", now) == seconds(0));
  CHECK(allowance.take("a", now - std::chrono::hours(24)) == seconds(0));
}
