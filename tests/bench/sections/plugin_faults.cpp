// Does a plugin that crashes, hangs, lies, eats memory and tries to get out cost the people who vote anything? The same votes
// on a server without that plugin and on one whose rotations wait for it, by turns; the administrator lets it run again as
// often as it is turned off. In the end it behaves, and every score that was waited for stands in the log.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

#include "bare_sqlite.hpp"
#include "load.hpp"
#include "section.hpp"
#include "votes.hpp"

namespace luan::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t connections = 64;
constexpr std::chrono::milliseconds each{250};  // of one misbehaviour, before the next
constexpr const char* responses = "SELECT count(*) FROM events WHERE type = 'response.recorded'";
constexpr const char* scores = "SELECT count(*) FROM events WHERE type = 'score.recorded' AND payload LIKE '%\"bad_plugin\"%'";
constexpr const char* attempts = "SELECT coalesce(sum(attempts), 0) FROM outbox WHERE plugin = 'bad_plugin'";
constexpr const char* misdeeds[] = {"segfault",
                                    "abort",
                                    "exit",
                                    "hang",
                                    "spin",
                                    "memory_bomb",
                                    "try_fork_bomb",
                                    "write_everywhere",
                                    "close_everything",
                                    "too_large",
                                    "nan",
                                    "too_many_points",
                                    "not_json",
                                    "wrong_id",
                                    "try_socket",
                                    "try_read_server_file"};

/// A folder with that plugin, what it is told to do in a file, and a workflow whose review asks it.
struct Trouble {
  explicit Trouble(fs::path at) : folder(std::move(at)) {
    fs::create_directories(folder / "plugins/bad_plugin");
    fs::create_directories(folder / "granted");
    fs::copy_file(fs::path(LUAN_BINARY_DIR) / "tests/plugin_programs/bad_plugin.so", folder / "plugins/bad_plugin/bad_plugin.so");
    std::ofstream(folder / "plugins/bad_plugin/bad_plugin.json")
        << R"({"id":"bad_plugin","version":"1.0.0","title":{"vi":"Thử","en":"Test"},"kinds":["score"],"needs":{"network":false,"folders":["folder"]},"configuration":{"properties":{"folder":{}}}})";
    std::ifstream in(fs::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml", std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    replace(text, "workflow: rotation\n", "workflow: faulty\n");
    const auto from = text.find("        plugin: score_weighted\n"), to = text.find("        bands:\n", from);
    text.replace(from, to - from, fmt::format("        plugin: bad_plugin\n        with: {{ do: \"ask {}\" }}\n", order().string()));
    const auto review = text.find("      eligibility:"), check = text.find("      check:\n", review);
    text.erase(review, check - review);
    replace(text, "after: [proposal, eligibility]", "after: [proposal]");
    const auto terms = text.find("        answers_if: { eligible: { eligibility: eligible } }");
    text.erase(terms, text.find('\n', terms) + 1 - terms);
    std::ofstream(workflow(), std::ios::binary) << text;
  }

  [[nodiscard]] fs::path order() const { return folder / "granted/do"; }
  [[nodiscard]] fs::path workflow() const { return folder / "faulty.yaml"; }
  void let_it(const std::string& what) const { std::ofstream(order(), std::ios::binary) << what; }
  [[nodiscard]] std::string plugins() const { return fmt::format("{{ bad_plugin: {{ folder: {} }} }}", (folder / "granted").string()); }
  [[nodiscard]] std::string options() const { return fmt::format("plugin_folder: {}\nplugin_deadline_seconds: 1\n", (folder / "plugins").string()); }

  fs::path folder;

 private:
  static void replace(std::string& text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    expect(at != text.npos, "workflows/rotation.yaml holds «" + what + "»");
    text.replace(at, what.size(), by);
  }
};

/// Lets the plugin do one thing after the other, and the administrator let it run again, until it goes. `done` counts on from
/// one troublemaker to the next, so that all kinds have their turn.
class Troublemaker {
 public:
  Troublemaker(const Trouble& trouble, unsigned short port, const Voter& administrator, std::atomic<std::size_t>& done)
      : thread_([&trouble, &done, port, session = Session(port, administrator.username, administrator.password)](const std::stop_token& stop) {
          for (; !stop.stop_requested(); ++done) {
            trouble.let_it(misdeeds[done % std::size(misdeeds)]);
            run_load(port, 1, {session.post("/api/v1/plugins/bad_plugin/release", "")}, [](const Answer&) {});
            std::this_thread::sleep_for(each);
          }
        }) {}

 private:
  std::jthread thread_;
};

}  // namespace

void plugin_faults(Bench& bench) {
  const std::size_t approvals = bench.scaled(14'080), waiting = bench.scaled(400);
  District district(bench.folder / "data");
  const Trouble trouble(bench.folder / "trouble");
  trouble.let_it("segfault");
  const std::vector<Voter> voters = district.voters();
  const Voter administrator = district.administrator();
  const fs::path file = bench.folder / "data" / "luan.db";
  district.up_to_the_score(waiting, trouble.workflow(), "faulty");
  const auto rounds = static_cast<std::size_t>(bench.rounds);
  std::vector<std::string> to_vote_on = district.up_to_the_vote((2 * rounds * approvals + approvals / 4 * 2 * rounds) / voters.size() + 2 * rounds);
  const std::size_t share = to_vote_on.size() / (2 * rounds);
  Series quiet, troubled;
  std::atomic<std::size_t> told{0};
  const auto turn = [&](bool with) {
    const std::vector<std::string> own(to_vote_on.end() - static_cast<std::ptrdiff_t>(share), to_vote_on.end());
    to_vote_on.resize(to_vote_on.size() - share);
    ServerProcess server(bench.folder / "data", with ? trouble.plugins() : "{}", with ? trouble.options() : "");
    Votes votes = sit_down(server.port(), voters, own);
    std::optional<Troublemaker> maker;
    if (with) maker.emplace(trouble, server.port(), administrator, told);
    approve(server.port(), connections, votes, approvals / 4, false);  // warm
    const std::int64_t before = ask(file, responses);
    (with ? troubled : quiet).add(approve(server.port(), connections, votes, approvals, false));
    expect(ask(file, responses) - before == static_cast<std::int64_t>(approvals), "every approval is an event");
    maker.reset();
    server.stop();
  };
  for (int round = 0; round < bench.rounds; ++round) turn(false), turn(true);
  const std::int64_t failed = ask(file, attempts);
  expect(failed > 0, "the plugin was asked and failed");
  expect(ask(file, scores) == 0, "nothing it said was taken for a score");

  trouble.let_it("fine");
  ServerProcess server(bench.folder / "data", trouble.plugins(), trouble.options());
  const Session session(server.port(), administrator.username, administrator.password);
  while (ask(file, scores) < static_cast<std::int64_t>(waiting)) {
    run_load(server.port(), 1, {session.post("/api/v1/plugins/bad_plugin/release", "")}, [](const Answer&) {});
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  server.stop();
  run_luan({"audit", "verify", "--data", (bench.folder / "data").string()});
  bench.report.add({"durable approvals over HTTP, 64 connections, nothing else", "approvals/s", quiet});
  bench.report.add({"**the same while a plugin misbehaves**", "approvals/s", troubled, troubled.median() / quiet.median(), "without it"});
  bench.report.note(fmt::format("{} orders of {} kinds, {} failed attempts; afterwards the plugin behaved, all {} scores were recorded, and the log holds.",
                                told, std::size(misdeeds), failed, waiting));
}

}  // namespace luan::bench
