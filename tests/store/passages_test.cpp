#include "store/passages.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "base/files.hpp"
#include "store/migrations.hpp"
#include "store/support/desk.hpp"
#include "workflow/landing.hpp"

using namespace luan;
using test::Desk;

namespace {

std::string all(const Desk& desk) {
  return desk.value(
      "SELECT group_concat(rotation || ' ' || number || ' ' || workflow || ' ' || source || ' ' || target || ' ' || at || ' ' || due || ' ' || cause, ';') "
      "FROM "
      "(SELECT * FROM passages ORDER BY 1, 2)");
}

/// One decision, in a job of its own.
void decide(Desk& desk, const RotationId& id, const workflow::Command& command, const workflow::Actor* actor) {
  desk.writer->run([&](store::Transaction& t) { desk.carry_out(t, id, command, actor); });
}
void answer(Desk& desk, const RotationId& id, const workflow::Actor& actor, const std::string& step, const std::string& outcome, json::object values = {}) {
  decide(desk, id, workflow::Respond{step, {outcome, std::move(values), {}}, {}}, &actor);
}
void score(Desk& desk, const RotationId& id, const std::string& step, const std::string& plugin, const std::string& points) {
  decide(desk, id, workflow::RecordScore{step, 1, plugin, "1.0.0", std::string(64, 'a'), points, {{"points", points}}}, nullptr);
}
void act(Desk& desk, const RotationId& id, const std::string& action, json::object values = {}) {
  decide(desk, id, workflow::Act{action, "Chờ kết luận thanh tra số 12", {"", std::move(values), {}}, {}}, &desk.chair);
}

std::string last_cause(const Desk& desk) { return desk.value("SELECT cause FROM passages ORDER BY number DESC LIMIT 1"); }

void erase_lines(std::string& text, const std::string& from, const std::string& before) {
  const auto begins = text.find(from);
  REQUIRE(begins != text.npos);
  const auto ends = text.find(before, begins);
  REQUIRE(ends != text.npos);
  text.erase(begins, ends - begins);
}

}  // namespace

TEST_CASE("Each stage that a rotation enters is a passage with what led on, written with the events") {
  Desk desk;
  const RotationId id = desk.posted();
  std::vector<store::PassageProjection> found;
  const auto reader = desk.database->reader();
  store::passages(reader.session(), {.rotation = id.text()}, [&](const store::PassageRow& row) { found.push_back(row.passage); });
  const auto rotation = desk.database->rotation(id);
  REQUIRE(found.size() == rotation->path.size() + 1);
  CHECK(found[0].source == "-");
  CHECK(found[0].target == "nomination");
  CHECK(found[0].cause.empty());
  CHECK(found[0].due.empty());
  for (std::size_t i = 1; i < found.size(); ++i) {
    CHECK(found[i].number == static_cast<int>(i) + 1);
    CHECK(found[i].source == rotation->path[i - 1].first);
    CHECK(found[i].target == rotation->path[i - 1].second);
    CHECK(found[i].cause.find('=') != std::string::npos);
    CHECK(found[i].at >= found[i - 1].at);
    CHECK(!found[i].due.empty());
  }
  CHECK(std::ranges::any_of(found, [](const auto& one) { return one.cause == "decision=issue"; }));
}

TEST_CASE("A data directory of before gets the same passages from its log, and a rebuild too") {
  Desk desk;
  desk.posted();
  desk.nominate();
  const std::string before = all(desk);
  REQUIRE(!before.empty());
  const auto migration = std::ranges::find(store::migrations(), std::string_view("0010_passages"), &store::Migration::name);
  REQUIRE(migration != store::migrations().end());
  const auto insert = migration->sql.find("INSERT INTO passages");
  REQUIRE(insert != migration->sql.npos);
  desk.execute("DELETE FROM passages");
  desk.execute(std::string(migration->sql.substr(insert)));
  CHECK(all(desk) == before);

  desk.execute("UPDATE passages SET cause = 'withdraw' WHERE number = 2");
  const store::RebuildReport report = desk.rebuild();
  CHECK(report.differences.size() == 2);
  CHECK(report.differences.front().starts_with("passages: "));
  CHECK(all(desk) == before);
}

TEST_CASE("What came out while a rotation was suspended leads on when it goes on again, live as rebuilt") {
  const bool by_itself = GENERATE(true, false);
  INFO(by_itself);
  Desk desk;
  const RotationId id = desk.nominate();
  answer(desk, id, desk.sending, "proposal", "introduce", {{"remarks", "Tốt"}});
  score(desk, id, "eligibility", "score_eligibility", "100");
  answer(desk, id, desk.board, "check", "with_exception", {{"authoriser", "Thường trực Đảng uỷ"}, {"basis", "41-KL/ĐU"}});
  answer(desk, id, desk.chair, "assessment", "");
  answer(desk, id, desk.chair, "vote", "for");
  answer(desk, id, desk.board, "assignments", "");
  if (by_itself)
    act(desk, id, "defer", {{"until", "2026-03-10"}});
  else
    act(desk, id, "suspend");
  desk.clock->advance(std::chrono::hours(1));
  score(desk, id, "score", "score_weighted", "75");
  REQUIRE(desk.database->rotation(id)->stage == "review");
  desk.clock->advance(std::chrono::days(10));
  if (by_itself)
    decide(desk, id, workflow::Wake{}, nullptr);
  else
    act(desk, id, "resume");
  REQUIRE(desk.database->rotation(id)->stage == "consultation");
  CHECK(last_cause(desk) == "score=suitable");
  CHECK(desk.rebuild().differences.empty());
}

TEST_CASE("Where a rotation goes on because it moved to another version, what came out before leads on, live as rebuilt") {
  Desk desk;
  // The new version asks for no check.
  std::string text = read_file(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml");
  erase_lines(text, "      check:\n", "    next:\n");
  erase_lines(text, "      - { when: { check: supplement }", "      - { when: { proposal: decline }");
  const std::string row = "check: [eligible, with_exception]";
  text.replace(text.find(row), row.size(), "proposal: [introduce, introduce_by_head]");
  const std::string version = "\nversion: 2\n";
  text.replace(text.find(version), version.size(), "\nversion: 3\n");
  const workflow::DefinitionPtr from = desk.definition, to = test::definition_of(text);

  const RotationId id = desk.nominate();
  answer(desk, id, desk.sending, "proposal", "introduce", {{"remarks", "Tốt"}});
  score(desk, id, "eligibility", "score_eligibility", "100");
  // The last act before is none that led anywhere.
  act(desk, id, "suspend");
  act(desk, id, "resume");
  REQUIRE(desk.database->rotation(id)->stage == "nomination");
  const workflow::Migration migration(*from, *to);
  decide(desk, id, workflow::Migrate{&migration}, nullptr);
  desk.definition = to;
  REQUIRE(desk.database->rotation(id)->stage == "review");
  CHECK(last_cause(desk) == "eligibility=eligible");
  CHECK(desk.rebuild().differences.empty());
}
