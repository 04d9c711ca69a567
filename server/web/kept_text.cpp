#include "web/kept_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace luan::web {
namespace {

struct Text {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Text::text)};
};
struct TextsView {
  std::vector<Text> texts;
  static constexpr auto fields = std::tuple{html::Field("texts", &TextsView::texts)};
};
constexpr auto section = html::compile_page<TextsView>([] {
  return R"(<section class="sheet"><h2>{{=Đồng chí đã nhập, chưa gửi|What you typed, not sent}}</h2>{{#texts}}<p class="user">{{text}}</p>{{/texts}}</section>
)";
});

struct Hidden {
  std::string name, value;
  static constexpr auto fields = std::tuple{html::Field("name", &Hidden::name), html::Field("value", &Hidden::value)};
};
struct AgainView {
  std::string address, csrf, go, who;
  bool edits = false, other = false;
  html::Raw typed;
  std::vector<Hidden> list;
  static constexpr auto fields =
      std::tuple{html::Field("address", &AgainView::address), html::Field("csrf", &AgainView::csrf),   html::Field("go", &AgainView::go),
                 html::Field("who", &AgainView::who),         html::Field("edits", &AgainView::edits), html::Field("other", &AgainView::other),
                 html::Field("typed", &AgainView::typed),     html::Field("list", &AgainView::list)};
};
constexpr auto again_template = html::compile_page<AgainView>([] {
  return R"(<h1>{{#other}}{{=Biểu mẫu của phiên trước|A form of an earlier session}}{{/other}}{{^other}}{{=Đã đăng nhập lại|Signed in again}}{{/other}}</h1>
<div class="note{{#other}} warn{{/other}}" role="{{#other}}alert{{/other}}{{^other}}status{{/other}}" tabindex="-1" data-focus><p><b>{{=Chưa có gì được gửi.|Nothing was sent.}}</b> {{#other}}{{=Biểu mẫu này mở từ một phiên đăng nhập đã kết thúc.|This form was opened in a session that has ended.}} {{/other}}{{=Những gì đồng chí đã nhập còn nguyên. Đang đăng nhập:|What you typed is all here. Signed in:}} {{who}}.</p></div>
<div class="text">{{typed}}<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{csrf}}">{{#list}}<input type="hidden" name="{{name}}" value="{{value}}">{{/list}}
<p class="bar">{{#edits}}<button class="btn" type="submit" name="go" value="edit">{{=Mở lại biểu mẫu|Open the form again}}</button>{{/edits}}{{^edits}}<button class="btn" type="submit"{{#go}} name="go" value="{{go}}"{{/go}}>{{=Gửi lại|Send it again}}</button>{{/edits}} <a class="btn plain" href="/">{{=Bỏ, về trang đầu|Leave it, to the first page}}</a></p></form></div>
)";
});

constexpr std::array<std::string_view, 3> never_back{"csrf", "go", "password"};
constexpr std::array<std::string_view, 10> bookkeeping{"csrf", "go", "key", "draft", "seen", "shown", "version", "mark", "was", "act"};

bool is_id(std::string_view value) {
  return value.size() >= 16 && std::ranges::all_of(value, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '|' || c == '.'; });
}

}  // namespace

// An agenda has tokens of each item: «…-shown».
bool is_bookkeeping(std::string_view field) { return std::ranges::find(bookkeeping, field) != bookkeeping.end() || field.ends_with("-shown"); }

http::Pairs giveable(const http::Pairs& fields) {
  http::Pairs out;
  for (const auto& field : fields)
    if (std::ranges::find(never_back, field.first) == never_back.end()) out.push_back(field);
  return out;
}

std::string typed_section(const http::Pairs& fields, Language language) {
  TextsView view;
  for (const auto& [name, value] : giveable(fields))
    if (!value.empty() && is_utf8(value) && !is_id(value) && !is_bookkeeping(name)) view.texts.push_back({value});
  return view.texts.empty() ? std::string() : section.render(view, language);
}

http::Reply again_page(const Site& site, const http::Request& request, const app::Caller& caller, const Again& again) {
  const Language language = access::visitor(request).language;
  AgainView view;
  view.address = again.address, view.csrf = site.app.csrf_token(caller), view.who = caller.name;
  view.go = posted(again.fields, "go");
  view.edits = again.typed == Typed::edited, view.other = again.status != 200;
  view.typed.text = typed_section(again.fields, language);
  for (auto& [name, value] : giveable(again.fields))
    if (is_utf8(name) && is_utf8(value)) view.list.push_back({name, value});
  Frame frame{view.other ? (language == Language::vi ? "Biểu mẫu của phiên trước" : "A form of an earlier session")
                         : (language == Language::vi ? "Đã đăng nhập lại" : "Signed in again")};
  frame.keep_private = true, frame.status = again.status;
  return page(site, request, &caller, frame, again_template.render(view, language));
}

}  // namespace luan::web
