#include "http/host.hpp"

#include <algorithm>

#include "http/ascii.hpp"

namespace luan::http {
namespace {

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  return std::stoul(std::string(text)) <= 65'535;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '-' || c == '.' || c == '_'; });
}

bool is_v6(std::string_view text) {
  return text.size() >= 2 && text.size() <= 45 && std::all_of(text.begin(), text.end(), [](char c) { return hex_value(c) >= 0 || c == ':' || c == '.'; }) &&
         text.find(':') != text.npos;
}

}  // namespace

std::optional<std::string> parse_host(std::string_view text) {
  std::string_view host = text, rest;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == text.npos || !is_v6(text.substr(1, end - 1))) return {};
    host = text.substr(0, end + 1);
    rest = text.substr(end + 1);
  } else {
    const auto colon = std::min(text.find(':'), text.size());
    host = text.substr(0, colon);
    rest = text.substr(colon);
    if (!is_name(host)) return {};
  }
  if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return {};
  return lowered(host);
}

std::vector<std::string> host_names(std::string_view address, const std::vector<std::string>& more) {
  std::vector<std::string> names{"localhost", "127.0.0.1", "[::1]"};
  const std::string own = lowered(address);
  names.push_back(own.find(':') != own.npos && !own.starts_with('[') ? "[" + own + "]" : own);
  for (const std::string& name : more) names.push_back(lowered(name));
  return names;
}

}  // namespace luan::http
