// What a body says is checked, cleaned and read from a page's form.
#include <catch2/catch.hpp>

#include <algorithm>

#include "workflow/support/forms.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
using namespace workflow;
namespace {

struct Faulty {
  std::string form, body;
  std::vector<FieldError> faults;
};

const std::string opinion_counts = R"("summoned":7,"present":7,"in_favour":6)";

const std::vector<Faulty> faulty{
    {"opinion",
     R"({"outcome":"agree","form":{"summoned":7,"present":9,"in_favour":6}})",
     {{"present",
       {"«Có mặt» (9) không thể lớn hơn «Triệu tập» (7). Đề nghị kiểm tra lại hai số này.",
        "«Present» (9) cannot be more than «Summoned» (7). Check both numbers."}}}},
    {"opinion", R"({"outcome":"disagree","form":{)" + opinion_counts + "}}", {{"reason", {"Cần điền «Ý kiến và lý do».", "Fill in «Remarks and reason»."}}}},
    {"opinion",
     R"({"outcome":"disagree","form":{"reason":" \n ",)" + opinion_counts + "}}",
     {{"reason", {"Cần điền «Ý kiến và lý do».", "Fill in «Remarks and reason»."}}}},
    {"opinion",
     R"({"outcome":"yes","form":{)" + opinion_counts + "}}",
     {{"outcome", {"Cần chọn «Đồng ý», «Đồng ý, có ý kiến» hoặc «Không đồng ý».", "Choose “Agree”, “Agree with remarks” or “Disagree”."}}}},
    {"opinion",
     R"({"form":{)" + opinion_counts + "}}",
     {{"outcome", {"Cần chọn «Đồng ý», «Đồng ý, có ý kiến» hoặc «Không đồng ý».", "Choose “Agree”, “Agree with remarks” or “Disagree”."}}}},
    {"opinion",
     R"({"outcome":"agree","form":{"date":"25/11/2026",)" + opinion_counts + "}}",
     {{"date", {"Ngày không thể sau hôm nay (24/11/2026).", "The day cannot be after today (24/11/2026)."}}}},
    {"opinion",
     R"({"outcome":"agree","form":{"date":"2026-11-09",)" + opinion_counts + "}}",
     {{"date", {"Ngày phải từ 10/11/2026 (ngày mở bước này) trở đi.", "The day must be 10/11/2026 (when this step opened) or later."}}}},
    {"opinion",
     R"({"outcome":"agree","form":{"date":"31/02/2026",)" + opinion_counts + "}}",
     {{"date",
       {"Đề nghị điền một ngày có thật theo dạng ngày/tháng/năm, ví dụ 24/11/2026.", "Give an existing day as day/month/year, for example 24/11/2026."}}}},
    {"opinion",
     R"({"outcome":"agree","form":{"summoned":0,"present":"bảy","in_favour":1.5}})",
     {{"summoned", {"Số phải từ 1 đến 500; đang ghi 0.", "The number must be from 1 to 500; it is 0."}},
      {"present", {"Đề nghị điền một số nguyên từ 1 đến 500, chỉ gồm chữ số.", "Give a whole number from 1 to 500, in digits only."}},
      {"in_favour", {"Đề nghị điền một số nguyên từ 0 đến 500, chỉ gồm chữ số.", "Give a whole number from 0 to 500, in digits only."}}}},
    {"opinion",
     R"({"outcome":"agree","note":1,"form":{"verdict":true,)" + opinion_counts + "}}",
     {{"verdict", {"Biểu mẫu không có mục «verdict». Đề nghị bỏ mục này.", "The form has no field «verdict». Leave it out."}},
      {"note", {"Biểu mẫu không có mục «note». Đề nghị bỏ mục này.", "The form has no field «note». Leave it out."}}}},
    {"opinion", R"({"outcome":"agree","form":{"number":7,)" + opinion_counts + "}}", {{"number", {"Cần một đoạn chữ.", "This must be text."}}}},
    {"opinion",
     R"({"outcome":"agree","form":{"number":")" + std::string(203, 'x') + "\"," + opinion_counts + "}}",
     {{"number", {"Dài 203 ký tự, tối đa 200. Đề nghị rút bớt 3 ký tự.", "203 characters, 200 at most. Shorten it by 3."}}}},
    {"decision",
     R"({"outcome":"reconsider","form":{"reason":")" + std::string(17'999, 'x') + "\"}}",
     {{"reason", {"Dài 17.999 ký tự, tối đa 5.000. Đề nghị rút bớt 12.999 ký tự.", "17,999 characters, 5,000 at most. Shorten it by 12,999."}}}},
    {"opinion",
     "[]",
     {{"form",
       {"Cần một đối tượng JSON có mục «form» chứa các mục của biểu mẫu.", "Send a JSON object with a member «form» that holds the fields of the form."}}}},
    {"decision",
     R"({"outcome":"reconsider","form":{"effective":"01/12/2026","reason":"Chờ"}})",
     {{"effective",
       {"Mục này chỉ dùng khi chọn «Ban hành». Đề nghị xoá nội dung ở đây, hoặc chọn lại.", "This is only for “Issue”. Clear it, or choose again."}}}},
    {"decision",
     R"({"outcome":"issue","form":{"effective":"01/12/26026"}})",
     {{"effective",
       {"Đề nghị điền một ngày có thật theo dạng ngày/tháng/năm, ví dụ 24/11/2026.", "Give an existing day as day/month/year, for example 24/11/2026."}},
      {"term_months", {"Cần điền «Thời hạn (tháng)».", "Fill in «Term (months)»."}}}},
    {"decision",
     R"({"outcome":"issue","form":{"effective":"01/12/1826","term_months":36}})",
     {{"effective", {"Ngày phải từ 01/01/1900 trở đi. Đề nghị kiểm tra lại năm.", "The day must be 01/01/1900 or later. Check the year."}}}},
    {"assessment",
     R"({"form":{"professional":"good","political":"best","ethics":null,"ability":"fair"}})",
     {{"political", {"Đề nghị chọn «Lý luận chính trị» trong danh sách.", "Choose «Political theory» from the list."}},
      {"ethics", {"Đề nghị chọn «Phẩm chất đạo đức» trong danh sách.", "Choose «Ethics» from the list."}}}},
    {"assessment",
     R"({"outcome":"agree","form":{"professional":"good","political":"good","ethics":"good","ability":"fair"}})",
     {{"outcome", {"Biểu mẫu không có mục «outcome». Đề nghị bỏ mục này.", "The form has no field «outcome». Leave it out."}}}},
    {"nomination",
     R"({"form":{"official":"nobody","position":"cccccccccccccccccccccccccccccccc","object":"other","expected_months":36,"reason":"Đào tạo"}})",
     {{"official", {"Đề nghị chọn «Cán bộ» trong danh sách.", "Choose «Official» from the list."}}}},
    {"assignments", R"({"form":{}})", {{"assignments", {"Cần ghi ít nhất 1 dòng vào «Nhiệm vụ được giao».", "Add at least 1 row to «Assignments»."}}}},
    {"assignments",
     R"({"form":{"assignments":[]}})",
     {{"assignments", {"Cần ghi ít nhất 1 dòng vào «Nhiệm vụ được giao».", "Add at least 1 row to «Assignments»."}}}},
    {"assignments",
     R"({"form":{"assignments":[{"content":"a","product":"b","due":"2027-01-01"},{"content":"a","due":"mai","who":"x"},7]}})",
     {{"assignments.1.product", {"Cần điền «Sản phẩm đo được».", "Fill in «Measurable product»."}},
      {"assignments.1.due",
       {"Đề nghị điền một ngày có thật theo dạng ngày/tháng/năm, ví dụ 24/11/2026.", "Give an existing day as day/month/year, for example 24/11/2026."}},
      {"assignments.1.who", {"Biểu mẫu không có mục «who». Đề nghị bỏ mục này.", "The form has no field «who». Leave it out."}},
      {"assignments.2", {"Cần các dòng, mỗi dòng gồm các cột của bảng.", "Rows are wanted, each with the columns of the table."}}}},
    {"meeting",
     R"({"outcome":"no_petition","form":{"held_on":"2026-11-24","difficulties":"Không","petitions":[{"content":"a"}]}})",
     {{"petitions",
       {"Mục này chỉ dùng khi chọn «Có kiến nghị cần giải quyết». Đề nghị xoá nội dung ở đây, hoặc chọn lại.",
        "This is only for “Petitions to settle”. Clear it, or choose again."}}}},
    {"grouped",
     R"({"form":{"person":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","day":"23/11/2026"}})",
     {{"person", {"Mục này không thuộc «Đơn vị» đã chọn. Đề nghị chọn lại.", "This does not belong to the «Unit» chosen. Choose again."}},
      {"day", {"Ngày phải từ hôm nay (24/11/2026) trở đi.", "The day must be today (24/11/2026) or later."}}}},
    {"grouped",
     R"({"form":{"person":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","votes":[{"cast":1,"valid":2},{"cast":1},{"cast":1},{"cast":1}]}})",
     {{"votes", {"Số dòng phải từ 1 đến 3; đang có 4.", "The number of rows must be from 1 to 3; there are 4."}}}},
    {"grouped",
     R"({"form":{"person":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","unit":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","votes":[{"cast":1},{"cast":1,"valid":2}]}})",
     {{"votes.1.valid",
       {"«Hợp lệ» (2) không thể lớn hơn «Thu về» (1). Đề nghị kiểm tra lại hai số này.", "«Valid» (2) cannot be more than «Cast» (1). Check both numbers."}}}},
    {"several",
     R"({"form":{"support":["travel"],"wait":31}})",
     {{"support", {"Số mục được chọn phải từ 2 đến 3; đang chọn 1.", "The number of choices must be from 2 to 3; it is 1."}},
      {"wait", {"Số phải từ 1 đến 30; đang ghi 31.", "The number must be from 1 to 30; it is 31."}}}},
    {"several",
     R"({"form":{"support":["travel","travel"],"wait":"10 ngày"}})",
     {{"support", {"Đề nghị chọn «Hỗ trợ» trong danh sách, mỗi mục một lần.", "Choose «Support» from the list, nothing twice."}},
      {"wait", {"Đề nghị điền một số nguyên từ 1 đến 30, chỉ gồm chữ số.", "Give a whole number from 1 to 30, in digits only."}}}},
    {"several", R"({"form":{"support":[],"wait":3}})", {{"support", {"Cần chọn «Hỗ trợ».", "Choose «Support»."}}}},
};

}  // namespace

TEST_CASE("Every fault of a body is named by its field, all at once") {
  const Definition definition = with_forms();
  for (const Faulty& one : faulty) {
    INFO(one.form << " " << one.body.substr(0, 200));
    const auto checked = check_form(definition.form(one.form), json_of(one.body), form_world());
    REQUIRE_FALSE(checked);
    INFO(told(checked.error()));
    CHECK(checked.error().code == RefusalCode::invalid);
    CHECK(checked.error().fields == one.faults);
  }
}

TEST_CASE("What is kept is cleaned, and in the order of the form") {
  const Definition definition = shipped_rotation();
  const auto checked = check_form(
      definition.form("opinion"),
      json_of(
          R"({"form":{"date":"4/11/2026","in_favour":6,"present":7,"summoned":7,"number":"","reason":"  Tie\u0302\u0301ng Vie\u0323\u0302t\r\nhai do\u0300ng "},"outcome":"agree"})"),
      [] {
        auto in = form_world();
        in.opened = *parse_date("2026-11-01");
        return in;
      }());
  REQUIRE(checked);
  CHECK(checked->answer == "agree");
  CHECK(json::serialize(checked->values) == R"({"reason":"Tiếng Việt\nhai dòng","summoned":7,"present":7,"in_favour":6,"date":"2026-11-04"})");
}

TEST_CASE("Several choices are kept in the order of the form, and a duration as the number it was given as") {
  const auto checked = check_form(several_form(), json_of(R"({"form":{"wait":10,"support":["study","housing"]}})"), form_world());
  REQUIRE(checked);
  CHECK(json::serialize(checked->values) == R"({"support":["housing","study"],"wait":10})");
  CHECK(duration_words(DurationUnit::working_days, 10).vi == "10 ngày làm việc");
  CHECK(duration_words(DurationUnit::years, 1).en == "1 year");
  const json::object schema = form_schema(several_form(), form_world());
  const auto& fields = schema.at("properties").at("form").at("properties");
  CHECK(fields.at("support").at("default") == json::array{"housing", "travel"});
  CHECK(fields.at("wait").at("x-unit").at("en") == "working days");
}

TEST_CASE("A text that hides characters is refused, in the words of the text rules") {
  const Definition definition = shipped_rotation();
  const auto checked = check_form(definition.form("vote"), json_of(R"({"outcome":"for","form":{"remark":"a\u202eb"}})"), form_world());
  REQUIRE_FALSE(checked);
  CHECK(checked.error().fields.front().field == "remark");
}

TEST_CASE("A field with nothing to choose from says so") {
  const Definition definition = shipped_rotation();
  FormWorld empty = form_world();
  empty.items = [](const Field&) { return std::vector<FormWorld::Item>{}; };
  const auto checked = check_form(definition.form("nomination"),
                                  json_of(R"({"form":{"official":"x","position":"x","object":"other","expected_months":36,"reason":"Đào tạo"}})"), empty);
  REQUIRE_FALSE(checked);
  CHECK(told(checked.error()).find("Hiện chưa có mục nào để chọn cho «Cán bộ»") != std::string::npos);
}

TEST_CASE("What an HTML form posts becomes the body") {
  using Posted = std::vector<std::pair<std::string, std::string>>;
  const Definition definition = with_forms();
  const struct {
    std::string form;
    Posted posted;
    std::string body;
  } cases[] = {
      {"opinion",
       {{"outcome", "agree"}, {"summoned", " 7 "}, {"present", "bảy"}, {"date", "4/1/2026"}, {"reason", "  "}, {"_csrf", "x"}},
       R"({"outcome":"agree","form":{"summoned":7,"present":"bảy","date":"2026-01-04"}})"},
      {"opinion",
       {{"outcome", ""}, {"date", "hôm qua"}, {"in_favour", "99999999999999999999"}},
       R"({"form":{"in_favour":"99999999999999999999","date":"hôm qua"}})"},
      {"opinion", {{"number", "128/UBND-NV"}, {"number", "second"}}, R"({"form":{"number":"128/UBND-NV"}})"},
      {"assessment", {{"outcome", "agree"}, {"ethics", "good"}}, R"({"form":{"ethics":"good"}})"},
      {"assignments",
       {{"assignments.2.content", "hai"},
        {"assignments.0.content", ""},
        {"assignments.0.due", ""},
        {"assignments.10.due", "x"},
        {"assignments.1.due", "24/11/2026"},
        {"assignments.1.content", "một"},
        {"assignments.x.content", "no"}},
       R"({"form":{"assignments":[{"content":"một","due":"2026-11-24"},{"content":"hai"},{"due":"x"}]}})"},
      {"assignments", {{"assignments", "x"}, {"assignments.0.content", " "}}, R"({"form":{}})"},
      {"several", {{"support", "study"}, {"support", ""}, {"support", "travel"}, {"wait", " 10 "}}, R"({"form":{"support":["study","travel"],"wait":10}})"},
      {"several", {{"support", " "}, {"wait", "mười"}}, R"({"form":{"wait":"mười"}})"},
      {"grouped", {{"votes.0.why", "study"}, {"votes.0.why", "family"}}, R"({"form":{"votes":[{"why":["study","family"]}]}})"},
  };
  for (const auto& one : cases) CHECK(json::serialize(body_from_fields(definition.form(one.form), one.posted)) == one.body);
}

}  // namespace luan::test
