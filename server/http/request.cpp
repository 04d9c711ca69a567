#include "http/request.hpp"

#include <algorithm>
#include <array>

#include "http/ascii.hpp"

namespace luan::http {
namespace {

struct Named {
  Method method;
  std::string_view name;
};
constexpr std::array methods{Named{Method::get, "GET"},     Named{Method::head, "HEAD"},  Named{Method::post, "POST"},      Named{Method::put, "PUT"},
                             Named{Method::patch, "PATCH"}, Named{Method::del, "DELETE"}, Named{Method::options, "OPTIONS"}};

std::string_view first_of(const Pairs& pairs, std::string_view name) {
  const auto at = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
  return at == pairs.end() ? std::string_view{} : std::string_view(at->second);
}

}  // namespace

std::string_view to_text(Method method) {
  for (const Named& each : methods)
    if (each.method == method) return each.name;
  return {};
}

std::optional<Method> parse_method(std::string_view text) {
  for (const Named& each : methods)
    if (each.name == text) return each.method;
  return {};
}

std::string_view Request::header(std::string_view name) const { return first_of(headers, name); }

bool Request::has_header(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& pair) { return pair.first == name; });
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view found;
  bool seen = false;
  for (const auto& [field, value] : headers) {
    if (field != "cookie") continue;
    each_part(value, ';', [&](std::string_view part) {
      const auto equals = part.find('=');
      if (seen || equals == part.npos || part.substr(0, equals) != name) return;
      found = part.substr(equals + 1);
      seen = true;
    });
  }
  // Quotes are part of the cookie's syntax, not of its value.
  if (found.size() >= 2 && found.front() == '"' && found.back() == '"') found = found.substr(1, found.size() - 2);
  return found;
}

std::string_view Request::query_value(std::string_view name) const { return first_of(query, name); }

std::string_view Request::param(std::string_view name) const {
  const auto at = params.find(name);
  return at == params.end() ? std::string_view{} : std::string_view(at->second);
}

std::string Request::media_type() const {
  const std::string_view value = header("content-type");
  return lowered(trimmed(value.substr(0, value.find(';'))));
}

}  // namespace luan::http
