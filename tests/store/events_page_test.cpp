#include <catch2/catch.hpp>

#include <algorithm>

#include "store/directory_event.hpp"
#include "support/events_page.hpp"

using namespace luan;

namespace {

const test::EventPage& page() {
  static const test::EventPage read = test::read_events_page(LUAN_SOURCE_DIR);
  return read;
}

bool of_a_rotation(const std::string& type) { return std::ranges::count(workflow::all_event_types(), type) > 0; }

std::map<std::string, json::object> contents_of(const json::object& example) {
  std::map<std::string, json::object> out;
  for (const auto& [name, value] : example) out[std::string(name)] = value.as_object();
  return out;
}

json::object without(json::object object, std::string_view name) {
  object.erase(name);
  return object;
}

}  // namespace

TEST_CASE("The page of events lists exactly the types that the program knows, in its order") {
  std::vector<std::string> known = workflow::all_event_types();
  std::ranges::copy(store::directory_event_types(), std::back_inserter(known));
  CHECK(page().order == known);
  CHECK(page().types.size() == known.size());
}

TEST_CASE("Every example of the page of events holds by its schema, and reads back the same") {
  for (const std::string& type : page().order) {
    INFO(type);
    const auto& described = page().types.at(type);
    const auto contents = contents_of(described.contents_example);
    for (const std::string& one : test::breaks(page(), type, described.example, contents)) FAIL_CHECK(one);
    CHECK(contents.size() == described.contents.size());
    CHECK(described.example.contains("contents") == !contents.empty());

    const auto at = parse_instant(text_member(described.example, "at"));
    REQUIRE(at);
    if (of_a_rotation(type)) {
      const workflow::Event event{"-", "-", "-", *at, workflow::from_payload(type, described.example), {}};
      CHECK(type_name(event.body) == type);
      CHECK(json::value(to_payload(event)) == json::value(without(described.example, "contents")));
      continue;
    }
    const store::DirectoryEvent event = store::directory_event(type, described.example, contents);
    CHECK(type_name(event) == type);
    CHECK(json::value(to_payload(event, *at)) == json::value(without(described.example, "contents")));
    CHECK(contents == [&] {
      std::map<std::string, json::object> again;
      for (const workflow::Content& content : store::contents_of(event)) again[content.name] = content.value;
      return again;
    }());
  }
}

TEST_CASE("A schema of the page refuses what the example lacks, and what it does not know") {
  for (const std::string& type : page().order) {
    INFO(type);
    const auto& described = page().types.at(type);
    json::object more = described.example;
    more["một_điều_lạ"] = 1;
    CHECK_FALSE(test::breaks(page(), type, more, {}).empty());
    for (const auto& name : described.schema.at("required").as_array())
      CHECK_FALSE(test::breaks(page(), type, without(described.example, name.as_string()), {}).empty());
  }
  CHECK_FALSE(test::breaks(page(), "response.recorded.v2", {}, {}).empty());
}

TEST_CASE("A type that no version has written is not read") {
  CHECK_THROWS(workflow::from_payload("response.recorded.v2", {}));
  CHECK_THROWS(store::directory_event("unit.moved", {}, {}));
}
