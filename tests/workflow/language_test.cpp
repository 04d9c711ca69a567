// The page and the editors' schema say what the loader reads, no more and no less.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/json.hpp"
#include "support/json_schema.hpp"
#include "workflow/checker.hpp"
#include "workflow/loader.hpp"
#include "workflow/loader_map.hpp"
#include "workflow/loader_words.hpp"
#include "workflow/support/workflow_text.hpp"
#include "workflow/support/world.hpp"

namespace luan::test {
namespace {
using namespace workflow;
using Words = std::set<std::string>;

const std::filesystem::path folder = std::filesystem::path(LUAN_SOURCE_DIR) / "workflows";
constexpr const char* unknown = "zzqqzz";

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

Words split(const std::string& list) {
  Words words;
  std::stringstream in(list);
  for (std::string word; std::getline(in, word, ',');) words.insert(word.substr(word.find_first_not_of(' ')));
  return words;
}

/// What the loader would have taken where it found the unknown word: it says so in its refusal.
Words taken(const std::string& from, const std::string& to) {
  const auto loaded = load_definition("w.yaml", changed(small_workflow, from, to), roles);
  REQUIRE_FALSE(loaded);
  for (const LoadError& error : loaded.error()) {
    std::smatch found;
    const std::regex said(std::string("«") + unknown + "»\\. What can stand here: ([^.]*)\\.");
    if (std::regex_search(error.text.en, found, said)) return split(found[1]);
  }
  FAIL("the unknown word was not refused after: " << to);
  return {};
}

/// Each kind of map of the language, with places of the small workflow where one stands: the loader's keys are those of all
/// places together.
struct Map {
  std::string name, schema;
  std::vector<std::pair<std::string, std::string>> places;  // a piece of the text, and it with an unknown key
};

std::vector<Map> maps() {
  const std::string key = std::string(unknown) + ": 1, ";
  std::vector<std::pair<std::string, std::string>> fields, columns;
  for (const char* kind :
       {"text", "long_text", "number", "date", "choice", "choices", "person", "unit", "position", "plan_line", "months", "duration", "attachment", "rows"}) {
    fields.emplace_back("text: { kind: long_text, ", "text: { kind: " + std::string(kind) + ", " + key);
    if (std::string(kind) != "rows" && std::string(kind) != "attachment" && std::string(kind) != "plan_line")
      columns.emplace_back("text: { kind: long_text, required: true, ",
                           "text: { kind: rows, columns: { one: { kind: " + std::string(kind) + ", " + key + "label: { vi: a, en: a } } }, ");
  }
  return {
      {"workflow", "", {{"version: 1\n", "version: 1\n" + std::string(unknown) + ": 1\n"}}},
      {"reasons", "reasons", {{"version: 1\n", "version: 1\nreasons: { " + std::string(unknown) + ": 1 }\n"}}},
      {"start", "start", {{"start: { ", "start: { " + key}}},
      {"stage", "stage", {{"    title: { vi: Đánh giá, en: Review }\n", "    title: { vi: Đánh giá, en: Review }\n    " + std::string(unknown) + ": 1\n"}}},
      {"step",
       "step",
       {{"        plugin: score_weighted\n", "        plugin: score_weighted\n        " + std::string(unknown) + ": 1\n"},
        {"        form: ballot\n", "        form: ballot\n        " + std::string(unknown) + ": 1\n"}}},
      {"escalate", "escalate", {{"        due: 3 working days\n", "        due: 3 working days\n        escalate: { " + std::string(unknown) + ": 1 }\n"}}},
      {"each", "each", {{"form: opinion\n", "form: opinion\n        rule: { each: { " + std::string(unknown) + ": 1 } }\n        due: 3 days\n"}}},
      {"ballot", "ballot", {{"{ ballot: { ", "{ ballot: { secret: false, " + key}}},
      {"band", "band", {{"high: { ", "high: { " + key}}},
      {"register",
       "register",
       {{"version: 1\n", "version: 1\nregisters: { letters: { title: { vi: Công văn, en: Letters }, per: calendar year, number: \"{n}/CV\", " +
                             std::string(unknown) + ": 1 } }\n"}}},
      {"issue", "issue", {{"        form: ballot\n", "        form: ballot\n        issues: { " + std::string(unknown) + ": 1 }\n"}}},
      {"dossier", "dossier", {{"version: 1\n", "version: 1\ndossier: { " + std::string(unknown) + ": 1 }\n"}}},
      {"item", "item", {{"version: 1\n", "version: 1\ndossier: { items: { one: { " + std::string(unknown) + ": 1 } } }\n"}}},
      {"row", "row", {{"{ when: { decision: issue }, ", "{ when: { decision: issue }, " + key}}},
      {"action", "action", {{"withdraw: { ", "withdraw: { " + key}}},
      {"form", "form", {{"    title: { vi: Báo cáo, en: Report }\n", "    title: { vi: Báo cáo, en: Report }\n    " + std::string(unknown) + ": 1\n"}}},
      {"answer", "answer", {{"for: { ", "for: { " + key}}},
      {"field", "field", fields},
      {"column", "column", columns},
  };
}

Words of_loader(const Map& map) {
  Words all;
  for (const auto& [from, to] : map.places) all.merge(taken(from, to));
  return all;
}

json::object schema() {
  const auto read = parse_json(bytes_of(folder / "rotation.schema.json"));
  REQUIRE(read);
  return read->as_object();
}

Words of_schema(const json::object& whole, const std::string& name) {
  const json::object& definitions = whole.at("definitions").as_object();
  const json::value* map = &definitions.at("rule");
  if (name.empty())
    map = nullptr;
  else if (name == "start")
    map = &whole.at("properties").at("start");
  else if (name == "issue") {
    for (const json::value& one : definitions.at("issue").at("anyOf").as_array())
      if (one.as_object().contains("properties")) map = &one;
  } else if (name == "each" || name == "ballot") {
    for (const json::value& one : definitions.at("rule").at("anyOf").as_array())
      if (const json::value* found = one.as_object().if_contains("properties"); found && found->as_object().contains(name)) map = &found->at(name);
  } else {
    map = &definitions.at(name);
  }
  Words keys;
  for (const auto& property : (map ? map->at("properties") : whole.at("properties")).as_object()) keys.insert(property.key());
  return keys;
}

/// The first cells of the table under that heading, and every word in backquotes of the text that begins so.
Words of_page(const std::string& page, const std::string& heading) {
  const auto begin = page.find("\n### " + heading + "\n");
  INFO("looking for the heading " << heading);
  REQUIRE(begin != page.npos);
  const std::string part = page.substr(begin + 4, page.find("\n### ", begin + 5) - begin);
  Words keys;
  const std::regex cell("\n\\| `([a-z_]+)` \\|");
  for (std::sregex_iterator found(part.begin(), part.end(), cell), end; found != end; ++found) keys.insert((*found)[1]);
  return keys;
}
Words listed(const std::string& page, const std::string& begins) {
  const auto begin = page.find(begins);
  INFO("looking for: " << begins);
  REQUIRE(begin != page.npos);
  const std::string part = page.substr(begin, page.find('.', begin) - begin);
  Words words;
  const std::regex quoted("`([a-z_]+)`");
  for (std::sregex_iterator found(part.begin(), part.end(), quoted), end; found != end; ++found) words.insert((*found)[1]);
  return words;
}

}  // namespace

TEST_CASE("The page of the language and the schema know each key that the loader reads, and no other") {
  const std::string page = bytes_of(folder / "README.md");
  const json::object whole = schema();
  for (const Map& map : maps()) {
    INFO(map.name);
    const Words keys = of_loader(map);
    CHECK(keys.size() >= 1);
    CHECK(of_schema(whole, map.schema) == keys);
    if (map.name != "column") {  // the page says of columns what they lack
      Words told = of_page(page, map.name);
      if (map.name == "step")
        for (const char* rule : {"first", "all", "each", "ballot"}) CHECK(told.erase(rule) == 1);
      CHECK(told == keys);
    }
  }
}

TEST_CASE("The page names the kinds of field, the effects and the roles that there are") {
  const std::string page = bytes_of(folder / "README.md");
  CHECK(listed(page, "Loại mục · kinds:") == taken("text: { kind: long_text, ", std::string("text: { kind: ") + unknown + ", "));
  CHECK(listed(page, "Tác động · effects:") == taken("effect: post\n", std::string("effect: ") + unknown + "\n"));
  Words told = listed(page, "Vai trò · roles:");
  CHECK(told == Words(roles.begin(), roles.end()));
}

TEST_CASE("The whole workflow on the page, and every workflow of the folder, loads, holds and fits the schema") {
  const std::string page = bytes_of(folder / "README.md");
  std::vector<std::pair<std::string, std::string>> texts;
  const auto begin = page.find("```yaml\n") + 8;
  texts.emplace_back("README.md", page.substr(begin, page.find("```", begin) - begin));
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".yaml") texts.emplace_back(entry.path().filename(), bytes_of(entry.path()));
  CHECK(texts.size() >= 4);
  const json::value whole = schema();
  for (const auto& [name, text] : texts) {
    INFO(name);
    const auto loaded = load_definition(name, text, roles);
    REQUIRE(loaded);
    CHECK(check(*loaded).findings.empty());
    Faults faults(name);
    CHECK(violations(whole, to_json(read_tree(text, faults))).empty());
  }
}

TEST_CASE("A posting longer than the longest term is refused when the file is read") {
  const std::string limited = changed(small_workflow, "version: 1\n", "version: 1\nlongest_term: 48\n");
  const auto loaded = load_definition("w.yaml", limited, roles);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().front().text.en == "The workflow says «longest_term: 48», so the field «term_months» of form «decision» needs a «max» of 48 at most.");
  CHECK(load_definition("w.yaml", changed(limited, "min: 36, max: 60", "min: 36, max: 48"), roles));
}

}  // namespace luan::test
