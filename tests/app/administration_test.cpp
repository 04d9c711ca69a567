#include <catch2/catch.hpp>

#include "app/support/district.hpp"

using namespace luan;
using test::District;
using test::wait_for;

TEST_CASE("Signing in takes the right pair, slows guessing, and a session can be ended") {
  District district;
  const auto in = wait_for(district.app->sign_in("chu.tri", test::password, "127.0.0.1", ""));
  REQUIRE(in);
  REQUIRE(district.app->caller(in->token));
  CHECK(district.app->caller(in->token)->name == "Nguyễn Văn Đức");
  CHECK(district.app->csrf_fits(in->caller, district.app->csrf_token(in->caller)));
  district.app->sign_out(in->token);
  CHECK(!district.app->caller(in->token));
  for (int i = 0; i < 5; ++i)
    CHECK(wait_for(district.app->sign_in("chu.tri", "sai-mat-khau-roi", "127.0.0.1", "")).error().code == RefusalCode::wrong_credentials);
  CHECK(wait_for(district.app->sign_in("chu.tri", test::password, "127.0.0.1", "")).error().code == RefusalCode::too_many_attempts);
  CHECK(wait_for(district.app->sign_in("không.có", test::password, "10.1.1.1", "")).error().code == RefusalCode::wrong_credentials);
}

TEST_CASE("The administrator manages accounts and opens no case; nobody else manages accounts") {
  District district;
  const std::string id = district.nominate();
  const app::Caller admin = district.caller("quan.tri");
  REQUIRE(district.app->accounts(admin));
  CHECK(district.app->rotations(admin, {}).error().code == RefusalCode::forbidden);
  CHECK(district.app->history(admin, id).error().code == RefusalCode::not_found);
  CHECK(district.app->turns(admin, {}).error().code == RefusalCode::forbidden);
  CHECK(district.app->accounts(district.caller("chu.tri")).error().code == RefusalCode::forbidden);

  const auto added = wait_for(district.app->add_account(admin, {"uy.vien.5", "Tạ Thị Yến", "mua-thu-la-vang-9", {}, {{"member", district.committee.text()}}}));
  REQUIRE(added);
  CHECK(wait_for(district.app->sign_in("uy.vien.5", "mua-thu-la-vang-9", "127.0.0.1", "")));
  CHECK(wait_for(district.app->add_account(admin, {"uy.vien.5", "Tạ Thị Yến", "mua-thu-la-vang-9", {}, {}})).error().code == RefusalCode::account_exists);
  CHECK(wait_for(district.app->add_account(admin, {"uy.vien.6", "Tạ Thị Yến", "ngan", {}, {}})).error().code == RefusalCode::weak_password);
  CHECK(wait_for(district.app->add_account(admin, {"Ủy viên", "", "mua-thu-la-vang-9", {}, {}})).error().fields.size() == 2);

  REQUIRE(wait_for(district.app->set_disabled(admin, added->id, true)));
  CHECK(!wait_for(district.app->sign_in("uy.vien.5", "mua-thu-la-vang-9", "127.0.0.1", "")));
  REQUIRE(wait_for(district.app->set_grant(admin, added->id, "member", district.committee.text(), false)));
  CHECK(district.app->impl().directory()->account(AccountId::trusted(added->id))->grants.empty());
}

TEST_CASE("A scorer that is not there leaves its step waiting, told to the committee, and retried by the administrator") {
  app::Configuration configuration = test::test_configuration();
  configuration.plugin_host = "/nonexistent/host";
  District district(configuration);
  const std::string id = district.nominate();
  district.until_open(id, "eligibility");
  district.app->run_due();
  const auto view = district.app->rotation(district.caller("chu.tri"), id);
  REQUIRE(view);
  bool waiting = false;
  for (const auto& step : view->open_steps) waiting |= step.plugin == "score_eligibility" && !step.waiting.empty() && !step.waiting_error.vi.empty();
  CHECK(waiting);
  const auto deliveries = district.app->deliveries(district.caller("quan.tri"));
  REQUIRE(deliveries);
  CHECK(!deliveries->items.empty());
}

TEST_CASE("A refusal names who may in words of both languages, never by the id of a role") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const app::Caller admin = district.caller("quan.tri");
  const std::vector<std::pair<Refusal, Localized>> refusals{
      {district.app->rotations(admin, {}).error(), {"Chủ trì Ban Thường vụ", "Chair of the standing committee"}},
      {district.app->turns(admin, {}).error(), {"Kiểm tra, giám sát", "Auditor"}},
      {district.app->accounts(district.caller("chu.tri")).error(), {"Quản trị hệ thống", "Administrator"}},
      {district.app->start(district.caller("kiem.tra"), "rotation").error(), {"Nơi đi", "Sending unit"}},
      {district.respond("uy.ban", id, "party_opinion", json::object{{"outcome", "agree"}}).error(), {"Đảng uỷ", "Party committee"}},
      {district.act("kiem.tra", id, "withdraw", json::object{{"reason", "Thử"}}).error(), {"Ban Tổ chức", "Organisation board"}},
  };
  for (const auto& [refusal, who] : refusals)
    for (const Language language : {Language::vi, Language::en}) {
      const std::string sentence = refusal.sentence(language);
      INFO(sentence);
      CHECK(sentence.find(who.in(language)) != std::string::npos);
      CHECK(sentence.find('_') == std::string::npos);
    }
}
