// «Thống kê»: turns and persons by year, unit, direction and result.
#include <algorithm>

#include "web/charts.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Choice {
  std::string value, label;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("value", &Choice::value), html::Field("label", &Choice::label), html::Field("chosen", &Choice::chosen)};
};
struct Number {
  std::int64_t count = 0;
  static constexpr auto fields = std::tuple{html::Field("count", &Number::count)};
};
struct Head {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Head::text)};
};
struct Row {
  std::string label;
  std::int64_t turns = 0, persons = 0;
  std::vector<Number> parts;
  static constexpr auto fields = std::tuple{html::Field("label", &Row::label), html::Field("turns", &Row::turns), html::Field("persons", &Row::persons), html::Field("parts", &Row::parts)};
};
struct View {
  std::string from, to, error;
  std::int64_t turns = 0, persons = 0, ended_early = 0, key = 0, civil = 0;
  std::vector<Choice> units, kinds;
  std::vector<Head> heads;
  std::vector<Row> years, by_unit;
  html::Raw chart, results;
  static constexpr auto fields =
      std::tuple{html::Field("from", &View::from),   html::Field("to", &View::to),       html::Field("error", &View::error), html::Field("turns", &View::turns),   html::Field("persons", &View::persons),
                 html::Field("ended_early", &View::ended_early), html::Field("key", &View::key), html::Field("civil", &View::civil), html::Field("units", &View::units), html::Field("kinds", &View::kinds),
                 html::Field("heads", &View::heads), html::Field("years", &View::years), html::Field("by_unit", &View::by_unit), html::Field("chart", &View::chart), html::Field("results", &View::results)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Lượt luân chuyển|Turns of rotation}}</h1>
<p class="lead">{{=Tính theo ngày quyết định có hiệu lực, ở nơi đến. Một người luân chuyển hai lần là hai <b>lượt</b>, một <b>người</b>.|Counted on the day the decision takes effect, at the receiving unit. A person rotated twice makes two <b>turns</b>, one <b>person</b>.}}</p>
{{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa xem được|Not shown}}</h2><ul><li><a href="#tu">{{error}}</a></li></ul></div>{{/error}}
<form class="bar" method="get" action="/thong-ke"><div><label for="tu">{{=Từ ngày|From}}</label><input class="short" type="text" id="tu" name="tu" value="{{from}}" inputmode="numeric"></div><div><label for="den">{{=Đến hết ngày|Until}}</label><input class="short" type="text" id="den" name="den" value="{{to}}" inputmode="numeric"></div>
<div><label for="don-vi">{{=Nơi đến|Receiving unit}}</label><select class="short" id="don-vi" name="don-vi"><option value="">{{=Tất cả|All}}</option>{{#units}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/units}}</select></div>
<button class="btn plain">{{=Xem|Show}}</button></form>
<div class="pair"><div class="sheet"><p class="figure">{{turns}} {{=lượt|turns}}</p><p class="soft">{{=của|of}} {{persons}} {{=người|persons}}</p></div><div class="sheet"><p class="figure">{{key}} + {{civil}}</p><p class="soft">{{=lượt cán bộ chủ chốt + lượt công chức|turns of key officials + of civil servants}}</p></div><div class="sheet"><p class="figure">{{ended_early}}</p><p class="soft">{{=lượt kết thúc sớm|turns ended early}}</p></div></div>
<h2>{{=Theo năm và hướng|By year and direction}}</h2>
{{chart}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng số lượt theo năm|Table of turns by year}}"><table><caption class="vh">{{=Số lượt theo năm và hướng|Turns by year and direction}}</caption><thead><tr><th scope="col">{{=Năm|Year}}</th>{{#heads}}<th scope="col" class="num">{{text}}</th>{{/heads}}<th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#years}}<tr><th scope="row">{{label}}</th>{{#parts}}<td class="num">{{count}}</td>{{/parts}}<td class="num">{{turns}}</td><td class="num">{{persons}}</td></tr>
{{/years}}</tbody><tfoot><tr><th scope="row">{{=Cộng|Total}}</th>{{#heads}}<td></td>{{/heads}}<td class="num">{{turns}}</td><td class="num">{{persons}}</td></tr></tfoot></table></section>
<p class="small soft">{{=Dòng «Người» không cộng được theo năm vì một người có thể luân chuyển nhiều năm.|Persons do not add up over years: one may be rotated in several.}}</p>
<h2>{{=Kết quả|Results}}</h2>
{{results}}
<h2>{{=Theo nơi đến|By receiving unit}}</h2>
<section class="scroll" tabindex="0" aria-label="{{=Bảng số lượt theo nơi đến|Table of turns by unit}}"><table><caption class="vh">{{=Số lượt theo nơi đến|Turns by receiving unit}}</caption><thead><tr><th scope="col">{{=Nơi đến|Unit}}</th>{{#kinds}}<th scope="col" class="num">{{label}}</th>{{/kinds}}<th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#by_unit}}<tr><th scope="row">{{label}}</th>{{#parts}}<td class="num">{{count}}</td>{{/parts}}<td class="num">{{turns}}</td><td class="num">{{persons}}</td></tr>
{{/by_unit}}</tbody></table></section>
)";
});

/// Rows of a table by `first`, with columns by `second`, in one pass each.
struct Pivot {
  std::vector<std::string> columns;                       // keys of `second`
  std::vector<std::pair<std::string, Row>> rows;          // key of `first`
};
Result<Pivot> pivot(const Visit& visit, app::TurnQuery query, const std::string& first, const std::string& second, std::vector<std::string> columns) {
  Pivot out{std::move(columns), {}};
  query.by = {first};
  const auto whole = visit.app().turns(visit.caller, query);
  if (!whole) return std::unexpected(whole.error());
  for (const app::TurnRow& row : whole->items) out.rows.emplace_back(row.keys.at(first), Row{visit.in(row.labels.at(first)), row.turns, row.persons, std::vector<Number>(out.columns.size())});
  query.by = {first, second};
  const auto parts = visit.app().turns(visit.caller, query);
  for (const app::TurnRow& part : parts->items) {
    const auto row = std::ranges::find(out.rows, part.keys.at(first), [](const auto& one) { return one.first; });
    const auto column = std::ranges::find(out.columns, part.keys.at(second));
    if (column != out.columns.end()) row->second.parts[static_cast<std::size_t>(column - out.columns.begin())].count = part.turns;
  }
  return out;
}

app::TurnQuery query_of(const Visit& visit, View& view) {
  app::TurnQuery query;
  const Date today = visit.app().zone().date(visit.app().clock().now());
  query.to = today;
  query.from = Date{today.year() - std::chrono::years(10), std::chrono::January, std::chrono::day(1)};
  for (const auto& [name, into] : {std::pair{"tu", &query.from}, {"den", &query.to}}) {
    const std::string text = visit.query(name);
    if (text.empty()) continue;
    if (const auto date = parse_page_date(text)) *into = *date;
    else view.error = visit.word("Nhập ngày/tháng/năm, ví dụ 31/12/2017", "Enter day/month/year, like 31/12/2017");
  }
  query.unit = visit.query("don-vi");
  view.from = to_page_text(query.from), view.to = to_page_text(query.to);
  return query;
}

void add_results(const Visit& visit, app::TurnQuery query, View& view) {
  query.by = {"result"};
  ShareChart chart{visit.word("Kết quả các lượt", "Results of turns"), {}};
  const auto table = visit.app().turns(visit.caller, query);
  for (const app::TurnRow& row : table->items) chart.parts.push_back({visit.in(row.labels.at("result")), row.turns, 0});
  // The chart has four colours: what is left shares the last one's place in the legend, by number.
  std::ranges::stable_sort(chart.parts, std::ranges::greater(), &SharePart::count);
  if (chart.parts.size() > 4) {
    SharePart rest{visit.word("Khác", "Other"), 0, 0};
    for (std::size_t i = 3; i < chart.parts.size(); ++i) rest.count += chart.parts[i].count;
    chart.parts.resize(3);
    chart.parts.push_back(std::move(rest));
  }
  if (!chart.parts.empty()) view.results.text = share_chart(chart);
}

http::Reply statistics(const Visit& visit) {
  View view;
  const app::TurnQuery query = query_of(visit, view);
  auto years = pivot(visit, query, "year", "direction", {"down", "across", "up"});
  if (!years) return refusal_page(visit, years.error());
  auto units = pivot(visit, query, "unit", "kind", {"key", "civil_servant"});
  const auto whole = visit.app().turns(visit.caller, query);
  view.turns = whole->turns, view.persons = whole->persons, view.ended_early = whole->ended_early;
  const auto known = visit.app().units(visit.caller);
  for (const auto& unit : *known)
    if (unit.kind == "ward" || unit.kind == "office") view.units.push_back({unit.id, visit.in(unit.name), unit.id == query.unit});
  for (const char* kind : {"key", "civil_servant"}) view.kinds.push_back({kind, kind_words(kind, visit.language), false});
  ColumnChart chart{visit.word("Số lượt mỗi năm theo hướng", "Turns a year by direction"), {}, {}};
  for (const std::string& direction : years->columns) {
    view.heads.push_back({direction_words(direction, visit.language)});
    chart.series.push_back(view.heads.back().text);
  }
  for (auto& [key, row] : years->rows) {
    Column column{key, {}};
    for (const Number& part : row.parts) column.values.push_back(part.count);
    chart.columns.push_back(std::move(column));
    view.years.push_back(std::move(row));
  }
  for (auto& [key, row] : units->rows) {
    view.key += row.parts[0].count, view.civil += row.parts[1].count;
    view.by_unit.push_back(std::move(row));
  }
  if (!chart.columns.empty()) view.chart.text = column_chart(chart, visit.language);
  add_results(visit, query, view);
  Frame frame{visit.word("Thống kê lượt luân chuyển", "Statistics of turns"), "/thong-ke"};
  if (!view.error.empty()) frame.status = 422;
  return page(visit, frame, content.render(view, visit.language));
}

}  // namespace

void add_statistics(http::Router& router, const Site& site) { add_page(router, site, "/thong-ke", statistics); }

}  // namespace luan::web
