#include "workflow/form.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/first_choices.hpp"
#include "support/json_schema.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;

FormWorld world() {
  FormWorld world;
  world.today = *parse_date("2026-11-24");
  world.opened = *parse_date("2026-11-10");
  world.items = [](const Field& field) {
    std::vector<FormWorld::Item> items;
    for (const char* const letter : {"a", "b", "c"})
      items.push_back({std::string(32, *letter), "Mục " + std::string(letter),
                       field.kind == FieldKind::unit        ? "ward"
                       : field.kind == FieldKind::plan_line ? std::string(32, *letter == 'c' ? 'b' : 'a')
                                                            : std::string(32, 'b')});
    return items;
  };
  world.assigned = {"Rà soát đơn thư tồn đọng", "Củng cố hai chi bộ"};
  for (const char* const letter : {"d", "e"}) world.files.push_back({std::string(32, *letter), "Văn bản.pdf", "pdf", 1'000, std::string(64, *letter), false});
  return world;
}

json::value json_of(const std::string& text) {
  auto value = parse_json(text);
  INFO(text);
  REQUIRE(value);
  return *value;
}

std::string told(const Refusal& refusal) {
  std::string all;
  for (const FieldError& error : refusal.fields) all += error.field + ": " + error.text.vi + " | " + error.text.en + "\n";
  return all;
}

/// A body with this answer and everything the answer allows.
json::object full_body(const Form& form, const std::string& answer, const FormWorld& in) {
  json::object values = luan::test::first_choices(form_schema(form, in)).at("form").as_object();
  json::object body;
  if (!answer.empty()) body["outcome"] = answer;
  json::object kept;
  for (const Field& field : form.fields) {
    if (!field.only_if.empty() && std::ranges::find(field.only_if, answer) == field.only_if.end()) continue;
    if (const auto* value = values.if_contains(field.id)) {
      kept[field.id] = *value;
      continue;
    }
    Form alone{.id = "alone", .fields = {field}};  // a field the forward answer does not have
    alone.fields.front().only_if.clear();
    alone.fields.front().required_if.clear();
    kept[field.id] = luan::test::first_choices(form_schema(alone, in)).at("form").at(field.id);
  }
  body["form"] = std::move(kept);
  return body;
}

std::vector<std::string> answers_of(const Form& form) {
  std::vector<std::string> all;
  for (const Answer& answer : form.answers) all.push_back(answer.id);
  if (all.empty()) all.emplace_back();
  return all;
}

std::vector<Choice> four_kinds() {
  return {{"housing", {"Nhà ở", "Housing"}}, {"travel", {"Đi lại", "Travel"}}, {"family", {"Gia đình", "Family"}}, {"study", {"Học tập", "Study"}}};
}

/// Two units, a person inside one of them, a row of numbers: what rotation.yaml does not use.
Form grouped_form() {
  Form form{.id = "grouped"};
  form.fields.push_back({.id = "person", .kind = FieldKind::person, .label = {"Người", "Person"}, .required = true, .in_unit = "unit"});
  form.fields.push_back({.id = "unit", .kind = FieldKind::unit, .label = {"Đơn vị", "Unit"}, .required = true});
  Field rows{.id = "votes", .kind = FieldKind::rows, .label = {"Phiếu", "Votes"}, .min = 1, .max = 3};
  rows.columns.push_back({.id = "valid", .kind = FieldKind::number, .label = {"Hợp lệ", "Valid"}, .min = 0, .max = 9, .at_most = "cast"});
  rows.columns.push_back({.id = "why", .kind = FieldKind::choices, .label = {"Lý do", "Reasons"}, .max = 4, .choices = four_kinds()});
  rows.columns.push_back({.id = "cast", .kind = FieldKind::number, .label = {"Thu về", "Cast"}, .required = true, .min = 0, .max = 9});
  form.fields.push_back(std::move(rows));
  form.fields.push_back({.id = "day", .kind = FieldKind::date, .label = {"Ngày", "Day"}, .not_before = "today"});
  form.fields.push_back({.id = "support", .kind = FieldKind::choices, .label = {"Hỗ trợ", "Support"}, .min = 2, .max = 3, .choices = four_kinds()});
  form.fields.push_back(
      {.id = "wait", .kind = FieldKind::duration, .label = {"Thời gian", "Time"}, .min = 1, .max = 30, .counted_in = DurationUnit::working_days});
  return form;
}

/// The same two, asked for.
Form several_form() {
  Form form{.id = "several"};
  for (const char* id : {"support", "wait"}) {
    form.fields.push_back(*grouped_form().field(id));
    form.fields.back().required = true;
  }
  return form;
}

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
     {{"outcome", {"Cần chọn «Đồng ý», «Đồng ý, có ý kiến» hoặc «Không đồng ý».", "Choose «Agree», «Agree with remarks» or «Disagree»."}}}},
    {"opinion",
     R"({"form":{)" + opinion_counts + "}}",
     {{"outcome", {"Cần chọn «Đồng ý», «Đồng ý, có ý kiến» hoặc «Không đồng ý».", "Choose «Agree», «Agree with remarks» or «Disagree»."}}}},
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
    {"opinion",
     "[]",
     {{"form",
       {"Cần một đối tượng JSON có mục «form» chứa các mục của biểu mẫu.", "Send a JSON object with a member «form» that holds the fields of the form."}}}},
    {"decision",
     R"({"outcome":"reconsider","form":{"effective":"01/12/2026","reason":"Chờ"}})",
     {{"effective",
       {"Mục này chỉ dùng khi chọn «Ban hành». Đề nghị xoá nội dung ở đây, hoặc chọn lại.", "This is only for «Issue». Clear it, or choose again."}}}},
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
        "This is only for «Petitions to settle». Clear it, or choose again."}}}},
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
  Definition definition = shipped_rotation();
  definition.forms.push_back(grouped_form());
  definition.forms.push_back(several_form());
  for (const Faulty& one : faulty) {
    INFO(one.form << " " << one.body.substr(0, 200));
    const auto checked = check_form(definition.form(one.form), json_of(one.body), world());
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
        auto in = world();
        in.opened = *parse_date("2026-11-01");
        return in;
      }());
  REQUIRE(checked);
  CHECK(checked->answer == "agree");
  CHECK(json::serialize(checked->values) == R"({"reason":"Tiếng Việt\nhai dòng","summoned":7,"present":7,"in_favour":6,"date":"2026-11-04"})");
}

TEST_CASE("Several choices are kept in the order of the form, and a duration as the number it was given as") {
  const auto checked = check_form(several_form(), json_of(R"({"form":{"wait":10,"support":["study","housing"]}})"), world());
  REQUIRE(checked);
  CHECK(json::serialize(checked->values) == R"({"support":["housing","study"],"wait":10})");
  CHECK(duration_words(DurationUnit::working_days, 10).vi == "10 ngày làm việc");
  CHECK(duration_words(DurationUnit::years, 1).en == "1 year");
  const json::object schema = form_schema(several_form(), world());
  const auto& fields = schema.at("properties").at("form").at("properties");
  CHECK(fields.at("support").at("default") == json::array{"housing", "travel"});
  CHECK(fields.at("wait").at("x-unit").at("en") == "working days");
}

TEST_CASE("A text that hides characters is refused, in the words of the text rules") {
  const Definition definition = shipped_rotation();
  const auto checked = check_form(definition.form("vote"), json_of(R"({"outcome":"for","form":{"remark":"a\u202eb"}})"), world());
  REQUIRE_FALSE(checked);
  CHECK(checked.error().fields.front().field == "remark");
}

TEST_CASE("A field with nothing to choose from says so") {
  const Definition definition = shipped_rotation();
  FormWorld empty = world();
  empty.items = [](const Field&) { return std::vector<FormWorld::Item>{}; };
  const auto checked = check_form(definition.form("nomination"),
                                  json_of(R"({"form":{"official":"x","position":"x","object":"other","expected_months":36,"reason":"Đào tạo"}})"), empty);
  REQUIRE_FALSE(checked);
  CHECK(told(checked.error()).find("Hiện chưa có mục nào để chọn cho «Cán bộ»") != std::string::npos);
}

TEST_CASE("A program that fills in the first choices and knows nothing else gives a valid body of every form") {
  Definition definition = shipped_rotation();
  definition.forms.push_back(grouped_form());
  definition.forms.push_back(several_form());
  for (const Form& form : definition.forms) {
    DYNAMIC_SECTION(form.id) {
      const json::object schema = form_schema(form, world());
      const json::value body = luan::test::first_choices(schema);
      INFO(json::serialize(body));
      CHECK(violations(schema, body).empty());
      const auto checked = check_form(form, body, world());
      INFO((checked ? "" : told(checked.error())));
      REQUIRE(checked);
      if (!form.answers.empty()) CHECK(checked->answer == form.answers.front().id);
    }
  }
}

TEST_CASE("Schema and check judge alike, whatever is wrong with a body") {
  Definition definition = shipped_rotation();
  definition.forms.push_back(grouped_form());
  definition.forms.push_back(several_form());
  const FormWorld in = world();
  int accepted = 0, refused = 0;
  for (const Form& form : definition.forms) {
    const json::object schema = form_schema(form, in);
    const auto compare = [&](const json::object& body) {
      const auto checked = check_form(form, body, in);
      const auto broken = violations(schema, body);
      INFO(form.id << " " << json::serialize(body));
      INFO((checked ? "accepted" : told(checked.error())));
      INFO((broken.empty() ? "" : broken.front()));
      CHECK(checked.has_value() == broken.empty());
      ++(checked ? accepted : refused);
    };
    for (const std::string& answer : answers_of(form)) {
      const json::object body = full_body(form, answer, in);
      compare(body);
      for (const std::string& other : answers_of(form)) {  // fields of one answer under another
        json::object crossed = body;
        if (!other.empty()) crossed["outcome"] = other;
        compare(crossed);
      }
      for (const std::string name : {"outcome", "form", "more"}) {
        json::object without = body;
        without.erase(name);
        compare(without);
        json::object wrong = body;
        wrong[name] = 7;
        compare(wrong);
      }
      for (const auto& [name, value] : body.at("form").as_object()) {
        json::object without = body;
        without.at("form").as_object().erase(name);
        compare(without);
        const json::value replacements[] = {nullptr,
                                            true,
                                            7,
                                            -1,
                                            1'000'000'000'000,
                                            1.5,
                                            "",
                                            "x",
                                            json::value(std::string(6000, 'x')),
                                            "2026-11-24",
                                            "2199-12-31",
                                            "1899-12-31",
                                            json::array{},
                                            json::array{7},
                                            json::object{}};
        for (const json::value& replacement : replacements) {
          json::object changed = body;
          changed.at("form").as_object()[name] = replacement;
          const Field& field = *form.field(name);
          const bool number = field.kind == FieldKind::number && replacement == 7;             // may exceed its neighbour, which a schema cannot say
          const bool blank = json::value("") == replacement && field.kind != FieldKind::date;  // as good as not given; a schema sees text
          if (!number && !(blank && !field.only_if.empty())) compare(changed);
          if (!value.is_array()) continue;
          for (const Field& column : field.columns) {
            json::object in_row = body;
            in_row.at("form").at(name).as_array().at(0).as_object()[column.id] = replacement;
            if (column.kind != FieldKind::number) compare(in_row);
          }
        }
      }
    }
  }
  CHECK(accepted > 100);
  CHECK(refused > 1000);
}

TEST_CASE("Only the fields of the forward answer stand among the plain properties") {
  const Definition definition = shipped_rotation();
  const json::object schema = form_schema(definition.form("decision"), world());
  const auto& plain = schema.at("properties").at("form").at("properties").as_object();
  CHECK(plain.contains("effective"));
  CHECK_FALSE(plain.contains("reason"));
  CHECK(schema.at("properties").at("outcome").at("enum").at(0) == "issue");
  const auto& date = plain.at("effective").as_object();
  CHECK((date.at("format") == "date" && date.at("default") == "2026-11-24"));
  const json::object opinion = form_schema(definition.form("opinion"), world());
  const auto& bounded = opinion.at("properties").at("form").at("properties").at("date").as_object();
  CHECK((bounded.at("formatMinimum") == "2026-11-10" && bounded.at("formatMaximum") == "2026-11-24"));
}

TEST_CASE("What an HTML form posts becomes the body") {
  using Posted = std::vector<std::pair<std::string, std::string>>;
  Definition definition = shipped_rotation();
  definition.forms.push_back(several_form());
  definition.forms.push_back(grouped_form());
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

TEST_CASE("Rows for each assignment are as many as there are, keep what they are about, and are not asked where there are none") {
  Form form{.id = "yearly"};
  Field rows{.id = "tasks", .kind = FieldKind::rows, .label = {"Nhiệm vụ", "Tasks"}, .required = true, .each_of = "assignments"};
  rows.columns.push_back({.id = "result", .kind = FieldKind::text, .label = {"Kết quả", "Result"}, .required = true, .length_max = 50});
  form.fields.push_back(std::move(rows));
  FormWorld world;
  CHECK(check_form(form, json::object{{"form", json::object()}}, world));
  CHECK_FALSE(form_schema(form, world).at("properties").at("form").at("properties").as_object().contains("tasks"));

  world.assigned = {"Rà soát đơn thư", "Củng cố chi bộ"};
  const json::value schema = form_schema(form, world).at("properties").at("form").at("properties").at("tasks");
  CHECK(schema.at("minItems") == 2);
  CHECK(schema.at("maxItems") == 2);
  CHECK_FALSE(check_form(form, json::object{{"form", json::object()}}, world));
  const auto body = [](json::array rows_given) { return json::object{{"form", json::object{{"tasks", std::move(rows_given)}}}}; };
  CHECK_FALSE(check_form(form, body({json::object{{"result", "Xong"}}}), world));
  // What a correction is filled in with says what each is about; that is not the caller's to change.
  const auto filled = check_form(form, body({json::object{{"result", "Xong"}, {"of", "Việc khác"}}, json::object{{"result", "Chậm"}}}), world);
  REQUIRE(filled);
  CHECK(filled->values.at("tasks").at(0).at("of") == "Rà soát đơn thư");
  CHECK(filled->values.at("tasks").at(1).at("result") == "Chậm");
}

TEST_CASE("A line of a plan is for the position beside it; a program is offered one that fits its first choice, or none") {
  Form form{.id = "nomination"};
  form.fields.push_back({.id = "position", .kind = FieldKind::position, .label = {"Chức danh", "Post"}, .required = true});
  form.fields.push_back({.id = "line", .kind = FieldKind::plan_line, .label = {"Dòng", "Line"}, .for_position = "position"});
  const auto body = [](char position, char line) {
    return json::value(json::object{{"form", json::object{{"position", std::string(32, position)}, {"line", std::string(32, line)}}}});
  };
  CHECK(check_form(form, body('a', 'a'), world()));
  CHECK(check_form(form, body('b', 'c'), world()));
  const auto wrong = check_form(form, body('c', 'a'), world());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().fields.at(0).field == "line");
  const json::object schema = form_schema(form, world());
  CHECK(violations(schema, body('a', 'a')).empty());
  CHECK(violations(schema, body('b', 'c')).empty());
  for (const auto& [position, line] : {std::pair{'c', 'a'}, {'a', 'c'}, {'b', 'a'}}) CHECK_FALSE(violations(schema, body(position, line)).empty());
  CHECK(violations(schema, first_choices(schema)).empty());
  CHECK(check_form(form, first_choices(schema), world()));

  FormWorld none_fits = world();
  none_fits.items = [all = none_fits.items](const Field& field) {
    auto items = all(field);
    if (field.kind == FieldKind::plan_line) items.erase(items.begin(), items.begin() + 2);  // one for the second position is left
    return items;
  };
  const json::object later = form_schema(form, none_fits);
  CHECK_FALSE(first_choices(later).at("form").as_object().contains("line"));
  CHECK(violations(later, body('b', 'c')).empty());
  CHECK_FALSE(violations(later, body('a', 'c')).empty());
  none_fits.items = [all = none_fits.items](const Field& field) { return field.kind == FieldKind::plan_line ? std::vector<FormWorld::Item>() : all(field); };
  CHECK(json::serialize(form_schema(form, none_fits)).find("line") == std::string::npos);
}

}  // namespace luan::test
