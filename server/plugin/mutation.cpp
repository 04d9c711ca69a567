#include "plugin/mutation.hpp"

#include <algorithm>
#include <array>

namespace luan::plugin {

std::vector<std::string> garbage_texts() {
  const std::string nul(1, '\0');
  return {"",
          " ",
          nul,
          "null",
          "[]",
          "1",
          "\"\"",
          "{",
          "}{",
          "{}",
          "{}{}",
          "{\"a\":1,\"a\":2}",
          "{\"\":" + std::string(1'000, '9') + "}",
          "{\"a\":1e999}",
          "{\"a\":NaN}",
          "{\"a\":\"\xff\xfe\"}",
          "{\"a\":\"\\ud800\"}",
          "\xef\xbb\xbf{}",
          "{}" + nul,
          std::string(100'000, '['),
          "{\"a\":\"" + std::string(900'000, 'x') + "\"}"};
}

std::vector<std::string> cut_texts(std::string_view text) {
  std::vector<std::string> out;
  const std::size_t step = std::max<std::size_t>(1, text.size() / 100);
  for (std::size_t size = 0; size < text.size(); size += step) out.emplace_back(text.substr(0, size));
  return out;
}

std::vector<std::string> wrong_members(const json::object& object) {
  const json::array values{nullptr, true, -1, 0, 9'223'372'036'854'775'807, 1e308, -1e308, "", "x", std::string(100'000, 'x'), json::array(), json::object()};
  std::vector<std::string> out;
  for (const auto& [key, ignored] : object) {
    json::object without = object;
    without.erase(key);
    out.push_back(json::serialize(without));
    for (const json::value& value : values) {
      json::object changed = object;
      changed[key] = value;
      out.push_back(json::serialize(changed));
    }
  }
  return out;
}

std::string Mutator::mutated(std::string text) {
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(text);
  return text;
}

void Mutator::change(std::string& text) {
  constexpr std::array<std::string_view, 20> pieces{"{",  "}",  "[",     "]",   "\"",  ":",       ",",       "\\",   "null",    "true",
                                                    "-0", "-1", "1e999", "0.1", "NaN", "\\u0000", "\\ud800", "\xff", "{\"a\":", "99999999999999999999"};
  const std::size_t at = below(text.size() + 1);
  const std::size_t length = below(std::min<std::size_t>(text.size() - at, 16) + 1);
  switch (below(5)) {
    case 0: text.insert(at, pieces.at(below(pieces.size()))); break;
    case 1: text.erase(at, length); break;
    case 2: text.replace(at, length, pieces.at(below(pieces.size()))); break;
    case 3: text.insert(below(text.size() + 1), text.substr(at, length)); break;
    default:
      if (at < text.size()) text[at] = static_cast<char>(below(256));
  }
}

}  // namespace luan::plugin
