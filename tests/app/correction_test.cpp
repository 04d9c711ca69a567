// A response is put right through the use cases: who may, what is shown then, whose tasks come back.
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

int response_to(const District& district, const std::string& id, const std::string& step) {
  const store::RotationPtr rotation = district.app->database().rotation(RotationId::trusted(id));
  for (const workflow::StepRun& run : rotation->runs)
    if (run.step == step && !run.responses.empty()) return run.responses.back().sequence;
  FAIL("nobody answered " << step);
  return 0;
}

json::object body_of(const app::CorrectionFormView& view, const std::string& reason = "Gõ thiếu một đề nghị so với văn bản giấy") {
  json::object body = view.filled;
  body["form"].as_object()["correction_reason"] = reason;
  return body;
}

void projections_hold(District& district) {
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
}

}  // namespace

TEST_CASE("A ward puts its opinion right: everybody reads what stands now, the log keeps both, and votes given on the old one are asked again") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const auto vote = district.app->step(district.caller("uy.vien.1"), id, "resolution");
  REQUIRE(vote);
  json::object for_it{{"outcome", "for"}, {"form", json::object{}}};
  REQUIRE(district.respond("uy.vien.1", id, "resolution", for_it));
  CHECK(district.app->tasks(district.caller("uy.vien.1"))->empty());

  const app::Caller ward = district.caller("dang.uy");
  const int sequence = response_to(district, id, "party_opinion");
  const auto asked = district.app->correction(ward, id, sequence);
  REQUIRE(asked);
  json::object body = body_of(*asked);
  body["form"].as_object()["reason"] = "Đồng ý; đề nghị bố trí nhà công vụ";
  const auto done = wait_for(district.app->correct(ward, id, sequence, body, {}));
  REQUIRE(done);
  CHECK(done->happened.size() == 1);  // the vote that is asked again

  const auto rotation = district.app->rotation(district.caller("chu.tri"), id);
  const auto opinion = std::ranges::find_if(rotation->opinions, [](const app::OpinionView& one) { return one.correction.log_index >= 0; });
  REQUIRE(opinion != rotation->opinions.end());
  CHECK(opinion->text == "Đồng ý; đề nghị bố trí nhà công vụ");
  CHECK_FALSE(opinion->correction.may);  // the chair did not send it
  const auto history = district.app->history(district.caller("kiem.tra"), id);
  const auto entry = std::ranges::find(*history, "response.corrected", &app::HistoryEntry::type);
  REQUIRE(entry != history->end());
  CHECK(entry->what.vi == "Đảng uỷ phường Bến Đá đính chính nội dung «Ý kiến cấp uỷ nơi đến»");
  CHECK(std::ranges::any_of(entry->values, [](const app::ValueView& value) { return value.text == "Gõ thiếu một đề nghị so với văn bản giấy"; }));

  REQUIRE(district.app->tasks(district.caller("uy.vien.1"))->size() == 1);
  CHECK(district.app->step(district.caller("uy.vien.1"), id, "resolution")->shown != vote->shown);
  projections_hold(district);
  district.restart();
  REQUIRE(district.respond("uy.vien.1", id, "resolution", for_it));
  district.until_open(id, "decision");
  projections_hold(district);
}

TEST_CASE("A correction without a reason, by others, or on what changed meanwhile is refused and nothing is recorded") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "meeting_with_official");
  const int sequence = response_to(district, id, "proposal");
  const app::Caller office = district.caller("noi.vu");
  const auto asked = district.app->correction(office, id, sequence);
  REQUIRE(asked);
  json::object body = body_of(*asked, "");
  body["form"].as_object()["wishes"] = "Mong được về gần gia đình";
  const auto bare = wait_for(district.app->correct(office, id, sequence, body, {}));
  REQUIRE_FALSE(bare);
  CHECK(bare.error().fields.front().field == "correction_reason");
  body["form"].as_object()["correction_reason"] = "theo quy định";
  CHECK(wait_for(district.app->correct(office, id, sequence, body, {})).error().fields.front().field == "correction_reason");
  body["form"].as_object()["correction_reason"] = "Bỏ sót nguyện vọng của cán bộ";
  CHECK(district.app->correction(district.caller("dang.uy"), id, sequence).error().code == RefusalCode::not_your_response);
  CHECK(wait_for(district.app->correct(district.caller("chu.tri"), id, sequence, body, {})).error().code == RefusalCode::not_your_response);
  CHECK(district.app->correction(office, id, 99'999).error().code == RefusalCode::not_found);
  app::RequestMeta stale;
  stale.if_match = 1;
  CHECK(wait_for(district.app->correct(office, id, sequence, body, stale)).error().code == RefusalCode::stale);
  REQUIRE(wait_for(district.app->correct(office, id, sequence, body, {})));
  CHECK(wait_for(district.app->correct(office, id, sequence, body, {})).error().code == RefusalCode::nothing_corrected);
}
