#include "app/support/district.hpp"

#include <catch2/catch.hpp>

#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

std::string first_bad_field(const Result<void>& done) { return done ? "" : done.error().fields.empty() ? "refused" : done.error().fields.front().field; }

Result<void> advance(District& district, const std::string& who, const std::string& reg, int to) {
  return wait_for(district.app->advance_register(district.caller(who), reg, to));
}
Result<void> explain(District& district, const std::string& who, int from, int to, const std::string& reason = "Quyết định về công tác khác") {
  return wait_for(district.app->explain_gap(district.caller(who), {"decision", "2025-2030", from, to, reason}));
}

app::RegisterView register_of(District& district, const std::string& id) {
  const auto all = district.app->registers(district.caller("ban.to.chuc"));
  REQUIRE(all);
  for (const app::RegisterView& reg : *all)
    if (reg.id == id && reg.current) return reg;
  FAIL("no register " << id);
  return {};
}

}  // namespace

TEST_CASE("A posting draws the party number after those used outside, and a state number where the post is one of government") {
  District district;
  const std::string id = district.nominate();
  REQUIRE(advance(district, "ban.to.chuc", "decision", 12));
  district.until_open(id, "decision");
  const auto step = district.app->step(district.caller("chu.tri"), id, "decision");
  REQUIRE(step);
  REQUIRE(step->preview);
  REQUIRE(step->preview->numbers.size() == 1);  // the post of a party secretary is no office of the state
  CHECK(step->preview->numbers[0].number == "13-QĐ/ĐU");
  REQUIRE(district.respond("chu.tri", id, "decision", test::first_choices(step->schema)));
  const auto page = district.app->register_page(district.caller("ban.to.chuc"), "decision", "2025-2030");
  REQUIRE(page);
  REQUIRE(page->documents.size() == 1);
  CHECK(page->documents[0].number == "13-QĐ/ĐU");
  CHECK(page->documents[0].rotation == id);
  CHECK(page->documents[0].official == "Đỗ Văn Bình");
  CHECK(page->reg.next_number == "14-QĐ/ĐU");
  CHECK(page->reg.unexplained == 12);
  CHECK(store::rebuild(district.app->database(), [&](const std::string& name, int version) {
          return district.app->definition(name, version);
        }).differences.empty());
}

TEST_CASE("A post of government gets a decision of the state beside the party's, each in its own register") {
  District district;
  PositionId chairman;
  district.app->impl().writer->run([&](store::Transaction& t) {
    chairman = t.ids().fresh<PositionId>();
    t.append("-", store::PositionCreated{chairman, district.ward, "government", true, {"Chủ tịch UBND phường Bến Đá", "Chair, Bến Đá"}});
  });
  const auto start = district.app->start(district.caller("ban.to.chuc"), "rotation");
  REQUIRE(start);
  json::object body = test::first_choices(start->schema).as_object();
  body["form"].as_object()["position"] = chairman.text();
  const auto nominated = wait_for(district.app->nominate(district.caller("ban.to.chuc"), "rotation", body, {}));
  REQUIRE(nominated);
  district.until_open(nominated->rotation, "decision");
  const auto step = district.app->step(district.caller("chu.tri"), nominated->rotation, "decision");
  REQUIRE(step);
  REQUIRE(step->preview->numbers.size() == 2);
  CHECK(app::headed_number(step->preview->numbers[0].number, step->preview->numbers[0].state) == "Số 1-QĐ/ĐU");
  CHECK(app::headed_number(step->preview->numbers[1].number, step->preview->numbers[1].state) == "Số: 1/QĐ-UBND");
  REQUIRE(district.respond("chu.tri", nominated->rotation, "decision", test::first_choices(step->schema)));
  const auto rotation = district.app->rotation(district.caller("ban.to.chuc"), nominated->rotation);
  REQUIRE(rotation);
  CHECK(rotation->decision->number == "1-QĐ/ĐU");
  REQUIRE(rotation->documents.size() == 1);
  CHECK(rotation->documents[0].second == "Số: 1/QĐ-UBND");
  CHECK(register_of(district, "state_decision").period == "2026");
  CHECK(register_of(district, "state_decision").last == 1);
  app::RotationFilter filter;
  filter.text = "1/QĐ-UBND";
  const auto found = district.app->rotations(district.caller("ban.to.chuc"), filter);
  REQUIRE(found);
  CHECK(found->items.size() == 1);
}

TEST_CASE("Missing numbers are explained once they are missing, never where a paper stands") {
  District district;
  const std::string id = district.nominate();
  REQUIRE(advance(district, "ban.to.chuc", "decision", 3));
  district.until_open(id, "decision");
  const auto step = district.app->step(district.caller("chu.tri"), id, "decision");
  REQUIRE(district.respond("chu.tri", id, "decision", test::first_choices(step->schema)));  // number 4
  REQUIRE(advance(district, "ban.to.chuc", "decision", 6));
  CHECK(first_bad_field(explain(district, "ban.to.chuc", 0, 2)) == "first");
  CHECK(first_bad_field(explain(district, "ban.to.chuc", 2, 1)) == "last");
  CHECK(first_bad_field(explain(district, "ban.to.chuc", 3, 5)) == "last");
  CHECK(first_bad_field(explain(district, "ban.to.chuc", 5, 7)) == "last");
  CHECK(first_bad_field(explain(district, "ban.to.chuc", 5, 6, " ")) == "reason");
  REQUIRE(explain(district, "ban.to.chuc", 1, 2, "Quyết định kết nạp đảng viên"));
  const auto gaps = register_of(district, "decision").gaps;
  REQUIRE(gaps.size() == 3);
  CHECK(std::tuple(gaps[0].from, gaps[0].to, gaps[0].reason) == std::tuple(1, 2, std::string("Quyết định kết nạp đảng viên")));
  CHECK(std::tuple(gaps[1].from, gaps[1].to, gaps[1].reason.empty()) == std::tuple(3, 3, true));
  CHECK(std::tuple(gaps[2].from, gaps[2].to, gaps[2].reason.empty()) == std::tuple(5, 6, true));
  CHECK(register_of(district, "decision").unexplained == 3);
}

TEST_CASE("A register never goes back") {
  District district;
  REQUIRE(advance(district, "ban.to.chuc", "decision", 9));
  for (const int to : {0, 8, 9, 100'001}) CHECK(first_bad_field(advance(district, "ban.to.chuc", "decision", to)) == "to");
  CHECK(advance(district, "ban.to.chuc", "no_such_register", 10).error().code == RefusalCode::not_found);
  district.restart();
  CHECK(register_of(district, "decision").next_number == "10-QĐ/ĐU");
}

TEST_CASE("The organisation board keeps the registers, the committee and auditors read them, others do neither") {
  District district;
  for (const std::string who : {"chu.tri", "uy.vien.1"}) {
    CHECK(district.app->registers(district.caller(who)));
    CHECK(advance(district, who, "decision", 5).error().code == RefusalCode::forbidden);
    CHECK(explain(district, who, 1, 1).error().code == RefusalCode::forbidden);
  }
  for (const std::string who : {"noi.vu", "dang.uy", "binh", "quan.tri"}) {
    CHECK(district.app->registers(district.caller(who)).error().code == RefusalCode::forbidden);
    CHECK(district.app->register_page(district.caller(who), "decision", "2025-2030").error().code == RefusalCode::forbidden);
    CHECK(advance(district, who, "decision", 5).error().code == RefusalCode::forbidden);
  }
}

TEST_CASE("The term is worked out on the terms considered, before anything is decided") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "decision");
  struct Case {
    const char* effective;
    int months;
    const char* ends;
  };
  for (const Case& one : {Case{"2026-04-01", 36, "2029-03-31"}, Case{"2027-08-31", 6, "2028-02-28"}, Case{"2028-02-29", 12, "2029-02-27"},
                          Case{"2026-01-01", 60, "2030-12-31"}}) {
    const auto step = district.app->step(district.caller("chu.tri"), id, "decision", {parse_date(one.effective), one.months});
    REQUIRE(step);
    CHECK(to_text(step->preview->ends) == one.ends);
  }
  const auto step = district.app->step(district.caller("chu.tri"), id, "decision");
  CHECK(step->preview->months == 36);  // as nominated
  CHECK(step->preview->effective == district.app->impl().today());
  CHECK_FALSE(district.app->step(district.caller("chu.tri"), id, "resolution")->preview);
}
