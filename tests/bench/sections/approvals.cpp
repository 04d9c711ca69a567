// An approval is one member's named vote on a rotation. Measured from outside, over HTTP, on `luan serve` in a process
// of its own; whole votes of the standing committee, so that the last voice's consequences (the count, the next step)
// are in it. The floor under it: Beast that only says hello, and SQLite that only writes the same rows, in series.
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "app/app.hpp"
#include "app/impl.hpp"
#include "bare_sqlite.hpp"
#include "district.hpp"
#include "hello.hpp"
#include "load.hpp"
#include "section.hpp"
#include "server_process.hpp"
#include "votes.hpp"

namespace luan::bench {
namespace {

constexpr std::size_t group = 64;
constexpr const char* responses = "SELECT count(*) FROM events WHERE type = 'response.recorded'";

/// What one round does of each, in approvals.
struct Amounts {
  std::size_t single, few, many, hello;
};

app::Awaitable<void> vote_on(app::App& app, const std::vector<std::string>& rotations, const std::vector<Voter>& voters, std::size_t& next) {
  while (next < rotations.size() * voters.size()) {
    const std::size_t mine = next++;
    app::Caller caller;
    caller.actor = app.impl().actor_of(*app.impl().directory(), voters[mine % voters.size()].account, app.impl().today());
    // Named values: GCC 12 frees twice what stands in a co_await expression.
    auto answering = app.respond(caller, rotations[mine / voters.size()], "vote", json::parse(vote_body), app::RequestMeta());
    const auto recorded = co_await std::move(answering);
    expect(recorded.has_value(), "every vote of the recording is taken");
  }
}

/// Whole votes by the use case, in groups, with every row taken down.
Recording record(const District& district, const std::vector<std::string>& rotations, const std::vector<Voter>& voters) {
  Recorder recorder;
  const auto app = district.open();
  boost::asio::io_context context;
  std::size_t next = 0;
  std::exception_ptr failed;
  for (std::size_t i = 0; i < group; ++i)
    boost::asio::co_spawn(context, vote_on(*app, rotations, voters, next), [&failed](const std::exception_ptr& error) {
      if (error) failed = error;
    });
  context.run();
  if (failed) std::rethrow_exception(failed);
  Recording recording = recorder.take();
  expect(recording.jobs.size() == rotations.size() * voters.size(), "a job of the writer is an approval");
  return recording;
}

void copy_data(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::create_directories(to);
  // Who closes last may leave the log of what was committed unmerged.
  for (const char* file : {"luan.db", "luan.db-wal"})
    if (std::filesystem::exists(from / file)) std::filesystem::copy_file(from / file, to / file);
}

struct Measured {
  Series hello, hello_one, hello_few, bare_one, bare_many, one, few, many, keyed, processor;
};

void one_round(Measured& measured, const Amounts& amounts, unsigned short hello, const ServerProcess& server, BareSqlite& bare, Votes& votes) {
  const unsigned short luan = server.port();
  measured.hello_one.add(repeat(hello, 1, hello_request, amounts.hello / 4).per_second());
  measured.one.add(approve(luan, 1, votes, amounts.single, false));
  measured.bare_one.add(static_cast<double>(amounts.single) / bare.write(amounts.single, 1));
  measured.hello_few.add(repeat(hello, 16, hello_request, amounts.hello).per_second());
  measured.few.add(approve(luan, 16, votes, amounts.few, false));
  measured.hello.add(repeat(hello, 64, hello_request, amounts.hello).per_second());
  const double before = server.processor_seconds();
  measured.many.add(approve(luan, 64, votes, amounts.many, false));
  measured.processor.add((server.processor_seconds() - before) * 1e6 / static_cast<double>(amounts.many));
  measured.bare_many.add(static_cast<double>(amounts.many) / bare.write(amounts.many, group));
  measured.keyed.add(approve(luan, 64, votes, amounts.many, true));
}

std::string rows_note(const Recording& recording) {
  std::map<std::string, std::size_t> tables;
  for (const auto& job : recording.jobs)
    for (const Write& write : job) {
      const std::string& sql = recording.statements[write.statement];
      const auto from = sql.find(sql.starts_with("DELETE") ? "FROM " : "INTO ") + 5;
      ++tables[sql.substr(from, sql.find(' ', from) - from) + (sql.starts_with("DELETE") ? " (removed)" : "")];
    }
  std::string out;
  for (const auto& [table, count] : tables)
    out += fmt::format("{}{} {:.2f}", out.empty() ? "" : ", ", table, static_cast<double>(count) / static_cast<double>(recording.jobs.size()));
  return out;
}

void tell(Report& report, const Measured& m, const Recording& recording) {
  const double floor = 1 / (1 / m.hello.median() + 1 / m.bare_many.median());
  Series floor_series;
  floor_series.add(floor);
  report.add({"bare Beast, hello, 1 connection", "requests/s", m.hello_one});
  report.add({"bare Beast, hello, 16 connections", "requests/s", m.hello_few});
  report.add({"bare Beast, hello, 64 connections", "requests/s", m.hello});
  report.add({"bare SQLite, 1 approval a commit", "approvals/s", m.bare_one});
  report.add({"bare SQLite, 64 approvals a commit", "approvals/s", m.bare_many});
  report.add({"**floor**: both in series, at 64", "approvals/s", floor_series});
  report.add({"durable approvals over HTTP, 1 connection", "approvals/s", m.one, m.one.median() * (1 / m.hello_one.median() + 1 / m.bare_one.median()),
              "Beast and SQLite in series at 1"});
  report.add({"durable approvals over HTTP, 16 connections", "approvals/s", m.few, m.few.median() / floor, "the floor at 64"});
  report.add({"**durable approvals over HTTP, 64 connections**", "approvals/s", m.many, m.many.median() / floor, "the floor at 64"});
  report.add({"the same with Idempotency-Key (a row more)", "approvals/s", m.keyed, m.keyed.median() / floor, "the floor at 64"});
  report.add({"processor time of the server, 64 connections", "µs an approval", m.processor});
  report.note(fmt::format("Rows an approval writes, on average of whole votes: {}; once a commit: log_state.", rows_note(recording)));
}

}  // namespace

void approvals(Bench& bench) {
  const auto rounds = static_cast<std::size_t>(bench.rounds);
  const Amounts amounts{bench.scaled(176), bench.scaled(1'760), bench.scaled(3'520), bench.scaled(16'000)};
  District district(bench.folder / "data");
  const std::vector<Voter> voters = district.voters();
  const auto rotations_for = [&](std::size_t approvals) { return (approvals + voters.size() - 1) / voters.size(); };

  // Recorded and written again on copies: the served directory stays for the server.
  const std::size_t recorded = rotations_for(rounds * (amounts.single + amounts.many));
  const std::vector<std::string> for_recording = district.up_to_the_vote(recorded);
  std::vector<std::string> for_server = district.up_to_the_vote(rotations_for((rounds + 1) * (amounts.single + amounts.few + 2 * amounts.many)));
  copy_data(bench.folder / "data", bench.folder / "bare");
  const std::int64_t before = ask(bench.folder / "data" / "luan.db", responses);
  const Recording recording = record(district, for_recording, voters);
  copy_data(bench.folder / "data", bench.folder / "recorded");

  const Hello hello(io_threads());
  ServerProcess server(bench.folder / "data");
  Votes votes = sit_down(server.port(), voters, std::move(for_server));
  Measured measured;
  {
    BareSqlite bare(bench.folder / "bare" / "luan.db", recording);
    approve(server.port(), 64, votes, amounts.many, false);  // warm
    for (int round = 0; round < bench.rounds; ++round) one_round(measured, amounts, hello.port(), server, bare, votes);
    while (!bare.at_end()) bare.write(group, group);
  }
  server.stop();
  const std::string differs = first_difference(bench.folder / "bare" / "luan.db", bench.folder / "recorded" / "luan.db");
  expect(differs.empty(), "bare SQLite wrote the rows that the store had written; they differ in " + differs);
  const std::int64_t after = ask(bench.folder / "data" / "luan.db", responses);
  expect(after - before == static_cast<std::int64_t>(recording.jobs.size() + votes.given()), "every approval that was answered stands in the log");
  tell(bench.report, measured, recording);
}

}  // namespace luan::bench
