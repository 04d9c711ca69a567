// Signing in and out.
#include "base/bytes.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct View {
  std::string csrf, back, username, error;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf), html::Field("back", &View::back), html::Field("username", &View::username), html::Field("error", &View::error)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"({{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa đăng nhập được|Not signed in}}</h2><ul><li><a href="#username">{{error}}</a></li></ul></div>
{{/error}}<h1>{{=Đăng nhập|Sign in}}</h1>
<form method="post" action="/dang-nhap" class="narrow">
<input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="ve" value="{{back}}">
<div class="field{{#error}} wrong{{/error}}"><label for="username">{{=Tài khoản|Account}}</label><input type="text" id="username" name="username" value="{{username}}" autocomplete="username" autocapitalize="none" spellcheck="false" required></div>
<div class="field{{#error}} wrong{{/error}}"><label for="password">{{=Mật khẩu|Password}}</label><input type="password" id="password" name="password" autocomplete="current-password" required></div>
<div class="bar"><button class="btn">{{=Đăng nhập|Sign in}}</button></div>
<p class="small soft">{{=Quên mật khẩu, hoặc máy báo sai nhiều lần: đề nghị liên hệ quản trị hệ thống để đặt lại.|Forgotten it, or refused again and again: ask the administrator for a reset.}}</p>
</form>
)";
});

/// A path of this server, or the first page.
std::string local(const std::string& path) {
  if (path.empty() || path[0] != '/' || path.starts_with("//") || path.find_first_of("\\\r\n") != path.npos) return "/";
  return path;
}

/// `pre` is the value that binds the form to this browser before there is a session.
http::Reply form(const Site& site, const http::Request& request, const std::string& pre, const std::string& back, const std::string& username, const Refusal* refusal) {
  const Language language = access::visitor(request).language;
  const bool vi = language == Language::vi;
  const View view{site.app.csrf_token(pre), back, username, refusal ? refusal->sentence(language) : ""};
  Frame frame{(refusal ? vi ? "Lỗi: " : "Error: " : "") + std::string(vi ? "Đăng nhập" : "Sign in")};
  frame.keep_private = true;
  frame.status = refusal ? http_status(refusal->code) : 200;
  http::Reply reply = page(site, request, nullptr, frame, content.render(view, language));
  reply.header("Set-Cookie", access::pre_session_cookie(pre));
  return reply;
}

std::string pre_session(const http::Request& request) {
  const std::string& known = access::visitor(request).pre_session;
  return known.size() == 22 ? known : to_base64url(random_bytes(16));
}

Awaitable<http::Reply> sign_in(const Site& site, http::Request& request) {
  const auto fields = http::parse_form(request.body);
  if (!fields) co_return refusal_page(site, request, {RefusalCode::bad_request, {{"detail", "form"}}});
  const access::Visitor& who = access::visitor(request);
  const std::string back = local(posted(*fields, "ve"));
  if (!access::own_origin(request) || !site.app.csrf_fits(who.pre_session, posted(*fields, "csrf"))) {
    const Refusal forged{RefusalCode::csrf};
    co_return form(site, request, pre_session(request), back, posted(*fields, "username"), &forged);
  }
  const auto in = co_await site.app.sign_in(posted(*fields, "username"), posted(*fields, "password"), request.peer, who.browser);
  if (!in) co_return form(site, request, pre_session(request), back, posted(*fields, "username"), &in.error());
  http::Reply reply = http::see_other(back).header("Cache-Control", "no-store");
  access::set_cookies(reply, *in);
  co_return reply;
}

}  // namespace

void add_sign_in(http::Router& router, const Site& site) {
  router.add(http::Method::get, "/dang-nhap", [&site](http::Request& request) -> Awaitable<http::Reply> {
    const std::string back = local(std::string(request.query_value("ve")));
    if (access::visitor(request).caller) co_return http::see_other(back);
    co_return form(site, request, pre_session(request), back, "", nullptr);
  });
  router.add(http::Method::post, "/dang-nhap", [&site](http::Request& request) { return sign_in(site, request); });
  add_post(router, site, "/dang-xuat", [](Visit visit, const http::Pairs&) -> Awaitable<http::Reply> {
    visit.app().sign_out(access::visitor(visit.request).token);
    co_return http::see_other("/dang-nhap").header("Set-Cookie", access::expired_session_cookie()).header("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
  });
}

}  // namespace luan::web
