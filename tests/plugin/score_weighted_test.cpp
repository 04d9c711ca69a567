#include <catch2/catch.hpp>

#include "plugin/support/page.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

struct Scoring {
  explicit Scoring(bool loose = false) {
    plugins.add_bundled("score_weighted");
    if (loose) plugins.loosen("score_weighted");
  }
  auto score(const json::value& with, const json::value& input) {
    return registry().call("score_weighted", {{"call", "score"}, {"with", with}, {"input", input}});
  }
  Registry& registry() {
    if (!made) made.emplace(plugins.options({{"score_weighted", {}}}));
    return *made;
  }
  Plugins plugins;
  std::optional<Registry> made;
};

/// One criterion of weight 100.
json::value only(std::string_view from, std::string_view missing = "\"0.4\"") {
  return parse_json(R"({"criteria":[{"id":"a","label":{"vi":"A","en":"A"},"weight":100,"missing":)" + std::string(missing) + R"(,"from":)" + std::string(from) +
                    "}]}")
      .value();
}

}  // namespace

TEST_CASE("the example on the page of score_weighted gives the answer on that page", "[plugin]") {
  const auto blocks = blocks_of("plugins/score_weighted/README.md", "json");
  REQUIRE(blocks.size() == 3);
  Scoring scoring;
  const auto answer = scoring.score(parse_json(blocks[0]).value(), parse_json(blocks[1]).value());
  REQUIRE(told(answer) == "71.15");
  INFO(json::serialize(*answer));
  CHECK(*answer == parse_json(blocks[2]).value());
}

TEST_CASE("the same input gives the same bytes, from another process too", "[plugin]") {
  const auto blocks = blocks_of("plugins/score_weighted/README.md", "json");
  Scoring one;
  Scoring other;
  const json::value with = parse_json(blocks.at(0)).value();
  const json::value input = parse_json(blocks.at(1)).value();
  const std::string first = json::serialize(one.score(with, input).value());
  CHECK(json::serialize(one.score(with, input).value()) == first);
  CHECK(json::serialize(other.score(with, input).value()) == first);
}

TEST_CASE("each kind of source gives its level and says why", "[plugin]") {
  struct Case {
    const char* from;
    const char* facts;
    const char* points;
    const char* why_vi;
    const char* why_en;
  };
  const char* field = R"({"field":"f","levels":{"master":"0.9"}})";
  const char* number = R"({"number":"n","full":15})";
  const char* falling = R"({"number":"n","empty":60,"full":45})";
  const char* list = R"({"list":"l","last":3,"levels":{"good":"0.9","excellent":"1.0"}})";
  const char* share = R"({"share":["d","t"]})";
  const char* flag = R"({"flag":"b","yes":"0.25","no":1})";
  const Case cases[] = {
      {field, R"({"f":"master"})", "90", "Thạc sĩ: mức 0,9; 100 × 0,9 = 90 điểm.", "Master's degree: level 0.9; 100 × 0.9 = 90 points."},
      {field, R"({})", "40", "Hồ sơ chưa có dữ liệu này, tính mức 0,4; 100 × 0,4 = 40 điểm.",
       "Not in the dossier, counted as level 0.4; 100 × 0.4 = 40 points."},
      {field, R"({"f":null})", "40", "Hồ sơ chưa có dữ liệu này, tính mức 0,4; 100 × 0,4 = 40 điểm.",
       "Not in the dossier, counted as level 0.4; 100 × 0.4 = 40 points."},
      {field, R"({"f":"wizard"})", "40", "Giá trị «wizard» không dùng được, tính mức 0,4 như khi thiếu; 100 × 0,4 = 40 điểm.",
       "The value «wizard» cannot be used, counted as level 0.4 as if missing; 100 × 0.4 = 40 points."},
      {field, R"({"f":["master"]})", "40", "Giá trị «[\"master\"]» không dùng được, tính mức 0,4 như khi thiếu; 100 × 0,4 = 40 điểm.",
       "The value «[\"master\"]» cannot be used, counted as level 0.4 as if missing; 100 × 0.4 = 40 points."},
      {number, R"({"n":7})", "47", "7 (mức 1 từ 15): mức 0,47; 100 × 0,47 = 47 điểm.", "7 (level 1 from 15): level 0.47; 100 × 0.47 = 47 points."},
      {number, R"({"n":"7.5"})", "50", "7,5 (mức 1 từ 15): mức 0,5; 100 × 0,5 = 50 điểm.", "7.5 (level 1 from 15): level 0.5; 100 × 0.5 = 50 points."},
      {number, R"({"n":40})", "100", "40 (mức 1 từ 15): mức 1; 100 × 1 = 100 điểm.", "40 (level 1 from 15): level 1; 100 × 1 = 100 points."},
      {number, R"({"n":0})", "0", "0 (mức 1 từ 15): mức 0; 100 × 0 = 0 điểm.", "0 (level 1 from 15): level 0; 100 × 0 = 0 points."},
      {number, R"({"n":-3})", "40", "Giá trị «-3» không dùng được, tính mức 0,4 như khi thiếu; 100 × 0,4 = 40 điểm.",
       "The value «-3» cannot be used, counted as level 0.4 as if missing; 100 × 0.4 = 40 points."},
      {falling, R"({"n":50})", "67", "50 (mức 1 đến 45, mức 0 ở 60): mức 0,67; 100 × 0,67 = 67 điểm.",
       "50 (level 1 up to 45, level 0 at 60): level 0.67; 100 × 0.67 = 67 points."},
      {falling, R"({"n":70})", "0", "70 (mức 1 đến 45, mức 0 ở 60): mức 0; 100 × 0 = 0 điểm.",
       "70 (level 1 up to 45, level 0 at 60): level 0; 100 × 0 = 0 points."},
      {list, R"({"l":["bad","good","excellent","good"]})", "93",
       "Hoàn thành tốt nhiệm vụ 0,9; Hoàn thành xuất sắc nhiệm vụ 1; Hoàn thành tốt nhiệm vụ 0,9: trung bình mức 0,93; 100 × 0,93 = 93 điểm.",
       "Good 0.9; Excellent 1; Good 0.9: mean level 0.93; 100 × 0.93 = 93 points."},
      {list, R"({"l":["odd","good"]})", "57",
       "«odd» không dùng được, tính như thiếu 0,4; Hoàn thành tốt nhiệm vụ 0,9; thiếu một lần 0,4: trung bình mức 0,57; 100 × 0,57 = 57 điểm.",
       "«odd» cannot be used, counted as missing 0.4; Good 0.9; one missing 0.4: mean level 0.57; 100 × 0.57 = 57 points."},
      {share, R"({"d":8,"t":9})", "89", "8 trên 9: mức 0,89; 100 × 0,89 = 89 điểm.", "8 of 9: level 0.89; 100 × 0.89 = 89 points."},
      {share, R"({"d":0,"t":0})", "40", "Giá trị «0» không dùng được, tính mức 0,4 như khi thiếu; 100 × 0,4 = 40 điểm.",
       "The value «0» cannot be used, counted as level 0.4 as if missing; 100 × 0.4 = 40 points."},
      {flag, R"({"b":true})", "25", "Có: mức 0,25; 100 × 0,25 = 25 điểm.", "Yes: level 0.25; 100 × 0.25 = 25 points."},
      {flag, R"({"b":false})", "100", "Không: mức 1; 100 × 1 = 100 điểm.", "No: level 1; 100 × 1 = 100 points."},
  };
  Scoring scoring;
  for (const Case& one : cases) {
    INFO(one.from << " with " << one.facts);
    const auto answer = scoring.score(only(one.from), parse_json(one.facts).value());
    REQUIRE(told(answer) == one.points);
    const json::object& why = answer->at("explanation").at(0).at("why").as_object();
    CHECK(text_member(why, "vi") == one.why_vi);
    CHECK(text_member(why, "en") == one.why_en);
  }
}

TEST_CASE("a level below its minimum is said, and holds the points down where the configuration caps them", "[plugin]") {
  struct Case {
    const char* minimum;
    const char* cap;
    const char* points;
    const char* told_vi;  // of the reason that comes last
  };
  const Case cases[] = {
      {R"("0.5")", "", "70", "A: mức 0,4; 50 × 0,4 = 20 điểm; dưới mức tối thiểu 0,5."},
      {R"("0.4")", R"(,"cap":49)", "70", "A: mức 0,4; 50 × 0,4 = 20 điểm."},
      {R"("0.5")", "", "70", "Chưa đạt ở: A. Tổng điểm giữ nguyên."},
      {R"("0.5")", R"(,"cap":"49.5")", "49.5", "Chưa đạt ở: A. Tổng 70 điểm bị giới hạn còn 49,5 điểm."},
      {R"("0.5")", R"(,"cap":75)", "70", "Chưa đạt ở: A. Tổng điểm không vượt giới hạn 75 nên giữ nguyên."},
  };
  Scoring scoring;
  for (const Case& one : cases) {
    INFO(one.told_vi);
    const json::value with =
        parse_json(
            R"({"criteria":[{"id":"a","label":{"vi":"A","en":"A"},"weight":50,"from":{"field":"f","levels":{"x":{"level":"0.4","label":{"vi":"A","en":"A"}}}},"missing":"0.4","minimum":)" +
            std::string(one.minimum) + R"(},{"id":"b","label":{"vi":"B","en":"B"},"weight":50,"from":{"flag":"g","yes":1,"no":0},"missing":0}])" + one.cap +
            "}")
            .value();
    const auto answer = scoring.score(with, parse_json(R"({"f":"x","g":true})").value());
    REQUIRE(answer);
    bool found = false;
    for (const json::value& reason : answer->at("explanation").as_array()) found = found || text_member(reason.at("why").as_object(), "vi") == one.told_vi;
    CHECK(found);
    if (std::string_view(one.told_vi).starts_with("Chưa đạt")) CHECK(told(answer) == one.points);
  }
}

TEST_CASE("what is wrong in the configuration is refused with its place", "[plugin]") {
  struct Case {
    const char* with;
    const char* told;
  };
  const Case cases[] = {
      {R"({})", "criteria: must be a list of at least one criterion"},
      {R"({"criteria":[],"more":1})", "more: is not known here"},
      {R"({"criteria":[{"id":"a"}]})", "criteria.0.label: is missing"},
      {R"({"criteria":[{"id":"a","label":{"vi":"A"}}]})", "criteria.0.label.en: is missing"},
      {R"({"criteria":[{"id":"a","label":{"vi":"A","en":"A"},"weight":"2.5"}]})", "criteria.0.weight: must be a whole number, 1 to 100"},
      {R"({"criteria":[{"id":"a","label":{"vi":"A","en":"A"},"weight":40,"from":{"number":"n","full":5},"missing":"0"}]})",
       "criteria: the weights add up to 40, not to 100"},
  };
  Scoring scoring(true);
  for (const Case& one : cases) CHECK(told(scoring.score(parse_json(one.with).value(), json::object())) == std::string("configuration_refused: ") + one.told);
  struct Source {
    const char* from;
    const char* told;
  };
  const Source sources[] = {
      {R"({"levels":{}})", "criteria.0.from: must begin with one of: field, number, list, share, flag"},
      {R"({"field":"f","levels":{}})", "criteria.0.from.levels: must name at least one level"},
      {R"({"field":"f","levels":{"doctor":"1.5"}})", "criteria.0.from.levels.doctor: is 1.5, but a level lies between 0 and 1"},
      {R"({"field":"f","levels":{"doctor":0.9}})", "criteria.0.from.levels.doctor: must be written in quotes, as \"0.9\": numbers with a point lose exactness"},
      {R"({"field":"f","levels":{"doctor":"high"}})",
       "criteria.0.from.levels.doctor: must be a number that is not negative, with at most two places, as \"0.9\""},
      {R"({"number":"n","full":0})", "criteria.0.from.full: must differ from where the level is 0 (0)"},
      {R"({"number":"n","full":5,"ful":5})", "criteria.0.from.ful: is not known here"},
      {R"({"list":"l","last":0,"levels":{"a":"1"}})", "criteria.0.from.last: must be a whole number, 1 to 20"},
      {R"({"share":["a"]})", "criteria.0.from.share: must name two facts: part and whole"},
      {R"({"flag":"b","yes":"1"})", "criteria.0.from.no: is missing"},
  };
  for (const Source& one : sources) CHECK(told(scoring.score(only(one.from), json::object())) == std::string("configuration_refused: ") + one.told);
  CHECK(told(scoring.score(only(R"({"flag":"b","yes":"1","no":"0"})", "0.5"), json::object())) ==
        "configuration_refused: criteria.0.missing: must be written in quotes, as \"0.9\": numbers with a point lose exactness");
  // A refused configuration is no crash: the process goes on.
  CHECK(scoring.registry().find("score_weighted")->health.restarts == 0);
}
