// The whole organisation is suspended: what stands still, what goes on, for whom an exception is made, and how it goes on again.
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

const app::NewSuspension frozen{true, "Tạm dừng cho đến khi sắp xếp xong tổ chức bộ máy", "128-KL/TW"};

workflow::Status status(const District& district, const std::string& id) { return district.app->database().rotation(RotationId::trusted(id))->status; }
std::string due(const District& district, const std::string& id, const char* step) {
  return to_text(*district.app->database().rotation(RotationId::trusted(id))->run_now(step)->due);
}
RefusalCode code_of(const Result<app::Recorded>& done) { return done ? RefusalCode::internal : done.error().code; }

void projections_hold(District& district) {
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
}

}  // namespace

TEST_CASE("A suspension of the whole organisation stops rotations at once and gives them their days back when it is over") {
  District district;
  const std::string id = district.nominate();
  CHECK(due(district, id, "proposal") == "2026-03-16");
  REQUIRE(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), frozen)));

  const json::value answer = test::first_choices(district.app->step(district.caller("noi.vu"), id, "proposal")->schema);
  CHECK(code_of(district.respond("noi.vu", id, "proposal", answer)) == RefusalCode::organisation_suspended);  // before the rotation has followed
  CHECK(status(district, id) == workflow::Status::open);
  district.app->run_due();
  CHECK(status(district, id) == workflow::Status::suspended);
  CHECK(code_of(district.respond("noi.vu", id, "proposal", answer)) == RefusalCode::organisation_suspended);
  CHECK(code_of(district.act("chu.tri", id, "resume", {{"reason", "Cho hồ sơ này đi tiếp"}})) == RefusalCode::organisation_suspended);
  const auto view = district.app->suspension(district.caller("chu.tri"));
  REQUIRE(view);
  REQUIRE(view->standing.size() == 1);
  CHECK(view->standing.front().name == "Đỗ Văn Bình");
  projections_hold(district);

  district.restart();
  district.days(14);
  district.app->run_due();
  CHECK(status(district, id) == workflow::Status::suspended);
  REQUIRE(wait_for(district.app->resume_organisation(district.caller("ban.to.chuc"), "Đã sắp xếp xong", "16-TB/ĐU")));
  district.app->run_due();
  CHECK(status(district, id) == workflow::Status::open);
  CHECK(due(district, id, "proposal") == "2026-03-30");
  CHECK(district.respond("noi.vu", id, "proposal", answer));
  CHECK_FALSE(district.app->suspension(district.caller("chu.tri")));
  projections_hold(district);
}

TEST_CASE("An exception names its official, its basis and who authorised it; his rotation alone goes on, or begins") {
  District district;
  REQUIRE(wait_for(district.app->suspend_organisation(district.caller("ban.to.chuc"), frozen)));
  const app::Caller board = district.caller("ban.to.chuc");
  const json::value body = test::first_choices(district.app->start(board, "rotation")->schema);
  CHECK(code_of(wait_for(district.app->nominate(board, "rotation", body, {}))) == RefusalCode::organisation_suspended);

  app::NewException wanted{district.binh.text(), "Nơi đến khuyết Bí thư", "15-TB/ĐU", ""};
  const auto without = wait_for(district.app->except_from_suspension(board, wanted));
  REQUIRE_FALSE(without);
  CHECK(without.error().fields.front().field == "authoriser");
  wanted.authoriser = "Ban Thường vụ Thành uỷ";
  REQUIRE(wait_for(district.app->except_from_suspension(board, wanted)));
  CHECK(wait_for(district.app->except_from_suspension(board, wanted)).error().fields.front().field == "official");
  const auto nominated = wait_for(district.app->nominate(board, "rotation", body, {}));
  REQUIRE(nominated);
  district.app->run_due();
  CHECK(status(district, nominated->rotation) == workflow::Status::open);
  REQUIRE(district.app->suspension(board)->exceptions.size() == 1);
  CHECK(district.app->suspension(board)->exceptions.front().authoriser == "Ban Thường vụ Thành uỷ");
  CHECK(district.app->suspension(district.caller("dang.uy"))->exceptions.empty());  // whose they are is not for everybody
}

TEST_CASE("A suspended rotation that is excepted goes on by itself; one suspended by itself stays so") {
  District district;
  const std::string id = district.nominate();
  SECTION("with the others") {
    REQUIRE(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), frozen)));
    district.app->run_due();
    REQUIRE(status(district, id) == workflow::Status::suspended);
    REQUIRE(wait_for(district.app->except_from_suspension(district.caller("chu.tri"), {district.binh.text(), "Nơi đến khuyết", "15-TB/ĐU", "Thành uỷ"})));
    district.app->run_due();
    CHECK(status(district, id) == workflow::Status::open);
  }
  SECTION("by itself before") {
    REQUIRE(district.act("chu.tri", id, "suspend", {{"reason", "Chờ kết luận kiểm tra"}}));
    REQUIRE(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), frozen)));
    district.app->run_due();
    REQUIRE(wait_for(district.app->resume_organisation(district.caller("chu.tri"), "Đã xong", "16-TB/ĐU")));
    district.app->run_due();
    CHECK(status(district, id) == workflow::Status::suspended);
    CHECK(district.act("chu.tri", id, "resume", {{"reason", "Đã có kết luận"}}));
  }
}

TEST_CASE("Officials in their posts are spared where that is said, and stand still too where it is not") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "evaluation");
  SECTION("spared") {
    REQUIRE(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), frozen)));
    district.app->run_due();
    CHECK(status(district, id) == workflow::Status::open);
  }
  SECTION("not spared") {
    REQUIRE(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), {false, "Theo kết luận mới", "130-KL/TW"})));
    district.app->run_due();
    CHECK(status(district, id) == workflow::Status::suspended);
  }
}

TEST_CASE("Who may not suspend, or what is not there to be ended, is refused and nothing is recorded") {
  District district;
  const auto before = district.app->impl().database->log_frontier().size;
  CHECK(wait_for(district.app->suspend_organisation(district.caller("dang.uy"), frozen)).error().code == RefusalCode::forbidden);
  CHECK(wait_for(district.app->suspend_organisation(district.caller("quan.tri"), frozen)).error().code == RefusalCode::forbidden);
  CHECK(wait_for(district.app->resume_organisation(district.caller("chu.tri"), "Đã xong", "1-TB/ĐU")).error().code == RefusalCode::not_suspended);
  const auto empty = wait_for(district.app->suspend_organisation(district.caller("chu.tri"), {true, " ", ""}));
  REQUIRE_FALSE(empty);
  CHECK(empty.error().fields.size() == 2);
  CHECK(district.app->impl().database->log_frontier().size == before);
  REQUIRE(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), frozen)));
  CHECK(wait_for(district.app->suspend_organisation(district.caller("chu.tri"), frozen)).error().code == RefusalCode::suspended_already);
}
