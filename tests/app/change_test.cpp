// A definition changes while a rotation runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "app/change.hpp"
#include "app/rescoring.hpp"
#include "app/support/district.hpp"
#include "app/workflow_needs.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

std::string shipped() {
  std::ifstream in(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml", std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

/// Three quarters must vote at the review instead of two thirds.
std::string second() {
  return replaced(replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n"), "quorum: at least 2/3 of summoned", "quorum: at least 3/4 of summoned");
}

const workflow::StepRun* vote_of(const District& district, const std::string& id) {
  static store::RotationPtr kept;
  kept = district.app->database().rotation(RotationId::trusted(id));
  return kept->run_now("vote");
}

}  // namespace

TEST_CASE("A new version is installed beside the old one, and open rotations move to it when the board says so") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  const app::Caller board = district.caller("ban.to.chuc");
  const auto installed = wait_for(district.app->install_workflow(district.caller("quan.tri"), second()));
  REQUIRE(installed);
  CHECK((*installed)->version == 3);
  CHECK(district.app->workflow(board, "rotation").value()->version == 3);  // what is nominated now
  CHECK(district.app->workflow_versions(board, "rotation")->size() == 2);
  CHECK(district.app->database().rotation(RotationId::trusted(id))->facts.version == 2);

  const auto plan = district.app->migration(board, "rotation", 3, "");
  REQUIRE(plan);
  CHECK(plan->possible());
  REQUIRE(plan->moves.size() == 1);
  CHECK(plan->moves.front().again == std::vector<Localized>{{"Biểu quyết đánh giá năng lực", "Vote on the capability review"}});
  CHECK(plan->moves.front().to.vi == "Đánh giá năng lực");
  REQUIRE(plan->proved.size() == 1);
  CHECK(plan->proved.front().states > 20);
  CHECK(vote_of(district, id)->run == 1);  // looking changes nothing

  const auto done = wait_for(district.app->migrate(board, "rotation", 3, ""));
  REQUIRE(done);
  CHECK(done->moved == 1);
  CHECK(done->refused.empty());
  CHECK(vote_of(district, id)->run == 2);
  CHECK(district.app->migration(board, "rotation", 3, "")->moves.empty());

  const auto history = district.app->history(district.caller("kiem.tra"), id);
  REQUIRE(history);
  const auto moved = std::ranges::find(*history, "rotation.migrated", &app::HistoryEntry::type);
  REQUIRE(moved != history->end());
  CHECK(moved->what.vi == "Chuyển sang quy trình bản 3, giai đoạn: Đánh giá năng lực; 1 bước không giữ kết quả cũ");
  CHECK(moved->who == board.name);
  CHECK(district.app->rotation(district.caller("chu.tri"), id));

  district.restart();
  CHECK(vote_of(district, id)->run == 2);
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
  district.until_open(id, "party_opinion");  // and it goes on
}

TEST_CASE("What is no sound new version, or not theirs to change, is refused and changes nothing") {
  District district;
  const std::string id = district.nominate();
  const app::Caller board = district.caller("ban.to.chuc");
  const struct {
    const char* who;
    std::string text;
    RefusalCode code;
    const char* told;
  } cases[] = {
      {"chu.tri", second(), RefusalCode::forbidden, "Ban Tổ chức"},
      {"ban.to.chuc", "workflow: [", RefusalCode::definition_invalid, "workflow:1:"},
      {"ban.to.chuc", replaced(second(), "go: posting", "go: nowhere"), RefusalCode::definition_invalid, "nowhere"},
      {"ban.to.chuc", replaced(second(), "      - { when: { vote: too_few }, go: review, label: { vi: Không đủ số người, en: Too few voted } }\n", ""),
       RefusalCode::definition_invalid, "không có dòng nào ứng với"},
      {"quan.tri", replaced(second(), "plugin: score_eligibility", "plugin: fortune_teller"), RefusalCode::definition_invalid,
       ":7: Bước «Rà soát điều kiện»: Không có plugin «fortune_teller»"},
      {"quan.tri", replaced(second(), "plugin: score_topsis", "plugin: score_weighted"), RefusalCode::definition_invalid, "không so sánh được"},
      {"quan.tri",
       replaced(second(), "who: [chair at deciding, organisation_board at deciding]\n    stages: [term]", "who: government at deciding\n    stages: [term]"),
       RefusalCode::definition_invalid, "Không ai thực hiện được «Kết thúc sớm»: không ai giữ government tại «Đảng uỷ Thạnh Giang»"},
      {"ban.to.chuc", replaced(second(), "who: organisation_board at deciding\n        form: check", "who: auditor at sending\n        form: check"),
       RefusalCode::definition_invalid, "Bước «Kiểm tra điều kiện và hồ sơ» không có ai trả lời: không ai giữ auditor tại «Phòng Nội vụ»"},
      {"ban.to.chuc", replaced(shipped(), "due: 10 working days", "due: 11 working days"), RefusalCode::definition_changed, "tăng số bản"},
  };
  for (const auto& one : cases) {
    const auto refused = wait_for(district.app->install_workflow(district.caller(one.who), one.text));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == one.code);
    CHECK(refused.error().sentence(Language::vi).find(one.told) != std::string::npos);
  }
  CHECK(district.app->workflow_versions(board, "rotation")->size() == 1);
  CHECK(district.app->migration(district.caller("chu.tri"), "rotation", 1, "").error().code == RefusalCode::forbidden);
  CHECK(district.app->migration(board, "rotation", 7, "").error().code == RefusalCode::definition_unknown);
}

TEST_CASE("A gap that the version in force has too keeps nobody from a new one, and the command line refuses what the page refuses") {
  District district;
  // At the office nobody speaks for a receiving side: so it is under version 2 and under version 3.
  const auto now =
      app::unmet_needs(*district.app->impl().newest("rotation"), {}, *district.app->impl().directory(), district.app->impl().today(), district.configuration);
  REQUIRE_FALSE(now.empty());
  REQUIRE(wait_for(district.app->install_workflow(district.caller("ban.to.chuc"), second())));

  const std::string fourth = replaced(replaced(shipped(), "\nversion: 2\n", "\nversion: 4\n"), "plugin: score_eligibility", "plugin: fortune_teller");
  const auto refused = app::needs_met(district.app->impl(), "fourth.yaml", *app::proved_definition("fourth.yaml", fourth));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == RefusalCode::definition_invalid);
  CHECK(refused.error().sentence(Language::en).find(":7: Step «Review of conditions»: There is no plugin «fortune_teller»") != std::string::npos);
  CHECK(app::needs_met(district.app->impl(), "rotation.yaml", *app::proved_definition("rotation.yaml", shipped())));  // it is there already
}

TEST_CASE("A register that another workflow numbers otherwise is refused with its place and a way out, and changes nothing") {
  District district;
  const app::Caller board = district.caller("ban.to.chuc");
  const std::string other = replaced(replaced(shipped(), "\nworkflow: rotation\n", "\nworkflow: transfer\n"), "\nversion: 2\n", "\nversion: 1\n");
  const std::string minutes = "title: { vi: Sổ biên bản, en: Register of minutes }\n    per: committee term";
  const struct {
    std::string text;
    int line;
  } cases[] = {
      {replaced(other, "number: \"{n}-NX/LC\"", "number: \"{n}-NX/ĐĐ\""), 30},
      {replaced(other, minutes, replaced(minutes, "committee term", "calendar year")), 22},
  };
  for (const auto& one : cases) {
    const auto refused = wait_for(district.app->install_workflow(board, one.text));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == RefusalCode::definition_invalid);
    const std::string said = refused.error().sentence(Language::vi);
    INFO(said);
    CHECK(said.find("workflow:" + std::to_string(one.line) + ":3: Sổ «") != said.npos);
    CHECK(said.find("«Luân chuyển cán bộ»") != said.npos);
    CHECK(said.find("Đề nghị đặt tên sổ khác") != said.npos);
    CHECK(district.app->workflow_versions(board, "transfer").error().code == RefusalCode::definition_unknown);
  }
  const auto shares = [&](const std::string& text) {
    const app::App::Impl& impl = district.app->impl();
    const auto found = app::unmet_needs(*app::proved_definition("w", text), impl.definitions.newest(), *impl.directory(), impl.today(), district.configuration);
    return std::ranges::count(found, "register_shared", &workflow::Finding::kind);
  };
  CHECK(shares(cases[0].text) == 1);
  CHECK(shares(replaced(other, minutes, replaced(minutes, "Sổ biên bản", "Sổ biên bản hội nghị"))) == 0);  // only its title is another
  CHECK(shares(replaced(second(), "number: \"{n}-NX/LC\"", "number: \"{n}-NX/ĐĐ\"")) == 0);                // a later version may number anew
}

TEST_CASE("A server does not start with a new workflow file whose register another workflow numbers otherwise") {
  District district;
  const auto file = district.folder.path() / "transfer.yaml";
  const auto write = [&](const std::string& number) {
    const std::string text = replaced(replaced(shipped(), "\nworkflow: rotation\n", "\nworkflow: transfer\n"), "{n}-NX/LC", number);
    std::ofstream(file, std::ios::binary) << text;
  };
  district.configuration.workflows.push_back(file);
  write("{n}-NX/ĐĐ");
  CHECK_THROWS_WITH(district.restart(), Catch::Contains("transfer.yaml:30:3: Register «evaluation»") && Catch::Contains("Name this one otherwise"));
  write("{n}-NX/LC");  // as the other says it: nothing of the refused one was kept
  district.restart();
  CHECK(district.app->workflow_versions(district.caller("ban.to.chuc"), "transfer")->size() == 1);
}

TEST_CASE("A stage that the new version has lost stops the whole migration, until it is named what became of it") {
  District district;
  const std::string id = district.nominate();
  const app::Caller board = district.caller("ban.to.chuc");
  std::string text = replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n");
  text = replaced(text, "  closure:\n    title", "  settlement:\n    title");
  for (const char* row : {"final_evaluation: done }, go: closure", "conclusion: redo }, go: closure"})
    text = replaced(text, row, replaced(row, "closure", "settlement"));
  const auto installed = wait_for(district.app->install_workflow(board, text));
  REQUIRE(installed);
  const auto plan = district.app->migration(board, "rotation", 3, "");
  REQUIRE(plan);
  CHECK_FALSE(plan->possible());
  REQUIRE(plan->proved.front().unplaced.size() == 1);
  CHECK(plan->proved.front().unplaced.front().why.vi.find("Bản mới không có giai đoạn") == 0);
  CHECK_FALSE(plan->proved.front().unplaced.front().story.empty());
  CHECK(wait_for(district.app->migrate(board, "rotation", 3, "")).error().code == RefusalCode::no_place);
  CHECK(district.app->database().rotation(RotationId::trusted(id))->facts.version == 2);
  CHECK(district.app->migration(board, "rotation", 3, "stages: { closure: nowhere }").error().code == RefusalCode::definition_invalid);
  const auto done = wait_for(district.app->migrate(board, "rotation", 3, "stages: { closure: settlement }"));
  REQUIRE(done);
  CHECK(done->moved == 1);
}

TEST_CASE("All of history goes through a version: the same one decides nothing otherwise, a stricter one tells where") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const auto same = app::replay_all(district.app->impl(), *district.app->workflow(district.caller("ban.to.chuc"), "rotation").value(), {});
  REQUIRE(same.size() == 1);
  INFO(same.front().otherwise.en);
  CHECK(same.front().sequence == 0);
  const auto strict =
      app::proved_definition("strict", replaced(replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n"), "suitable: { from: 70", "suitable: { from: 100"));
  const auto otherwise = app::replay_all(district.app->impl(), *strict, {});
  REQUIRE(otherwise.size() == 1);
  CHECK(otherwise.front().sequence > 0);
  CHECK(otherwise.front().otherwise.vi.find("Điểm phù hợp với chức danh") != std::string::npos);
}

TEST_CASE("A register that the new version names otherwise is still read where papers stand, and enters no more") {
  District district;
  PositionId chairman;
  district.app->impl().writer->run([&](store::Transaction& t) {
    chairman = t.ids().fresh<PositionId>();
    t.append("-", store::PositionCreated{chairman, district.ward, "government", true, {"Chủ tịch UBND phường Bến Đá", "Chair, Bến Đá"}});
  });
  const app::Caller board = district.caller("ban.to.chuc");
  json::object body = test::first_choices(district.app->start(board, "rotation")->schema).as_object();
  body["form"].as_object()["position"] = chairman.text();
  const std::string id = wait_for(district.app->nominate(board, "rotation", body, {}))->rotation;
  district.until_open(id, "decision");
  const auto step = district.app->step(district.caller("chu.tri"), id, "decision");
  REQUIRE(district.respond("chu.tri", id, "decision", test::first_choices(step->schema)));

  std::string text = replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n");
  text = replaced(text, "  state_decision:\n", "  people_decision:\n");
  // With the posting, an early end and an extension.
  for (int papers = 0; papers < 3; ++papers) text = replaced(text, "register: state_decision", "register: people_decision");
  REQUIRE(wait_for(district.app->install_workflow(board, text)));
  REQUIRE(wait_for(district.app->migrate(board, "rotation", 3, ""))->moved == 1);

  const auto rotation = district.app->rotation(board, id);
  REQUIRE(rotation);
  REQUIRE(rotation->documents.size() == 1);
  CHECK(rotation->documents[0].second == "Số: 1/QĐ-UBND");
  const auto all = district.app->registers(board);
  REQUIRE(all);
  const auto old = std::ranges::find(*all, "state_decision", &app::RegisterView::id);
  REQUIRE(old != all->end());
  CHECK_FALSE(old->current);
  CHECK(old->last == 1);
  CHECK(std::ranges::find(*all, "people_decision", &app::RegisterView::id)->current);
  CHECK(district.app->register_page(board, "state_decision", "2026")->documents.size() == 1);
  CHECK(wait_for(district.app->advance_register(board, "state_decision", 9)).error().code == RefusalCode::not_found);
}

TEST_CASE("Open steps that take each other's names keep their tasks, each under its new one") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const app::Caller board = district.caller("ban.to.chuc");
  std::string text = replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n");
  const auto swap = [&](const std::string& one, const std::string& other) {
    for (std::size_t at = 0; (at = text.find(one, at)) != text.npos; at += other.size()) text.replace(at, one.size(), other);
  };
  swap("party_opinion", "x_opinion"), swap("government_opinion", "party_opinion"), swap("x_opinion", "government_opinion");
  REQUIRE(wait_for(district.app->install_workflow(board, text)));
  const auto moved = wait_for(district.app->migrate(board, "rotation", 3, "steps: { party_opinion: government_opinion, government_opinion: party_opinion }"));
  REQUIRE(moved);
  CHECK(moved->moved == 1);
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
  const auto tasks = district.app->tasks(district.caller("dang.uy"));
  REQUIRE(tasks);
  REQUIRE(tasks->size() == 1);
  CHECK(tasks->front().step == "government_opinion");
}

TEST_CASE("A score is asked for again under the version that asked for it") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const app::Caller board = district.caller("ban.to.chuc");
  std::string text = replaced(shipped(), "\nversion: 2\n", "\nversion: 3\n");
  text = replaced(text, "suitable: { from: 70", "suitable: { from: 99");
  REQUIRE(wait_for(district.app->install_workflow(board, text)));
  REQUIRE(wait_for(district.app->migrate(board, "rotation", 3, ""))->moved == 1);
  const auto scores = app::rescore(district.configuration, district.folder.path(), "");
  REQUIRE(scores.size() == 2);
  for (const app::Rescored& one : scores) {
    INFO(one.why);
    CHECK(one.verdict == app::Rescored::Verdict::agrees);
  }
}

TEST_CASE("A data directory that an earlier release made goes on, with its rotations under their own version") {
  app::Configuration earlier = test::test_configuration();
  earlier.workflows = {std::filesystem::path(LUAN_SOURCE_DIR) / "tests/data/histories/0.1.0.workflow.yaml"};
  District district(earlier);
  const std::string id = district.nominate();
  district.configuration.workflows = test::test_configuration().workflows;
  district.restart();
  CHECK(district.app->database().rotation(RotationId::trusted(id))->facts.version == 1);
  CHECK(district.app->workflow(district.caller("ban.to.chuc"), "rotation").value()->version == 2);
  district.until_open(id, "proposal");
  CHECK(district.app->rotation(district.caller("ban.to.chuc"), id));
}
