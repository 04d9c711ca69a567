// «Sổ văn bản»: registers by period, the papers in them, numbers that no paper bears and why.
#include "base/text.hpp"
#include "web/form_view.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Choice {
  std::string value, label;
  bool chosen = false;
  static constexpr auto fields =
      std::tuple{html::Field("value", &Choice::value), html::Field("label", &Choice::label), html::Field("chosen", &Choice::chosen)};
};
struct Paper {
  std::string number, day, href, code, official;
  static constexpr auto fields = std::tuple{html::Field("number", &Paper::number), html::Field("day", &Paper::day), html::Field("href", &Paper::href),
                                            html::Field("code", &Paper::code), html::Field("official", &Paper::official)};
};
struct Gap {
  std::string range, reason;
  bool open = false;
  static constexpr auto fields = std::tuple{html::Field("range", &Gap::range), html::Field("reason", &Gap::reason), html::Field("open", &Gap::open)};
};
struct View {
  std::string csrf, done, title, address, next, to, more, first, last, reason;
  html::Raw errors;
  std::vector<Choice> choices;
  std::vector<Paper> papers;
  std::vector<Gap> gaps;
  bool any_papers = false, any_gaps = false, may_keep = false, current = false;
  static constexpr auto fields =
      std::tuple{html::Field("first", &View::first),       html::Field("last", &View::last),         html::Field("reason", &View::reason),
                 html::Field("csrf", &View::csrf),         html::Field("done", &View::done),         html::Field("title", &View::title),
                 html::Field("address", &View::address),   html::Field("next", &View::next),         html::Field("to", &View::to),
                 html::Field("more", &View::more),         html::Field("errors", &View::errors),     html::Field("choices", &View::choices),
                 html::Field("papers", &View::papers),     html::Field("gaps", &View::gaps),         html::Field("any_papers", &View::any_papers),
                 html::Field("any_gaps", &View::any_gaps), html::Field("may_keep", &View::may_keep), html::Field("current", &View::current)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Sổ văn bản|Registers}}</h1>
<p class="lead">{{=Văn bản của Đảng đánh số theo nhiệm kỳ cấp uỷ, văn bản nhà nước theo năm. Số đã cấp hoặc bỏ qua không dùng lại; số bỏ trống phải giải trình.|Party papers are numbered through the committee's term, state papers through the year. A number used or passed over is never used again; a missing one is explained.}}</p>
<form class="bar" method="get" action="/so-van-ban"><div><label for="so">{{=Sổ và kỳ|Register and period}}</label><select id="so" name="so">{{#choices}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/choices}}</select></div><button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
<h2>{{title}}</h2>
{{#next}}<p class="note">{{=Số tiếp theo (dự kiến):|The next number (expected):}} <b>{{next}}</b></p>{{/next}}
{{#any_gaps}}<h3>{{=Số không có văn bản|Numbers without a paper}}</h3>
<table class="stack"><caption class="vh">{{=Số không có văn bản và giải trình|Numbers without a paper, and why}}</caption><thead><tr><th scope="col">{{=Số|Numbers}}</th><th scope="col">{{=Giải trình|Explanation}}</th></tr></thead><tbody>
{{#gaps}}<tr><th scope="row">{{range}}</th><td data-l="{{=Giải trình|Explanation}}">{{#open}}<span class="tag warn">{{=Chưa giải trình|Not explained}}</span>{{/open}}<span class="user">{{reason}}</span></td></tr>
{{/gaps}}</tbody></table>{{#first}}<form method="post" action="{{address}}/giai-trinh" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="first">{{=Từ số|From}}</label><input type="text" inputmode="numeric" id="first" name="first" value="{{first}}" class="short"></div>
<div class="field"><label for="last">{{=Đến số|To}}</label><input type="text" inputmode="numeric" id="last" name="last" value="{{last}}" class="short"></div>
<div class="field"><label for="reason">{{=Các số này dùng vào việc gì|What became of these numbers}}</label><input type="text" id="reason" name="reason" value="{{reason}}"></div>
<div class="bar"><button class="btn plain">{{=Ghi giải trình|Record the explanation}}</button></div></form>{{/first}}{{/any_gaps}}
{{#any_papers}}<table class="stack"><caption>{{=Văn bản, số mới nhất trước|Papers, latest number first}}</caption><thead><tr><th scope="col">{{=Số, ký hiệu|Number}}</th><th scope="col" class="num">{{=Ngày vào sổ|Entered}}</th><th scope="col">{{=Hồ sơ|Rotation}}</th><th scope="col">{{=Cán bộ|Official}}</th></tr></thead><tbody>
{{#papers}}<tr><th scope="row">{{number}}</th><td data-l="{{=Ngày vào sổ|Entered}}" class="num">{{day}}</td><td data-l="{{=Hồ sơ|Rotation}}"><a href="{{href}}">{{code}}</a></td><td data-l="{{=Cán bộ|Official}}">{{official}}</td></tr>
{{/papers}}</tbody></table>{{#more}}<p><a href="{{more}}">{{=Các số trước đó|Earlier numbers}}</a></p>{{/more}}{{/any_papers}}{{^any_papers}}<p class="note">{{=Kỳ này chưa có văn bản nào vào sổ.|No paper has been entered in this period.}}</p>{{/any_papers}}
{{#may_keep}}{{#current}}<h2>{{=Số đã dùng cho văn bản khác|Numbers used for other papers}}</h2>
<p class="text">{{=Sổ này dùng chung với các quyết định khác của cấp uỷ. Nếu sổ giấy đã đi xa hơn, ghi số cuối cùng đã dùng: văn bản sau lấy số kế tiếp, các số bỏ trống nằm chờ giải trình.|The series is shared with other papers. Where the book on paper is further, enter the last number used: the next paper gets the one after, and the missing ones wait for an explanation.}}</p>
<form method="post" action="{{address}}/den-so" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="to">{{=Số cuối cùng đã dùng|The last number used}}</label><input type="text" id="to" name="to" value="{{to}}" inputmode="numeric" autocomplete="off"></div>
<div class="bar"><button class="btn">{{=Ghi số đã dùng|Record it}}</button></div></form>{{/current}}{{/may_keep}}
)";
});

std::string address_of(const app::RegisterView& reg) { return "/so-van-ban/" + reg.id + "/" + reg.period; }
std::string label_of(const Visit& visit, const app::RegisterView& reg) {
  return visit.in(reg.title) + (reg.state ? visit.word(", năm ", ", ") : visit.word(", nhiệm kỳ ", ", term ")) + reg.period;
}

/// Said in the list itself, so that a period with something to explain is found without opening each.
std::string unexplained_words(const Visit& visit, int count) {
  if (count == 0) return {};
  return " (" + std::to_string(count) + visit.word(" số chưa giải trình)", " unexplained)");
}

/// 0 where it is no number.
int number_typed(const http::Pairs& fields, const char* name) { return whole_number(posted(fields, name)).value_or(0); }

void fill(const Visit& visit, const app::RegisterPage& found, View& view) {
  view.title = label_of(visit, found.reg);
  view.address = address_of(found.reg);
  view.current = found.reg.current;
  if (view.current) view.next = app::headed_number(found.reg.next_number, found.reg.state);
  for (const app::GapView& gap : found.reg.gaps) {
    const std::string range = std::to_string(gap.from) + (gap.to > gap.from ? "–" + std::to_string(gap.to) : "");
    view.gaps.push_back({range, gap.reason, gap.reason.empty()});
    // The next gap to be explained stands in the form, unless something was typed.
    if (gap.reason.empty() && view.may_keep && view.first.empty()) view.first = std::to_string(gap.from), view.last = std::to_string(gap.to);
  }
  for (const app::DocumentView& paper : found.documents)
    view.papers.push_back({app::headed_number(paper.number, found.reg.state), to_page_text(visit.app().zone().date(paper.at)), "/ho-so/" + paper.rotation,
                           paper.code, paper.official});
  view.any_gaps = !view.gaps.empty(), view.any_papers = !view.papers.empty();
  if (found.before > 0) view.more = view.address + "?truoc=" + std::to_string(found.before);
}

http::Reply show(const Visit& visit, View view, const std::string& id, const std::string& period, int status) {
  const auto all = visit.app().registers(visit.caller);
  if (!all) return refusal_page(visit, all.error());
  const std::string before = visit.query("truoc");
  const auto found = visit.app().register_page(visit.caller, id.empty() ? all->front().id : id, id.empty() ? all->front().period : period,
                                               whole_number(before).value_or(0));
  if (!found) return refusal_page(visit, found.error());
  view.csrf = visit.app().csrf_token(visit.caller);
  view.may_keep = visit.app().may_keep_registers(visit.caller).has_value();
  for (const app::RegisterView& reg : *all)
    view.choices.push_back({reg.id + "/" + reg.period, label_of(visit, reg) + unexplained_words(visit, reg.unexplained),
                            reg.id == found->reg.id && reg.period == found->reg.period});
  fill(visit, *found, view);
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Sổ văn bản", "Registers"), "/so-van-ban"};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply after(const Visit& visit, const Result<void>& done, const http::Pairs& fields) {
  const std::string id = visit.param("register"), period = visit.param("period");
  if (done) return http::see_other("/so-van-ban/" + id + "/" + period + "?xong=1");
  if (done.error().fields.empty()) return refusal_page(visit, done.error());
  View view;
  view.to = posted(fields, "to"), view.first = posted(fields, "first"), view.last = posted(fields, "last"), view.reason = posted(fields, "reason");
  view.errors.text = error_summary(done.error().fields, visit.language);
  return show(visit, std::move(view), id, period, http_status(done.error().code));
}

}  // namespace

void add_registers(http::Router& router, const Site& site) {
  const auto get = [](const Visit& visit) {
    View view;
    if (!visit.query("xong").empty()) view.done = visit.word("Đã ghi vào nhật ký.", "Recorded in the log.");
    return show(visit, std::move(view), visit.param("register"), visit.param("period"), 200);
  };
  add_page(router, site, "/so-van-ban", [get](const Visit& visit) {
    const std::string chosen = visit.query("so");
    const auto slash = chosen.find('/');
    if (slash == chosen.npos) return get(visit);
    return http::see_other("/so-van-ban/" + http::percent_encode(chosen.substr(0, slash)) + "/" + http::percent_encode(chosen.substr(slash + 1)));
  });
  add_page(router, site, "/so-van-ban/{register}/{period}", get);
  add_post(router, site, "/so-van-ban/{register}/{period}/den-so", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const Result<void> done = co_await visit.app().advance_register(visit.caller, visit.param("register"), number_typed(fields, "to"));
    co_return after(visit, done, fields);
  });
  add_post(router, site, "/so-van-ban/{register}/{period}/giai-trinh", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    app::GapExplanation gap{visit.param("register"), visit.param("period"), number_typed(fields, "first"), number_typed(fields, "last"),
                            posted(fields, "reason")};
    const Result<void> done = co_await visit.app().explain_gap(visit.caller, std::move(gap));
    co_return after(visit, done, fields);
  });
}

}  // namespace luan::web
