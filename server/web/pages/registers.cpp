// «Sổ văn bản»: registers by period, the papers in them, numbers that no paper bears and why.
#include "base/text.hpp"
#include "web/choice.hpp"
#include "web/pages/plain_form.hpp"

namespace luan::web {
namespace {

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
  std::string done, title, next, more, advance, explain;
  std::vector<Choice> choices;
  std::vector<Paper> papers;
  std::vector<Gap> gaps;
  bool any_papers = false, any_gaps = false;
  static constexpr auto fields = std::tuple{html::Field("done", &View::done),        html::Field("title", &View::title),
                                            html::Field("next", &View::next),        html::Field("more", &View::more),
                                            html::Field("advance", &View::advance),  html::Field("explain", &View::explain),
                                            html::Field("choices", &View::choices),  html::Field("papers", &View::papers),
                                            html::Field("gaps", &View::gaps),        html::Field("any_papers", &View::any_papers),
                                            html::Field("any_gaps", &View::any_gaps)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Sổ văn bản|Registers}}</h1>
<p class="lead">{{=Văn bản của Đảng đánh số theo nhiệm kỳ cấp uỷ, văn bản nhà nước theo năm. Số đã cấp hoặc bỏ qua không dùng lại; số bỏ trống phải giải trình.|Party papers are numbered through the committee's term, state papers through the year. A number used or passed over is never used again; a missing one is explained.}}</p>
<form class="bar" method="get" action="/so-van-ban"><div><label for="so">{{=Sổ và kỳ|Register and period}}</label><select id="so" name="so">{{#choices}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/choices}}</select></div><button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
<h2>{{title}}</h2>
{{#next}}<p class="note">{{=Số tiếp theo (dự kiến):|The next number (expected):}} <b>{{next}}</b></p>{{/next}}
{{#any_gaps}}<h3>{{=Số không có văn bản|Numbers without a paper}}</h3>
<table class="stack"><caption class="vh">{{=Số không có văn bản và giải trình|Numbers without a paper, and why}}</caption><thead><tr><th scope="col">{{=Số|Numbers}}</th><th scope="col">{{=Giải trình|Explanation}}</th></tr></thead><tbody>
{{#gaps}}<tr><th scope="row">{{range}}</th><td data-l="{{=Giải trình|Explanation}}">{{#open}}<span class="tag warn">{{=Chưa giải trình|Not explained}}</span>{{/open}}<span class="user">{{reason}}</span></td></tr>
{{/gaps}}</tbody></table>{{#explain}}<p class="bar"><a class="btn plain" href="{{explain}}">{{=Ghi giải trình số bỏ trống|Explain missing numbers}}</a></p>{{/explain}}{{/any_gaps}}
{{#any_papers}}<table class="stack"><caption>{{=Văn bản, số mới nhất trước|Papers, latest number first}}</caption><thead><tr><th scope="col">{{=Số, ký hiệu|Number}}</th><th scope="col" class="num">{{=Ngày vào sổ|Entered}}</th><th scope="col">{{=Hồ sơ|Rotation}}</th><th scope="col">{{=Cán bộ|Official}}</th></tr></thead><tbody>
{{#papers}}<tr><th scope="row">{{number}}</th><td data-l="{{=Ngày vào sổ|Entered}}" class="num">{{day}}</td><td data-l="{{=Hồ sơ|Rotation}}"><a href="{{href}}">{{code}}</a></td><td data-l="{{=Cán bộ|Official}}">{{official}}</td></tr>
{{/papers}}</tbody></table>{{#more}}<p><a href="{{more}}">{{=Các số trước đó|Earlier numbers}}</a></p>{{/more}}{{/any_papers}}{{^any_papers}}<p class="note">{{=Kỳ này chưa có văn bản nào vào sổ.|No paper has been entered in this period.}}</p>{{/any_papers}}
{{#advance}}<h2>{{=Số đã dùng cho văn bản khác|Numbers used for other papers}}</h2>
<p class="text">{{=Sổ này dùng chung với các quyết định khác của cấp uỷ. Nếu sổ giấy đã đi xa hơn, ghi số cuối cùng đã dùng: văn bản sau lấy số kế tiếp, các số bỏ trống nằm chờ giải trình.|The series is shared with other papers. Where the book on paper is further, enter the last number used: the next paper gets the one after, and the missing ones wait for an explanation.}}</p>
<p class="bar"><a class="btn plain" href="{{advance}}">{{=Ghi số đã dùng|Record the last number used}}</a></p>{{/advance}}
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

const app::GapView* first_unexplained(const app::RegisterView& reg) {
  for (const app::GapView& gap : reg.gaps)
    if (gap.reason.empty()) return &gap;
  return nullptr;
}

void fill(const Visit& visit, const app::RegisterPage& found, View& view) {
  view.title = label_of(visit, found.reg);
  const std::string address = address_of(found.reg);
  if (found.reg.current) view.next = app::headed_number(found.reg.next_number, found.reg.state);
  if (visit.app().may_keep_registers(visit.caller)) {
    if (found.reg.current) view.advance = address + "/den-so";
    if (first_unexplained(found.reg)) view.explain = address + "/giai-trinh";
  }
  for (const app::GapView& gap : found.reg.gaps) {
    const std::string range = std::to_string(gap.from) + (gap.to > gap.from ? "–" + std::to_string(gap.to) : "");
    view.gaps.push_back({range, gap.reason, gap.reason.empty()});
  }
  for (const app::DocumentView& paper : found.documents)
    view.papers.push_back({app::headed_number(paper.number, found.reg.state), to_page_text(visit.app().zone().date(paper.at)), "/ho-so/" + paper.rotation,
                           paper.code, paper.official});
  view.any_gaps = !view.gaps.empty(), view.any_papers = !view.papers.empty();
  if (found.before > 0) view.more = address + "?truoc=" + std::to_string(found.before);
}

http::Reply shown(const Visit& visit) {
  const std::string id = visit.param("register"), period = visit.param("period");
  const auto all = visit.app().registers(visit.caller);
  if (!all) return refusal_page(visit, all.error());
  const std::string before = visit.query("truoc");
  const auto found =
      visit.app().register_page(visit.caller, id.empty() ? all->front().id : id, id.empty() ? all->front().period : period, whole_number(before).value_or(0));
  if (!found) return refusal_page(visit, found.error());
  View view;
  view.done = confirmed(visit, {{"den-so",
                                 {"Đã ghi số đã dùng vào nhật ký. Tiếp theo: văn bản sau lấy số kế tiếp; các số bỏ trống chờ giải trình.",
                                  "The last number used is recorded. Next: the next paper gets the one after; the missing ones wait for an explanation."}},
                                {"giai-trinh",
                                 {"Đã ghi giải trình vào nhật ký; giải trình hiện cạnh các số này trong sổ.",
                                  "The explanation is recorded and stands beside these numbers in the register."}}});
  for (const app::RegisterView& reg : *all)
    view.choices.push_back({reg.id + "/" + reg.period, label_of(visit, reg) + unexplained_words(visit, reg.unexplained),
                            reg.id == found->reg.id && reg.period == found->reg.period});
  fill(visit, *found, view);
  return page(visit, {visit.word("Sổ văn bản", "Registers"), "/so-van-ban"}, content.render(view, visit.language));
}

/// A form about the register in the address.
Result<FormSubject> subject_of(const Visit& visit, const app::RegisterView& reg, Localized title, Localized button, std::vector<workflow::Field> fields,
                               const char* done) {
  if (auto may = visit.app().may_keep_registers(visit.caller); !may) return std::unexpected(std::move(may.error()));
  FormSubject subject = plain_subject(visit, std::move(title), std::move(fields));
  subject.lead = label_of(visit, reg);
  subject.here = "/so-van-ban", subject.back = address_of(reg), subject.back_label = visit.word("Sổ văn bản", "Registers");
  subject.button = visit.in(button), subject.sent = subject.back + "?xong=" + done;
  return subject;
}

Result<FormSubject> advance(const Visit& visit) {
  const auto found = visit.app().register_page(visit.caller, visit.param("register"), visit.param("period"));
  if (!found) return std::unexpected(found.error());
  if (!found->reg.current) return refuse(RefusalCode::not_found);
  const std::string last = std::to_string(found->reg.last);
  auto subject = subject_of(visit, found->reg, {"Ghi số đã dùng cho văn bản khác", "Record numbers used for other papers"}, {"Ghi số đã dùng", "Record it"},
                            {number_field("to", {"Số cuối cùng đã dùng", "The last number used"}, 1, 100'000,
                                          {"Số cuối cùng trong sổ này hiện là " + last + ".", "The last number of this register is now " + last + "."})},
                            "den-so");
  if (!subject) return subject;
  subject->follows = visit.word("Văn bản sau lấy số kế tiếp; các số bỏ qua nằm chờ giải trình và không dùng lại.",
                                "The next paper gets the one after; numbers passed over wait for an explanation and are never used.");
  subject->carry = [&app = visit.app(), id = found->reg.id, next = subject->sent](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const Result<void> done = co_await app.advance_register(std::move(caller), id, number_in(body, "to"));
    co_return led_on(done, next);
  };
  return subject;
}

Result<FormSubject> explain(const Visit& visit) {
  const auto found = visit.app().register_page(visit.caller, visit.param("register"), visit.param("period"));
  if (!found) return std::unexpected(found.error());
  auto subject = subject_of(visit, found->reg, {"Giải trình số bỏ trống", "Explain missing numbers"}, {"Ghi giải trình", "Record the explanation"},
                            {number_field("first", {"Từ số", "From"}, 1, 100'000), number_field("last", {"Đến số", "To"}, 1, 100'000),
                             long_field("reason", {"Các số này dùng vào việc gì", "What became of these numbers"}, {}, 1'000)},
                            "giai-trinh");
  if (!subject) return subject;
  if (const app::GapView* gap = first_unexplained(found->reg)) subject->filled = {{"form", json::object{{"first", gap->from}, {"last", gap->to}}}};
  subject->follows = visit.word("Giải trình hiện trong sổ cho mọi người đọc sổ.", "It stands in the register for everybody who reads it.");
  subject->carry = [&app = visit.app(), id = found->reg.id, period = found->reg.period, next = subject->sent](
                       app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    app::GapExplanation gap{id, period, number_in(body, "first"), number_in(body, "last"), text_in(body, "reason")};
    const Result<void> done = co_await app.explain_gap(std::move(caller), std::move(gap));
    co_return led_on(done, next);
  };
  return subject;
}

}  // namespace

void add_registers(http::Router& router, const Site& site) {
  add_page(router, site, "/so-van-ban", [](const Visit& visit) {
    const std::string chosen = visit.query("so");
    const auto slash = chosen.find('/');
    if (slash == chosen.npos) return shown(visit);
    return http::see_other("/so-van-ban/" + http::percent_encode(chosen.substr(0, slash)) + "/" + http::percent_encode(chosen.substr(slash + 1)));
  });
  add_page(router, site, "/so-van-ban/{register}/{period}", shown);
  add_form_flow(router, site, "/so-van-ban/{register}/{period}/den-so", advance);
  add_form_flow(router, site, "/so-van-ban/{register}/{period}/giai-trinh", explain);
}

}  // namespace luan::web
