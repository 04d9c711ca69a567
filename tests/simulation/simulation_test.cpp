// Thousands of rotations through the real engine and store, with people as they are, held against books kept by other hands.
// LUAN_SEED=n begins with another seed, LUAN_ROTATIONS=n runs so many (./dev soak).
#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <soci/soci.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "identity/permission.hpp"
#include "simulation/support/bookkeeper.hpp"
#include "simulation/support/crowd.hpp"
#include "store/rebuild.hpp"
#include "workflow/loader.hpp"

using namespace luan;
using test::Bookkeeper;
using test::Crowd;
using test::Town;

namespace {

constexpr int rotations_a_town = 100, officials_a_town = 130, rotations_in_test = 2'000;
constexpr int rounds_most = 1'500, rounds_begun = 150;  // of a town that is seen to its end, and of one that is not

int from_environment(const char* name, int otherwise) {
  const char* given = std::getenv(name);
  return given && *given ? std::atoi(given) : otherwise;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

std::string shipped() {
  std::ifstream in(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml", std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string without(std::string text, const std::string& from, const std::string& until) {
  const auto at = text.find(from), end = text.find(until, at);
  REQUIRE((at != text.npos && end != text.npos));
  return text.erase(at, end - at);
}

/// Three quarters must vote instead of two thirds; a stage and a step have other names; the agencies are asked no more.
std::string next_version() {
  std::string text = replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n");
  text = replaced(text, "quorum: at least 2/3 of summoned", "quorum: at least 3/4 of summoned");
  text = replaced(text, "  closure:\n    title", "  settlement:\n    title");
  for (const char* row : {"final_evaluation: done }, go: closure", "conclusion: redo }, go: closure"})
    text = replaced(text, row, replaced(row, "closure", "settlement"));
  text = replaced(text, "      government_opinion:\n", "      authority_opinion:\n");
  text = replaced(text, "[party_opinion, government_opinion, meeting_with_official, appraisal]", "[party_opinion, authority_opinion, meeting_with_official]");
  return without(without(text, "      appraisal:", "      synthesis:"), "  appraisal:\n    title", "  synthesis:\n    title");
}
const std::string what_became = "stages: { closure: settlement }\nsteps: { government_opinion: authority_opinion }\n";

/// A town, all who live there, and the books.
class History {
 public:
  History(unsigned seed, int rotations) : town(seed, officials_a_town), crowd(town, seed, rotations), seed_(seed), rotations_(rotations) {
    books = std::make_unique<Bookkeeper>([this](const std::string& name, int version) { return town.app->definition(name, version); });
  }

  /// Until everything has ended, or that many rounds, or the first fault.
  void run(int rounds) {
    for (int round = 1; round <= rounds && !crowd.over() && books->faults().empty(); ++round) {
      try {
        crowd.round();
      } catch (const std::exception& error) {
        differences.push_back(fmt::format("round {}: {}", round, error.what()));
        return;
      }
      books->read(town.app->database());
      if (round % 25 == 0) books->committee().compare(*town.app, town.caller("ban.to.chuc"));
      if (round == rounds_begun / 6 && seed_ % 3 == 0) move_to_next_version();
      if (round == rounds_begun / 8 && seed_ % 3 == 1) merge_wards();
      if (seed_ % 2 && round == rounds_begun / 5) suspend();
      if (seed_ % 2 && round == rounds_begun / 5 + 8) resume();
      if (round == rounds_begun / 2 - 5 || round % 400 == 0) restart();
    }
    restart();
  }
  /// Closed, proved from the log alone, and opened again.
  void restart() {
    books->compare_all(town.app->database());
    std::map<int, workflow::DefinitionPtr> versions;
    for (const int version : {2, 3}) versions[version] = town.app->definition("rotation", version);
    town.app.reset();
    for (const auto& finding : store::verify_log(town.folder.path()).findings)
      differences.push_back(fmt::format("the log at entry {}: {}", finding.seq, finding.text.en));
    {
      store::Database database(town.folder.path());
      const auto report = store::rebuild(database, [&](const std::string&, int version) { return versions.at(version); });
      differences.insert(differences.end(), report.differences.begin(), report.differences.end());
    }
    town.restart();
    books->compare_all(town.app->database());
    books->committee().compare(*town.app, town.caller("ban.to.chuc"));
  }
  [[nodiscard]] std::string report() const {
    std::string out = fmt::format("run again: ./dev soak --seed {} --rotations {}\n", seed_, rotations_);
    for (const std::string& fault : books->faults()) out += fault + "\n";
    for (const std::string& difference : differences) out += difference + "\n";
    return out + crowd.trace(books->first_at());
  }
  [[nodiscard]] bool sound() const { return books->faults().empty() && differences.empty(); }

  Town town;
  Crowd crowd;
  std::unique_ptr<Bookkeeper> books;
  std::vector<std::string> differences;

 private:
  void move_to_next_version() {
    REQUIRE(test::wait_for(town.app->install_workflow(town.caller("quan.tri"), next_version())));
    const auto done = test::wait_for(town.app->migrate(town.caller("ban.to.chuc"), "rotation", 3, what_became));
    REQUIRE(done);
    CHECK(done->refused.empty());
    books->read(town.app->database());
  }
  void suspend() {
    REQUIRE(test::wait_for(town.app->suspend_organisation(town.caller("chu.tri"), {seed_ % 4 == 1, "Chờ sắp xếp xong tổ chức bộ máy", "128-KL/TW"})));
    const auto view = town.app->suspension(town.caller("chu.tri"));
    if (view->standing.empty()) return;
    REQUIRE(test::wait_for(
        town.app->except_from_suspension(town.caller("chu.tri"), {view->standing.front().id, "Nơi đến khuyết Bí thư", "15-TB/ĐU", "Ban Thường vụ Thành uỷ"})));
  }
  void resume() { REQUIRE(test::wait_for(town.app->resume_organisation(town.caller("ban.to.chuc"), "Đã sắp xếp xong", "16-TB/ĐU"))); }
  void merge_wards() {
    const std::string tomorrow = to_text(add_days(town.app->zone().date(town.clock->now()), 1));
    REQUIRE(test::wait_for(town.app->merge_units(town.caller("quan.tri"), {town.wards[1].text()}, town.wards[0].text(), tomorrow)));
  }

  unsigned seed_;
  int rotations_;
};

/// Somebody for the post of this line, whether it takes one more or not.
void nominate_by(store::Transaction& transaction, const app::App& app, const store::PlanLine& line) {
  const app::App::Impl& impl = app.impl();
  const store::DirectoryPtr directory = transaction.directory();
  const Date today = impl.zone.date(transaction.now());
  for (const store::Official* official : directory->officials()) {
    if (transaction.has_open_rotation(official->id) || official->unit == line.receiving) continue;
    const workflow::Nominate command{
        {}, official->id, directory->successor(official->unit, today), line.receiving, directory->committee().unit, line.position, "key", "down", line.id};
    const workflow::Actor actor = impl.actor_of(*directory, directory->by_username("ban.to.chuc")->id, today);
    REQUIRE(impl.carry_out(transaction, transaction.ids().fresh<RotationId>(), command, &actor, impl.newest("rotation")));
    return;
  }
}

store::MeetingItem something_open(const app::App& app) {
  store::RotationQuery query;
  query.status = "open";
  const store::Reader reader = app.database().reader();
  for (const store::RotationProjection& row : store::rotations(reader.session(), query)) {
    const store::RotationPtr rotation = app.database().rotation(RotationId::trusted(row.id));
    for (const workflow::StepRun& run : rotation->runs)
      if (run.open() && run.plugin.empty()) return {rotation->id, run.step, run.run};
  }
  throw std::runtime_error("nothing is open");
}

}  // namespace

TEST_CASE("Whatever people do, every rule is kept, and log, states and tables say the same") {
  const auto first = static_cast<unsigned>(from_environment("LUAN_SEED", 1));
  const int wanted = from_environment("LUAN_ROTATIONS", rotations_in_test);
  const auto began = std::chrono::steady_clock::now();
  int rotations = 0, ended = 0, events = 0;
  std::map<std::string, int> kinds, tried;
  std::set<std::string> closings;
  for (unsigned seed = first; rotations < wanted; ++seed) {
    History history(seed, std::min(rotations_a_town, wanted - rotations));
    history.run(seed % 2 ? rounds_begun : rounds_most);
    INFO(history.report());
    REQUIRE(history.sound());
    rotations += history.books->rotations(), ended += history.books->ended();
    for (const auto& [kind, count] : history.books->events()) kinds[kind] += count, events += count;
    for (const auto& [kind, count] : history.books->committee().events()) kinds[kind] += count;
    for (const auto& [what, count] : history.crowd.tried()) tried[what] += count;
    for (const auto& [what, count] : history.crowd.committee().tried()) tried[what] += count;
    closings.insert(history.books->closings().begin(), history.books->closings().end());
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::cout << fmt::format("{} rotations, {} ended, {} events in {:.1f} s: {:.0f} rotations a second\n", rotations, ended, events, took.count(),
                           rotations / took.count());
  if (wanted < rotations_in_test) return;
  // Nothing is proved of what never happened.
  std::vector<std::string> missing;
  for (const std::string& type : workflow::all_event_types())
    if (type != "petitions.raised" && kinds[type] == 0) missing.push_back(type);  // that one is of older logs only
  for (const char* closing : {"vote passed", "vote failed", "vote too_few", "party_opinion differing", "party_opinion no_reply", "party_opinion all_agree",
                              "assessment complete", "assessment incomplete", "decision issue", "decision reconsider", "placement extend"})
    if (!closings.contains(closing)) missing.emplace_back(closing);
  for (const char* what : {"respond not_yours", "respond already_answered", "respond own_rotation", "respond rotation_suspended", "respond recused",
                           "respond not_delegable", "respond organisation_suspended", "correct recorded", "correct not_your_response", "correct invalid",
                           "act forbidden", "act action_not_allowed", "nominate invalid"})
    if (tried[what] == 0) missing.emplace_back(what);
  for (const char* type : {"plan.adopted", "plan.line-added", "plan.line-changed", "plan.line-withdrawn", "plan.closed", "nominated by a line",
                           "meeting.called", "meeting.item-added", "meeting.item-removed", "meeting.held", "meeting.cancelled"})
    if (kinds[type] == 0) missing.emplace_back(type);
  for (const char* what : {"nominate plan_line_used", "nominate plan_line_withdrawn", "nominate plan_closed", "change_line invalid",
                           "change_line plan_line_withdrawn", "add_line plan_closed", "bulk recorded", "bulk not_on_agenda", "bulk already_answered",
                           "bulk meeting_over", "agenda meeting_over", "agenda invalid", "hold invalid", "cancel meeting_over"})
    if (tried[what] == 0) missing.emplace_back(what);
  CHECK(missing == std::vector<std::string>());
}

TEST_CASE("A rule that is broken on purpose is found") {
  const struct {
    const char *what, *from, *to;
  } broken[] = {
      {"another quorum", "quorum: at least 2/3", "quorum: at least 5/6"},
      {"another majority", "pass: more than 1/2 of summoned", "pass: at least 1/3 of summoned"},
      {"no tie is the chair's", "tie: chair", "tie: fails"},
      {"disagreeing counts as agreeing", "\"Send opinion: disagree\" }, agrees: false", "\"Send opinion: disagree\" }"},
      {"the table leads elsewhere", "{ when: { vote: failed }, go: dropped", "{ when: { vote: failed }, go: review"},
      {"one answer is enough", "rule: all", "rule: first"},
  };
  for (const auto& one : broken) {
    INFO(one.what);
    const auto other = std::make_shared<const workflow::Definition>(
        workflow::load_definition("rotation", replaced(shipped(), one.from, one.to), identity::role_names()).value());
    History history(7, rotations_a_town);
    history.books = std::make_unique<Bookkeeper>([&](const std::string&, int) { return other; });
    history.run(rounds_begun);
    CHECK_FALSE(history.books->faults().empty());
  }
}

TEST_CASE("A table that somebody has meddled with is found") {
  History history(1, 5);
  history.run(3);
  REQUIRE(history.sound());
  *history.town.app->database().open_session(true) << "DELETE FROM tasks";
  history.restart();
  CHECK_FALSE(history.books->faults().empty());
  CHECK_FALSE(history.differences.empty());
}

TEST_CASE("A line of a plan that is used beyond its count, and a step on two agendas, are found") {
  History history(2, 40);
  history.run(40);
  REQUIRE(history.sound());
  const app::App& app = *history.town.app;
  const auto directory = app.impl().directory();
  // Written past the rules that the writer would have asked.
  app.impl().writer->run([&](store::Transaction& transaction) {
    for (const store::Plan* plan : directory->plans())
      for (const store::PlanLine& line : plan->lines) {
        if (plan->closed || line.withdrawn) continue;
        for (int turn = 0; turn <= line.count; ++turn) nominate_by(transaction, app, line);
        return;
      }
  });
  history.books->read(app.database());
  REQUIRE_FALSE(history.books->faults().empty());
  CHECK_THAT(history.books->faults().front(), Catch::Contains("are by already"));

  const std::size_t faults = history.books->faults().size();
  app.impl().writer->run([&](store::Transaction& transaction) {
    const store::MeetingItem item = something_open(app);
    for (int i = 0; i < 2; ++i) {
      const store::MeetingCalled meeting{transaction.ids().fresh<MeetingId>(), directory->committee().unit, app.impl().today(), 8 * 60, "review", "Phòng họp"};
      transaction.append("-", meeting);
      transaction.append("-", store::MeetingItemAdded{meeting.meeting, item});
    }
  });
  history.books->read(app.database());
  REQUIRE(history.books->faults().size() > faults);
  CHECK_THAT(history.books->faults()[faults], Catch::Contains("is on one already"));
}
