#include "http/router.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace luan::http {
namespace {

bool is_name(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

std::vector<std::string> split(std::string_view pattern) {
  if (pattern.empty() || pattern.front() != '/') throw std::logic_error("route pattern does not start with /: " + std::string(pattern));
  std::vector<std::string> segments;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    const auto end = pattern.find('/');
    segments.emplace_back(pattern.substr(0, end));
    if (end == pattern.npos) break;
    pattern.remove_prefix(end + 1);
    if (pattern.empty()) segments.emplace_back();
  }
  return segments;
}

/// The same paths match both: names differ at most.
bool same_shape(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return x == y || (is_name(x) && is_name(y)); });
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(),
                    [](const auto& wanted, const auto& given) { return is_name(wanted) ? !given.empty() : wanted == given; });
}

/// Of two patterns that fit one path: at the first difference a literal wins.
bool closer(const Router::Route& a, const Router::Route& b) {
  for (std::size_t i = 0; i < a.segments.size(); ++i)
    if (is_name(a.segments[i]) != is_name(b.segments[i])) return is_name(b.segments[i]);
  return false;
}

}  // namespace

void Router::add(Method method, std::string pattern, Handler handler, RouteOptions options) {
  auto segments = split(pattern);
  for (const Route& route : routes_)
    if (route.method == method && same_shape(route.segments, segments))
      throw std::logic_error("route stands already: " + std::string(to_text(method)) + " " + pattern + " (" + route.pattern + ")");
  routes_.push_back({method, std::move(pattern), std::move(segments), std::move(handler), options});
}

Router::Match Router::match(Request& request) const {
  std::array<bool, 7> allowed{};
  const Route* best = nullptr;
  const Route* instead = nullptr;  // GET's handler where HEAD has none of its own
  for (const Route& route : routes_) {
    if (!fits(route.segments, request.segments)) continue;
    allowed.at(static_cast<std::size_t>(route.method)) = true;
    if (route.method == request.method && (!best || closer(route, *best))) best = &route;
    if (route.method == Method::get && request.method == Method::head && (!instead || closer(route, *instead))) instead = &route;
  }
  if (allowed[static_cast<std::size_t>(Method::get)]) allowed[static_cast<std::size_t>(Method::head)] = true;
  if (!best) best = instead;

  Match found{best, {}};
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if (!allowed[i]) continue;
    if (!found.allow.empty()) found.allow += ", ";
    found.allow += to_text(static_cast<Method>(i));
  }
  if (!best) return found;
  request.route = best->pattern;
  request.params.clear();
  for (std::size_t i = 0; i < best->segments.size(); ++i) {
    const std::string& segment = best->segments[i];
    if (is_name(segment)) request.params.insert_or_assign(segment.substr(1, segment.size() - 2), request.segments[i]);
  }
  return found;
}

}  // namespace luan::http
