// «Thống kê»: turns and persons by year, unit, direction and result. Every number leads to the turns it counts.
#include <algorithm>
#include <array>

#include "web/charts.hpp"
#include "web/pages/alerts_part.hpp"
#include "web/pages/figure_parts.hpp"
#include "web/pages/pager_part.hpp"
#include "web/pages/turn_splits.hpp"
#include "web/stage_charts.hpp"

namespace luan::web {
namespace {

struct Row {
  std::string label;
  std::int64_t turns = 0, persons = 0;
  std::vector<Number> parts;
  std::string href{};
  static constexpr auto fields = std::tuple{html::Field("label", &Row::label), html::Field("href", &Row::href), html::Field("turns", &Row::turns),
                                            html::Field("persons", &Row::persons), html::Field("parts", &Row::parts)};
};
struct View {
  std::string from, to, whole, early_href, split, fewer;
  std::int64_t key = 0, civil = 0;
  std::string turn_words, person_words, early_words, key_href, civil_href;
  bool any = false;
  std::vector<Head> heads;
  std::vector<Number> totals;
  std::optional<Row> total;
  std::vector<Row> years, units, levels;
  std::optional<Row> level_total;
  html::Raw index, form, chart, unit_chart, results, alerts;
  static constexpr auto fields = std::tuple{html::Field("from", &View::from),
                                            html::Field("to", &View::to),
                                            html::Field("whole", &View::whole),
                                            html::Field("early_href", &View::early_href),
                                            html::Field("split", &View::split),
                                            html::Field("fewer", &View::fewer),
                                            html::Field("key", &View::key),
                                            html::Field("civil", &View::civil),
                                            html::Field("key_href", &View::key_href),
                                            html::Field("civil_href", &View::civil_href),
                                            html::Field("turn_words", &View::turn_words),
                                            html::Field("person_words", &View::person_words),
                                            html::Field("early_words", &View::early_words),
                                            html::Field("any", &View::any),
                                            html::Field("heads", &View::heads),
                                            html::Field("total", &View::total),
                                            html::Field("years", &View::years),
                                            html::Field("units", &View::units),
                                            html::Field("index", &View::index),
                                            html::Field("form", &View::form),
                                            html::Field("chart", &View::chart),
                                            html::Field("unit_chart", &View::unit_chart),
                                            html::Field("results", &View::results),
                                            html::Field("levels", &View::levels),
                                            html::Field("level_total", &View::level_total),
                                            html::Field("alerts", &View::alerts)};
};

constexpr std::array<html::Partial, 2> partials{
    {{"number", R"({{#href}}<a href="{{href}}">{{count}}</a>{{/href}}{{^href}}{{count}}{{/href}})"},
     {"numbers",
      R"(<th scope="row">{{label}}</th>{{#parts}}<td class="num">{{>number}}</td>{{/parts}}<td class="num">{{#href}}<a href="{{href}}">{{turns}}</a>{{/href}}{{^href}}{{turns}}{{/href}}</td><td class="num">{{persons}}</td>)"}}};
constexpr auto content = html::compile_page<View, partials>([] {
  return R"(<h1>{{=Lượt luân chuyển|Turns of rotation}}</h1>
<p class="lead">{{=Tính theo ngày quyết định có hiệu lực, ở nơi đến. Một người luân chuyển hai lần là hai <b>lượt</b>, một <b>người</b>.|Counted on the day the decision takes effect, at the receiving unit. A person rotated twice makes two <b>turns</b>, one <b>person</b>.}}</p>
{{index}}{{form}}
{{alerts}}{{^any}}<p class="note">{{=Không có lượt nào trong khoảng này.|No turn in this period.}}</p>{{/any}}{{#any}}<div class="pair"><div class="sheet"><p class="figure"><a href="{{whole}}">{{turn_words}}</a></p><p class="soft">{{=của|of}} {{person_words}}, {{from}} – {{to}}</p></div><div class="sheet"><p class="figure">{{#key_href}}<a href="{{key_href}}">{{key}}</a>{{/key_href}}{{^key_href}}0{{/key_href}} + {{#civil_href}}<a href="{{civil_href}}">{{civil}}</a>{{/civil_href}}{{^civil_href}}0{{/civil_href}}</p><p class="soft">{{=lượt cán bộ chủ chốt + lượt công chức|turns of key officials + of civil servants}}</p></div><div class="sheet"><p class="figure">{{early_words}}</p><p class="soft"><a href="{{early_href}}">{{=Xem lý do từng lượt|See why, turn by turn}}</a></p></div></div>
<h2>{{=Theo năm, chia theo|By year, divided by}} {{split}}</h2>
<div class="beside">{{chart}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng số lượt theo năm|Table of turns by year}}"><table><caption class="vh">{{=Số lượt theo năm, chia theo|Turns by year, divided by}} {{split}}</caption><thead><tr><th scope="col">{{=Năm|Year}}</th>{{#heads}}<th scope="col" class="num">{{text}}</th>{{/heads}}<th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#years}}<tr>{{>numbers}}</tr>
{{/years}}</tbody>{{#total}}<tfoot><tr>{{>numbers}}</tr></tfoot>{{/total}}</table></section></div>
<p class="small soft">{{=Cột «Người» không cộng được theo năm vì một người có thể luân chuyển nhiều năm.|Persons do not add up over years: one may be rotated in several.}}</p>
<h2>{{=Theo nơi đến, chia theo|By receiving unit, divided by}} {{split}}</h2>
{{#fewer}}<p class="small soft">{{fewer}}</p>{{/fewer}}<div class="beside">{{unit_chart}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng số lượt theo nơi đến|Table of turns by unit}}"><table><caption class="vh">{{=Số lượt theo nơi đến, theo thứ tự hành chính|Turns by receiving unit, in administrative order}}</caption><thead><tr><th scope="col">{{=Nơi đến|Unit}}</th>{{#heads}}<th scope="col" class="num">{{text}}</th>{{/heads}}<th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#units}}<tr>{{>numbers}}</tr>
{{/units}}</tbody>{{#total}}<tfoot><tr>{{>numbers}}</tr></tfoot>{{/total}}</table></section></div>
<h2>{{=Kết quả|Results}}</h2>
<p class="small soft">{{=Xếp loại của lần đánh giá cuối; lượt kết thúc sớm không tính theo xếp loại.|The level of the last evaluation; a turn that ended early is not counted by its level.}}</p>
<div class="beside">{{results}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng kết quả các lượt|Table of results}}"><table><caption class="vh">{{=Số lượt theo kết quả|Turns by result}}</caption><thead><tr><th scope="col">{{=Kết quả|Result}}</th><th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#levels}}<tr>{{>numbers}}</tr>
{{/levels}}</tbody>{{#level_total}}<tfoot><tr>{{>numbers}}</tr></tfoot>{{/level_total}}</table></section></div>{{/any}}
)";
});

struct TurnLine {
  std::string day, official, person_href, position, from, number, href, code, result;
  static constexpr auto fields =
      std::tuple{html::Field("day", &TurnLine::day),           html::Field("official", &TurnLine::official), html::Field("person_href", &TurnLine::person_href),
                 html::Field("position", &TurnLine::position), html::Field("from", &TurnLine::from),         html::Field("number", &TurnLine::number),
                 html::Field("href", &TurnLine::href),         html::Field("code", &TurnLine::code),         html::Field("result", &TurnLine::result)};
};
struct ListView {
  std::string counted, filters;
  std::vector<TurnLine> list;
  html::Raw pager;
  static constexpr auto fields = std::tuple{html::Field("counted", &ListView::counted), html::Field("filters", &ListView::filters),
                                            html::Field("list", &ListView::list), html::Field("pager", &ListView::pager)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Các lượt được tính|The turns counted}}</h1>
<p class="lead"><b>{{counted}}</b>. {{filters}}</p>
<table class="stack"><caption class="vh">{{=Từng lượt, cũ nhất trước|Each turn, oldest first}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Từ|From}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Quyết định|Decision}}</th><th scope="col" class="num">{{=Hiệu lực|In effect}}</th><th scope="col">{{=Kết quả|Result}}</th></tr></thead><tbody>
{{#list}}<tr><th scope="row" class="name-cell"><a href="{{person_href}}">{{official}}</a></th><td data-l="{{=Từ|From}}">{{from}}</td><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Quyết định|Decision}}"><span>{{number}}<br><a href="{{href}}">{{code}}</a></span></td><td data-l="{{=Hiệu lực|In effect}}" class="num">{{day}}</td><td data-l="{{=Kết quả|Result}}">{{result}}</td></tr>
{{/list}}</tbody></table>
{{pager}})";
});

using Series = TurnSeries;
using Split = TurnSplit;

/// Where the turns of this query are listed one by one.
std::string list_address(const app::TurnQuery& query) {
  std::string address = "/thong-ke/luot?tu=" + http::percent_encode(to_page_text(query.from)) + "&den=" + http::percent_encode(to_page_text(query.to));
  for (const auto& [name, value] : {std::pair{"don-vi", &query.unit}, {"loai", &query.kind}, {"huong", &query.direction}, {"ket-qua", &query.result}})
    if (!value->empty()) address += std::string("&") + name + "=" + http::percent_encode(*value);
  return address;
}

/// The same query of those of one series only.
app::TurnQuery within(app::TurnQuery query, const Split& split, const Series& series) {
  (split.key == "direction" ? query.direction : split.key == "kind" ? query.kind : query.result) = series.values;
  return query;
}
/// The same query within one year.
app::TurnQuery within_year(app::TurnQuery query, const std::string& year) {
  const auto first = parse_date(year + "-01-01"), last = parse_date(year + "-12-31");
  if (first && std::chrono::sys_days(*first) > std::chrono::sys_days(query.from)) query.from = *first;
  if (last && std::chrono::sys_days(*last) < std::chrono::sys_days(query.to)) query.to = *last;
  return query;
}
app::TurnQuery at_unit(app::TurnQuery query, const std::string& unit) {
  query.unit = unit;
  return query;
}

/// Rows by `first` with their keys beside them; none where it may not be counted.
std::vector<std::pair<std::string, Row>> rows_by(const Visit& visit, const app::TurnQuery& query, const std::string& first, const Split& split) {
  std::vector<std::pair<std::string, Row>> out;
  const auto found = turns_by(visit, query, first, split);
  if (!found) return out;
  for (const SplitTurns& one : *found) {
    Row row{one.label, one.turns, one.persons, {}};
    for (const std::int64_t part : one.parts) row.parts.push_back({part});
    out.emplace_back(one.key, std::move(row));
  }
  return out;
}

void add_links(Row& row, const app::TurnQuery& query, const Split& split) {
  row.href = list_address(query);
  for (std::size_t i = 0; i < split.series.size(); ++i)
    if (row.parts[i].count > 0) row.parts[i].href = list_address(within(query, split, split.series[i]));
}

void add_results(const Visit& visit, const app::TurnQuery& query, View& view) {
  ShareChart chart{visit.word("Kết quả các lượt", "Results of turns"), {}};
  for (const ResultTurns& one : turns_by_result(visit, query).value_or(std::vector<ResultTurns>())) {
    chart.parts.push_back({one.label, one.turns, 0});
    view.levels.push_back({one.label, one.turns, one.persons, {}, one.turns > 0 ? list_address(one.query) : std::string()});
  }
  view.level_total = Row{visit.word("Cộng", "Total"), view.total->turns, view.total->persons, {}, list_address(query)};
  view.results.text = share_chart(chart);
}

void add_years(const Visit& visit, const app::TurnQuery& query, const Split& split, View& view) {
  ColumnChart chart{visit.word("Số lượt mỗi năm, chia theo ", "Turns a year, divided by ") + split.title, {}, {}};
  for (const Series& series : split.series) view.heads.push_back({series.label}), chart.series.push_back(series.label);
  view.total = Row{visit.word("Cộng", "Total"), 0, 0, std::vector<Number>(split.series.size())};
  for (auto& [key, row] : rows_by(visit, query, "year", split)) {
    Column column{key, {}};
    for (std::size_t i = 0; i < row.parts.size(); ++i) column.values.push_back(row.parts[i].count), view.total->parts[i].count += row.parts[i].count;
    view.total->turns += row.turns;
    chart.columns.push_back(std::move(column));
    add_links(row, within_year(query, key), split);
    view.years.push_back(std::move(row));
  }
  add_links(*view.total, query, split);
  if (!chart.columns.empty()) view.chart.text = column_chart(chart, visit.language);
}

constexpr std::size_t most_bars = 15;

/// In administrative order, as the units themselves are listed.
void add_units(const Visit& visit, const app::TurnQuery& query, const Split& split, View& view) {
  auto rows = rows_by(visit, query, "unit", split);
  FunnelChart chart{visit.word("Số lượt theo nơi đến, chia theo ", "Turns by receiving unit, divided by ") + split.title, {}, 1, {}};
  for (const Series& series : split.series) chart.series.push_back(series.label);
  const auto known = visit.app().units(visit.caller);
  if (!known) return;
  for (const auto& unit : *known) {
    const auto found = std::ranges::find(rows, unit.id, [](const auto& one) { return one.first; });
    if (found == rows.end()) continue;
    Row& row = found->second;
    FunnelBar bar{row.label, turn_count(row.turns, visit.language) + ", " + person_count(row.persons, visit.language), {}};
    for (const Number& part : row.parts) bar.parts.push_back(part.count);
    chart.whole = std::max(chart.whole, row.turns);
    chart.bars.push_back(std::move(bar));
    add_links(row, at_unit(query, unit.id), split);
    view.units.push_back(std::move(row));
  }
  if (chart.bars.size() > most_bars) {
    std::vector<std::int64_t> turns;
    for (const Row& row : view.units) turns.push_back(row.turns);
    std::ranges::sort(turns, std::ranges::greater());
    std::size_t place = 0, kept = 0;
    const std::int64_t least = turns[most_bars - 1];
    std::erase_if(chart.bars, [&](const FunnelBar&) { return view.units[place++].turns < least || kept++ >= most_bars; });
    view.fewer = visit.language == Language::vi ? "Hình chỉ vẽ 15 nơi đến nhiều lượt nhất; bảng có đủ."
                                                : "The picture shows the 15 units with the most turns; the table has all.";
  }
  if (!chart.bars.empty()) view.unit_chart.text = funnel_chart(chart, visit.language);
}

http::Reply statistics(const Visit& visit) {
  View view;
  const AskedPeriod asked = asked_period(visit);
  const app::TurnQuery query = asked_turns(visit, asked);
  const auto whole = visit.app().turns(visit.caller, query);
  if (!whole) return refusal_page(visit, whole.error());
  const Split split = asked_split(visit);
  view.split = split.title, view.from = asked.from, view.to = asked.to, view.any = whole->turns > 0;
  view.turn_words = turn_count(whole->turns, visit.language), view.person_words = person_count(whole->persons, visit.language);
  view.early_words =
      visit.language == Language::vi ? grouped(whole->ended_early, Language::vi) + " kết thúc sớm" : grouped(whole->ended_early, Language::en) + " ended early";
  app::TurnQuery early = query;
  early.result = "ended_early";
  view.whole = list_address(query), view.early_href = list_address(early);
  for (const auto& [kind, count, href] : {std::tuple{"key", &view.key, &view.key_href}, {"civil_servant", &view.civil, &view.civil_href}}) {
    if (!query.kind.empty() && query.kind != kind) continue;
    app::TurnQuery one = query;
    one.kind = kind;
    const auto table = visit.app().turns(visit.caller, one);
    if (table && table->turns > 0) *count = table->turns, *href = list_address(one);
  }
  std::vector<std::pair<std::string, std::string>> choices;
  for (const Split& one : turn_splits(visit)) choices.emplace_back(one.id, one.title);
  view.index.text = figure_index(visit, "/thong-ke");
  view.form.text =
      period_form(visit, asked, "/thong-ke", {.name = "chia-theo", .label = visit.word("Chia theo", "Divided by"), .choices = choices, .chosen = split.id});
  add_years(visit, query, split, view);
  view.total->persons = whole->persons;
  add_units(visit, query, split, view);
  add_results(visit, query, view);
  view.alerts.text = alerts_part(visit);
  Frame frame{visit.word("Thống kê lượt luân chuyển", "Statistics of turns"), "/thong-ke"};
  if (!asked.error.empty()) frame.status = 422;
  return page(visit, frame, content.render(view, visit.language));
}

/// What the list is restricted to, in words: units, kinds, directions, results.
std::string restriction_words(const Visit& visit, const app::TurnQuery& query) {
  std::string out;
  if (const auto units = visit.app().units(visit.caller); units && !query.unit.empty())
    for (const auto& unit : *units)
      if (unit.id == query.unit) out += ", " + visit.in(unit.name);
  for (const Split& split : turn_splits(visit)) {
    const std::string& asked = split.key == "direction" ? query.direction : split.key == "kind" ? query.kind : query.result;
    if (asked == "ended_early") out += visit.word(", kết thúc sớm", ", ended early");
    for (const Series& series : split.series)
      if (!asked.empty() && asked == series.values) out += ", " + series.label;
  }
  return out;
}

http::Reply turn_list(const Visit& visit) {
  const AskedPeriod asked = asked_period(visit);
  const app::TurnQuery query = asked_turns(visit, asked);
  if (!asked.error.empty()) return statistics(visit);
  const app::PageQuery at = asked_page(visit, 100);
  const auto found = visit.app().turn_list(visit.caller, query, at);
  if (!found) return refusal_page(visit, found.error());
  const auto whole = visit.app().turns(visit.caller, query);
  if (!whole) return refusal_page(visit, whole.error());
  ListView view;
  for (const app::TurnView& turn : found->items)
    view.list.push_back({to_page_text(turn.effective), turn.official.name, "/can-bo/" + turn.official.id, visit.in(turn.position), visit.in(turn.sending),
                         turn.number, "/ho-so/" + turn.rotation, turn.code, visit.in(turn.result)});
  view.counted = turn_count(whole->turns, visit.language) + visit.word(" của ", " of ") + person_count(whole->persons, visit.language);
  if (found->total > found->items.size()) view.pager.text = pager_part(visit, at, found->items.size(), found->total, {"lượt", "turn", "turns"});
  view.filters = visit.word("Quyết định có hiệu lực từ ", "Decisions in effect from ") + asked.from + visit.word(" đến hết ", " until ") + asked.to +
                 restriction_words(visit, query) + ".";
  return page(visit, {visit.word("Các lượt luân chuyển", "Turns of rotation"), "/thong-ke", "/thong-ke", visit.word("Thống kê", "Statistics")},
              list_template.render(view, visit.language));
}

}  // namespace

void add_statistics(http::Router& router, const Site& site) {
  add_page(router, site, "/thong-ke", statistics);
  add_page(router, site, "/thong-ke/luot", turn_list);
  add_stage_statistics(router, site);
}

}  // namespace luan::web
