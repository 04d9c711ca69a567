// A definition changes while a rotation runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "app/change.hpp"
#include "app/support/district.hpp"
#include "store/rebuild.hpp"

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
  return replaced(replaced(shipped(), "\nversion: 1\n", "\nversion: 2\n"), "quorum: at least 2/3 of summoned", "quorum: at least 3/4 of summoned");
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
  CHECK((*installed)->version == 2);
  CHECK(district.app->workflow(board, "rotation").value()->version == 2);  // what is nominated now
  CHECK(district.app->workflow_versions(board, "rotation")->size() == 2);
  CHECK(district.app->database().rotation(RotationId::trusted(id))->facts.version == 1);

  const auto plan = district.app->migration(board, "rotation", 2, "");
  REQUIRE(plan);
  CHECK(plan->possible());
  REQUIRE(plan->moves.size() == 1);
  CHECK(plan->moves.front().again == std::vector<Localized>{{"Biểu quyết đánh giá năng lực", "Vote on the capability review"}});
  CHECK(plan->moves.front().to.vi == "Đánh giá năng lực");
  REQUIRE(plan->proved.size() == 1);
  CHECK(plan->proved.front().states > 20);
  CHECK(vote_of(district, id)->run == 1);  // looking changes nothing

  const auto done = wait_for(district.app->migrate(board, "rotation", 2, ""));
  REQUIRE(done);
  CHECK(done->moved == 1);
  CHECK(done->refused.empty());
  CHECK(vote_of(district, id)->run == 2);
  CHECK(district.app->migration(board, "rotation", 2, "")->moves.empty());

  const auto history = district.app->history(district.caller("kiem.tra"), id);
  REQUIRE(history);
  const auto moved = std::ranges::find(*history, "rotation.migrated", &app::HistoryEntry::type);
  REQUIRE(moved != history->end());
  CHECK(moved->what.vi == "Chuyển sang quy trình bản 2, giai đoạn: Đánh giá năng lực; 1 bước không giữ kết quả cũ");
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

TEST_CASE("A stage that the new version has lost stops the whole migration, until it is named what became of it") {
  District district;
  const std::string id = district.nominate();
  const app::Caller board = district.caller("ban.to.chuc");
  std::string text = replaced(shipped(), "\nversion: 1\n", "\nversion: 2\n");
  text = replaced(text, "  closure:\n    title", "  settlement:\n    title");
  for (const char* row : {"final_evaluation: done }, go: closure", "conclusion: redo }, go: closure"})
    text = replaced(text, row, replaced(row, "closure", "settlement"));
  const auto installed = wait_for(district.app->install_workflow(board, text));
  REQUIRE(installed);
  const auto plan = district.app->migration(board, "rotation", 2, "");
  REQUIRE(plan);
  CHECK_FALSE(plan->possible());
  REQUIRE(plan->proved.front().unplaced.size() == 1);
  CHECK(plan->proved.front().unplaced.front().why.vi.find("Bản mới không có giai đoạn") == 0);
  CHECK_FALSE(plan->proved.front().unplaced.front().story.empty());
  CHECK(wait_for(district.app->migrate(board, "rotation", 2, "")).error().code == RefusalCode::no_place);
  CHECK(district.app->database().rotation(RotationId::trusted(id))->facts.version == 1);
  CHECK(district.app->migration(board, "rotation", 2, "stages: { closure: nowhere }").error().code == RefusalCode::definition_invalid);
  const auto done = wait_for(district.app->migrate(board, "rotation", 2, "stages: { closure: settlement }"));
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
      app::proved_definition("strict", replaced(replaced(shipped(), "\nversion: 1\n", "\nversion: 2\n"), "suitable: { from: 70", "suitable: { from: 100"));
  const auto otherwise = app::replay_all(district.app->impl(), *strict, {});
  REQUIRE(otherwise.size() == 1);
  CHECK(otherwise.front().sequence > 0);
  CHECK(otherwise.front().otherwise.vi.find("Điểm phù hợp với chức danh") != std::string::npos);
}
