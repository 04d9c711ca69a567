#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "plugin/shape.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

constexpr const char* good =
    R"({"id":"p","version":"1.0.0","title":{"vi":"V","en":"E"},"kinds":["score"],"needs":{"network":false,"folders":[]},"configuration":{"type":"object"}})";

}  // namespace

TEST_CASE("a fault of a manifest is told with file and member", "[plugin]") {
  struct Case {
    const char* member;
    const char* value;  // null: taken away
    const char* told;
  };
  const auto [member, value, wanted] = GENERATE(values<Case>({
      {"id", "\"q\"", "p.json: id: must be «p», as the file is called"},
      {"id", "\"P/../\"", "p.json: id: must be a word of a-z, 0-9 and _ that begins with a letter"},
      {"id", nullptr, "p.json: id: is missing"},
      {"version", "\"1.0\"", "p.json: version: must be three numbers, as 1.0.0"},
      {"version", "\"1.00.0\"", "p.json: version: must be three numbers, as 1.0.0"},
      {"title", "{\"vi\":\"V\"}", "p.json: title.en: is missing"},
      {"kinds", "[]", "p.json: kinds: must name what the plugin does: score or notify"},
      {"kinds", "[\"dance\"]", "p.json: kinds: knows score and notify, not «dance»"},
      {"needs", "{\"network\":\"no\",\"folders\":[]}", "p.json: needs.network: must be true or false"},
      {"needs", "{\"network\":false}", "p.json: needs.folders: is missing"},
      {"needs", "{\"network\":false,\"folders\":[\"maildir\"]}", "p.json: needs.folders: «maildir» is not a property of the configuration"},
      {"needs", "{\"network\":false,\"folders\":[],\"root\":true}", "p.json: needs.root: is not a member of a manifest"},
      {"needs", "{\"network\":false,\"folders\":[],\"input\":[\"names\"]}", "p.json: needs.input: knows birth, post and alternatives, not «names»"},
      {"configuration", "true", "p.json: configuration: must be an object"},
      {"nedes", "{}", "p.json: nedes: is not a member of a manifest"},
  }));
  json::object manifest = parse_json(good)->as_object();
  if (value)
    manifest[member] = parse_json(value).value();
  else
    manifest.erase(member);
  Plugins plugins;
  plugins.write_manifest("p", json::serialize(manifest));
  const auto read = read_manifest(plugins.folder() / "p/p.json");
  REQUIRE(!read);
  CHECK(read.error() == wanted);
}

TEST_CASE("manifests that are not JSON, or not there, are told by file", "[plugin]") {
  Plugins plugins;
  plugins.write_manifest("p", R"({"id":"p","id":"p"})");
  CHECK_THAT(read_manifest(plugins.folder() / "p/p.json").error(), Catch::StartsWith("p.json: is not JSON: "));
  CHECK(read_manifest(plugins.folder() / "q/q.json").error() == "q.json: cannot be read");
  plugins.write_manifest("p", good);
  CHECK(read_manifest(plugins.folder() / "p/p.json").value().library == plugins.folder() / "p/p.so");
}

TEST_CASE("decimal text has one form for each number", "[plugin]") {
  for (const char* text : {"0", "18", "0.9", "81.5", "-1", "100.0001"}) CHECK(parse_decimal(text).has_value());
  for (const char* text : {"", "-", "-0", "01", "1.", "1.0", ".5", "1e3", "NaN", "Infinity", "+1", " 1", "1.00001", "1,5", "99999999999999"})
    CHECK(!parse_decimal(text).has_value());
  CHECK(parse_decimal("81.5") == 815'000);
  CHECK(parse_decimal("-0.25") == -2'500);
}

TEST_CASE("the schema for editors accepts the manifests that are shipped and refuses what the server refuses", "[plugin]") {
  const auto json_of = [](const std::string& file) {
    std::ifstream in(std::string(LUAN_SOURCE_DIR) + "/plugins/" + file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return parse_json(text).value().as_object();
  };
  const auto schema = Schema::read(json_of("sdk/manifest.schema.json"));
  REQUIRE(schema);
  for (const auto& entry : std::filesystem::directory_iterator(std::string(LUAN_SOURCE_DIR) + "/plugins")) {
    const std::string id = entry.path().filename().string();
    if (!std::filesystem::exists(entry.path() / (id + ".json"))) continue;
    INFO(id);
    CHECK(schema->fault(json_of(id + "/" + id + ".json")).value_or("holds") == "holds");
  }
  for (const auto& [member, value] :
       {std::pair{"id", "\"Q\""}, {"version", "\"1.0\""}, {"kinds", "[]"}, {"needs", "{\"network\":false}"}, {"configuration", "true"}, {"nedes", "{}"}}) {
    INFO(member);
    json::object manifest = parse_json(good)->as_object();
    CHECK(!schema->fault(manifest));
    manifest[member] = parse_json(value).value();
    CHECK(schema->fault(manifest));
  }
}

TEST_CASE("a manifest whose schema is none, or whose example breaks it, is told", "[plugin]") {
  struct Case {
    const char* member;
    const char* value;
    const char* told;  // begins so
  };
  const auto [member, value, wanted] = GENERATE(values<Case>({
      {"configuration", R"({"type":7})", "p.json: configuration: is no JSON Schema: "},
      {"configuration", R"({"$ref":"https://example.com/schema"})", "p.json: configuration: is no JSON Schema: "},
      {"examples", R"({})", "p.json: examples: must be a list"},
      {"examples", R"([{"configuration":{}}])", "p.json: examples.0.input: is missing"},
      {"examples", R"([{"configuration":{},"input":[]}])", "p.json: examples.0.input: must be an object"},
      {"examples", R"([{"configuration":{"years":"x"},"input":{}}])", "p.json: examples.0.configuration: breaks the plugin's own schema: years: "},
  }));
  json::object manifest = parse_json(good)->as_object();
  manifest["configuration"] = json::object{{"type", "object"}, {"properties", {{"years", {{"type", "integer"}}}}}};
  manifest[member] = parse_json(value).value();
  Plugins plugins;
  plugins.write_manifest("p", json::serialize(manifest));
  const auto read = read_manifest(plugins.folder() / "p/p.json");
  REQUIRE(!read);
  CHECK_THAT(read.error(), Catch::StartsWith(wanted));
}
