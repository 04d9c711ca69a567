// The pages beside tests/app/sealed_votes_test.cpp: no screen shows how an open ballot goes.
#include <catch2/catch.hpp>

#include "web/support/browser.hpp"

using namespace luan;
using test::Browser;
using test::District;
using test::says;

TEST_CASE("No page shows a vote of an open ballot to anybody but its voter") {
  District district;
  const std::string id = district.nominate(), remark = "Chưa nắm vững địa bàn phường Bến Đá";
  district.until_open(id, "vote");
  const app::Caller board = district.caller("ban.to.chuc");
  const json::object when{
      {"on", to_text(add_days(district.app->impl().today(), 3))}, {"hour", 8}, {"minute", 0}, {"kind", "review"}, {"place", "Phòng họp số 1"}};
  const auto meeting = test::wait_for(district.app->change_meeting(board, {app::MeetingAct::Kind::call}, json::object{{"form", when}}));
  REQUIRE(meeting);
  REQUIRE(test::wait_for(district.app->set_agenda(board, *meeting, {{id, "vote"}})));
  REQUIRE(district.respond("uy.vien.1", id, "vote", {{"outcome", "against"}, {"form", {{"remark", remark}}}}));

  Browser browser(district);
  const std::string pages[] = {"/",         "/ho-so",          "/ho-so/" + id,           "/ho-so/" + id + "/buoc/vote",
                               "/truy-vet", "/truy-vet/" + id, "/phien-hop/" + *meeting, "/thong-ke"};
  for (const char* who : {"chu.tri", "uy.vien.2", "ban.to.chuc", "kiem.tra", "dang.uy", "binh"}) {
    browser.sign_in(who);
    for (const std::string& path : pages)
      for (const char* language : {"vi", "en"}) {
        INFO(who << " " << path << " " << language);
        const http::Reply page = browser.get(path, language);
        CHECK_FALSE(says(page, remark));
        CHECK_FALSE(says(page, "»: Không tán thành"));
        CHECK_FALSE(says(page, "”: Against"));
      }
  }
  browser.sign_in("uy.vien.1");
  CHECK(says(browser.get("/ho-so/" + id), remark));
  // By these words it is told once the ballot has closed.
  for (const char* who : {"chu.tri", "uy.vien.2", "uy.vien.3", "uy.vien.4"})
    REQUIRE(district.respond(who, id, "vote", {{"outcome", "for"}, {"form", json::object()}}));
  browser.sign_in("kiem.tra");
  const http::Reply vi = browser.get("/ho-so/" + id), en = browser.get("/ho-so/" + id, "en");
  CHECK(says(vi, remark));
  CHECK(says(vi, "»: Không tán thành"));
  CHECK(says(en, "”: Against"));
}
