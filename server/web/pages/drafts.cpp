// «Bản nháp»: what is typed is saved while one types (draft.js), or by a button without script; a list of what is not sent yet.
#include "web/pages/drafts.hpp"

#include "base/text.hpp"
#include "web/kept_forms.hpp"
#include "web/kept_text.hpp"

namespace luan::web {
namespace {

/// Of what a form stood on when it was opened: kept with what was typed, and nothing typed by itself.
bool stood_on(std::string_view field) { return field == "mark" || field == "was"; }

/// Several ticks come under one name: between them stands a character that no text may hold (base/text, clean_text).
constexpr char several = '\x1f';

struct Line {
  std::string href, title, official, code, at, of;
  static constexpr auto fields = std::tuple{html::Field("href", &Line::href), html::Field("title", &Line::title), html::Field("official", &Line::official),
                                            html::Field("code", &Line::code), html::Field("at", &Line::at),       html::Field("of", &Line::of)};
};
struct View {
  std::string csrf, done;
  std::vector<Line> lines;
  bool none = false;
  static constexpr auto fields =
      std::tuple{html::Field("csrf", &View::csrf), html::Field("done", &View::done), html::Field("lines", &View::lines), html::Field("none", &View::none)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Bản nháp|Drafts}}</h1>
<p class="lead">{{=Những gì đồng chí đã nhập và chưa gửi. Chỉ đồng chí xem được; bản nháp mất đi khi gửi, khi bỏ, hoặc sau 30 ngày không mở lại.|What you have typed and not sent. Only you can see it; a draft goes when it is sent, when you discard it, or when it is not touched for 30 days.}}</p>
{{#none}}<p class="note">{{=Không có bản nháp nào.|There is none.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Bản nháp, lưu gần nhất trước|Drafts, saved last first}}</caption><thead><tr><th scope="col">{{=Biểu mẫu|Form}}</th><th scope="col">{{=Cán bộ|Official}}</th><th scope="col" class="num">{{=Lưu lúc|Saved}}</th><th scope="col">{{=Thao tác|Actions}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row">{{#href}}<a href="{{href}}">{{title}}</a>{{/href}}{{^href}}{{=Biểu mẫu không còn mở được|A form that opens no more}}{{/href}}</th><td data-l="{{=Cán bộ|Official}}">{{official}}{{#code}} <small class="soft">{{code}}</small>{{/code}}</td><td data-l="{{=Lưu lúc|Saved}}" class="num">{{at}}</td><td data-l="{{=Thao tác|Actions}}"><form method="post" action="/nhap/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="draft" value="{{of}}"><button class="link" type="submit">{{=Bỏ|Discard}}<span class="vh"> {{title}} {{official}}</span></button></form></td></tr>
{{/lines}}</tbody></table>{{/none}}
)";
});

http::Reply drafts(const Visit& visit) {
  View view;
  view.csrf = visit.app().csrf_token(visit.caller);
  if (!visit.query("bo").empty()) view.done = visit.word("Đã bỏ bản nháp.", "The draft is discarded.");
  const TimeZone& zone = visit.app().zone();
  for (const app::DraftView& one : visit.app().drafts(visit.caller)) {
    std::string title = visit.in(one.title);
    if (one.of.kind == app::DraftOf::Kind::form) title = form_title(visit, one.of).value_or("");
    view.lines.push_back({title.empty() ? "" : draft_address(one.of), title, one.official, one.code, instant_words(zone, one.saved), one.of.text()});
  }
  view.none = view.lines.empty();
  return page(visit, {visit.word("Bản nháp", "Drafts"), "/"}, content.render(view, visit.language));
}

/// Pressed: back to the form, which says that it was saved. By script: one line of text to show.
Awaitable<http::Reply> save(Visit visit, const http::Pairs& fields) {
  const bool pressed = !posted(fields, "go").empty();
  const auto of = app::DraftOf::parse(posted(fields, "draft"));
  Result<Instant> saved = refuse(RefusalCode::not_found);
  if (of) saved = co_await save_named_draft(visit, *of, fields);
  if (!saved && pressed) co_return refusal_page(visit, saved.error());
  if (!saved) co_return http::text(saved.error().sentence(visit.language), http_status(saved.error().code));
  if (pressed) co_return http::see_other(draft_address(*of));
  co_return http::text(visit.word("Đã lưu nháp lúc ", "Draft saved at ") + instant_words(visit.app().zone(), *saved));
}

Awaitable<http::Reply> discard(Visit visit, const http::Pairs& fields) {
  const Result<void> done = co_await visit.app().discard_draft(visit.caller, posted(fields, "draft"));
  if (!done) co_return refusal_page(visit, done.error());
  const auto of = app::DraftOf::parse(posted(fields, "draft"));
  co_return http::see_other(of && posted(fields, "go") == "form" ? draft_address(*of) : "/nhap?bo=1");
}

}  // namespace

std::string draft_address(const app::DraftOf& of) {
  const std::string rotation = "/ho-so/" + http::percent_encode(of.rotation), name = http::percent_encode(of.name);
  switch (of.kind) {
    case app::DraftOf::Kind::step: return rotation + "/buoc/" + name;
    case app::DraftOf::Kind::recusal: return rotation + "/buoc/" + name + "/xung-dot";
    case app::DraftOf::Kind::correction: return rotation + "/dinh-chinh/" + name;
    case app::DraftOf::Kind::action: return rotation + "/thao-tac/" + name;
    case app::DraftOf::Kind::nomination: return "/de-cu/" + name;
    case app::DraftOf::Kind::dossier: {
      const auto dot = of.name.find('.');
      return rotation + "/ho-so-nhan-su/" + http::percent_encode(of.name.substr(0, dot)) + "/" +
             http::percent_encode(dot == of.name.npos ? "" : of.name.substr(dot + 1));
    }
    case app::DraftOf::Kind::form: return "/" + of.name;
    case app::DraftOf::Kind::petition: return "/kien-nghi/" + http::percent_encode(of.rotation) + "/" + name;
  }
  return "/";
}

Awaitable<Result<Instant>> save_draft(const Visit& visit, app::DraftOf of, const http::Pairs& fields) {
  app::App& app = visit.app();
  const app::Caller& caller = visit.caller;
  json::object typed;
  for (const auto& [name, value] : giveable(fields))  // never a password
    if ((!is_bookkeeping(name) || stood_on(name)) && !value.empty())
      typed[name] = typed.contains(name) ? std::string(typed[name].as_string()) + several + value : value;
  if (std::ranges::all_of(typed, [](const auto& one) { return stood_on(one.key()); })) {  // all was taken out again
    const Result<void> gone = co_await app.discard_draft(caller, of.text());
    co_return gone ? Result<Instant>(app.clock().now()) : std::unexpected(gone.error());
  }
  app::RequestMeta meta{posted(fields, "key"), "POST " + draft_address(of), "", 0};
  auto saved = co_await app.save_draft(caller, std::move(of), std::move(typed), whole_number(posted(fields, "seen")).value_or(0), std::move(meta));
  co_return saved;
}

Awaitable<Result<Instant>> save_named_draft(const Visit& visit, app::DraftOf of, const http::Pairs& fields) {
  if (of.kind == app::DraftOf::Kind::form)
    if (auto there = form_title(visit, of); !there) co_return std::unexpected(std::move(there.error()));
  auto saved = co_await save_draft(visit, std::move(of), fields);
  co_return saved;
}

http::Pairs fields_of(const app::DraftView& draft) {
  http::Pairs out;
  for (const auto& [name, value] : draft.fields) {
    std::string_view rest = value.as_string();
    for (auto end = rest.find(several); end != rest.npos; end = rest.find(several)) {
      out.emplace_back(name, rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    out.emplace_back(name, rest);
  }
  return out;
}

void add_drafts(http::Router& router, const Site& site) {
  add_page(router, site, "/nhap", drafts);
  add_post(router, site, "/nhap", save, Typed::edited);
  add_post(router, site, "/nhap/bo", discard);
}

}  // namespace luan::web
