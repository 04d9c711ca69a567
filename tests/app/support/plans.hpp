// A plan of the small committee, with lines for the ward's secretary.
#pragma once
#include <catch2/catch.hpp>

#include "app/support/district.hpp"

namespace luan::test {

struct Planned : District {
  using Kind = app::PlanAct::Kind;
  std::string plan;

  explicit Planned(app::Configuration with = test_configuration()) : District(std::move(with)) {
    const auto adopted = change("ban.to.chuc", {Kind::adopt},
                                {{"period", "2026"},
                                 {"paper", "12-KH/ĐU"},
                                 {"approved", "2026-02-20"},
                                 {"need", "Đưa cán bộ trẻ về cơ sở"},
                                 {"manner", "Từ cấp trên về cơ sở"},
                                 {"area", "Các phường khó khăn"}});
    REQUIRE(adopted);
    plan = adopted->plan;
  }

  [[nodiscard]] Result<app::PlanChanged> change(const std::string& who, app::PlanAct act, json::object form) const {
    return wait_for(app->change_plan(caller(who), std::move(act), json::object{{"form", std::move(form)}}));
  }
  [[nodiscard]] json::object line_form(int count = 1) const {
    return {
        {"position", secretary.text()},  {"expected", binh.text()},           {"direction", "down"}, {"count", count}, {"months", 36}, {"starts", "2026-06-01"},
        {"reason", "Phường cần cán bộ"}, {"placement", "Trưởng phòng Nội vụ"}};
  }
  std::string add_line(int count = 1) const {
    const auto added = change("ban.to.chuc", {Kind::add_line, plan}, line_form(count));
    REQUIRE(added);
    return added->line;
  }
  [[nodiscard]] app::PlanLineView line(const std::string& id, const std::string& who = "ban.to.chuc") const {
    const auto found = app->plan(caller(who), plan);
    REQUIRE(found);
    const auto one = std::ranges::find(found->lines, id, &app::PlanLineView::id);
    REQUIRE(one != found->lines.end());
    return *one;
  }
  /// «Đỗ Văn Bình» for the ward's secretary, by this line; or somebody else.
  [[nodiscard]] Result<app::Recorded> nominate_by(const std::string& line_id, const std::string& official = "", const std::string& who = "ban.to.chuc") {
    json::object form{{"official", official.empty() ? binh.text() : official},
                      {"position", secretary.text()},
                      {"plan_line", line_id},
                      {"object", "planned"},
                      {"expected_months", 36},
                      {"reason", "Phường cần cán bộ"}};
    auto recorded = wait_for(app->nominate(caller(who), "rotation", json::object{{"form", std::move(form)}}, {}));
    if (recorded) app->run_due();
    return recorded;
  }
  /// Another official of the office.
  std::string another(const std::string& given) {
    OfficialId fresh;
    app->impl().writer->run([&](store::Transaction& t) {
      fresh = t.ids().fresh<OfficialId>();
      t.append("-", store::OfficialRegistered{
                        fresh, office, {}, {{"family", "Bùi"}, {"middle", "Thị"}, {"given", given}, {"born", "1988-01-20"}, {"rating", "good"}}});
    });
    return fresh.text();
  }
};

}  // namespace luan::test
