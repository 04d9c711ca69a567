// A refusal as a page: the sentence that says what to do, and the way on.
#include <algorithm>
#include <array>

#include "web/kept_text.hpp"

namespace luan::web {
namespace {

struct FieldLine {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &FieldLine::text)};
};
struct View {
  std::string heading, sentence, rotation;  // rotation: its page, where the refusal is of something on it
  bool search = false, sign_in = false;
  std::vector<FieldLine> lines;
  html::Raw typed{};
  static constexpr auto fields =
      std::tuple{html::Field("heading", &View::heading), html::Field("sentence", &View::sentence), html::Field("rotation", &View::rotation),
                 html::Field("search", &View::search),   html::Field("sign_in", &View::sign_in),   html::Field("lines", &View::lines),
                 html::Field("typed", &View::typed)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{heading}}</h1>
<div class="note warn" role="alert" tabindex="-1" data-focus><p>{{sentence}}</p>{{#lines}}<p>{{text}}</p>{{/lines}}</div>
{{typed}}{{#search}}<form class="bar" method="get" action="/tra-cuu" role="search" aria-label="{{=Tra cứu trong trang này|Search on this page}}"><div><label for="q">{{=Số quyết định, mã hồ sơ, tên người, đơn vị|Decision number, code, name, unit}}</label><input id="q" name="q" type="search" maxlength="200"></div><button class="btn plain">{{=Tra cứu|Search}}</button></form>{{/search}}
<p class="bar">{{#sign_in}}<a class="btn" href="/dang-nhap">{{=Đăng nhập|Sign in}}</a>{{/sign_in}}{{^sign_in}}{{#rotation}}<a class="btn" href="{{rotation}}">{{=Xem hồ sơ|See the rotation}}</a> {{/rotation}}<a class="btn{{#rotation}} plain{{/rotation}}" href="/">{{=Về trang đầu|To the first page}}</a>{{/sign_in}}</p>
)";
});

/// Did somebody else get there first? Of the other conflicts it would be untrue.
bool came_late(RefusalCode code) {
  constexpr std::array late{RefusalCode::step_closed, RefusalCode::already_answered, RefusalCode::petition_answered, RefusalCode::petition_closed,
                            RefusalCode::delivery_not_dead};
  return std::ranges::find(late, code) != late.end();
}

/// Of what cannot be done on a rotation now, that rotation's page; elsewhere nothing.
std::string rotation_of(const http::Request& request, RefusalCode code) {
  constexpr std::size_t id_length = 32;
  const auto& at = request.segments;
  const bool of_one = at.size() > 2 && at[0] == "ho-so" && at[1].size() == id_length;
  return of_one && http_status(code) == 409 ? "/ho-so/" + at[1] : "";
}

std::string heading(RefusalCode code, bool vi) {
  switch (http_status(code)) {
    case 401: return vi ? "Cần đăng nhập" : "Sign in first";
    case 403: return vi ? "Không được phép" : "Not allowed";
    case 404: return vi ? "Không tìm thấy" : "Not found";
    case 405: return vi ? "Địa chỉ này không nhận thao tác đó" : "Not possible at this address";
    case 409:
      if (came_late(code)) return vi ? "Đã có người làm trước" : "Somebody was first";
      return vi ? "Chưa thực hiện được" : "Not possible now";
    case 412: return vi ? "Có người vừa sửa trước" : "Changed by someone else";
    case 413: return vi ? "Nội dung quá lớn" : "Too large";
    case 422: return vi ? "Chưa gửi được" : "Not sent";
    case 429:
    case 503: return vi ? "Đề nghị chờ một lát" : "Please wait a little";
    case 500: return vi ? "Máy chủ gặp lỗi" : "The server failed";
    default: return vi ? "Yêu cầu không đọc được" : "The request cannot be read";
  }
}

}  // namespace

std::string refusal_heading(RefusalCode code, Language language) { return heading(code, language == Language::vi); }

http::Reply refusal_page(const Site& site, const http::Request& request, const Refusal& refusal, const http::Pairs& typed) {
  const access::Visitor& who = access::visitor(request);
  const bool vi = who.language == Language::vi;
  const http::Reply problem = http::problem(refusal, who.language);  // for its headers: Retry-After, Allow
  View view{
      heading(refusal.code, vi), refusal.sentence(who.language), rotation_of(request, refusal.code), problem.status == 404 && who.caller, !who.caller, {}};
  for (const FieldError& field : refusal.fields) view.lines.push_back({field.text.in(who.language)});
  view.typed.text = typed_section(typed, who.language);
  http::Reply reply =
      page(site, request, who.caller ? &*who.caller : nullptr, {view.heading, "", "", "", {}, problem.status, true}, content.render(view, who.language));
  for (const auto& [name, value] : problem.headers)
    if (name == "Retry-After" || name == "Allow") reply.header(name, value);
  return reply;
}

}  // namespace luan::web
