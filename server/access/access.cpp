#include "access/access.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace luan::access {
namespace {

constexpr std::string_view session_name = "__Host-luan", pre_session_name = "__Host-luan-form", browser_name = "__Host-luan-browser",
                           language_name = "luan-language";

/// The first of the two languages that Accept-Language names; Vietnamese where it names neither.
Language accepted(std::string_view header) {
  const auto vi = header.find("vi"), en = header.find("en");
  return en != header.npos && (vi == header.npos || en < vi) ? Language::en : Language::vi;
}

Language language_of(const http::Request& request) {
  if (const auto asked = parse_language(request.query_value("lang"))) return *asked;
  if (const auto kept = parse_language(request.cookie(language_name))) return *kept;
  return accepted(request.header("accept-language"));
}

/// The nearest proxy writes last: everything before the last address is what the client may have made up.
void hear_proxy(const app::Configuration& configuration, http::Request& request, Visitor& visitor) {
  if (!request.has_header("x-forwarded-for") && !request.has_header("forwarded")) return;
  request.loopback = false;
  if (std::ranges::find(configuration.proxies, request.peer) == configuration.proxies.end()) return;
  std::string_view said;
  for (const auto& [name, value] : request.headers)
    if (name == "x-forwarded-for") said = value;
  if (const auto comma = said.rfind(','); comma != said.npos) said.remove_prefix(comma + 1);
  while (said.starts_with(' ')) said.remove_prefix(1);
  if (!said.empty()) request.peer = said;
  visitor.tls = request.header("x-forwarded-proto") == "https";
}

}  // namespace

std::optional<http::Reply> identify(const app::App& app, http::Request& request) {
  auto visitor = std::make_shared<Visitor>();
  hear_proxy(app.configuration(), request, *visitor);
  visitor->language = language_of(request);
  visitor->token = request.cookie(session_name);
  visitor->pre_session = request.cookie(pre_session_name);
  visitor->browser = request.cookie(browser_name);
  visitor->log_size = app.log_size();
  visitor->caller = app.caller(visitor->token);
  if (visitor->caller) visitor->caller->language = visitor->language;
  request.context = std::move(visitor);
  return {};
}

const Visitor& visitor(const http::Request& request) {
  static const Visitor unknown;
  return request.context ? *static_cast<const Visitor*>(request.context.get()) : unknown;
}

std::expected<void, Refusal> own_origin(const http::Request& request, bool program) {
  if (request.has_header("sec-fetch-site")) {
    if (request.header("sec-fetch-site") == "same-origin") return {};
    return refuse(RefusalCode::csrf);
  }
  if (!request.has_header("origin")) {
    if (program) return {};
    return refuse(RefusalCode::csrf);
  }
  const std::string own = std::string(request.header("host"));
  const std::string_view origin = request.header("origin");
  if (origin == "http://" + own || origin == "https://" + own) return {};
  return refuse(RefusalCode::csrf);
}

std::expected<void, Refusal> may_change(const app::App& app, const http::Request& request, std::string_view token) {
  const Visitor& who = visitor(request);
  if (!who.caller) return refuse(RefusalCode::sign_in_required);
  if (auto own = own_origin(request); !own) return own;
  if (!app.csrf_fits(*who.caller, token)) return refuse(RefusalCode::csrf);
  return {};
}

Result<app::RequestMeta> request_meta(const http::Request& request) {
  app::RequestMeta meta;
  meta.route = std::string(http::to_text(request.method)) + " " + request.path;
  meta.body_sha256 = to_hex(sha256(request.body));
  meta.key = request.header("idempotency-key");
  if (meta.key.size() > 200 || std::ranges::any_of(meta.key, [](char c) { return c < 0x21 || c > 0x7e; }))
    return refuse(RefusalCode::bad_request, {{"detail", "Idempotency-Key: 1 to 200 printable ASCII characters"}});
  std::string_view match = request.header("if-match");
  if (match.empty() || match == "*") return meta;
  if (match.starts_with("W/")) match.remove_prefix(2);  // the tag of a compressed answer: the version is the same
  if (match.starts_with('"') && match.ends_with('"') && match.size() > 2) match = match.substr(1, match.size() - 2);
  meta.if_match = whole_number(match).value_or(0);
  if (meta.if_match < 1) return refuse(RefusalCode::bad_request, {{"detail", "If-Match: the ETag of the rotation, like \"12\""}});
  return meta;
}

namespace {

// Lax: links in letters arrive signed in. Also on loopback HTTP, which browsers count as secure (hardening.md §4).
std::string cookie(std::string_view name, std::string_view value, std::string_view more) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; Secure; HttpOnly; SameSite=Lax" + std::string(more);
}

}  // namespace

void set_cookies(http::Reply& reply, const app::SignedIn& in) {
  reply.header("Set-Cookie", cookie(session_name, in.token, ""));
  reply.header("Set-Cookie", cookie(browser_name, in.browser, "; Max-Age=31536000"));
}
std::string expired_session_cookie() { return cookie(session_name, "", "; Max-Age=0"); }
std::string pre_session_cookie(std::string_view value) { return cookie(pre_session_name, value, "; Max-Age=3600"); }
std::string language_cookie(Language language) { return cookie(language_name, language == Language::vi ? "vi" : "en", "; Max-Age=31536000"); }

std::optional<Language> parse_language(std::string_view text) {
  if (text == "vi") return Language::vi;
  if (text == "en") return Language::en;
  return {};
}

}  // namespace luan::access
