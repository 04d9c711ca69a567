// Plugins written outside the tree, against what `cmake --install` leaves: in C and in C++, scorers and notifiers, from the
// templates; and what the pages of the documentation say, to the letter.
#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "plugin/support/page.hpp"
#include "plugin/support/workbench.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

/// The JSON on the last line.
json::value last_line(const std::string& printed) {
  const auto end = printed.find_last_not_of('\n');
  const auto begin = printed.rfind('\n', end);
  return parse_json(std::string_view(printed).substr(begin + 1, end - begin)).value_or(json::value());
}

/// A page is done as a person does it: its shell blocks are run and its files written where they stand. A block of a file
/// is told by the line before it: «`score_term/score_term.cpp`:».
Shell done_as_told(const Workbench& bench, const std::string& page) {
  Shell last;
  for (const PageBlock& block : page_blocks(page)) {
    if (block.language == "sh")
      last = bench.run(block.text);
    else if (!block.file.empty())
      bench.write(block.file, block.text + "\n");
    else if (block.language == "output")
      CHECK_THAT(last.printed, Catch::Contains(block.text));
    INFO(block.text);
    INFO(last.printed);
    REQUIRE(last.status == 0);
  }
  return last;
}

}  // namespace

TEST_CASE("a plugin from a template builds outside the tree, keeps the contract, and answers", "[plugin]") {
  struct Case {
    const char* language;
    const char* kind;
    const char* answer;
  };
  const auto [language, kind, answer] = GENERATE(values<Case>({{"c", "score", "50"}, {"c", "notify", ""}, {"cpp", "score", "60"}, {"cpp", "notify", ""}}));
  const Workbench bench;
  const std::string made = std::string("luan plugin new mine --language ") + language + " --kind " + kind + " >told; cat told; tail -n 4 told >next; ";
  // What `new` says to do next is done as it says.
  const Shell built = bench.run(made + "head -n 2 next | sh -e; luan plugin check mine/build/mine --rounds 200 --json");
  INFO(built.printed);
  REQUIRE(built.status == 0);
  const json::value report = last_line(built.printed);
  REQUIRE(report.is_object());
  CHECK(report.at("passed") == true);
  for (const json::value& test : report.at("tests").as_array()) CHECK(test.at("verdict") == "passed");
  const std::string with = std::string(kind) == "notify" && std::string(language) == "cpp"
                               ? "mkdir out; echo '{\"folder\":\"'$PWD'/out\"}' >with; luan plugin run mine/build/mine --with with; ls out"
                               : "luan plugin run mine/build/mine";
  const Shell ran = bench.run(with + " 2>&1");
  INFO(ran.printed);
  REQUIRE(ran.status == 0);
  if (*answer)
    CHECK(last_line(ran.printed).at("points") == answer);
  else
    CHECK_THAT(ran.printed, Catch::Contains("\"delivered\":true"));
}

TEST_CASE("the commands for plugins refuse what is wrong with status 1 or 2 and say what", "[plugin]") {
  struct Case {
    const char* command;
    int status;
    const char* told;
  };
  const Workbench bench;
  bench.write("broken/broken.json", "{");
  const Case cases[] = {
      {"luan plugin", 2, "luan plugin new | check | run"},
      {"luan plugin new", 2, "luan plugin new NAME"},
      {"luan plugin new Bad-Name", 2, "begins with a letter, not «Bad-Name»"},
      {"luan plugin new x --language rust", 2, "--language takes cpp or c"},
      {"luan plugin new broken", 1, "broken exists already; nothing was written"},
      {"luan plugin check nowhere", 2, "nowhere is no folder"},
      {"luan plugin check broken", 1, "broken.json: is not JSON"},
      {"luan plugin check broken --seed x", 2, "--seed takes a whole number"},
      {"luan plugin run broken", 1, "broken.json: is not JSON"},
      {"luan plugin enable --data var", 2, "luan plugin enable NAME…"},
      {"luan plugin enable nothing --data var", 1, "nothing: This does not exist"},
  };
  for (const Case& one : cases) {
    const Shell ran = bench.run(one.command);
    INFO(one.command << "\n" << ran.printed);
    CHECK(ran.status == one.status);
    CHECK_THAT(ran.printed, Catch::Contains(one.told));
  }
}

TEST_CASE("a plugin is enabled and disabled by the command line while no server runs", "[plugin]") {
  const Workbench bench;
  const Shell ran = bench.run(
      "luan plugin disable score_weighted --data var; luan plugin list --data var; luan plugin enable score_weighted --data var; luan plugin list --data var");
  INFO(ran.printed);
  REQUIRE(ran.status == 0);
  CHECK_THAT(ran.printed, Catch::Contains("score_weighted is disabled") && Catch::Contains("score_weighted       1.0.0    disabled") &&
                              Catch::Contains("score_weighted is enabled: SHA-256 ") && Catch::Contains("score_weighted       1.0.0    enabled"));
}

TEST_CASE("what «Write a scorer in an hour» says is done word for word and works", "[plugin]") {
  const Workbench bench;
  done_as_told(bench, "docs/plugins/write-a-scorer.md");
}

TEST_CASE("what «Write a notifier» says is done word for word and works", "[plugin]") {
  const Workbench bench;
  done_as_told(bench, "docs/plugins/write-a-notifier.md");
}
