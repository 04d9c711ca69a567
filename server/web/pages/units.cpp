// «Đơn vị»: units in administrative order with what they came from and went into.
#include "web/pages/unit_forms.hpp"
#include "web/pages/unit_tiles.hpp"
#include "web/pages/unit_words.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Line {
  std::string name, kind, traits, from, until, note;
  bool gone = false, split = false;
  static constexpr auto fields = std::tuple{html::Field("name", &Line::name), html::Field("kind", &Line::kind),   html::Field("traits", &Line::traits),
                                            html::Field("from", &Line::from), html::Field("until", &Line::until), html::Field("note", &Line::note),
                                            html::Field("gone", &Line::gone), html::Field("split", &Line::split)};
};
struct View {
  std::string done;
  html::Raw tiles;
  std::vector<Line> units;
  bool may_change = false;
  static constexpr auto fields = std::tuple{html::Field("done", &View::done), html::Field("tiles", &View::tiles), html::Field("units", &View::units),
                                            html::Field("may_change", &View::may_change)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Đơn vị|Units}}</h1>
<p class="lead">{{=Đơn vị đã sáp nhập hoặc chia tách vẫn ở đây: hồ sơ cũ giữ tên của đơn vị khi đó.|Units merged or split away stay here: old rotations keep the unit as it was.}}</p>
{{tiles}}<table class="stack"><caption class="vh">{{=Đơn vị theo thứ tự hành chính|Units in administrative order}}</caption><thead><tr><th scope="col">{{=Tên|Name}}</th><th scope="col">{{=Loại|Kind}}</th><th scope="col">{{=Địa bàn|Locality}}</th><th scope="col" class="num">{{=Từ|Since}}</th><th scope="col">{{=Ghi chú|Note}}</th></tr></thead><tbody>
{{#units}}<tr><th scope="row">{{name}}</th><td data-l="{{=Loại|Kind}}">{{kind}}</td><td data-l="{{=Địa bàn|Locality}}">{{#traits}}<span class="tag warn">{{traits}}</span>{{/traits}}</td><td data-l="{{=Từ|Since}}" class="num">{{from}}</td><td data-l="{{=Ghi chú|Note}}">{{#gone}}<span class="tag">{{#split}}{{=Đã chia tách|Split}}{{/split}}{{^split}}{{=Đã sáp nhập|Merged}}{{/split}}</span> {{=đến hết|until}} {{until}}. {{/gone}}{{note}}</td></tr>
{{/units}}</tbody></table>
{{#may_change}}<h2>{{=Thay đổi đơn vị|Changes}}</h2>
<ul><li><a href="/don-vi/doi-ten">{{=Đổi tên|Rename}}</a></li><li><a href="/don-vi/sap-nhap">{{=Sáp nhập|Merge}}</a></li><li><a href="/don-vi/chia-tach">{{=Chia tách|Split}}</a></li><li><a href="/don-vi/them">{{=Thêm đơn vị|Add a unit}}</a></li></ul>
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

http::Reply units(const Visit& visit) {
  View view;
  view.done = unit_change_confirmed(visit);
  const auto found = visit.app().units(visit.caller);
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
    line.kind = visit.in(unit_kind(unit.kind));
    line.traits = traits_words(visit, unit.traits);
    view.units.push_back(std::move(line));
  }
  return page(visit, {visit.word("Đơn vị", "Units"), "/don-vi"}, content.render(view, visit.language));
}

}  // namespace

void add_units(http::Router& router, const Site& site) {
  add_page(router, site, "/don-vi", units);
  add_unit_forms(router, site);
}

}  // namespace luan::web
