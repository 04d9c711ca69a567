// Officials, and one official's career.
#include "app/official_form.hpp"
#include "web/form_view.hpp"
#include "web/pages/career_part.hpp"
#include "web/pages/pager_part.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct PersonLine {
  std::string href, name, position, unit;
  static constexpr auto fields = std::tuple{html::Field("href", &PersonLine::href), html::Field("name", &PersonLine::name),
                                            html::Field("position", &PersonLine::position), html::Field("unit", &PersonLine::unit)};
};
struct PeopleView {
  std::string text;
  std::vector<PersonLine> people;
  html::Raw pager;
  bool empty = false, keeps = false, whole = false;  // whole: all are on this page
  static constexpr auto fields =
      std::tuple{html::Field("text", &PeopleView::text),   html::Field("people", &PeopleView::people), html::Field("empty", &PeopleView::empty),
                 html::Field("keeps", &PeopleView::keeps), html::Field("pager", &PeopleView::pager),   html::Field("whole", &PeopleView::whole)};
};
constexpr auto people_template = html::compile_page<PeopleView>([] {
  return R"(<h1>{{=Cán bộ|Officials}}</h1>
{{#keeps}}<p><a href="/can-bo/moi">{{=Thêm cán bộ|Register an official}}</a></p>
{{/keeps}}<form class="bar" method="get" action="/can-bo" role="search"><div><label for="q">{{=Tìm (không cần dấu)|Find (marks not needed)}}</label><input id="q" name="q" type="search" maxlength="200" value="{{text}}"{{#whole}} data-filter="tbody tr" aria-describedby="so-nguoi"{{/whole}}></div><button class="btn plain" type="submit">{{=Tìm|Find}}</button><span id="so-nguoi" class="soft" role="status"></span></form>
{{#empty}}<p class="note">{{=Không có ai phù hợp.|Nobody fits.}}</p>{{/empty}}{{^empty}}<table class="stack"><caption class="vh">{{=Cán bộ theo tên|Officials by given name}}</caption><thead><tr><th scope="col">{{=Họ và tên|Name}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Đơn vị|Unit}}</th></tr></thead><tbody>
{{#people}}<tr><th scope="row"><a href="{{href}}">{{name}}</a></th><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Đơn vị|Unit}}">{{unit}}</td></tr>
{{/people}}</tbody></table>{{/empty}}
{{pager}})";
});

struct ChangeLine {
  std::string at, by, basis, what;
  static constexpr auto fields = std::tuple{html::Field("at", &ChangeLine::at), html::Field("by", &ChangeLine::by), html::Field("basis", &ChangeLine::basis),
                                            html::Field("what", &ChangeLine::what)};
};
struct PersonView {
  std::string name, position, unit, born, open, edit, done, except;
  html::Raw career, facts;
  std::vector<ChangeLine> changes;
  bool none = false, changed = false;
  static constexpr auto fields =
      std::tuple{html::Field("name", &PersonView::name),    html::Field("position", &PersonView::position), html::Field("unit", &PersonView::unit),
                 html::Field("born", &PersonView::born),    html::Field("open", &PersonView::open),         html::Field("career", &PersonView::career),
                 html::Field("none", &PersonView::none),    html::Field("facts", &PersonView::facts),       html::Field("edit", &PersonView::edit),
                 html::Field("done", &PersonView::done),    html::Field("changes", &PersonView::changes),   html::Field("changed", &PersonView::changed),
                 html::Field("except", &PersonView::except)};
};
constexpr auto person_template = html::compile_page<PersonView>([] {
  return R"({{#done}}<p class="note ok" role="status">{{done}}</p>
{{/done}}<h1>{{=Đ/c|Official:}} {{name}}</h1>
<p class="lead">{{position}}, {{unit}}{{#born}} · {{=sinh ngày|born}} {{born}}{{/born}}</p>
{{#open}}<p class="note">{{=Đang có hồ sơ luân chuyển chưa kết thúc.|A rotation is open.}} <a href="{{open}}">{{=Xem hồ sơ|See it}}</a></p>{{/open}}{{#except}}<p><a href="{{except}}">{{=Ghi ngoại lệ của đợt tạm dừng chung cho cán bộ này|Except this official from the suspension}}</a></p>{{/except}}
<h2>{{=Quá trình luân chuyển|Posts by rotation}}</h2>
{{#none}}<p>{{=Chưa luân chuyển lần nào.|Not rotated so far.}}</p>{{/none}}{{^none}}{{career}}{{/none}}
{{#facts}}<h2>{{=Thông tin đã ghi|What is recorded}}</h2>
<div class="text">{{facts}}</div>
{{/facts}}{{#edit}}<p><a href="{{edit}}">{{=Cập nhật thông tin|Record what changed}}</a></p>
{{/edit}}{{#changed}}<details><summary>{{=Thông tin đã thay đổi qua các lần ghi|How it changed}}</summary>
<table class="stack"><caption class="vh">{{=Các lần ghi thông tin, mới nhất trước|What was recorded, newest first}}</caption><thead><tr><th scope="col">{{=Lúc|At}}</th><th scope="col">{{=Nội dung|What}}</th><th scope="col">{{=Căn cứ|Basis}}</th><th scope="col">{{=Người ghi|Recorded by}}</th></tr></thead><tbody>
{{#changes}}<tr><th scope="row">{{at}}</th><td data-l="{{=Nội dung|What}}">{{what}}</td><td data-l="{{=Căn cứ|Basis}}">{{basis}}</td><td data-l="{{=Người ghi|Recorded by}}">{{by}}</td></tr>
{{/changes}}</tbody></table></details>
{{/changed}})";
});

/// What has been registered as his post; a name that stands for none is a dash in the views.
std::string post_words(const Visit& visit, const app::OfficialView& official) {
  return official.position.vi == "—" ? visit.word("chưa ghi chức danh", "no post recorded") : visit.in(official.position);
}

constexpr int people_a_page = 100;

http::Reply people(const Visit& visit) {
  const app::PageQuery query = asked_page(visit, people_a_page);
  const auto found = visit.app().official_page(visit.caller, visit.query("q"), query);
  if (!found) return refusal_page(visit, found.error());
  PeopleView view;
  view.text = visit.query("q");
  for (const app::OfficialView& one : found->items) view.people.push_back({"/can-bo/" + one.id, one.name, post_words(visit, one), visit.in(one.unit.name)});
  view.empty = found->total == 0, view.whole = found->items.size() == found->total;
  view.pager.text = pager_part(visit, query, found->items.size(), found->total, {"cán bộ", "official", "officials"});
  view.keeps = visit.app().may_keep_officials(visit.caller).has_value();
  return page(visit, {visit.word("Cán bộ", "Officials"), "/can-bo", "", "", {"filter.js"}}, people_template.render(view, visit.language));
}

/// «Xếp loại các năm: 2025 Hoàn thành tốt nhiệm vụ; Giai đoạn quy hoạch: bỏ»
std::string change_words(const Visit& visit, const app::FactsChange& change) {
  if (change.registered) return visit.word("Ghi vào danh sách cán bộ, đơn vị và chức danh", "Registered, with unit and post");
  std::string out;
  const auto add = [&](const std::string& what) { out += (out.empty() ? "" : "; ") + what; };
  for (const app::ValueView& value : visit.app().describe(app::official_form(), change.now, visit.language)) {
    std::string text = value.text;
    for (const auto& row : value.rows) {
      if (!text.empty()) text += ", ";
      for (std::size_t i = 0; i < row.size(); ++i) text += (i ? " " : "") + row[i];
    }
    add(visit.in(value.label) + ": " + text);
  }
  for (const std::string& field : change.gone) add(visit.in(app::official_form().field(field)->label) + visit.word(": bỏ", ": removed"));
  return out;
}

void add_facts(const Visit& visit, const app::OfficialView& official, PersonView& view) {
  if (visit.app().may_keep_officials(visit.caller)) view.edit = "/can-bo/" + official.id + "/thong-tin";
  if (official.values.empty()) return;
  view.facts.text = value_list(visit.app().describe(app::official_form(), official.values, visit.language), visit.language);
  if (const auto changes = visit.app().facts_history(visit.caller, official.id))
    for (const app::FactsChange& change : *changes)
      view.changes.push_back({instant_words(visit.app().zone(), change.at), change.by, change.basis, change_words(visit, change)});
  view.changed = !view.changes.empty();
}

http::Reply person(const Visit& visit) {
  const auto found = visit.app().official(visit.caller, visit.param("id"));
  if (!found) return refusal_page(visit, found.error());
  PersonView view;
  view.name = found->name, view.position = post_words(visit, *found), view.unit = visit.in(found->unit.name);
  if (const auto born = parse_date(found->born)) view.born = to_page_text(*born);
  if (!found->open_rotation.empty()) view.open = "/ho-so/" + found->open_rotation;
  if (visit.app().suspended_since() && visit.app().may_suspend(visit.caller)) view.except = "/tam-dung/ngoai-le/" + found->id;
  view.career.text = career_part(visit, found->id);
  view.none = view.career.text.empty();
  add_facts(visit, *found, view);
  if (const std::string done = visit.query("xong"); !done.empty())
    view.done = done == "1" ? visit.word("Đã ghi thông tin.", "Recorded.") : visit.word("Không có gì thay đổi.", "Nothing changed.");
  return page(visit, {view.name, "/can-bo/" + found->id, visit.caller.reads_all() ? "/can-bo" : "", visit.word("Cán bộ", "Officials")},
              person_template.render(view, visit.language));
}

}  // namespace

void add_people(http::Router& router, const Site& site) {
  add_page(router, site, "/can-bo", people);
  add_page(router, site, "/can-bo/{id}", person);
}

}  // namespace luan::web
