#include "support/events_page.hpp"

#include <fstream>
#include <stdexcept>

#include "support/json_schema.hpp"

namespace luan::test {
namespace {

json::object object_of(const std::string& text, const std::string& where) {
  const auto value = parse_json(text);
  if (!value || !value->is_object()) throw std::runtime_error("events.md, " + where + ": " + (value ? "no object" : value.error()));
  return value->as_object();
}

}  // namespace

EventPage read_events_page(const std::string& source_dir) {
  std::ifstream file(source_dir + "/docs/formats/events.md");
  if (!file) throw std::runtime_error("there is no docs/formats/events.md");
  EventPage page;
  json::object definitions;
  std::string type, fence, text;
  for (std::string line; std::getline(file, line);) {
    if (fence.empty() && line.starts_with("## ")) {
      type = line.substr(3);
      page.order.push_back(type);
    } else if (fence.empty() && line.starts_with("```")) {
      fence = line.substr(3);
      text.clear();
    } else if (line == "```") {
      const json::object value = object_of(text, type + " " + fence);
      if (fence == "definitions")
        definitions = value;
      else if (fence == "schema")
        (page.types[type].schema = value)["definitions"] = definitions;
      else if (fence == "example")
        page.types[type].example = value;
      else if (fence == "contents")
        page.types[type].contents = value;
      else if (fence == "contents-example")
        page.types[type].contents_example = value;
      else
        throw std::runtime_error("events.md: a block of the unknown kind " + fence);
      fence.clear();
    } else if (!fence.empty()) {
      text += line + "\n";
    }
  }
  return page;
}

std::vector<std::string> breaks(const EventPage& page, const std::string& type, const json::object& payload,
                                const std::map<std::string, json::object>& contents) {
  const auto found = page.types.find(type);
  if (found == page.types.end()) return {type + " is not on the page"};
  std::vector<std::string> out = violations(found->second.schema, payload);
  for (const auto& [name, value] : contents) {
    const auto* described = found->second.contents.if_contains(name);
    if (!described) {
      out.push_back("content " + name + " is not on the page");
      continue;
    }
    for (const std::string& one : violations(*described, value)) out.push_back("content " + name + one);
  }
  const auto* listed = payload.if_contains("contents");
  if (listed && listed->is_array())
    for (const auto& one : listed->as_array())
      if (!found->second.contents.contains(one.at("name").as_string())) out.push_back("lists a content that is not on the page: " + json::serialize(one));
  return out;
}

}  // namespace luan::test
