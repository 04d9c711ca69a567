#include "app/moments.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"

using namespace luan;
using test::District;
using Change = app::ComparedLine::Change;

namespace {

const app::ComparedLine* line(const app::MomentsView& view, const std::string& part, const std::string& label) {
  for (const app::ComparedPart& one : view.parts)
    if (one.title.vi == part)
      for (const app::ComparedLine& found : one.lines)
        if (found.label.vi.find(label) != std::string::npos) return &found;
  return nullptr;
}

std::int64_t number_of(const District& district, const std::string& id, const std::string& type, const std::string& step = "") {
  const auto history = district.app->history(district.caller("kiem.tra"), id);
  REQUIRE(history);
  for (const app::HistoryEntry& one : *history)
    if (one.type == type && (step.empty() || text_or_empty(one.payload, "step") == step)) return one.log_index;
  FAIL("no " << type);
  return -1;
}

}  // namespace

TEST_CASE("The present and the nomination side by side: what changed is marked, what did not is there too") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "decision");
  const auto found = app::moments(*district.app, district.caller("kiem.tra"), id, -1, -1);
  REQUIRE(found);
  const auto* stage = line(*found, "Thông tin chung", "Giai đoạn");
  REQUIRE(stage);
  CHECK(stage->change == Change::changed);
  CHECK(stage->before != stage->after);
  const auto* official = line(*found, "Thông tin chung", "Cán bộ");
  REQUIRE(official);
  CHECK(official->change == Change::same);
  const auto* opinion = line(*found, "Ý kiến của nơi đến", "Đảng uỷ");
  REQUIRE(opinion);
  CHECK(opinion->change == Change::added);
  const auto* assignments = line(*found, "Nhiệm vụ được giao", "");
  REQUIRE(assignments);
  CHECK(assignments->change == Change::added);
  CHECK(line(*found, "Các bước và người được hỏi", "Biểu quyết điều động")->after.find("đã đóng") == 0);
  CHECK(found->changed > 5);
  for (const app::ComparedPart& part : found->parts)  // the changed ones stand first
    CHECK(std::ranges::is_partitioned(part.lines, [](const app::ComparedLine& one) { return one.change != Change::same; }));
}

TEST_CASE("A state is what was known then: at the moment before an opinion came it is not there, and a ballot under way shows its turnout only") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "resolution");
  const std::int64_t opinion = number_of(district, id, "response.recorded", "party_opinion"), vote = number_of(district, id, "response.recorded", "vote");
  const app::Caller auditor = district.caller("kiem.tra");
  const auto at = app::moments(*district.app, auditor, id, opinion - 1, opinion);
  REQUIRE(at);
  CHECK(line(*at, "Ý kiến của nơi đến", "Đảng uỷ")->change == Change::added);
  CHECK(line(*at, "Ý kiến của nơi đến", "Đảng uỷ")->before.empty());

  const auto voting = app::moments(*district.app, auditor, id, vote - 1, vote);
  REQUIRE(voting);
  const auto* turnout = line(*voting, "Các bước và người được hỏi", "Biểu quyết đánh giá năng lực");
  REQUIRE(turnout);
  CHECK(turnout->before.find("đã gửi 0/5") != std::string::npos);
  CHECK(turnout->after.find("đã gửi 1/5") != std::string::npos);
  CHECK(line(*voting, "Phiếu và nội dung đã gửi", "Biểu quyết đánh giá năng lực") == nullptr);
}

TEST_CASE("A number between two events of the rotation means the earlier one, either order is taken, and a time before it is refused") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  const app::Caller auditor = district.caller("kiem.tra");
  const auto all = app::moments(*district.app, auditor, id, -1, -1);
  REQUIRE(all);
  const std::int64_t first = all->choices.front().log_index, last = all->choices.back().log_index;
  const auto turned = app::moments(*district.app, auditor, id, last + 1'000'000, first);
  REQUIRE(turned);
  CHECK(turned->before.log_index == first);
  CHECK(turned->after.log_index == last);
  const auto same = app::moments(*district.app, auditor, id, last, last);
  REQUIRE(same);
  CHECK(same->changed == 0);
  const auto early = app::moments(*district.app, auditor, id, 0, last);
  REQUIRE_FALSE(early);
  CHECK(early.error().fields.at(0).field == "a");
}

TEST_CASE("Two moments are for the committee and auditors; who may not know of the rotation is not told that it exists") {
  District district;
  const std::string id = district.nominate();
  CHECK(app::moments(*district.app, district.caller("chu.tri"), id, -1, -1));
  CHECK(app::moments(*district.app, district.caller("dang.uy"), id, -1, -1).error().code == RefusalCode::forbidden);
  CHECK(app::moments(*district.app, district.caller("quan.tri"), id, -1, -1).error().code == RefusalCode::not_found);
  CHECK(app::moments(*district.app, district.caller("kiem.tra"), std::string(32, '0'), -1, -1).error().code == RefusalCode::not_found);
}
