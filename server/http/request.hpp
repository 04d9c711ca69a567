// One request, read and checked: what handlers see of HTTP. Everything in it is a copy of the request's own; it holds no
// reference to the connection. Header names are lower case, path segments and query values are decoded.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luan::http {

enum class Method : unsigned char { get, head, post, put, patch, del, options };
[[nodiscard]] std::string_view to_text(Method method);  // "GET"
[[nodiscard]] std::optional<Method> parse_method(std::string_view text);
/// GET, HEAD and OPTIONS change nothing.
[[nodiscard]] constexpr bool is_safe(Method method) { return method == Method::get || method == Method::head || method == Method::options; }

class BodyFile;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;
  std::string target;                                      // as sent: path and query
  std::string path;                                        // decoded, without query
  std::vector<std::string> segments;                       // of the path, decoded each on its own
  Pairs query;                                             // in order
  std::map<std::string, std::string, std::less<>> params;  // of the route's pattern
  Pairs headers;                                           // in order, names lower case
  std::string body;
  std::shared_ptr<const BodyFile> body_file;  // a multipart body too long for memory; `body` is empty then
  std::string peer;                           // the address that connected, without port
  bool loopback = false;                      // peer is 127.0.0.0/8 or ::1
  std::string route;                          // the pattern that matched, "/api/v1/rotations/{id}"; "" where none did
  std::shared_ptr<void> context;              // what Options::before keeps with the request

  /// The first header of that (lower-case) name, or "".
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] bool has_header(std::string_view name) const;
  /// From the Cookie headers; "" where absent.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  [[nodiscard]] std::string_view query_value(std::string_view name) const;
  /// Of the route's pattern; "" where the pattern has no such name.
  [[nodiscard]] std::string_view param(std::string_view name) const;
  /// Media type of the body without parameters, lower case; "" where absent.
  [[nodiscard]] std::string media_type() const;
};

/// The target's path split and decoded, and its query. Nothing where an escape is bad, decodes to NUL or is not UTF-8.
struct Target {
  std::string path;
  std::vector<std::string> segments;
  Pairs query;
};
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);
/// application/x-www-form-urlencoded, strict; at most 1,000 pairs. Nothing where it is malformed.
[[nodiscard]] std::optional<Pairs> parse_form(std::string_view body);
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace luan::http
