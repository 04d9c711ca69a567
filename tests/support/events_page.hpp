// docs/formats/events.md, as a program reads it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace luan::test {

struct EventPage {
  struct Type {
    json::object schema, example;             // of the payload; the schema with the page's definitions
    json::object contents, contents_example;  // by name: schema, value
  };
  std::vector<std::string> order;
  std::map<std::string, Type> types;
};

/// Throws std::runtime_error where the page is not as it should be.
[[nodiscard]] EventPage read_events_page(const std::string& source_dir);
/// What an event breaks of its type's description; empty where it holds. `contents` by name.
[[nodiscard]] std::vector<std::string> breaks(const EventPage& page, const std::string& type, const json::object& payload,
                                              const std::map<std::string, json::object>& contents);

}  // namespace luan::test
