#include "identity/session.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "base/bytes.hpp"

using namespace luan;
using namespace luan::identity;
using namespace std::chrono_literals;

namespace {

const Instant start = *parse_instant("2026-11-24T01:00:00.000Z");
const AccountId an = *AccountId::parse("0123456789abcdef0123456789abcdef"), binh = *AccountId::parse("fedcba9876543210fedcba9876543210");

}  // namespace

TEST_CASE("A session is found by its token and known by the token's digest alone", "[identity]") {
  SessionTable table;
  const auto opened = table.open(an, start);
  CHECK(from_base64url(opened.token)->size() == 32);
  CHECK(opened.session.sha256 == to_hex(sha256(opened.token)));
  REQUIRE(table.find(opened.token, start));
  CHECK(table.find(opened.token, start)->account == an);
  CHECK_FALSE(table.find(opened.session.sha256, start));
  CHECK_FALSE(table.find("", start));
  CHECK_FALSE(table.find(opened.token + "A", start));
  std::set<std::string> tokens;
  for (int i = 0; i < 5; ++i) tokens.insert(table.open(an, start).token);
  CHECK(tokens.size() == 5);
}

TEST_CASE("A session ends after half an hour without a request, and after twelve hours with them", "[identity]") {
  SessionTable table;
  SECTION("Idle") {
    const auto opened = table.open(an, start);
    CHECK(table.find(opened.token, start + 30min));
    CHECK(table.find(opened.token, start + 60min));
    CHECK_FALSE(table.find(opened.token, start + 90min + 1ms));
    CHECK_FALSE(table.find(opened.token, start + 60min + 1ms + 30min));
  }
  SECTION("Old") {
    const auto opened = table.open(an, start);
    for (auto at = 0min; at <= 12h; at += 20min) {
      INFO(at.count() << " minutes");
      CHECK(table.find(opened.token, start + at));
    }
    CHECK_FALSE(table.find(opened.token, start + 12h + 1ms));
  }
}

TEST_CASE("Nobody has more than five sessions: the oldest gives way", "[identity]") {
  SessionTable table;
  std::vector<SessionTable::Opened> opened;
  for (int i = 0; i < 5; ++i) {
    opened.push_back(table.open(an, start + std::chrono::minutes(i)));
    CHECK(opened.back().ended.empty());
  }
  const auto other = table.open(binh, start);
  const auto sixth = table.open(an, start + 6min);
  CHECK(sixth.ended == std::vector{opened[0].session.sha256});
  CHECK_FALSE(table.find(opened[0].token, start + 6min));
  for (std::size_t i = 1; i < 5; ++i) CHECK(table.find(opened[i].token, start + 6min));
  CHECK(table.find(sixth.token, start + 6min));
  CHECK(table.find(other.token, start + 6min));
}

TEST_CASE("A session is closed by its token, all of an account at once", "[identity]") {
  SessionTable table;
  const auto first = table.open(an, start), second = table.open(an, start), other = table.open(binh, start);
  CHECK(table.close(first.token) == first.session.sha256);
  CHECK_FALSE(table.close(first.token));
  CHECK_FALSE(table.find(first.token, start));
  CHECK(table.close_all(an) == std::vector{second.session.sha256});
  CHECK_FALSE(table.find(second.token, start));
  CHECK(table.find(other.token, start));
}

TEST_CASE("What changed is told once, to be written down; a restored session goes on where it was", "[identity]") {
  SessionTable table;
  const auto opened = table.open(an, start);
  CHECK(table.take_changes(start).seen.empty());  // its row was written when it was opened
  CHECK(table.find(opened.token, start + 10min));
  const auto changes = table.take_changes(start + 10min);
  REQUIRE(changes.seen.size() == 1);
  CHECK(changes.seen[0].last_seen == start + 10min);
  CHECK(table.take_changes(start + 10min).seen.empty());

  SessionTable after_restart;
  after_restart.restore(changes.seen[0]);
  CHECK(after_restart.find(opened.token, start + 40min));
  CHECK_FALSE(after_restart.find(opened.token, start + 40min + 30min + 1ms));
  const auto over = after_restart.take_changes(start + 71min);
  CHECK(over.over == std::vector{opened.session.sha256});
  CHECK(over.seen.empty());
}
