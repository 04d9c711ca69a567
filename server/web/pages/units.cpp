// «Đơn vị»: units in administrative order with what they came from and went into; and how they change, for those who may.
#include <algorithm>

#include "web/form_view.hpp"
#include "web/pages/unit_tiles.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Option {
  std::string value, label;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("value", &Option::value), html::Field("label", &Option::label), html::Field("chosen", &Option::chosen)};
};
struct Line {
  std::string name, kind, traits, from, until, note;
  bool gone = false, split = false;
  static constexpr auto fields = std::tuple{html::Field("name", &Line::name), html::Field("kind", &Line::kind),   html::Field("traits", &Line::traits),
                                            html::Field("from", &Line::from), html::Field("until", &Line::until), html::Field("note", &Line::note),
                                            html::Field("gone", &Line::gone), html::Field("split", &Line::split)};
};
struct View {
  std::string csrf, done, on, name_vi, name_en;
  html::Raw errors, tiles;
  std::vector<Line> units;
  std::vector<Option> choices;
  bool may_change = false;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf),       html::Field("done", &View::done),
                                            html::Field("on", &View::on),           html::Field("name_vi", &View::name_vi),
                                            html::Field("name_en", &View::name_en), html::Field("errors", &View::errors),
                                            html::Field("tiles", &View::tiles),     html::Field("units", &View::units),
                                            html::Field("choices", &View::choices), html::Field("may_change", &View::may_change)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Đơn vị|Units}}</h1>
<p class="lead">{{=Đơn vị đã sáp nhập hoặc chia tách vẫn ở đây: hồ sơ cũ giữ tên của đơn vị khi đó.|Units merged or split away stay here: old rotations keep the unit as it was.}}</p>
{{tiles}}<table class="stack"><caption class="vh">{{=Đơn vị theo thứ tự hành chính|Units in administrative order}}</caption><thead><tr><th scope="col">{{=Tên|Name}}</th><th scope="col">{{=Loại|Kind}}</th><th scope="col">{{=Địa bàn|Locality}}</th><th scope="col" class="num">{{=Từ|Since}}</th><th scope="col">{{=Ghi chú|Note}}</th></tr></thead><tbody>
{{#units}}<tr><th scope="row">{{name}}</th><td data-l="{{=Loại|Kind}}">{{kind}}</td><td data-l="{{=Địa bàn|Locality}}">{{#traits}}<span class="tag warn">{{traits}}</span>{{/traits}}</td><td data-l="{{=Từ|Since}}" class="num">{{from}}</td><td data-l="{{=Ghi chú|Note}}">{{#gone}}<span class="tag">{{#split}}{{=Đã chia tách|Split}}{{/split}}{{^split}}{{=Đã sáp nhập|Merged}}{{/split}}</span> {{=đến hết|until}} {{until}}. {{/gone}}{{note}}</td></tr>
{{/units}}</tbody></table>
{{#may_change}}<h2>{{=Thay đổi đơn vị|Changes}}</h2>
<p class="note">{{=Từ ngày có hiệu lực, các bước đang mở ở đơn vị không còn nữa được chuyển cho đơn vị kế thừa. Ghi vào nhật ký và không sửa được.|From that day on, steps open at a unit that is no more pass to its successor. It stands in the log and cannot be changed.}}</p>
<details><summary>{{=Đổi tên|Rename}}</summary><form method="post" action="/don-vi/doi-ten" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="unit">{{=Đơn vị|Unit}}</label><select id="unit" name="unit">{{#choices}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/choices}}</select></div>
<div class="field"><label for="name_vi">{{=Tên mới|New name, Vietnamese}}</label><input type="text" id="name_vi" name="name_vi" value="{{name_vi}}"></div>
<div class="field"><label for="name_en">{{=Tên mới bằng tiếng Anh|New name, English}}</label><input type="text" id="name_en" name="name_en" value="{{name_en}}"></div>
<div class="field"><label for="on">{{=Từ ngày|From}}</label><p class="hint" id="on-hint">{{=Ví dụ: 01/07/2026|Day first, like 01/07/2026}}</p><input type="text" id="on" name="on" value="{{on}}" inputmode="numeric" autocomplete="off" aria-describedby="on-hint"></div>
<div class="bar"><button class="btn">{{=Đổi tên đơn vị|Rename the unit}}</button></div></form></details>
<details><summary>{{=Sáp nhập|Merge}}</summary><form method="post" action="/don-vi/sap-nhap" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<fieldset class="field"><legend>{{=Các đơn vị được sáp nhập|Units that are merged}}</legend>{{#choices}}<p><label><input type="checkbox" name="from" value="{{value}}"> {{label}}</label></p>{{/choices}}</fieldset>
<div class="field"><label for="merge-into">{{=Vào đơn vị|Into}}</label><select id="merge-into" name="into">{{#choices}}<option value="{{value}}">{{label}}</option>{{/choices}}</select></div>
<div class="field"><label for="merge-on">{{=Từ ngày|From}}</label><input type="text" id="merge-on" name="on" value="{{on}}" inputmode="numeric" autocomplete="off"></div>
<div class="bar"><button class="btn">{{=Sáp nhập đơn vị|Merge the units}}</button></div></form></details>
<details><summary>{{=Chia tách|Split}}</summary><form method="post" action="/don-vi/chia-tach" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="split-unit">{{=Đơn vị bị tách|Unit}}</label><select id="split-unit" name="unit">{{#choices}}<option value="{{value}}">{{label}}</option>{{/choices}}</select></div>
<div class="field"><label for="split-heir">{{=Đơn vị nhận các việc đang mở|Takes over what is open}}</label><select id="split-heir" name="heir">{{#choices}}<option value="{{value}}">{{label}}</option>{{/choices}}</select></div>
<fieldset class="field"><legend>{{=Các đơn vị mới khác|The other parts}}</legend>{{#choices}}<p><label><input type="checkbox" name="into" value="{{value}}"> {{label}}</label></p>{{/choices}}</fieldset>
<div class="field"><label for="split-on">{{=Từ ngày|From}}</label><input type="text" id="split-on" name="on" value="{{on}}" inputmode="numeric" autocomplete="off"></div>
<div class="bar"><button class="btn">{{=Chia tách đơn vị|Split the unit}}</button></div></form></details>
<details><summary>{{=Thêm đơn vị|Add a unit}}</summary><form method="post" action="/don-vi/them" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}">
<div class="field"><label for="add-vi">{{=Tên|Name, Vietnamese}}</label><input type="text" id="add-vi" name="name_vi"></div>
<div class="field"><label for="add-en">{{=Tên bằng tiếng Anh|Name, English}}</label><input type="text" id="add-en" name="name_en"></div>
<div class="field"><label for="kind">{{=Loại|Kind}}</label><select id="kind" name="kind"><option value="ward">{{=Phường, xã|Ward}}</option><option value="office">{{=Cơ quan|Office}}</option><option value="committee">{{=Cấp uỷ|Committee}}</option></select></div>
<div class="field"><label for="traits">{{=Địa bàn|Locality}}</label><select id="traits" name="traits"><option value="normal">{{=Bình thường|Ordinary}}</option><option value="difficult">{{=Khó khăn|Difficult}}</option><option value="complex">{{=Phức tạp|Complex}}</option></select></div>
<div class="field"><label for="add-from">{{=Từ ngày|From}}</label><input type="text" id="add-from" name="from" value="{{on}}" inputmode="numeric" autocomplete="off"></div>
<div class="bar"><button class="btn">{{=Thêm đơn vị|Add the unit}}</button></div></form></details>
{{/may_change}})";
});

std::string joined(const Visit& visit, const std::vector<app::UnitRef>& units) {
  std::string out;
  for (const app::UnitRef& unit : units) out += (out.empty() ? "" : ", ") + visit.in(unit.name);
  return out;
}

/// What it came from and went into, and how it was called.
std::string lineage(const Visit& visit, const app::UnitView& unit) {
  std::string note;
  const auto add = [&](const std::string& sentence) { note += (note.empty() ? "" : "; ") + sentence; };
  if (!unit.predecessors.empty()) add(visit.word("từ ", "from ") + joined(visit, unit.predecessors));
  if (!unit.successors.empty()) add(visit.word("vào ", "into ") + joined(visit, unit.successors));
  for (std::size_t i = 0; i < unit.names.size(); ++i) {
    const auto& [on, name] = unit.names[i];
    if (i + 1 < unit.names.size() && visit.in(name) != visit.in(unit.name))
      add(visit.word("trước ", "before ") + to_page_text(unit.names[i + 1].first) + visit.word(" là ", " called ") + visit.in(name));
    else if (i > 0 && visit.in(name) != visit.in(unit.name))
      add(visit.word("từ ", "from ") + to_page_text(on) + visit.word(" là ", " called ") + visit.in(name));
  }
  return note;
}

http::Reply show(const Visit& visit, View view, const std::string& chosen, int status) {
  const auto found = visit.app().units(visit.caller);
  view.csrf = visit.app().csrf_token(visit.caller);
  view.tiles.text = unit_tiles(visit, *found);
  view.may_change = visit.app().may_change_units(visit.caller).has_value();
  for (const app::UnitView& unit : *found) {
    Line line{visit.in(unit.name),
              "",
              "",
              unit.from ? to_page_text(*unit.from) : "",
              unit.to ? to_page_text(*unit.to) : "",
              lineage(visit, unit),
              unit.to.has_value(),
              unit.successors.size() > 1};
    line.kind = unit.kind == "ward"     ? visit.word("Phường, xã", "Ward")
                : unit.kind == "office" ? visit.word("Cơ quan", "Office")
                                        : visit.word("Cấp uỷ", "Committee");
    line.traits = traits_words(visit, unit.traits);
    if (!unit.to) view.choices.push_back({unit.id, visit.in(unit.name), unit.id == chosen});
    view.units.push_back(std::move(line));
  }
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Đơn vị", "Units"), "/don-vi"};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

std::string day(const http::Pairs& fields, const char* name) {
  const auto date = parse_page_date(posted(fields, name));
  return date ? to_text(*date) : std::string();
}
std::vector<std::string> all_of(const http::Pairs& fields, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& [key, value] : fields)
    if (key == name) out.push_back(value);
  return out;
}

http::Reply after(const Visit& visit, const Result<void>& done, const http::Pairs& fields) {
  if (done) return http::see_other("/don-vi?xong=1");
  if (done.error().fields.empty()) return refusal_page(visit, done.error());
  View view;
  view.on = posted(fields, "on"), view.name_vi = posted(fields, "name_vi"), view.name_en = posted(fields, "name_en");
  view.errors.text = error_summary(done.error().fields, visit.language);
  return show(visit, std::move(view), posted(fields, "unit"), http_status(done.error().code));
}

}  // namespace

void add_units(http::Router& router, const Site& site) {
  add_page(router, site, "/don-vi", [](const Visit& visit) {
    View view;
    if (!visit.query("xong").empty()) view.done = visit.word("Đã ghi vào nhật ký.", "Recorded in the log.");
    return show(visit, std::move(view), "", 200);
  });
  add_post(router, site, "/don-vi/doi-ten", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    Localized name{posted(fields, "name_vi"), posted(fields, "name_en")};
    const Result<void> done = co_await visit.app().rename_unit(visit.caller, posted(fields, "unit"), std::move(name), day(fields, "on"));
    co_return after(visit, done, fields);
  });
  add_post(router, site, "/don-vi/sap-nhap", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    std::vector<std::string> from = all_of(fields, "from");
    const Result<void> done = co_await visit.app().merge_units(visit.caller, std::move(from), posted(fields, "into"), day(fields, "on"));
    co_return after(visit, done, fields);
  });
  add_post(router, site, "/don-vi/chia-tach", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    std::vector<std::string> into{posted(fields, "heir")};
    for (std::string& part : all_of(fields, "into"))
      if (part != into.front()) into.push_back(std::move(part));
    const Result<void> done = co_await visit.app().split_unit(visit.caller, posted(fields, "unit"), std::move(into), day(fields, "on"));
    co_return after(visit, done, fields);
  });
  add_post(router, site, "/don-vi/them", [](Visit visit, const http::Pairs& fields) -> Awaitable<http::Reply> {
    const std::string kind = posted(fields, "kind");
    app::NewUnit unit{kind, posted(fields, "traits"), kind == "ward" ? 2 : 1, {posted(fields, "name_vi"), posted(fields, "name_en")}, day(fields, "from")};
    const auto added = co_await visit.app().add_unit(visit.caller, std::move(unit));
    Result<void> done;
    if (!added) done = std::unexpected(added.error());
    co_return after(visit, done, fields);
  });
}

}  // namespace luan::web
