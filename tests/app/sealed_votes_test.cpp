// A named vote is named once the ballot has closed. Until then nobody learns how it went, but who cast it.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"

using namespace luan;
using test::District;

namespace {

const std::string remark = "Chưa nắm vững địa bàn phường Bến Đá";

json::value against() { return {{"outcome", "against"}, {"form", {{"remark", remark}}}}; }

/// Everything of a rotation's history that the caller is given.
std::string told(const District& district, const std::string& who, const std::string& id) {
  const auto history = district.app->history(district.caller(who), id);
  REQUIRE(history);
  std::string out;
  for (const app::HistoryEntry& entry : *history) {
    if (entry.payload.contains("step") && entry.payload.at("step") != "vote") continue;
    out += entry.what.vi + "\n" + entry.what.en + "\n" + json::serialize(entry.payload) + json::serialize(entry.content);
    for (const app::ValueView& value : entry.values) out += value.text;
  }
  return out;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

bool betrays(const std::string& text) { return has(text, remark) || has(text, "Không tán thành") || has(text, "Against") || has(text, "\"against\""); }

struct Voted : District {
  std::string id = nominate();
  Voted() {
    until_open(id, "vote");
    REQUIRE(respond("uy.vien.1", id, "vote", against()));
    REQUIRE(is_open(id, "vote"));
  }
  void close() {
    for (const char* who : {"chu.tri", "uy.vien.2", "uy.vien.3", "uy.vien.4"})
      REQUIRE(respond(who, id, "vote", {{"outcome", "for"}, {"form", json::object()}}));
    REQUIRE_FALSE(is_open(id, "vote"));
  }
};

constexpr const char* others[] = {"chu.tri", "uy.vien.2", "ban.to.chuc", "kiem.tra", "dang.uy", "uy.ban", "noi.vu", "binh"};

}  // namespace

TEST_CASE("While a ballot is open its history says who has voted and not how; afterwards the committee reads it") {
  Voted district;
  for (const char* who : others) {
    INFO(who);
    CHECK_FALSE(betrays(told(district, who, district.id)));
  }
  CHECK(has(told(district, "chu.tri", district.id), "Phạm Thu Hà đã gửi «Biểu quyết đánh giá năng lực»"));
  CHECK_FALSE(has(told(district, "dang.uy", district.id), "Phạm Thu Hà"));
  CHECK(betrays(told(district, "uy.vien.1", district.id)));  // one's own is no secret to oneself

  district.close();
  for (const char* who : {"chu.tri", "uy.vien.2", "ban.to.chuc", "kiem.tra"}) {
    INFO(who);
    CHECK(has(told(district, who, district.id), "Phạm Thu Hà trả lời «Biểu quyết đánh giá năng lực»: Không tán thành"));
    CHECK(has(told(district, who, district.id), remark));
  }
  for (const char* who : {"dang.uy", "uy.ban", "noi.vu", "binh"}) CHECK_FALSE(has(told(district, who, district.id), remark));
}

TEST_CASE("While a ballot is open the page of the rotation, the vote's form, the trace and the tasks tell nothing of it but the turnout") {
  Voted district;
  for (const char* who : others) {
    INFO(who);
    const app::Caller caller = district.caller(who);
    const auto view = district.app->rotation(caller, district.id);
    REQUIRE(view);
    for (const auto* group : {&view->assignments, &view->evaluations, &view->meetings, &view->others})
      CHECK(std::ranges::none_of(*group, [](const app::ResponseSummary& one) { return one.step == "vote"; }));
    REQUIRE(view->open_steps.size() == 1);
    CHECK(view->open_steps[0].answered == 1);
    CHECK(view->open_steps[0].asked == 5);
    for (const app::SeatView& seat : view->open_steps[0].seats) {
      CHECK(seat.answer_id.empty());
      CHECK(seat.tone.empty());
      CHECK((seat.answer.vi.empty() || seat.answer.vi == "Đã gửi"));
    }
    const auto step = district.app->step(caller, district.id, "vote");
    REQUIRE(step);
    CHECK(std::ranges::none_of(step->before, [](const app::ResponseSummary& one) { return one.step == "vote"; }));
    if (const auto trace = district.app->trace(caller, district.id))
      for (const app::TraceLink& link : trace->chain) {
        CHECK_FALSE(has(link.entry.what.vi, "Không tán thành"));
        if (link.entry.payload.contains("step") && link.entry.payload.at("step") == "vote") CHECK(link.entry.values.empty());
      }
  }
  district.close();
  const auto view = district.app->rotation(district.caller("kiem.tra"), district.id);
  REQUIRE(view);
  CHECK(std::ranges::count(view->others, "vote", &app::ResponseSummary::step) == 5);
}

TEST_CASE("A vote put right while the ballot is open stays as closed as the vote") {
  Voted district;
  const auto history = district.app->history(district.caller("uy.vien.1"), district.id);
  REQUIRE(history);
  const auto vote =
      std::ranges::find_if(*history, [](const app::HistoryEntry& one) { return one.type == "response.recorded" && one.payload.at("step") == "vote"; });
  REQUIRE(vote != history->end());
  const json::value corrected{{"outcome", "against"}, {"form", {{"remark", remark + ", đã xem lại"}, {"correction_reason", "Ghi thiếu"}}}};
  REQUIRE(test::wait_for(district.app->correct(district.caller("uy.vien.1"), district.id, vote->sequence, corrected, {})));
  for (const char* who : others) {
    INFO(who);
    CHECK_FALSE(betrays(told(district, who, district.id)));
  }
}
