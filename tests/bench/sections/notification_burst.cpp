// Does sending out ten thousand letters slow the people who vote? One server, the same votes, by turns with nothing else to
// do and with the letters under way: worked out, written down, put into words and filed durably in a Maildir by the
// plugin's process, on the same disk and the same processors.
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "bare_sqlite.hpp"
#include "load.hpp"
#include "section.hpp"
#include "votes.hpp"

namespace luan::bench {
namespace {

constexpr std::size_t connections = 64;
constexpr const char* under_way = "SELECT (SELECT count(*) FROM notices) + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased'))";
constexpr const char* delivered = "SELECT count(*) FROM outbox WHERE state = 'delivered' AND call = 'notify'";
constexpr const char* given_up = "SELECT count(*) FROM outbox WHERE state = 'dead'";

void execute(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* connection = nullptr;
  const bool done = sqlite3_open(file.c_str(), &connection) == SQLITE_OK && sqlite3_busy_timeout(connection, 10'000) == SQLITE_OK &&
                    sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  const std::string error = sqlite3_errmsg(connection);
  sqlite3_close(connection);
  if (!done) throw std::runtime_error("the burst was not written: " + error);
}

/// A notice for each rotation, to everybody on the roll of its vote: as the store writes it when the step opens.
std::string burst_of(const std::vector<std::string>& rotations, const std::vector<Voter>& voters) {
  json::array seats;
  for (const Voter& voter : voters) seats.push_back(json::object{{"role", "member"}, {"unit", ""}, {"account", voter.account.text()}});
  std::string sql = "BEGIN IMMEDIATE;";
  for (const std::string& rotation : rotations)
    sql += fmt::format("INSERT INTO notices (about, rotation, step, run, seats, account, due, release_at) VALUES ('task', '{}', 'vote', 1, '{}', '', '', '');",
                       rotation, json::serialize(seats));
  return sql + "COMMIT;";
}

/// Until nothing waits any more; the seconds it took.
double drained(const std::filesystem::path& file) {
  const auto began = std::chrono::steady_clock::now();
  while (ask(file, under_way) > 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

void notification_burst(Bench& bench) {
  const std::size_t letters = bench.scaled(10'000), approvals = bench.scaled(3'520);
  const auto rounds = static_cast<std::size_t>(bench.rounds);
  District district(bench.folder / "data");
  const std::vector<Voter> voters = district.voters();
  const std::filesystem::path file = bench.folder / "data" / "luan.db";
  const auto rotations_for = [&](std::size_t votes) { return (votes + voters.size() - 1) / voters.size(); };
  const std::string burst = burst_of(district.up_to_the_vote(rotations_for(letters)), voters);
  std::vector<std::string> to_vote_on = district.up_to_the_vote(rotations_for((2 * rounds + 1) * approvals));

  ServerProcess server(bench.folder / "data", "{ notify_mail: }");
  drained(file);  // reminders of what is overdue in the sample
  Votes votes = sit_down(server.port(), voters, std::move(to_vote_on));
  approve(server.port(), connections, votes, approvals, false);  // warm
  Series quiet, busy, rate;
  std::int64_t fewest_left = static_cast<std::int64_t>(letters);
  for (int round = 0; round < bench.rounds; ++round) {
    drained(file);
    quiet.add(approve(server.port(), connections, votes, approvals, false));
    drained(file);
    const std::int64_t before = ask(file, delivered);
    execute(file, burst);
    const auto began = std::chrono::steady_clock::now();
    busy.add(approve(server.port(), connections, votes, approvals, false));
    fewest_left = std::min(fewest_left, ask(file, under_way));
    drained(file);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    const std::int64_t sent = ask(file, delivered) - before;
    expect(sent >= static_cast<std::int64_t>(letters), "every letter of the burst is delivered");
    rate.add(static_cast<double>(sent) / took.count());
  }
  expect(fewest_left > 0, "the burst lasts longer than the votes");
  expect(ask(file, given_up) == 0, "no letter is given up");
  server.stop();
  bench.report.add({"durable approvals over HTTP, 64 connections, nothing else", "approvals/s", quiet});
  bench.report.add({fmt::format("**the same while {} letters go out**", letters), "approvals/s", busy, busy.median() / quiet.median(), "without them"});
  bench.report.add({"letters, from notice to Maildir, also after the votes", "letters/s", rate});
  bench.report.note(fmt::format("When the votes of a round were over, at least {} letters of the burst were still under way.", fewest_left));
}

}  // namespace luan::bench
