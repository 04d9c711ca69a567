// Who asks, over HTTP, and may this request change something: cookies, tokens against forged requests, origin, language.
// What pages and API share. Rules: hardening.md §4. Thread-safe.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/app.hpp"
#include "http/reply.hpp"
#include "http/request.hpp"

namespace luan::access {

/// What is known of the sender before the body is read; kept with the request.
struct Visitor {
  std::optional<app::Caller> caller;  // nothing: not signed in
  std::string token;                  // of the session, from its cookie
  std::string pre_session;            // random value of a sign-in form, from its cookie
  std::string browser;                // the mark of an earlier sign-in with this browser, from its cookie
  bool tls = false;                   // a proxy of ours says that it ends TLS before us
  Language language = Language::vi;
  std::uint64_t log_size = 0;  // when the request came: what is recorded while its answer is made may or may not stand in it
};

/// For http::ServerOptions::before: looks up the session and keeps a Visitor in the request. What a configured proxy says
/// of its client (X-Forwarded-For, X-Forwarded-Proto) becomes the request's peer; of anybody else it is not read. A request
/// that passed through some proxy is never one of loopback. Never answers itself.
std::optional<http::Reply> identify(const app::App& app, http::Request& request);
/// Of a request that was identified; an unknown visitor otherwise.
[[nodiscard]] const Visitor& visitor(const http::Request& request);

/// Unsafe requests come from our own pages: Sec-Fetch-Site, else Origin; neither: refused unless `program`, which is for
/// sign-in as JSON, where the password proves who sends.
[[nodiscard]] std::expected<void, Refusal> own_origin(const http::Request& request, bool program = false);
/// Signed in, our own origin, and the token of the session (from X-CSRF-Token or the form's field).
[[nodiscard]] std::expected<void, Refusal> may_change(const app::App& app, const http::Request& request, std::string_view token);

/// Idempotency-Key and If-Match as headers; pages put theirs in afterwards. A malformed one is refused.
[[nodiscard]] Result<app::RequestMeta> request_meta(const http::Request& request);

/// The two cookies of a sign-in: the session's, and the one by which the browser is known the next time.
void set_cookies(http::Reply& reply, const app::SignedIn& in);
[[nodiscard]] std::string expired_session_cookie();
[[nodiscard]] std::string pre_session_cookie(std::string_view value);
[[nodiscard]] std::string language_cookie(Language language);
/// "vi" or "en", or nothing.
[[nodiscard]] std::optional<Language> parse_language(std::string_view text);

}  // namespace luan::access
