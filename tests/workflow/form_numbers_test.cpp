// What the rest of a form asks of a number: tables of the shipped forms, at and beside every bound.
#include <catch2/catch.hpp>

#include "workflow/form_numbers.hpp"
#include "workflow/support/forms.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
using namespace workflow;
namespace {

/// "" where the form takes it; else the fields that are at fault.
std::string judged(const Definition& definition, std::string_view form, const std::string& answer, json::object values) {
  json::object body{{"form", std::move(values)}};
  if (!answer.empty()) body["outcome"] = answer;
  FormWorld world = form_world();
  world.assigned.clear();
  const auto checked = check_form(definition.form(form), body, world);
  if (checked) return "";
  std::string fields;
  for (const FieldError& one : checked.error().fields) fields += (fields.empty() ? "" : " ") + one.field;
  return fields;
}

json::object evaluation(const char* level, std::int64_t points) {
  return {{"strengths", "Tốt"}, {"weaknesses", "Không"}, {"assignments", "Xong"}, {"points", points}, {"level", level}};
}

}  // namespace

TEST_CASE("A level is not given with fewer points than it takes; a lower one may be, for a named fault") {
  const Definition definition = shipped_rotation();
  struct Case {
    const char* level;
    std::int64_t points;
    const char* faults;
  };
  for (const auto& [level, points, faults] : {Case{"excellent", 40, "points"},
                                              {"excellent", 89, "points"},
                                              {"excellent", 90, ""},
                                              {"excellent", 100, ""},
                                              {"excellent", 101, "points"},
                                              {"good", 69, "points"},
                                              {"good", 70, ""},
                                              {"good", 95, ""},
                                              {"completed", 49, "points"},
                                              {"completed", 50, ""},
                                              {"not_completed", 0, ""},
                                              {"not_completed", -1, "points"}}) {
    INFO(level << " " << points);
    CHECK(judged(definition, "evaluation", "", evaluation(level, points)) == faults);
  }
  FormWorld world = form_world();
  world.assigned.clear();
  const auto refused = check_form(definition.form("evaluation"), json::object{{"form", evaluation("excellent", 40)}}, world);
  CHECK(refused.error().fields.front().text.vi ==
        "«Điểm (thang 100)» phải từ 90 trở lên khi «Kết luận mức độ hoàn thành nhiệm vụ» là «Hoàn thành xuất sắc nhiệm vụ»; đang ghi 40. Đề nghị sửa một "
        "trong hai mục.");
}

TEST_CASE("The sending unit introduces with more than half of those summoned; at exactly half the head decides; with fewer nobody is introduced") {
  const Definition definition = shipped_rotation();
  struct Case {
    const char* answer;
    std::int64_t summoned, present, in_favour;
    const char* faults;
  };
  for (const auto& [answer, summoned, present, in_favour, faults] : {Case{"introduce", 9, 9, 0, "in_favour"},
                                                                     {"introduce", 9, 5, 4, "in_favour"},
                                                                     {"introduce", 9, 5, 5, ""},
                                                                     {"introduce", 10, 10, 5, "in_favour"},
                                                                     {"introduce", 10, 6, 6, ""},
                                                                     {"introduce_by_head", 10, 10, 5, ""},
                                                                     {"introduce_by_head", 10, 10, 4, "in_favour"},
                                                                     {"introduce_by_head", 10, 10, 6, "in_favour"},
                                                                     {"introduce_by_head", 9, 9, 4, "in_favour"},
                                                                     {"decline", 10, 10, 5, ""},
                                                                     {"decline", 10, 10, 0, ""},
                                                                     {"decline", 10, 10, 6, "in_favour"},
                                                                     {"introduce", 9, 4, 5, "in_favour"}}) {
    INFO(answer << " " << in_favour << " of " << summoned);
    const auto with = [&](std::int64_t issued, std::int64_t collected, std::int64_t valid) {
      return judged(definition, "proposal", answer,
                    {{"summoned", summoned},
                     {"present", present},
                     {"issued", issued},
                     {"collected", collected},
                     {"valid", valid},
                     {"in_favour", in_favour},
                     {"remarks", "Tốt"}});
    };
    CHECK(with(present, present, present) == faults);
    CHECK(with(present + 1, present, present).starts_with("issued"));
    if (in_favour > 1) CHECK(with(present, present, in_favour - 1).find("in_favour") != std::string::npos);
  }
}

TEST_CASE("A term has 36 months at least, but for a special case with who authorised it and on what basis") {
  const Definition definition = shipped_rotation();
  const json::object special{{"term_case", "special"}, {"authoriser", "Ban Thường vụ"}, {"term_basis", "12-TB/QU"}};
  const auto decision = [&](std::int64_t months, json::object more) {
    more["effective"] = "2026-12-01", more["term_months"] = months;
    return judged(definition, "decision", "issue", std::move(more));
  };
  CHECK(decision(36, {}) == "");
  CHECK(decision(35, {}) == "term_months");
  CHECK(decision(35, {{"term_case", "ordinary"}}) == "term_months");
  CHECK(decision(24, special) == "");
  CHECK(decision(3, special) == "");
  CHECK(decision(2, special) == "term_months");
  CHECK(decision(24, {{"term_case", "special"}}) == "authoriser term_basis");
  CHECK(decision(36, {{"authoriser", "Ban Thường vụ"}}) == "authoriser");
}

TEST_CASE("The agencies' answers are rows, one at least, each with its verdict") {
  const Definition definition = shipped_rotation();
  const json::array rows{json::object{{"agency", "Uỷ ban Kiểm tra"}, {"verdict", "agree"}}, json::object{{"agency", "Công an"}, {"verdict", "no_reply"}}};
  CHECK(judged(definition, "appraisal", "differing", {{"appraisals", rows}}) == "");
  CHECK(judged(definition, "appraisal", "agree", {}) == "appraisals");
  CHECK(judged(definition, "appraisal", "agree", {{"appraisals", json::array{json::object{{"agency", "Công an"}}}}}) == "appraisals.0.verdict");
  CHECK(judged(definition, "synthesis", "submit", {{"summary", "Đủ"}, {"appraisals", rows}}) == "appraisals");
}

TEST_CASE("The smallest number that is a part of another is the first that is, tried one by one") {
  using Is = NumberShare::Is;
  for (const Is is : {Is::more_than, Is::at_least, Is::exactly, Is::at_most, Is::less_than})
    for (std::int64_t bottom = 1; bottom <= 7; ++bottom)
      for (std::int64_t top = 1; top <= bottom; ++top)
        for (std::int64_t base = 0; base <= 40; ++base)
          for (const std::int64_t least : {0, 3}) {
            const NumberShare share{is, top, bottom, "base"};
            std::optional<std::int64_t> first;
            for (std::int64_t value = least; value <= base && !first; ++value)
              if (is_part(share, value, base)) first = value;
            INFO(static_cast<int>(is) << " " << top << "/" << bottom << " of " << base << " from " << least);
            CHECK(smallest_part(share, least, base) == first);
          }
}

TEST_CASE("What a number asks of other fields is refused where it names what is not there or nobody could meet") {
  struct Case {
    const char *title, *terms, *said;
  };
  for (const auto& [title, terms, said] :
       {Case{"no such list", "min_if: { level: { excellent: 9 } }", "There is no choice field «level»"},
        {"no such number", "share: { agree: more than 1/2 of summond }", "Did you mean «summoned»?"},
        {"no such answer", "share: { agre: more than 1/2 of summoned }", "Did you mean «agree»?"},
        {"no fraction", "share: { agree: half of summoned }", "A part of another number belongs here"},
        {"more than the whole", "share: { agree: more than 3/2 of summoned }", "A part of another number belongs here"},
        {"a base that may be left empty", "required: true, share: { agree: more than 1/2 of summoned }",
         "Field «summoned» may be left empty with the answer «agree»"},
        {"a base asked with another answer", "required: true, share: { agree: more than 1/2 of some }",
         "Field «some» may be left empty with the answer «agree»"},
        {"a number that may be left empty", "share: { agree: more than 1/2 of many }", "Field «present» may be left empty with the answer «agree»"},
        {"never met", "required: true, max: 3, share: { agree: exactly 1/2 of many }", "nobody could give the answer «agree»"}}) {
    INFO(title);
    std::string text = changed(small_workflow, "      present: { kind: number, at_most: summoned,",
                               std::string("      many: { kind: number, required: true, min: 100, label: { vi: N, en: N } }\n"
                                           "      some: { kind: number, required_if: disagree, label: { vi: M, en: M } }\n      present: { kind: number, ") +
                                   terms + ",");
    const auto loaded = load_definition("test.yaml", text, roles);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().front().text.en.find(said) != std::string::npos);
  }
  // Asked with that very answer is enough.
  const std::string with_answer = changed(small_workflow, "      present: { kind: number, at_most: summoned,",
                                          "      some: { kind: number, required_if: agree, label: { vi: M, en: M } }\n"
                                          "      present: { kind: number, required_if: agree, share: { agree: more than 1/2 of some },");
  CHECK(load_definition("test.yaml", with_answer, roles));
}

}  // namespace luan::test
