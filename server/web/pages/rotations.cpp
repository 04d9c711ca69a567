// The list of rotations: search without diacritics, filters, pages by cursor.
#include <algorithm>

#include "web/choice.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Row {
  std::string href, code, official, position, from, stage, tone, due, left, due_tone;
  bool contested = false;
  static constexpr auto fields = std::tuple{html::Field("href", &Row::href),          html::Field("code", &Row::code),
                                            html::Field("official", &Row::official),  html::Field("position", &Row::position),
                                            html::Field("from", &Row::from),          html::Field("stage", &Row::stage),
                                            html::Field("tone", &Row::tone),          html::Field("due", &Row::due),
                                            html::Field("left", &Row::left),          html::Field("due_tone", &Row::due_tone),
                                            html::Field("contested", &Row::contested)};
};
struct View {
  std::string text, next, counted;
  std::vector<Choice> stages, statuses, kinds, orders;
  std::vector<Row> rows;
  bool empty = false;
  static constexpr auto fields =
      std::tuple{html::Field("text", &View::text),         html::Field("next", &View::next),     html::Field("stages", &View::stages),
                 html::Field("statuses", &View::statuses), html::Field("kinds", &View::kinds),   html::Field("rows", &View::rows),
                 html::Field("empty", &View::empty),       html::Field("orders", &View::orders), html::Field("counted", &View::counted)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Hồ sơ luân chuyển|Rotations}}</h1>
<form class="bar" method="get" action="/ho-so" role="search"><div><label for="q">{{=Tìm (không cần dấu)|Find (marks not needed)}}</label><input id="q" name="q" type="search" maxlength="200" value="{{text}}"></div>
<div><label for="giai-doan">{{=Giai đoạn|Stage}}</label><select class="short" id="giai-doan" name="giai-doan"><option value="">{{=Tất cả|All}}</option>{{#stages}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/stages}}</select></div>
<div><label for="trang-thai">{{=Trạng thái|Status}}</label><select class="short" id="trang-thai" name="trang-thai"><option value="">{{=Tất cả|All}}</option>{{#statuses}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/statuses}}</select></div>
<div><label for="loai">{{=Loại|Kind}}</label><select class="short" id="loai" name="loai"><option value="">{{=Tất cả|All}}</option>{{#kinds}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/kinds}}</select></div>
<div><label for="sap-xep">{{=Sắp xếp|Order}}</label><select class="short" id="sap-xep" name="sap-xep">{{#orders}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/orders}}</select></div>
<button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
{{#empty}}<p class="note">{{=Không có hồ sơ nào phù hợp. Đề nghị bớt điều kiện tìm.|No rotation fits. Search for less.}}</p>
{{/empty}}{{^empty}}<table class="stack"><caption class="vh">{{=Hồ sơ luân chuyển|Rotations}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Đến|To}}</th><th scope="col">{{=Từ|From}}</th><th scope="col">{{=Giai đoạn|Stage}}</th><th scope="col" class="num">{{=Hạn|Due}}</th></tr></thead><tbody>
{{#rows}}<tr><th scope="row" class="name-cell"><a href="{{href}}">{{official}}</a><br><small class="soft">{{code}}</small></th><td data-l="{{=Đến|To}}">{{position}}</td><td data-l="{{=Từ|From}}">{{from}}</td><td data-l="{{=Giai đoạn|Stage}}"><span class="tag {{tone}}">{{stage}}</span>{{#contested}} <span class="tag bad">{{=Có ý kiến khác|Contested}}</span>{{/contested}}</td><td data-l="{{=Hạn|Due}}" class="num"><span>{{due}}{{#left}}<br><small{{#due_tone}} class="tag {{due_tone}}"{{/due_tone}}>{{left}}</small>{{/left}}</span></td></tr>
{{/rows}}</tbody></table>{{/empty}}
{{#counted}}<nav class="pager" aria-label="{{=Các trang|Pages}}"><span class="soft">{{counted}}</span>{{#next}}<a href="{{next}}" rel="next">{{=Trang sau|Next page}}</a>{{/next}}</nav>{{/counted}}
)";
});

Row row_of(const Visit& visit, const app::RotationRow& row) {
  Row out;
  out.href = "/ho-so/" + row.id, out.code = row.code;
  out.official = row.parties.official.name;
  out.position = visit.in(row.parties.position.title);
  out.from = visit.in(row.parties.sending.name);
  out.stage = row.suspended_until         ? visit.word("Hoãn đến ", "Deferred until ") + to_page_text(*row.suspended_until)
              : row.status == "suspended" ? visit.word("Tạm dừng", "Suspended")
                                          : visit.in(row.stage_title);
  out.tone = row.status == "open" ? "act" : row.status == "suspended" ? "warn" : "";
  if (row.due) out.due = due_text(*row.due), out.left = due_words(*row.due, visit.language), out.due_tone = due_tone(*row.due);
  out.contested = row.contested;
  return out;
}

/// The same search, from the cursor on.
std::string next_address(const Visit& visit, const std::string& cursor) {
  std::string address = "/ho-so?sau=" + http::percent_encode(cursor);
  for (const char* name : {"q", "giai-doan", "trang-thai", "loai", "sap-xep"})
    if (const std::string value = visit.query(name); !value.empty()) address += std::string("&") + name + "=" + http::percent_encode(value);
  return address;
}

/// Workflows have stages of the same id: one line then, for one search finds them all. Of the same name: the later one says which.
void add_stage(std::vector<Choice>& stages, const std::string& id, const std::string& title, const std::string& workflow) {
  const bool taken = std::ranges::find(stages, title, &Choice::label) != stages.end();
  const auto same = std::ranges::find(stages, id, &Choice::value);
  if (same == stages.end())
    stages.push_back({id, taken ? title + " (" + workflow + ")" : title});
  else if (!taken && !same->label.ends_with("/ " + title))
    same->label += " / " + title;
}

http::Reply rotations(const Visit& visit) {
  app::RotationFilter filter;
  filter.text = visit.query("q"), filter.stage = visit.query("giai-doan"), filter.status = visit.query("trang-thai"), filter.kind = visit.query("loai"),
  filter.cursor = visit.query("sau"), filter.sort = visit.query("sap-xep"), filter.count = true;
  const auto found = visit.app().rotations(visit.caller, filter);
  if (!found) return refusal_page(visit, found.error());
  View view;
  view.text = filter.text;
  const auto definitions = visit.app().workflows(visit.caller);
  for (const auto& definition : *definitions) {
    for (const workflow::Stage& stage : definition->stages) add_stage(view.stages, stage.id, visit.in(stage.title), visit.in(definition->title));
    for (const workflow::End& end : definition->ends) add_stage(view.stages, end.id, visit.in(end.title), visit.in(definition->title));
  }
  for (Choice& stage : view.stages) stage.chosen = stage.value == filter.stage;
  for (const auto& [id, vi, en] : {std::tuple{"open", "Đang mở", "Open"}, {"suspended", "Tạm dừng", "Suspended"}, {"closed", "Đã xong", "Closed"}})
    view.statuses.push_back({id, visit.word(vi, en), filter.status == id});
  for (const auto& [id, vi, en] : {std::tuple{"-nominated", "Mới nhất trước", "Newest first"},
                                   {"nominated", "Cũ nhất trước", "Oldest first"},
                                   {"official", "Tên cán bộ, A đến Y", "Official, A to Y"},
                                   {"-official", "Tên cán bộ, Y đến A", "Official, Y to A"},
                                   {"due", "Hạn gần nhất trước", "Due first"}})
    view.orders.push_back({id, visit.word(vi, en), filter.sort == id});
  for (const char* kind : {"key", "civil_servant"}) view.kinds.push_back({kind, kind_words(kind, visit.language), filter.kind == kind});
  for (const app::RotationRow& row : found->items) view.rows.push_back(row_of(visit, row));
  view.empty = view.rows.empty();
  if (!view.empty)
    view.counted = visit.language == Language::vi ? grouped(found->total, Language::vi) + " hồ sơ" : counted(found->total, "rotation", "rotations");
  if (!found->next.empty()) view.next = next_address(visit, found->next);
  return page(visit, {visit.word("Hồ sơ luân chuyển", "Rotations"), "/ho-so"}, content.render(view, visit.language));
}

}  // namespace

void add_rotations(http::Router& router, const Site& site) { add_page(router, site, "/ho-so", rotations); }

}  // namespace luan::web
