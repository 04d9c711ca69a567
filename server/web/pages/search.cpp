#include "web/pages/search.hpp"

#include "app/search.hpp"

namespace luan::web {
namespace {

struct RotationLine {
  std::string href, official, code, position, number, stage, why;
  static constexpr auto fields = std::tuple{html::Field("href", &RotationLine::href),     html::Field("official", &RotationLine::official),
                                            html::Field("code", &RotationLine::code),     html::Field("position", &RotationLine::position),
                                            html::Field("number", &RotationLine::number), html::Field("stage", &RotationLine::stage),
                                            html::Field("why", &RotationLine::why)};
};
struct Line {
  std::string href, name, note;
  static constexpr auto fields = std::tuple{html::Field("href", &Line::href), html::Field("name", &Line::name), html::Field("note", &Line::note)};
};
struct View {
  std::string text, more;
  std::vector<RotationLine> rotations;
  std::vector<Line> officials, units, accounts;
  bool any_rotations = false, any_officials = false, any_units = false, any_accounts = false, nothing = false;
  bool more_officials = false, more_accounts = false;
  static constexpr auto fields = std::tuple{html::Field("text", &View::text),
                                            html::Field("more", &View::more),
                                            html::Field("rotations", &View::rotations),
                                            html::Field("officials", &View::officials),
                                            html::Field("units", &View::units),
                                            html::Field("accounts", &View::accounts),
                                            html::Field("any_rotations", &View::any_rotations),
                                            html::Field("any_officials", &View::any_officials),
                                            html::Field("any_units", &View::any_units),
                                            html::Field("any_accounts", &View::any_accounts),
                                            html::Field("nothing", &View::nothing),
                                            html::Field("more_officials", &View::more_officials),
                                            html::Field("more_accounts", &View::more_accounts)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Tra cứu|Search}}</h1>
<form class="bar" method="get" action="/tra-cuu" role="search" aria-label="{{=Tra cứu trong trang này|Search on this page}}"><div><label for="q">{{=Số quyết định, mã hồ sơ, tên người, đơn vị|Decision number, code, name, unit}}</label><p class="hint" id="q-hint">{{=Không cần dấu; các từ theo thứ tự nào cũng được.|Marks are not needed; the words in any order.}}</p><input id="q" name="q" type="search" value="{{text}}" maxlength="200" aria-describedby="q-hint"></div><button class="btn" type="submit">{{=Tra cứu|Search}}</button></form>
{{#nothing}}<p class="note">{{=Không tìm thấy gì trong phạm vi đồng chí được xem.|Nothing was found among what you may see.}}</p>{{/nothing}}{{#any_rotations}}<section><h2>{{=Hồ sơ luân chuyển|Rotations}}</h2>
<table class="stack"><caption class="vh">{{=Hồ sơ tìm thấy|Rotations found}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Quyết định|Decision}}</th><th scope="col">{{=Giai đoạn|Stage}}</th></tr></thead><tbody>
{{#rotations}}<tr><th scope="row"><a href="{{href}}">{{official}}</a><br><small class="soft">{{code}}</small></th><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Quyết định|Decision}}">{{number}}{{#why}} <a href="{{why}}">{{=Vì sao?|Why?}}<span class="vh"> {{code}}</span></a>{{/why}}</td><td data-l="{{=Giai đoạn|Stage}}">{{stage}}</td></tr>
{{/rotations}}</tbody></table>
{{#more}}<p class="pager"><a href="{{more}}">{{=Xem tất cả hồ sơ phù hợp|All rotations that fit}}</a></p>{{/more}}</section>
{{/any_rotations}}{{#any_officials}}<section><h2>{{=Cán bộ|Officials}}</h2>
<ul>{{#officials}}<li><a href="{{href}}">{{name}}</a>{{#note}}, {{note}}{{/note}}</li>
{{/officials}}</ul>{{#more_officials}}<p class="soft">{{=Còn nhiều hơn; thêm từ để thu hẹp.|There are more; add a word.}}</p>{{/more_officials}}</section>
{{/any_officials}}{{#any_units}}<section><h2>{{=Đơn vị|Units}}</h2>
<ul>{{#units}}<li><a href="{{href}}">{{name}}</a>{{#note}} ({{note}}){{/note}}</li>
{{/units}}</ul></section>
{{/any_units}}{{#any_accounts}}<section><h2>{{=Tài khoản|Accounts}}</h2>
<ul>{{#accounts}}<li><a href="{{href}}">{{name}}</a>, {{note}}</li>
{{/accounts}}</ul>{{#more_accounts}}<p class="soft">{{=Còn nhiều hơn; thêm từ để thu hẹp.|There are more; add a word.}}</p>{{/more_accounts}}</section>
{{/any_accounts}})";
});

void put(const Visit& visit, const app::Found& found, View& view) {
  const bool traces = visit.app().may_trace(visit.caller).has_value();
  for (const app::RotationRow& row : found.rotations)
    view.rotations.push_back({"/ho-so/" + row.id, row.parties.official.name, row.code, visit.in(row.parties.position.title), row.number,
                              visit.in(row.stage_title), traces && !row.number.empty() ? "/truy-vet/" + row.id : ""});
  if (found.more_rotations) view.more = "/ho-so?q=" + http::percent_encode(view.text);
  for (const app::OfficialView& one : found.officials) view.officials.push_back({"/can-bo/" + one.id, one.name, visit.in(one.unit.name)});
  for (const app::UnitView& unit : found.units)
    view.units.push_back({"/don-vi", visit.in(unit.name), unit.to ? visit.word("đến hết ngày ", "until ") + to_page_text(*unit.to) : ""});
  for (const app::AccountView& account : found.accounts) view.accounts.push_back({"/quan-tri/tai-khoan/" + account.id, account.name, account.username});
  view.any_rotations = !view.rotations.empty(), view.any_officials = !view.officials.empty(), view.any_units = !view.units.empty(),
  view.any_accounts = !view.accounts.empty();
  view.more_officials = found.more_officials, view.more_accounts = found.more_accounts;
}

http::Reply search_page(const Visit& visit) {
  View view;
  view.text = visit.query("q");
  const app::Found found = app::search(visit.app(), visit.caller, view.text);
  put(visit, found, view);
  view.nothing = !view.text.empty() && found.nothing();
  return page(visit, {visit.word("Tra cứu", "Search"), "/tra-cuu"}, content.render(view, visit.language));
}

}  // namespace

void add_search(http::Router& router, const Site& site) { add_page(router, site, "/tra-cuu", search_page); }

}  // namespace luan::web
