// Signing in and out. A form that came after the session had ended waits in the sign-in page and goes on from there.
#include "base/bytes.hpp"
#include "web/pages/drafts.hpp"

namespace luan::web {
namespace {

struct View {
  std::string csrf, back, username, error, kept;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf), html::Field("back", &View::back), html::Field("username", &View::username),
                                            html::Field("error", &View::error), html::Field("kept", &View::kept)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"({{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa đăng nhập được|Not signed in}}</h2><ul><li><a href="#username">{{error}}</a></li></ul></div>
{{/error}}<h1>{{=Đăng nhập|Sign in}}</h1>
{{#kept}}<div class="note warn" role="alert" tabindex="-1" data-focus><p><b>{{=Phiên đăng nhập đã hết, chưa có gì được gửi.|Your session has ended; nothing was sent.}}</b> {{=Những gì đồng chí vừa nhập được giữ trong trang này và hiện lại sau khi đăng nhập.|What you typed is kept in this page and comes back once you sign in.}}</p></div>
{{/kept}}<form method="post" action="/dang-nhap" class="narrow">
<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="ve" value="{{back}}">{{#kept}}<input type="hidden" name="kept" value="{{kept}}">{{/kept}}
<div class="field{{#error}} wrong{{/error}}"><label for="username">{{=Tài khoản|Account}}</label><input type="text" id="username" name="username" value="{{username}}" autocomplete="username" autocapitalize="none" spellcheck="false" required></div>
<div class="field{{#error}} wrong{{/error}}"><label for="password">{{=Mật khẩu|Password}}</label><input type="password" id="password" name="password" autocomplete="current-password" required></div>
<div class="bar"><button class="btn" type="submit">{{=Đăng nhập|Sign in}}</button></div>
<p class="small soft">{{=Quên mật khẩu, hoặc máy báo sai nhiều lần: đề nghị liên hệ quản trị hệ thống để đặt lại.|Forgotten it, or refused again and again: ask the administrator for a reset.}}</p>
</form>
)";
});

struct Hidden {
  std::string name, value;
  static constexpr auto fields = std::tuple{html::Field("name", &Hidden::name), html::Field("value", &Hidden::value)};
};
struct AgainView {
  std::string address, csrf;
  std::vector<Hidden> list;
  static constexpr auto fields =
      std::tuple{html::Field("address", &AgainView::address), html::Field("csrf", &AgainView::csrf), html::Field("list", &AgainView::list)};
};
constexpr auto again = html::compile_page<AgainView>([] {
  return R"(<h1>{{=Đã đăng nhập lại|Signed in again}}</h1>
<p class="lead">{{=Những gì đồng chí đã nhập còn nguyên, chưa gửi.|What you typed is all here, not sent.}}</p>
<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{csrf}}">{{#list}}<input type="hidden" name="{{name}}" value="{{value}}">{{/list}}
<p class="bar"><button class="btn" type="submit" name="go" value="edit">{{=Mở lại biểu mẫu|Open the form again}}</button> <a class="btn plain" href="/">{{=Bỏ, về việc của tôi|Leave it, to my tasks}}</a></p></form>
)";
});

/// A path of this server, or the first page.
std::string local(const std::string& path) {
  if (path.empty() || path[0] != '/' || path.starts_with("//") || path.find_first_of("\\\r\n") != path.npos) return "/";
  return path;
}

/// `pre` is the value that binds the form to this browser before there is a session.
http::Reply form(const Site& site, const http::Request& request, const std::string& pre, const std::string& back, const std::string& username,
                 const Refusal* refusal, const std::string& kept = {}) {
  const Language language = access::visitor(request).language;
  const bool vi = language == Language::vi;
  const View view{site.app.csrf_token(pre), back, username, refusal ? refusal->sentence(language) : "", kept};
  Frame frame{(refusal ? vi ? "Lỗi: " : "Error: " : "") + std::string(vi ? "Đăng nhập" : "Sign in")};
  frame.keep_private = true;
  frame.status = refusal ? http_status(refusal->code) : kept.empty() ? 200 : 401;
  http::Reply reply = page(site, request, nullptr, frame, content.render(view, language));
  reply.header("Set-Cookie", access::pre_session_cookie(pre));
  return reply;
}

std::string pre_session(const http::Request& request) {
  const std::string& known = access::visitor(request).pre_session;
  return known.size() == 22 ? known : to_base64url(random_bytes(16));
}

/// The form that was kept while nobody was signed in, saved as a draft: the address that shows it again; empty where it is no
/// form that has drafts, or was not taken.
Awaitable<std::string> kept_as_draft(app::App& app, const app::Caller& caller, const std::string& kept) {
  const auto fields = http::parse_form(kept);
  const auto of = fields ? app::DraftOf::parse(posted(*fields, "draft")) : std::nullopt;
  if (!of) co_return std::string();
  const auto saved = co_await save_draft(app, caller, *of, *fields);
  co_return saved ? draft_address(*of) : std::string();
}

/// The kept form as a button that opens it again: by POST, for it may be long, and never sent by itself.
http::Reply form_again(const Site& site, const http::Request& request, const app::Caller& caller, const std::string& address, const std::string& kept) {
  AgainView view{address, site.app.csrf_token(caller), {}};
  if (auto fields = http::parse_form(kept))
    for (auto& [name, value] : *fields)
      if (name != "csrf" && name != "go") view.list.push_back({std::move(name), std::move(value)});
  const Language language = access::visitor(request).language;
  Frame frame{language == Language::vi ? "Đã đăng nhập lại" : "Signed in again"};
  frame.keep_private = true;
  return page(site, request, &caller, frame, again.render(view, language));
}

Awaitable<http::Reply> sign_in(const Site& site, http::Request& request) {
  const auto fields = http::parse_form(request.body);
  if (!fields) co_return refusal_page(site, request, {RefusalCode::bad_request, {{"detail", "form"}}});
  const access::Visitor& who = access::visitor(request);
  const std::string back = local(posted(*fields, "ve")), kept = posted(*fields, "kept");
  if (!access::own_origin(request) || !site.app.csrf_fits(who.pre_session, posted(*fields, "csrf"))) {
    const Refusal forged{RefusalCode::csrf};
    co_return form(site, request, pre_session(request), back, posted(*fields, "username"), &forged, kept);
  }
  const auto in = co_await site.app.sign_in(posted(*fields, "username"), posted(*fields, "password"), request.peer, who.browser);
  if (!in) co_return form(site, request, pre_session(request), back, posted(*fields, "username"), &in.error(), kept);
  const std::string draft = co_await kept_as_draft(site.app, in->caller, kept);
  http::Reply reply = kept.empty()    ? http::see_other(back).header("Cache-Control", "no-store")
                      : draft.empty() ? form_again(site, request, in->caller, back, kept)
                                      : http::see_other(draft).header("Cache-Control", "no-store");
  access::set_cookies(reply, *in);
  co_return reply;
}

}  // namespace

http::Reply sign_in_keeping(const Site& site, const http::Request& request) {
  return form(site, request, pre_session(request), request.path, "", nullptr, request.body);
}

void add_sign_in(http::Router& router, const Site& site) {
  router.add(http::Method::get, "/dang-nhap", [&site](http::Request& request) -> Awaitable<http::Reply> {
    const std::string back = local(std::string(request.query_value("ve")));
    if (access::visitor(request).caller) co_return http::see_other(back);
    co_return form(site, request, pre_session(request), back, "", nullptr);
  });
  router.add(http::Method::post, "/dang-nhap", [&site](http::Request& request) { return sign_in(site, request); });
  add_post(router, site, "/dang-xuat", [](Visit visit, const http::Pairs&) -> Awaitable<http::Reply> {
    visit.app().sign_out(access::visitor(visit.request).token);
    co_return http::see_other("/dang-nhap")
        .header("Set-Cookie", access::expired_session_cookie())
        .header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  });
}

}  // namespace luan::web
