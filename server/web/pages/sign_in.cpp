// Signing in and out. A form that came after the session had ended waits in the sign-in page and goes on from there.
#include "base/bytes.hpp"
#include "web/kept_text.hpp"
#include "web/pages/drafts.hpp"
#include "web/posting.hpp"

namespace luan::web {
namespace {

struct View {
  std::string csrf, back, username, error, kept;
  bool resent = false;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf),   html::Field("back", &View::back), html::Field("username", &View::username),
                                            html::Field("error", &View::error), html::Field("kept", &View::kept), html::Field("resent", &View::resent)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"({{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa đăng nhập được|Not signed in}}</h2><ul><li><a href="#username">{{error}}</a></li></ul></div>
{{/error}}<h1>{{=Đăng nhập|Sign in}}</h1>
{{#kept}}<div class="note warn" role="alert" tabindex="-1" data-focus><p><b>{{=Phiên đăng nhập đã hết, chưa có gì được gửi.|Your session has ended; nothing was sent.}}</b> {{=Những gì đồng chí vừa nhập được giữ trong trang này và hiện lại sau khi đăng nhập.|What you typed is kept in this page and comes back once you sign in.}}</p></div>
{{/kept}}<form method="post" action="/dang-nhap" class="narrow">
<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="ve" value="{{back}}">{{#kept}}<input type="hidden" name="kept" value="{{kept}}">{{#resent}}<input type="hidden" name="kept_as" value="resent">{{/resent}}{{/kept}}
<div class="field{{#error}} wrong{{/error}}"><label for="username">{{=Tài khoản|Account}}</label><input type="text" id="username" name="username" value="{{username}}" autocomplete="username" autocapitalize="none" spellcheck="false" required></div>
<div class="field{{#error}} wrong{{/error}}"><label for="password">{{=Mật khẩu|Password}}</label><input type="password" id="password" name="password" autocomplete="current-password" required></div>
<div class="bar"><button class="btn" type="submit">{{=Đăng nhập|Sign in}}</button></div>
<p class="small soft">{{=Quên mật khẩu, hoặc máy báo sai nhiều lần: đề nghị liên hệ quản trị hệ thống để đặt lại.|Forgotten it, or refused again and again: ask the administrator for a reset.}}</p>
</form>
)";
});

/// A form that came after the session had ended.
struct Kept {
  std::string body{};  // urlencoded
  Typed typed = Typed::edited;
};

/// A path of this server, or the first page.
std::string local(const std::string& path) {
  if (path.empty() || path[0] != '/' || path.starts_with("//") || path.find_first_of("\\\r\n") != path.npos) return "/";
  return path;
}

/// `pre` is the value that binds the form to this browser before there is a session.
http::Reply form(const Site& site, const http::Request& request, const std::string& pre, const std::string& back, const std::string& username,
                 const Refusal* refusal, const Kept& kept = {}) {
  const Language language = access::visitor(request).language;
  const bool vi = language == Language::vi;
  const View view{site.app.csrf_token(pre), back, username, refusal ? refusal->sentence(language) : "", kept.body, kept.typed == Typed::resent};
  Frame frame{(refusal ? vi ? "Lỗi: " : "Error: " : "") + std::string(vi ? "Đăng nhập" : "Sign in")};
  frame.keep_private = true;
  frame.status = refusal ? http_status(refusal->code) : kept.body.empty() ? 200 : 401;
  http::Reply reply = page(site, request, nullptr, frame, content.render(view, language));
  reply.header("Set-Cookie", access::pre_session_cookie(pre));
  return reply;
}

std::string pre_session(const http::Request& request) {
  const std::string& known = access::visitor(request).pre_session;
  return known.size() == 22 ? known : to_base64url(random_bytes(16));
}

/// Where the form is, if what was typed is a draft of it now; else "".
Awaitable<std::string> kept_as_draft(const Visit& visit, const http::Pairs& fields) {
  const auto of = app::DraftOf::parse(posted(fields, "draft"));
  if (!of) co_return std::string();
  const auto saved = co_await save_named_draft(visit, *of, fields);
  co_return saved ? draft_address(*of) : std::string();
}

/// On with what was kept: its form, or a button that opens or sends it. Never sent by itself.
Awaitable<http::Reply> go_on(const Site& site, http::Request& request, const app::Caller& caller, const std::string& back, const Kept& kept) {
  const auto fields = http::parse_form(kept.body);
  if (kept.body.empty() || !fields) co_return http::see_other(back).header("Cache-Control", "no-store");
  const Visit visit{site, request, caller, access::visitor(request).language};
  std::string draft;
  if (kept.typed == Typed::edited) draft = co_await kept_as_draft(visit, *fields);
  if (!draft.empty()) co_return http::see_other(draft).header("Cache-Control", "no-store");
  co_return again_page(site, request, caller, {back, *fields, kept.typed, 200});
}

Awaitable<http::Reply> sign_in(const Site& site, http::Request& request) {
  const auto fields = http::parse_form(request.body);
  if (!fields) co_return refusal_page(site, request, {RefusalCode::bad_request, {{"detail", "form"}}});
  const access::Visitor& who = access::visitor(request);
  const std::string back = local(posted(*fields, "ve"));
  const Kept kept{posted(*fields, "kept"), posted(*fields, "kept_as") == "resent" ? Typed::resent : Typed::edited};
  if (!access::own_origin(request) || !site.app.csrf_fits(who.pre_session, posted(*fields, "csrf"))) {
    const Refusal forged{RefusalCode::csrf};
    co_return form(site, request, pre_session(request), back, posted(*fields, "username"), &forged, kept);
  }
  const auto in = co_await site.app.sign_in(posted(*fields, "username"), posted(*fields, "password"), request.peer, who.browser);
  if (!in) co_return form(site, request, pre_session(request), back, posted(*fields, "username"), &in.error(), kept);
  http::Reply reply = co_await go_on(site, request, in->caller, back, kept);
  access::set_cookies(reply, *in);
  co_return reply;
}

}  // namespace

http::Reply sign_in_keeping(const Site& site, const http::Request& request, const http::Pairs& fields, Typed typed) {
  http::Pairs kept = giveable(fields);
  if (const std::string go = posted(fields, "go"); !go.empty()) kept.emplace_back("go", go);
  return form(site, request, pre_session(request), request.path, "", nullptr, {urlencoded(kept), typed});
}

void add_sign_in(http::Router& router, const Site& site) {
  router.add(http::Method::get, "/dang-nhap", [&site](http::Request& request) -> Awaitable<http::Reply> {
    const std::string back = local(std::string(request.query_value("ve")));
    if (access::visitor(request).caller) co_return http::see_other(back);
    co_return form(site, request, pre_session(request), back, "", nullptr);
  });
  router.add(http::Method::post, "/dang-nhap", [&site](http::Request& request) { return sign_in(site, request); });
  add_post(
      router, site, "/dang-xuat",
      [](Visit visit, const http::Pairs&) -> Awaitable<http::Reply> {
        visit.app().sign_out(access::visitor(visit.request).token);
        co_return http::see_other("/dang-nhap")
            .header("Set-Cookie", access::expired_session_cookie())
            .header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
      },
      Typed::dropped);
}

}  // namespace luan::web
