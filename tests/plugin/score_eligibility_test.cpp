#include <catch2/catch.hpp>

#include "plugin/support/page.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

struct Eligibility {
  Eligibility() { plugins.add_bundled("score_eligibility"), registry.emplace(plugins.options({{"score_eligibility", {}}})); }
  auto score(const json::object& input, const json::object& with = {}) {
    return registry->call("score_eligibility", {{"call", "score"}, {"with", with}, {"input", input}});
  }
  Plugins plugins;
  std::optional<Registry> registry;
};

/// Somebody who meets everything that is mandatory.
json::object sound() {
  return parse_json(R"({"born":"1985-05-12","gender":"male","in_planning":true,"terms_in_post":3,"ratings":["good","excellent","good"],
    "professional_level":"master","political_level":"advanced","leads_as":"head","leads_since":"2014-03-01",
    "discipline":"none","under_investigation":false,"not_transferable":"none","is_local":false,"born_local":false,"lives_local":false,
    "posted":"2020-06-01","health_certificate":"2026-01-15","day":"2026-03-02","nomination":{"object":"planned","kind":"key","direction":"down"},
    "post":{"kind":"party","key":true,"level":2,"vacant":true}})")
      ->as_object();
}

/// `with` changes of the sound one: a path as "post.kind", and JSON; "" takes the member away.
json::object changed(const std::vector<std::pair<std::string, std::string>>& changes) {
  json::object out = sound();
  for (const auto& [path, text] : changes) {
    const auto point = path.find('.');
    json::object& at = point == path.npos ? out : out[path.substr(0, point)].as_object();
    const std::string name = point == path.npos ? path : path.substr(point + 1);
    if (text.empty())
      at.erase(name);
    else
      at[name] = parse_json(text).value();
  }
  return out;
}

std::string result_of(const json::value& answer, std::string_view check) {
  for (const json::value& one : answer.at("details").at("checks").as_array())
    if (one.at("id") == json::value(check)) return text_member(one.as_object(), "result");
  return "not in force";
}

}  // namespace

TEST_CASE("Each check says pass, fail, unknown or that it does not apply, by the facts and the day", "[plugin]") {
  struct Case {
    std::vector<std::pair<std::string, std::string>> changes;
    const char* check;
    const char* result;
    const char* points;
  };
  const Case cases[] = {
      {{}, "E1", "pass", "100"},
      {{{"in_planning", "false"}}, "E1", "fail", "41"},
      {{{"in_planning", ""}}, "E1", "unknown", "91"},
      {{{"in_planning", "\"yes\""}}, "E1", "unknown", "91"},
      {{{"in_planning", "false"}, {"nomination.object", "\"non_local\""}}, "E1", "not_applicable", "100"},
      {{{"day", "\"2021-01-01\""}, {"posted", ""}}, "E1", "not in force", "100"},
      {{{"nomination.object", "\"two_terms\""}}, "E2", "pass", "100"},
      {{{"nomination.object", "\"two_terms\""}, {"terms_in_post", "2"}}, "E2", "fail", "42"},  // more than two, not two
      {{{"nomination.object", "\"two_terms\""}, {"terms_in_post", "4"}}, "E2", "pass", "100"},
      {{{"nomination.object", "\"two_terms\""}}, "E2b", "pass", "100"},
      {{{"nomination.object", "\"two_terms\""}, {"leads_as", ""}}, "E2b", "unknown", "92"},
      {{{"nomination.object", "\"two_terms\""}, {"leads_as", "\"deputy\""}}, "E2b", "fail", "42"},
      // A deputy of ten years to the day, and a day short of them.
      {{{"nomination.object", "\"deputy_ten_years\""}, {"leads_as", "\"deputy\""}, {"leads_since", "\"2016-03-02\""}}, "E2d", "pass", "100"},
      {{{"nomination.object", "\"deputy_ten_years\""}, {"leads_as", "\"deputy\""}, {"leads_since", "\"2016-03-03\""}}, "E2d", "fail", "43"},
      {{{"nomination.object", "\"deputy_ten_years\""}, {"leads_as", "\"deputy\""}, {"leads_since", ""}}, "E2d", "unknown", "93"},
      {{{"nomination.object", "\"deputy_ten_years\""}}, "E2e", "fail", "43"},
      {{{"nomination.object", "\"deputy_ten_years\""}, {"in_planning", "false"}}, "E1", "fail", "37"},
      {{}, "E2d", "not_applicable", "100"},
      // Men retire at 62 from 2028 on: ten years before that day, and a day late.
      {{{"born", "\"1974-03-02\""}}, "E3", "pass", "100"},
      {{{"born", "\"1974-03-01\""}}, "E3", "fail", "41"},
      // A woman of the same day retires at 59 years 4 months in 2033, less than ten years on; five are enough to place a non-local.
      {{{"born", "\"1974-03-02\""}, {"gender", "\"female\""}}, "E3", "fail", "41"},
      {{{"born", "\"1974-03-02\""}, {"gender", "\"female\""}, {"nomination.object", "\"non_local\""}}, "E3b", "pass", "100"},
      {{{"born", ""}}, "E3", "unknown", "91"},
      {{{"health_certificate", "\"2025-09-02\""}}, "E4", "pass", "100"},
      {{{"health_certificate", "\"2025-09-01\""}}, "E4", "fail", "100"},
      {{{"health_certificate", "\"2026-03-03\""}}, "E4", "unknown", "100"},
      {{{"professional_level", "\"college\""}}, "E5a", "fail", "100"},
      {{{"political_level", "\"elementary\""}}, "E5b", "fail", "100"},
      {{{"political_level", "\"elementary\""}, {"nomination.kind", "\"civil_servant\""}}, "E5b", "not_applicable", "100"},
      {{{"ratings", R"(["completed","good","good","good"])"}}, "E6", "pass", "100"},
      {{{"ratings", R"(["good","completed","good"])"}}, "E6", "fail", "41"},
      {{{"ratings", R"(["good","good"])"}}, "E6", "unknown", "91"},
      {{{"ratings", R"(["completed"])"}}, "E6", "fail", "41"},
      {{{"nomination.direction", "\"up\""}}, "E7", "fail", "100"},
      {{{"post.vacant", "false"}}, "E8", "fail", "100"},
      {{{"is_local", "true"}}, "E9", "not_applicable", "100"},
      {{{"is_local", "true"}, {"nomination.object", "\"non_local\""}}, "E9", "fail", "41"},
      {{{"is_local", ""}, {"nomination.object", "\"non_local\""}}, "E9", "unknown", "91"},
      {{{"born_local", "true"}, {"nomination.object", "\"non_local\""}}, "E9c", "fail", "100"},
      {{{"lives_local", "true"}, {"nomination.object", "\"non_local\""}}, "E9d", "fail", "100"},
      {{{"lives_local", ""}, {"nomination.object", "\"non_local\""}}, "E9d", "unknown", "100"},
      {{{"lives_local", "true"}}, "E9d", "not_applicable", "100"},
      {{{"is_local", "true"}}, "E9b", "fail", "100"},
      {{{"is_local", "true"}, {"post.kind", "\"front\""}}, "E9b", "not_applicable", "100"},
      {{{"discipline", "\"reprimand\""}}, "E10", "fail", "41"},
      {{{"under_investigation", "true"}}, "E10b", "fail", "41"},
      {{{"not_transferable", "\"maternity\""}}, "E11", "fail", "100"},
      {{{"posted", "\"2023-03-02\""}}, "E12", "pass", "100"},
      {{{"posted", "\"2023-03-03\""}}, "E12", "fail", "41"},
      {{{"posted", ""}}, "E12", "pass", "100"},
      {{{"sector", "\"inspection\""}, {"sector_years", "2"}}, "E13", "fail", "100"},
      {{}, "E13", "not_applicable", "100"},
      {{{"nomination.kind", "\"civil_servant\""}}, "E14", "fail", "100"},
  };
  Eligibility eligibility;
  for (const Case& one : cases) {
    INFO(one.check << (one.changes.empty() ? "" : ", " + one.changes.back().first + " " + one.changes.back().second));
    const auto answer = eligibility.score(changed(one.changes));
    REQUIRE(answer);
    CHECK(result_of(*answer, one.check) == one.result);
    CHECK(told(answer) == one.points);
  }
}

TEST_CASE("What fails stands first, with the facts, the source and what is due; the set that was used stands in the result", "[plugin]") {
  Eligibility eligibility;
  const auto answer = eligibility.score(changed({{"is_local", "true"}, {"nomination.object", "\"non_local\""}, {"born", ""}}));
  REQUIRE(told(answer) == "33");
  const json::array& reasons = answer->at("explanation").as_array();
  CHECK(text_member(reasons[0].at("why").as_object(), "vi") ==
        "4 trong 6 điều kiện bắt buộc đã đạt; 1 không đạt: cần ghi ngoại lệ, người cho phép và căn cứ; 1 chưa rõ vì thiếu dữ liệu. Bộ điều kiện 2026-02, xét "
        "ngày "
        "02/03/2026.");
  CHECK(text_member(reasons[0].at("why").as_object(), "en") ==
        "4 of 6 mandatory conditions are met; 1 not met: an exception is due, with who authorises it and on what basis; 1 not known for want of data. Set of "
        "conditions 2026-02, as of 02/03/2026.");
  CHECK(reasons[1].at("criterion") == "E9");
  CHECK(text_member(reasons[1].at("why").as_object(), "vi") ==
        "Không đạt, cần ngoại lệ. Là người địa phương nơi đến: có. Căn cứ: Quy định 65-QĐ/TW ngày 28/9/2022; Kết luận 210-KL/TW.");
  CHECK(reasons[2].at("criterion") == "E9b");
  CHECK(text_member(reasons[2].at("why").as_object(), "en") ==
        "To be noted. From the receiving place: yes. Source: Quy định 65-QĐ/TW ngày 28/9/2022; Kết luận 210-KL/TW.");
  CHECK(reasons[3].at("criterion") == "E3b");
  CHECK(answer->at("details").at("version") == "2026-02");
  CHECK(answer->at("details").at("day") == "2026-03-02");
  const json::object& first = answer->at("details").at("checks").at(0).as_object();
  CHECK(first.at("facts") == json::value({{"nomination.object", "non_local"}, {"is_local", true}}));
  CHECK(first.at("mandatory") == true);
}

TEST_CASE("Whatever a check looks at is called by its name, and what it finds too", "[plugin]") {
  Eligibility eligibility;
  for (const char* kind : {"\"front\"", "\"government\"", ""})
    for (const char* object : {"\"two_terms\"", "\"deputy_ten_years\"", "\"other\"", ""}) {
      const auto answer = eligibility.score(changed({{"post.kind", kind}, {"nomination.object", object}, {"sector", "\"inspection\""}}));
      REQUIRE(answer);
      for (const json::value& reason : answer->at("explanation").as_array()) {
        const std::string why = text_member(reason.at("why").as_object(), "vi");
        CAPTURE(why);
        for (const char* key : {"post.", "nomination.", "_", "«"}) CHECK(why.find(key) == std::string::npos);
      }
    }
}

TEST_CASE("The same facts give the same bytes, from another process too", "[plugin]") {
  Eligibility one, other;
  CHECK(json::serialize(one.score(sound()).value()) == json::serialize(other.score(sound()).value()));
}

TEST_CASE("An organisation's own set takes the place of the one that is built in, and what is wrong in it is told by place", "[plugin]") {
  const auto blocks = blocks_of("plugins/score_eligibility/README.md", "json");
  REQUIRE(blocks.size() == 1);
  const json::object own = parse_json(blocks[0]).value().as_object();
  Eligibility eligibility;
  eligibility.plugins.loosen("score_eligibility");
  eligibility.registry.emplace(eligibility.plugins.options({{"score_eligibility", {}}}));
  const auto answer = eligibility.score(sound(), own);
  REQUIRE(told(answer) == "50");
  CHECK(text_member(answer->at("explanation").at(1).at("why").as_object(), "en") ==
        "Not known. Years at the grassroots: no data. Source: Nghị quyết số 18-NQ/QU.");
  CHECK(told(eligibility.score(changed({{"grassroots_years", "1"}}), own)) == "0");
  CHECK(told(eligibility.score(changed({{"grassroots_years", "2"}}), own)) == "100");
  CHECK(answer->at("details").at("version") == own.at("checks").at("version"));

  const auto refused = [&](const char* member, const json::value& value) {
    json::object with = own;
    with["checks"].as_object()["checks"].as_array()[0].as_object()[member] = value;
    return told(eligibility.score(sound(), with));
  };
  CHECK(refused("severity", "fatal") == "configuration_refused: checks.checks.0.severity: must be mandatory or advisory");
  CHECK(refused("from", "2026-02-30") == "configuration_refused: checks.checks.0.from: must be a day, as 2026-03-02");
  CHECK(refused("test", json::object{{"work_left_months", 12}}) == "configuration_refused: checks.checks.0.test: needs the table «retirement»");
  CHECK(refused("test", json::object{{"fact", "a"}}) == "configuration_refused: checks.checks.0.test.is: is missing");
  CHECK(refused("hint", "x") == "configuration_refused: checks.checks.0.hint: is not known here");
  CHECK(told(eligibility.score(json::object())) == "input_refused: day: must be the day that counts, as 2026-03-02");
}

TEST_CASE("Who retires when follows the table by the year in which its age is reached", "[plugin]") {
  struct Case {
    const char* gender;
    const char* born;
    const char* retires;
  };
  // Nghị định 135/2020/NĐ-CP, Phụ lục I: men born up to March 1963 at 60 years 9 months, from April at 61; from April 1966 on
  // at 62. Women born from May 1975 on at 60.
  const Case cases[] = {
      {"male", "1963-03-15", "2023-12-15"},   {"male", "1963-04-15", "2024-04-15"},   {"male", "1964-07-01", "2025-10-01"},
      {"male", "1965-12-31", "2027-09-30"},   {"male", "1966-04-01", "2028-04-01"},   {"male", "1985-05-12", "2047-05-12"},
      {"female", "1967-10-01", "2023-10-01"}, {"female", "1969-01-31", "2025-09-30"}, {"female", "1975-06-01", "2035-06-01"},
      {"female", "1974-03-02", "2033-07-02"},
  };
  Eligibility eligibility;
  for (const Case& one : cases) {
    INFO(one.gender << " " << one.born);
    const auto answer = eligibility.score(changed({{"born", '"' + std::string(one.born) + '"'}, {"gender", '"' + std::string(one.gender) + '"'}}));
    REQUIRE(answer);
    const std::string page = std::string(one.retires).substr(8, 2) + "/" + std::string(one.retires).substr(5, 2) + "/" + std::string(one.retires).substr(0, 4);
    bool found = false;
    for (const json::value& reason : answer->at("explanation").as_array())
      if (reason.at("criterion") == "E3") found = text_member(reason.at("why").as_object(), "en").find("Retires " + page) != std::string::npos;
    CHECK(found);
  }
}
