// Plans from a table: the page that describes it, its example, what a second time does, and what is wrong with bad rows.
#include <catch2/catch.hpp>

#include "app/import_plans.hpp"
#include "app/import_world.hpp"
#include "app/support/imports.hpp"
#include "app/support/plans.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::check_counts;
using test::District;
using test::page_file;
using test::Planned;
using test::told;
using test::wait_for;

namespace {

constexpr const char* head = "paper,period,approved,need,manner,area,regime,unit,position,expected,direction,count,months,starts,reason,placement\n";

app::ImportReport take_in(District& district, const std::string& bytes, app::ImportOptions options = {}, const std::string& who = "ban.to.chuc") {
  auto report = wait_for(app::import_plans(*district.app, district.caller(who), bytes, options));
  REQUIRE(report);
  return std::move(*report);
}

/// The line that Planned adds, as a row.
std::string row(const std::string& paper, const std::string& expected = "Đỗ Văn Bình", const std::string& starts = "2026-06-01",
                const std::string& rest = "36") {
  return paper + ",,,,,,,Phường Bến Đá,Bí thư Đảng uỷ phường Bến Đá," + expected + ",down,," + rest + "," + starts + ",Phường cần cán bộ,Trưởng phòng Nội vụ\n";
}
const std::string new_plan =
    "13-KH/ĐU,2027,2026-02-21,Nhu cầu,Hình thức,Địa bàn,,Phường Bến Đá,Bí thư Đảng uỷ phường Bến Đá,,across,2,24,2027-01-01,Lý do,Bố trí\n";

std::vector<std::string> places(const app::ImportReport& report) {
  std::vector<std::string> out;
  for (const CsvFault& fault : report.faults) {
    out.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column));
    CHECK_FALSE(fault.text.vi.empty());
    CHECK_FALSE(fault.text.en.empty());
  }
  return out;
}

}  // namespace

TEST_CASE("The page of imports describes exactly the columns of a table of plans", "[import]") {
  CHECK(test::described("Plans and their lines") == test::known(app::plan_columns()));
}

TEST_CASE("The page's plans are taken in as they stand, and a second time change nothing", "[import]") {
  District district;
  district.days(300);  // the page's papers are signed by then
  const app::Caller board = district.caller("ban.to.chuc");
  REQUIRE(wait_for(district.app->import_units(board, page_file("import/units.csv"), {})));
  REQUIRE(wait_for(district.app->import_officials(board, page_file("import/officials.csv"), {})));
  const std::string plans = page_file("import/plans.csv");
  const std::uint64_t before = district.app->log_size();
  check_counts(take_in(district, plans, {.dry_run = true}), 3, 0, 0, false);
  CHECK(district.app->log_size() == before);
  check_counts(take_in(district, plans), 3, 0, 0, true);
  CHECK(district.app->log_size() == before + 4);  // the plan and its lines
  check_counts(take_in(district, plans), 0, 0, 3, false);
  CHECK(district.app->log_size() == before + 4);

  const auto shown = district.app->plans(board);
  REQUIRE(shown->size() == 1);
  CHECK(shown->front().paper == "12-KH/ĐU");
  CHECK(shown->front().regime == "Bảo lưu phụ cấp chức vụ");
  CHECK(shown->front().wanted == 4);
  REQUIRE(shown->front().lines.size() == 3);
  CHECK(shown->front().lines[0].expected.name == "Đỗ Văn Bình");
  CHECK(shown->front().lines[0].receiving.name.vi == "Phường Bến Đá");
  CHECK(shown->front().lines[2].direction == "up");

  CHECK(store::verify_log(district.folder.path()).findings.empty());
  district.app->impl().writer->stop();
  const auto rebuilt = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  CHECK(rebuilt.differences.empty());
}

TEST_CASE("A line that is recorded is the same however it came; one that is recorded otherwise is a fault, and a change keeps its reason", "[import]") {
  Planned district;
  const std::string line = district.add_line();
  check_counts(take_in(district, head + row("12-KH/ĐU")), 0, 0, 1, false);
  CHECK(told(take_in(district, head + row("12-KH/ĐU", "Đỗ Văn Bình", "2026-06-01", "24"))) ==
        "x.csv:2:13: Line 1 of the plan is recorded otherwise; change it on the plan's page, with the reason\n");
  // Withdrawn since: the table does not bring it back.
  REQUIRE(district.change("ban.to.chuc", {Planned::Kind::withdraw_line, district.plan, line}, {{"why", "Chức danh đã có người"}}));
  check_counts(take_in(district, head + row("12-KH/ĐU")), 0, 0, 1, false);
  CHECK(district.line(line).state == "withdrawn");
  // Another day is another line, and it can be nominated by.
  check_counts(take_in(district, head + row("12-KH/ĐU", district.binh.text(), "01/09/2026")), 1, 0, 0, true);
  const auto plan = district.app->plan(district.caller("ban.to.chuc"), district.plan);
  REQUIRE(plan->lines.size() == 2);
  CHECK(district.nominate_by(plan->lines[1].id));
  // A closed plan takes no more lines; those it has are the same still.
  REQUIRE(district.change("ban.to.chuc", {Planned::Kind::close, district.plan}, {{"why", "Xong"}}));
  CHECK(told(take_in(district, head + row("12-KH/ĐU") + row("12-KH/ĐU", "", "2027-01-01"))) == "x.csv:3:1: This plan is closed\n");
}

TEST_CASE("Every bad row of a table of plans is told with its line and column, and nothing is recorded unless the good rows are asked for", "[import]") {
  Planned district;
  const std::string file = head + new_plan +                                                          // 2: good
                           row("12-KH/ĐU", "Lê Văn Không") +                                          // 3: nobody
                           row("12-KH/ĐU", "", "31/02/2026") +                                        // 4: no such day
                           row("12-KH/ĐU", "", "2026-06-01", "121") +                                 // 5: too long
                           "12-KH/ĐU,,,,,,,Phường Lạ,Bí thư,,down,,36,2026-06-01,a,b\n" +             // 6: no such unit
                           "12-KH/ĐU,,,,,,,Phường Bến Đá,Chủ tịch,,sang ngang,,36,2026-06-01,a,\n" +  // 7: no such post, direction; no placement
                           "12-KH/ĐU,2031,,,,,,Phường Bến Đá,Bí thư Đảng uỷ phường Bến Đá,,down,,36,2026-07-01,a,b\n" +              // 8: another period
                           row("12-KH/ĐU", "", "2026-08-01") + row("12-KH/ĐU", "", "2026-08-01") +                                   // 9 good, 10 again
                           "14-KH/ĐU,2027,2090-01-01,,H,Đ,,Phường Bến Đá,Bí thư Đảng uỷ phường Bến Đá,,down,,36,2027-01-01,a,b\n" +  // 11: no plan
                           row("14-KH/ĐU") +  // 12: of the plan that is wrong
                           "12-KH/ĐU,\n" +    // 13: too short
                           row("");           // 14: no number
  const std::uint64_t size = district.app->log_size();
  const auto report = take_in(district, file);
  INFO(told(report));
  CHECK(district.app->log_size() == size);
  check_counts(report, 2, 0, 0, false);
  CHECK(places(report) == std::vector<std::string>{"3:10", "4:14", "5:13", "6:8", "7:9", "7:11", "7:16", "8:2", "10:9", "11:3", "11:4", "12:1", "13:0", "14:2",
                                                   "14:1", "14:3", "14:4", "14:5", "14:6"});
  CHECK_THAT(told(report, Language::vi),
             Catch::Contains("x.csv:6:8: Không có đơn vị «Phường Lạ» đang hoạt động") && Catch::Contains("x.csv:12:1: Kế hoạch này có lỗi ở dòng 11"));

  check_counts(take_in(district, file, {.good_rows = true, .dry_run = true}), 2, 0, 0, false);
  CHECK(district.app->log_size() == size);
  check_counts(take_in(district, file, {.good_rows = true}), 2, 0, 0, true);
  CHECK(district.app->log_size() == size + 3);  // a plan and two lines
  CHECK(district.app->plans(district.caller("ban.to.chuc"))->size() == 2);
  // Mended and handed in again: what is there already stays what it is.
  check_counts(take_in(district, head + new_plan + row("12-KH/ĐU", "", "2026-08-01")), 0, 0, 2, false);
}

TEST_CASE("A name that several officials bear is told, and a column that is missing", "[import]") {
  Planned district;
  district.another("An"), district.another("An");
  const std::string name = [&] {
    for (const store::Official* official : district.app->impl().directory()->officials())
      if (official->given == "An") return official->name();
    return std::string();
  }();
  CHECK(told(take_in(district, head + row("12-KH/ĐU", name))) == "x.csv:2:10: 2 officials bear this name; give the identity number of one\n");
  CHECK(told(take_in(district, "paper,position\n12-KH/ĐU,Bí thư\n")).find("x.csv:1: The column «unit» is missing") != std::string::npos);
}

TEST_CASE("Lists that a form refers to are made once for a table, and each row is judged as by the whole of them", "[import]") {
  const workflow::Form form = app::plan_form(app::PlanAct::Kind::add_line);
  int made = 0;
  workflow::FormWorld whole;
  whole.today = *parse_date("2026-03-02");
  whole.items = [&](const workflow::Field& field) {
    ++made;
    using Items = std::vector<workflow::FormWorld::Item>;
    return field.kind == workflow::FieldKind::position ? Items{{"p1", "Bí thư", "u1"}, {"p2", "Chủ tịch", "u1"}} : Items{};
  };
  const workflow::FormWorld once = app::listed_once(whole);
  const auto told_of = [&](const json::object& row, const workflow::FormWorld& by) {
    std::string out;
    if (const auto filled = workflow::check_form(form, json::object{{"form", row}}, by); !filled)
      for (const FieldError& error : filled.error().fields) out += error.field + ": " + error.text.en + "\n";
    return out;
  };
  const json::object base{{"direction", "down"}, {"count", 1}, {"months", 36}, {"starts", "2026-06-01"}, {"reason", "a"}, {"placement", "b"}};
  std::vector<json::object> rows;
  for (const char* position : {"p1", "p2", "p3", ""})
    for (const char* expected : {"", "o1"}) {
      json::object row = base;
      if (*position) row["position"] = position;
      if (*expected) row["expected"] = expected;
      rows.push_back(std::move(row));
    }
  std::vector<std::string> all;
  for (const json::object& row : rows) all.push_back(told_of(row, whole));
  CHECK(all[0].empty());
  CHECK(all[2].empty());
  CHECK(all[1].starts_with("expected: "));
  CHECK(all[4].starts_with("position: "));
  made = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    INFO(rows[i]);
    CHECK(told_of(rows[i], once) == all[i]);
  }
  CHECK(made == 2);  // posts, officials
}

TEST_CASE("Plans are taken in by the organisation board and at the machine, by nobody else", "[import]") {
  Planned district;
  for (const char* username : {"chu.tri", "noi.vu", "dang.uy", "binh", "kiem.tra"}) {
    INFO(username);
    CHECK(wait_for(app::import_plans(*district.app, district.caller(username), head + new_plan, {})).error().code == RefusalCode::forbidden);
  }
  CHECK(wait_for(app::import_plans(*district.app, district.app->machine_operator(), head + new_plan, {}))->written);
}
