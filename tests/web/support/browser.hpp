// The pages over a small committee, asked as a browser would ask.
#pragma once
#include <catch2/catch.hpp>

#include "access/access.hpp"
#include "app/support/district.hpp"
#include "web/web.hpp"

namespace luan::test {

/// Keeps the session's cookie.
class Browser {
 public:
  explicit Browser(District& district) : district_(district), pages_(*district.app) { pages_.add_routes(router_); }

  void sign_in(const std::string& username) {
    const auto in = wait_for(district_.app->sign_in(username, test::password, "127.0.0.1", ""));
    REQUIRE(in);
    cookie_ = "__Host-luan=" + in->token;
  }
  void forget() { cookie_.clear(); }

  http::Reply get(const std::string& target, const std::string& language = "vi") { return send(http::Method::get, target, "", language); }
  /// `site`: what the browser says of where it comes from.
  http::Reply post(const std::string& target, const std::string& body, const std::string& language = "vi", const std::string& site = "same-origin") {
    return send(http::Method::post, target, body, language, "application/x-www-form-urlencoded", site);
  }
  /// As a form with files is posted: fields by name, and one file.
  http::Reply post_file(const std::string& target, const std::vector<std::pair<std::string, std::string>>& fields, const std::string& name,
                        const std::string& file_name, const std::string& bytes) {
    std::string body;
    for (const auto& [field, value] : fields) body += "--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n";
    body += "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file_name + "\"\r\n\r\n" + bytes + "\r\n--b--\r\n";
    return send(http::Method::post, target, body, "vi", "multipart/form-data; boundary=b");
  }
  /// `fields` as a form of that page sends them, with its token.
  http::Reply fill(const std::string& page, const std::string& target, const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string body = "csrf=" + http::percent_encode(token(get(page)));
    for (const auto& [name, value] : fields) body += "&" + name + "=" + http::percent_encode(value);
    return post(target, body);
  }
  /// The value of the first field of that name.
  [[nodiscard]] static std::string value(const http::Reply& reply, const std::string& name) {
    const std::string mark = "name=\"" + name + "\" value=\"", page(reply.bytes());
    const auto at = page.find(mark);
    REQUIRE(at != page.npos);
    return page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
  }
  /// The token of the last page's first form.
  [[nodiscard]] static std::string token(const http::Reply& reply) { return value(reply, "csrf"); }
  [[nodiscard]] static std::string header(const http::Reply& reply, std::string_view wanted) {
    for (const auto& [name, value] : reply.headers)
      if (name == wanted) return value;
    return {};
  }

 private:
  http::Reply send(http::Method method, const std::string& target, const std::string& body, const std::string& language,
                   const std::string& type = "application/x-www-form-urlencoded", const std::string& site = "same-origin") {
    http::Request request;
    request.method = method, request.target = target, request.body = body;
    const auto parsed = http::parse_target(target);
    REQUIRE(parsed);
    request.path = parsed->path, request.segments = parsed->segments, request.query = parsed->query;
    request.headers = {{"host", "test"}, {"sec-fetch-site", site}, {"accept-language", language}, {"content-type", type}, {"cookie", cookie_}};
    access::identify(*district_.app, request);
    const auto match = router_.match(request);
    REQUIRE(match.route);
    http::Reply reply = wait_for(match.route->handler(request));
    for (const auto& [name, value] : reply.headers)
      if (name == "Set-Cookie" && value.starts_with("__Host-luan")) cookie_ += (cookie_.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    return reply;
  }

  District& district_;
  web::Pages pages_;
  http::Router router_;
  std::string cookie_;
};

/// An attribute's value as the browser reads it.
[[nodiscard]] inline std::string unescaped(std::string text) {
  for (const auto& [entity, sign] : {std::pair<std::string_view, std::string_view>{"&#61;", "="}, {"&#39;", "'"}, {"&quot;", "\""}, {"&amp;", "&"}})
    for (auto at = text.find(entity); at != text.npos; at = text.find(entity, at + sign.size())) text.replace(at, entity.size(), sign);
  return text;
}
[[nodiscard]] inline bool says(const http::Reply& reply, std::string_view text) { return reply.bytes().find(text) != std::string_view::npos; }

}  // namespace luan::test
