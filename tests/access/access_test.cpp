#include "access/access.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"
#include "base/bytes.hpp"
#include "http/security_headers.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

http::Request request(http::Pairs headers, http::Method method = http::Method::post) {
  http::Request out;
  out.method = method;
  out.path = "/api/v1/rotations";
  out.headers = std::move(headers);
  if (!out.has_header("host")) out.headers.emplace_back("host", "luan.example:8443");
  return out;
}

std::vector<std::string> all(const http::Reply& reply, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& [field, value] : reply.headers)
    if (field == name) out.push_back(value);
  return out;
}

}  // namespace

TEST_CASE("A change comes from our own pages: by Sec-Fetch-Site, else by Origin, and where there is neither not at all", "[access]") {
  struct Case {
    const char* what;
    http::Pairs headers;
    bool page, program;
  };
  const Case cases[]{
      {"same origin", {{"sec-fetch-site", "same-origin"}}, true, true},
      {"same site, another name", {{"sec-fetch-site", "same-site"}}, false, false},
      {"another site", {{"sec-fetch-site", "cross-site"}}, false, false},
      {"typed by hand", {{"sec-fetch-site", "none"}}, false, false},
      {"another site with a forged origin", {{"sec-fetch-site", "cross-site"}, {"origin", "https://luan.example:8443"}}, false, false},
      {"our origin over TLS", {{"origin", "https://luan.example:8443"}}, true, true},
      {"our origin on loopback", {{"origin", "http://127.0.0.1:8080"}, {"host", "127.0.0.1:8080"}}, true, true},
      {"another port", {{"origin", "https://luan.example:9999"}}, false, false},
      {"no port", {{"origin", "https://luan.example"}}, false, false},
      {"another host", {{"origin", "https://evil.example"}}, false, false},
      {"a host that begins like ours", {{"origin", "https://luan.example:8443.evil.example"}}, false, false},
      {"null", {{"origin", "null"}}, false, false},
      {"empty", {{"origin", ""}}, false, false},
      {"neither", {}, false, true},
  };
  for (const auto& [what, headers, page, program] : cases) {
    INFO(what);
    CHECK(access::own_origin(request(headers)).has_value() == page);
    CHECK(access::own_origin(request(headers), true).has_value() == program);
  }
}

TEST_CASE("A change needs a session, our own origin and the session's token", "[access]") {
  const District district;
  const auto chair = wait_for(district.app->sign_in("chu.tri", test::password, "127.0.0.1", ""));
  const auto member = wait_for(district.app->sign_in("uy.vien.1", test::password, "127.0.0.1", ""));
  REQUIRE(chair);
  REQUIRE(member);
  const std::string token = district.app->csrf_token(chair->caller);
  const auto may = [&](const std::string& cookie, const std::string& csrf, http::Pairs more = {{"origin", "https://luan.example:8443"}}) {
    more.emplace_back("cookie", cookie);
    http::Request asked = request(std::move(more));
    CHECK_FALSE(access::identify(*district.app, asked));
    return access::may_change(*district.app, asked, csrf);
  };
  const std::string cookie = "__Host-luan=" + chair->token;
  CHECK(may(cookie, token));
  CHECK(may("a=b; " + cookie + "; c=d", token));
  CHECK(may("", token).error().code == RefusalCode::sign_in_required);
  CHECK(may("__Host-luan=" + chair->caller.session, token).error().code == RefusalCode::sign_in_required);
  CHECK(may("luan=" + chair->token, token).error().code == RefusalCode::sign_in_required);
  CHECK(may(cookie, "").error().code == RefusalCode::csrf);
  CHECK(may(cookie, district.app->csrf_token(member->caller)).error().code == RefusalCode::csrf);
  CHECK(may(cookie, district.app->csrf_token("pre")).error().code == RefusalCode::csrf);
  CHECK(may(cookie, token, {}).error().code == RefusalCode::csrf);
  district.app->sign_out(chair->token);
  CHECK(may(cookie, token).error().code == RefusalCode::sign_in_required);
}

TEST_CASE("Cookies are for this host only, over a safe way, out of reach of scripts, and go along with links in letters", "[access]") {
  http::Reply reply;
  access::set_cookies(reply, {"TOKEN", "MARK", {}});
  CHECK(all(reply, "Set-Cookie") == std::vector<std::string>{"__Host-luan=TOKEN; Path=/; Secure; HttpOnly; SameSite=Lax",
                                                             "__Host-luan-browser=MARK; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"});
  CHECK(access::expired_session_cookie() == "__Host-luan=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
  CHECK(access::pre_session_cookie("x").starts_with("__Host-luan-form=x; Path=/; Secure; HttpOnly; SameSite=Lax"));
}

TEST_CASE("Every answer carries the headers that keep a browser in its bounds", "[access]") {
  http::Reply reply = http::html("<p>");
  http::add_security_headers(reply, false);
  const std::pair<const char*, const char*> wanted[]{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
       "base-uri 'none'; "
       "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
  };
  for (const auto& [name, value] : wanted) {
    INFO(name);
    CHECK(all(reply, name) == std::vector<std::string>{value});
  }
  CHECK_FALSE(reply.has_header("Strict-Transport-Security"));
  CHECK_FALSE(reply.has_header("Access-Control-Allow-Origin"));
  http::Reply secure = http::html("<p>");
  http::add_security_headers(secure, true);
  CHECK(all(secure, "Strict-Transport-Security") == std::vector<std::string>{"max-age=31536000"});
}

TEST_CASE("The language comes from the address, else from the cookie, else from the browser, else it is Vietnamese", "[access]") {
  const District district;
  struct Case {
    const char* what;
    http::Pairs query, headers;
    Language language;
  };
  const Case cases[]{
      {"nothing", {}, {}, Language::vi},
      {"the address", {{"lang", "en"}}, {{"cookie", "luan-language=vi"}}, Language::en},
      {"an unknown one", {{"lang", "fr"}}, {}, Language::vi},
      {"the cookie", {}, {{"cookie", "luan-language=en"}, {"accept-language", "vi"}}, Language::en},
      {"the browser", {}, {{"accept-language", "en-GB,en;q=0.9,vi;q=0.5"}}, Language::en},
      {"the browser, Vietnamese first", {}, {{"accept-language", "vi,en;q=0.5"}}, Language::vi},
      {"a browser of neither", {}, {{"accept-language", "fr,de"}}, Language::vi},
  };
  for (const auto& [what, query, headers, language] : cases) {
    INFO(what);
    http::Request asked = request(headers, http::Method::get);
    asked.query = query;
    (void)access::identify(*district.app, asked);
    CHECK(access::visitor(asked).language == language);
  }
}

TEST_CASE("Idempotency-Key and If-Match are read strictly", "[access]") {
  CHECK(access::request_meta(request({}))->if_match == 0);
  CHECK(access::request_meta(request({{"idempotency-key", "mot-lan"}}))->key == "mot-lan");
  CHECK(access::request_meta(request({}))->route == "POST /api/v1/rotations");
  for (const char* key : {"two words", "đ", "a\tb"}) CHECK_FALSE(access::request_meta(request({{"idempotency-key", key}})));
  CHECK_FALSE(access::request_meta(request({{"idempotency-key", std::string(201, 'a')}})));
  for (const char* tag : {"\"12\"", "12", "W/\"12\""}) CHECK(access::request_meta(request({{"if-match", tag}}))->if_match == 12);
  CHECK(access::request_meta(request({{"if-match", "*"}}))->if_match == 0);
  for (const char* tag : {"\"\"", "\"0\"", "\"-1\"", "\"1\", \"2\"", "\"x\"", "\"99999999999\"", "\"1", "1.5"}) {
    INFO(tag);
    CHECK_FALSE(access::request_meta(request({{"if-match", tag}})));
  }
}
