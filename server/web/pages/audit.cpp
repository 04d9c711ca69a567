// «Truy vết»: why was this decided, from the decision back to the nomination.
#include <algorithm>

#include "web/form_view.hpp"
#include "web/pages/rotation_views.hpp"

namespace luan::web {
namespace {

struct Link {
  std::string at, machine, what, who, log, digest;
  bool key = false, fits = false;
  html::Raw values;
  std::string shown;  // where the state is that the sender had before him
  static constexpr auto fields = std::tuple{html::Field("at", &Link::at),      html::Field("machine", &Link::machine), html::Field("what", &Link::what),
                                            html::Field("who", &Link::who),    html::Field("log", &Link::log),         html::Field("digest", &Link::digest),
                                            html::Field("key", &Link::key),    html::Field("fits", &Link::fits),       html::Field("values", &Link::values),
                                            html::Field("shown", &Link::shown)};
};
struct Paper {
  std::string number, of, reg, on, log;
  bool fits = false;
  static constexpr auto fields = std::tuple{html::Field("number", &Paper::number), html::Field("of", &Paper::of),   html::Field("reg", &Paper::reg),
                                            html::Field("on", &Paper::on),         html::Field("log", &Paper::log), html::Field("fits", &Paper::fits)};
};
struct View {
  std::string question, lead, root, href, compare, bundle;
  std::string size, count;
  bool whole = false, any_papers = false;
  std::vector<Link> chain;
  std::vector<Paper> papers;
  static constexpr auto fields = std::tuple{html::Field("question", &View::question),
                                            html::Field("lead", &View::lead),
                                            html::Field("root", &View::root),
                                            html::Field("href", &View::href),
                                            html::Field("size", &View::size),
                                            html::Field("whole", &View::whole),
                                            html::Field("chain", &View::chain),
                                            html::Field("compare", &View::compare),
                                            html::Field("bundle", &View::bundle),
                                            html::Field("papers", &View::papers),
                                            html::Field("any_papers", &View::any_papers),
                                            html::Field("count", &View::count)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{question}}</h1>
<p class="lead">{{lead}}</p>{{#any_papers}}<p class="small"><a href="#van-ban">{{=Văn bản đã vào sổ|Papers entered in registers}} ({{count}})</a></p>{{/any_papers}}
<div class="cols"><div>
<h2>{{=Chuỗi căn cứ|Chain of grounds}}</h2>
<ol class="log">{{#chain}}<li{{#key}} class="key"{{/key}}><time datetime="{{machine}}">{{at}}</time><p>{{#key}}<b>{{what}}</b>{{/key}}{{^key}}{{what}}{{/key}}</p>{{#key}}{{values}}{{/key}}{{^key}}{{#values}}<details><summary>{{=Nội dung|Content}}</summary>{{values}}</details>{{/values}}{{/key}}<p class="small soft">{{#who}}{{who}} · {{/who}}{{=nhật ký số|log no.}} {{log}} · <span class="hash">{{digest}}</span> · {{#fits}}<span class="tag ok">{{=Khớp|Matches}}</span>{{/fits}}{{^fits}}<span class="tag bad">{{=Không khớp|Does not match}}</span>{{/fits}}{{#shown}} · <a href="{{shown}}">{{=Hồ sơ lúc đó|The rotation at that moment}}<span class="vh"> ({{=nhật ký số|log no.}} {{log}})</span></a>{{/shown}}</p></li>
{{/chain}}</ol>
{{#any_papers}}<h2 id="van-ban">{{=Văn bản đã vào sổ|Papers entered in registers}}</h2>
<table class="stack"><caption class="vh">{{=Mọi văn bản của hồ sơ, theo thứ tự ban hành|All papers of the rotation, as they were issued}}</caption><thead><tr><th scope="col">{{=Số văn bản|Number}}</th><th scope="col">{{=Văn bản của|Paper of}}</th><th scope="col">{{=Sổ|Register}}</th><th scope="col">{{=Ngày|Day}}</th><th scope="col">{{=Nhật ký số|Log no.}}</th></tr></thead><tbody>
{{#papers}}<tr><th scope="row">{{number}}</th><td data-l="{{=Văn bản của|Paper of}}">{{of}}</td><td data-l="{{=Sổ|Register}}">{{reg}}</td><td data-l="{{=Ngày|Day}}">{{on}}</td><td data-l="{{=Nhật ký số|Log no.}}">{{log}} {{#fits}}<span class="tag ok">{{=Khớp|Matches}}</span>{{/fits}}{{^fits}}<span class="tag bad">{{=Không khớp|Does not match}}</span>{{/fits}}</td></tr>
{{/papers}}</tbody></table>{{/any_papers}}
</div><aside aria-label="{{=Kiểm chứng|Verification}}"><section class="sheet"><h2>{{=Kiểm chứng|Verification}}</h2><p>{{#whole}}<span class="tag ok">{{=Mọi căn cứ khớp nhật ký|Every ground fits the log}}</span>{{/whole}}{{^whole}}<span class="tag bad">{{=Có căn cứ không khớp|A ground does not fit}}</span>{{/whole}}</p>
<dl class="facts small"><div><dt>{{=Số sự kiện|Entries}}</dt><dd>{{size}}</dd></div><div><dt>{{=Gốc cây băm|Root}}</dt><dd class="hash">{{root}}</dd></div></dl>
<p class="small soft">{{=Tính lại cả nhật ký:|Recompute the whole log:}} <span class="mono">luan audit verify --data</span></p>
<p><a class="btn plain" href="{{bundle}}" download>{{=Tải gói chứng thực|Download proof bundle}}</a></p>
<p class="small"><a href="/kiem-chung">{{=Kiểm chứng một gói hoặc bản ký|Verify a bundle or a checkpoint}}</a></p>
<p><a class="btn plain" href="{{compare}}">{{=So hai thời điểm|Compare two moments}}</a></p>
<p><a class="btn plain" href="{{href}}">{{=Xem hồ sơ|See the rotation}}</a></p></section></aside></div>
)";
});

struct Row {
  std::string href, number, official, position, code, stage;
  static constexpr auto fields =
      std::tuple{html::Field("href", &Row::href),         html::Field("number", &Row::number), html::Field("official", &Row::official),
                 html::Field("position", &Row::position), html::Field("code", &Row::code),     html::Field("stage", &Row::stage)};
};
struct SearchView {
  std::string text, next;
  std::vector<Row> rows;
  bool empty = false;
  static constexpr auto fields = std::tuple{html::Field("text", &SearchView::text), html::Field("next", &SearchView::next),
                                            html::Field("rows", &SearchView::rows), html::Field("empty", &SearchView::empty)};
};
constexpr auto search_template = html::compile_page<SearchView>([] {
  return R"(<h1>{{=Truy vết|Trace}}</h1>
<p class="lead">{{=Từ số quyết định, mã hồ sơ hoặc tên cán bộ đến lý do.|From a decision's number, a code or a name to the reasons.}}</p>
<form class="bar" method="get" action="/truy-vet" role="search"><div><label for="q">{{=Số quyết định, mã hồ sơ, tên (không cần dấu)|Decision number, code, name}}</label><input id="q" name="q" type="search" maxlength="200" value="{{text}}"></div><button class="btn" type="submit">{{=Tìm|Find}}</button></form>
{{#empty}}<p class="note">{{=Không có hồ sơ nào phù hợp.|Nothing fits.}}</p>{{/empty}}{{^empty}}<table class="stack"><caption class="vh">{{=Hồ sơ|Rotations}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Quyết định|Decision}}</th><th scope="col">{{=Giai đoạn|Stage}}</th></tr></thead><tbody>
{{#rows}}<tr><th scope="row"><a href="{{href}}">{{official}}</a><br><small class="soft">{{code}}</small></th><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Quyết định|Decision}}">{{number}}</td><td data-l="{{=Giai đoạn|Stage}}">{{stage}}</td></tr>
{{/rows}}</tbody></table>{{/empty}}
{{#next}}<p class="pager"><a href="{{next}}" rel="next">{{=Xem tiếp|More}}</a></p>{{/next}}
)";
});

http::Reply trace(const Visit& visit) {
  const auto found = visit.app().trace(visit.caller, visit.param("id"));
  if (!found) return refusal_page(visit, found.error());
  const app::Parties& parties = found->row.parties;
  View view;
  view.question = found->decision ? visit.word("Vì sao đ/c ", "Why was ") + parties.official.name + visit.word(" được điều động giữ chức ", " posted as ") +
                                        visit.in(parties.position.title) + "?"
                                  : visit.word("Hồ sơ của đ/c ", "The rotation of ") + parties.official.name +
                                        visit.word(" đã đi đến đâu, vì sao?", ": how did it come here?");
  if (found->decision)
    view.lead = visit.word("Quyết định số ", "Decision ") + found->decision->number + visit.word(", hiệu lực từ ", ", in effect from ") +
                to_page_text(found->decision->effective) +
                visit.word(". Đi ngược từ quyết định về căn cứ đầu tiên.", ". Back from the decision to the first ground.");
  else
    view.lead = visit.word("Chưa có quyết định. Mới nhất trước.", "No decision yet. Newest first.");
  view.root = found->root, view.size = grouped(static_cast<std::int64_t>(found->log_size), visit.language), view.href = "/ho-so/" + found->row.id;
  view.compare = "/truy-vet/" + found->row.id + "/so-sanh", view.bundle = view.href + "/goi-chung-thuc";
  view.whole = std::ranges::all_of(found->chain, &app::TraceLink::verified) && std::ranges::all_of(found->papers, &app::TracedPaper::verified);
  for (const app::TracedPaper& one : found->papers)
    view.papers.push_back(
        {one.paper.number, visit.in(one.paper.of), visit.in(one.paper.reg), to_page_text(one.paper.on), grouped(one.log_index, visit.language), one.verified});
  view.any_papers = !view.papers.empty(), view.count = std::to_string(view.papers.size());
  for (const app::TraceLink& link : found->chain)
    view.chain.push_back(
        {instant_words(visit.app().zone(), link.entry.time),
         to_text(link.entry.time),
         visit.in(link.entry.what),
         link.entry.who,
         grouped(link.entry.log_index, visit.language),
         link.entry.digest.substr(0, 16),
         link.entry.key,
         link.verified,
         {value_list(link.entry.values, visit.language)},
         link.entry.type == "response.recorded" && link.entry.log_index > 0 ? view.compare + "?b=" + std::to_string(link.entry.log_index - 1) : ""});
  return page(visit, {visit.word("Truy vết: ", "Trace: ") + parties.official.name, "/truy-vet", "/truy-vet", visit.word("Truy vết", "Trace")},
              content.render(view, visit.language));
}

http::Reply search(const Visit& visit) {
  app::RotationFilter filter;
  filter.text = visit.query("q"), filter.cursor = visit.query("sau");
  const auto found = visit.app().traceable(visit.caller, filter);
  if (!found) return refusal_page(visit, found.error());
  SearchView view;
  view.text = filter.text;
  for (const app::RotationRow& row : found->items)
    view.rows.push_back(
        {"/truy-vet/" + row.id, row.number, row.parties.official.name, visit.in(row.parties.position.title), row.code, visit.in(row.stage_title)});
  view.empty = view.rows.empty();
  if (!found->next.empty()) view.next = "/truy-vet?q=" + http::percent_encode(filter.text) + "&sau=" + http::percent_encode(found->next);
  return page(visit, {visit.word("Truy vết", "Trace"), "/truy-vet"}, search_template.render(view, visit.language));
}

}  // namespace

void add_audit(http::Router& router, const Site& site) {
  add_page(router, site, "/truy-vet", search);
  add_page(router, site, "/truy-vet/{id}", trace);
}

}  // namespace luan::web
