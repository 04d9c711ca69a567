// What a page's form brings along: judged before it is sent, recorded once, its draft gone with it.
#include <catch2/catch.hpp>

#include "app/support/district.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

app::Caller rehearsing(const District& district, const std::string& who) {
  app::Caller caller = district.caller(who);
  caller.errand.rehearsal = true;
  return caller;
}

std::string name_of(const District& district, const UnitId& unit) {
  const auto units = district.app->units(district.caller("quan.tri"));
  for (const app::UnitView& one : *units)
    if (one.id == unit.text()) return one.name.vi;
  return {};
}

}  // namespace

TEST_CASE("A rehearsal answers as the command would, and nothing of it is recorded or remembered") {
  District district;
  const auto before = district.app->log_size();
  const std::string today = to_text(district.app->impl().today()), name = name_of(district, district.ward);
  REQUIRE(wait_for(district.app->rename_unit(rehearsing(district, "quan.tri"), district.ward.text(), {"Tên khác", "Other"}, today)));
  CHECK(name_of(district, district.ward) == name);
  const auto refused = wait_for(district.app->merge_units(rehearsing(district, "quan.tri"), {district.ward.text()}, district.ward.text(), today));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fields.front().field == "into");
  const app::NewSuspension wanted{false, "Sắp xếp tổ chức", "1-KL/TW"};
  REQUIRE(wait_for(district.app->suspend_organisation(rehearsing(district, "ban.to.chuc"), wanted)));
  CHECK_FALSE(district.app->suspended_since());
  const auto signed_in = wait_for(district.app->sign_in("uy.vien.1", test::password, "127.0.0.1", ""));
  REQUIRE(signed_in);
  REQUIRE(wait_for(district.app->set_disabled(rehearsing(district, "quan.tri"), district.caller("uy.vien.1").account().text(), true)));
  CHECK(district.app->caller(signed_in->token));
  CHECK(district.app->log_size() == before);
  // What was only rehearsed stands in the way of nothing.
  REQUIRE(wait_for(district.app->suspend_organisation(district.caller("ban.to.chuc"), wanted)));
  CHECK(district.app->log_size() == before + 1);
}

TEST_CASE("Sent twice under one key a form is recorded once; its draft goes with the first, and only then") {
  District district;
  const app::DraftOf of{app::DraftOf::Kind::form, "-", "don-vi/them"};
  app::Caller caller = district.caller("quan.tri");
  REQUIRE(wait_for(district.app->save_draft(caller, of, json::object{{"name_vi", "Phường Mới"}}, 0, {})));
  const app::NewUnit unit{"ward", "normal", 2, {"Phường Mới", "New ward"}, "2026-07-01"};
  caller.errand = {true, "k", "POST /don-vi/them", "a", of.text()};
  REQUIRE(wait_for(district.app->add_unit(caller, unit)));
  CHECK(district.app->draft(caller, of));
  const auto before = district.app->log_size();
  caller.errand.rehearsal = false;
  REQUIRE(wait_for(district.app->add_unit(caller, unit)));
  CHECK_FALSE(district.app->draft(caller, of));
  const auto again = wait_for(district.app->add_unit(caller, unit));
  REQUIRE_FALSE(again);
  CHECK(again.error().code == RefusalCode::sent_already);
  caller.errand.body_sha256 = "b";
  const auto other = wait_for(district.app->add_unit(caller, unit));
  REQUIRE_FALSE(other);
  CHECK(other.error().code == RefusalCode::idempotency_mismatch);
  CHECK(district.app->log_size() == before + 1);
  // What was on its way then is no draft any more.
  REQUIRE(wait_for(district.app->save_draft(caller, of, json::object{{"name_vi", "Phường Mới"}}, 0, {"k", "POST /don-vi/them", "", 0})));
  CHECK_FALSE(district.app->draft(caller, of));
}

TEST_CASE("The draft of a form is named by an address of this server and by nothing else") {
  const auto of = app::DraftOf::parse("form/-/so-van-ban/decision/2025-2030/den-so");
  REQUIRE(of);
  CHECK(of->name == "so-van-ban/decision/2025-2030/den-so");
  CHECK(of->text() == "form/-/so-van-ban/decision/2025-2030/den-so");
  for (const char* text : {"form/-//elsewhere.example", "form/-/a\r\nSet-Cookie: x", "form/-/a\\b", "form/-/", "form/x/don-vi/them"}) {
    INFO(text);
    CHECK_FALSE(app::DraftOf::parse(text));
  }
}
