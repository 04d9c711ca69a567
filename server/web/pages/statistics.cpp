// «Thống kê»: turns and persons by year, unit, direction and result. Every number leads to the turns it counts.
#include <algorithm>
#include <array>
#include <set>

#include "web/charts.hpp"
#include "web/pages/alerts_part.hpp"

namespace luan::web {
namespace {

struct Choice {
  std::string value, label;
  bool chosen = false;
  static constexpr auto fields = std::tuple{html::Field("value", &Choice::value), html::Field("label", &Choice::label), html::Field("chosen", &Choice::chosen)};
};
struct Number {
  std::int64_t count = 0;
  std::string href{};
  static constexpr auto fields = std::tuple{html::Field("count", &Number::count), html::Field("href", &Number::href)};
};
struct Head {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Head::text)};
};
struct Row {
  std::string label;
  std::int64_t turns = 0, persons = 0;
  std::vector<Number> parts;
  std::string href{};
  static constexpr auto fields = std::tuple{html::Field("label", &Row::label), html::Field("href", &Row::href), html::Field("turns", &Row::turns),
                                            html::Field("persons", &Row::persons), html::Field("parts", &Row::parts)};
};
struct View {
  std::string from, to, error, whole, early_href;
  std::int64_t persons = 0, turns = 0, key = 0, civil = 0;
  std::string turn_words, person_words, early_words;
  bool any = false;
  std::vector<Choice> units, kinds, directions;
  std::vector<Head> heads;
  std::vector<Number> totals, kind_totals;
  std::vector<Row> years, by_unit;
  html::Raw chart, results, alerts;
  static constexpr auto fields = std::tuple{html::Field("from", &View::from),
                                            html::Field("alerts", &View::alerts),
                                            html::Field("to", &View::to),
                                            html::Field("error", &View::error),
                                            html::Field("turns", &View::turns),
                                            html::Field("persons", &View::persons),
                                            html::Field("whole", &View::whole),
                                            html::Field("early_href", &View::early_href),
                                            html::Field("turn_words", &View::turn_words),
                                            html::Field("person_words", &View::person_words),
                                            html::Field("early_words", &View::early_words),
                                            html::Field("any", &View::any),
                                            html::Field("directions", &View::directions),
                                            html::Field("totals", &View::totals),
                                            html::Field("kind_totals", &View::kind_totals),
                                            html::Field("key", &View::key),
                                            html::Field("civil", &View::civil),
                                            html::Field("units", &View::units),
                                            html::Field("kinds", &View::kinds),
                                            html::Field("heads", &View::heads),
                                            html::Field("years", &View::years),
                                            html::Field("by_unit", &View::by_unit),
                                            html::Field("chart", &View::chart),
                                            html::Field("results", &View::results)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Lượt luân chuyển|Turns of rotation}}</h1>
<p class="lead">{{=Tính theo ngày quyết định có hiệu lực, ở nơi đến. Một người luân chuyển hai lần là hai <b>lượt</b>, một <b>người</b>.|Counted on the day the decision takes effect, at the receiving unit. A person rotated twice makes two <b>turns</b>, one <b>person</b>.}}</p>
{{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa xem được|Not shown}}</h2><ul><li><a href="#tu">{{error}}</a></li></ul></div>{{/error}}
<form class="bar" method="get" action="/thong-ke"><div><label for="tu">{{=Từ ngày|From}}</label><input class="short" type="text" id="tu" name="tu" value="{{from}}" inputmode="numeric"></div><div><label for="den">{{=Đến hết ngày|Until}}</label><input class="short" type="text" id="den" name="den" value="{{to}}" inputmode="numeric"></div>
<div><label for="don-vi">{{=Nơi đến|Receiving unit}}</label><select class="short" id="don-vi" name="don-vi"><option value="">{{=Tất cả|All}}</option>{{#units}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/units}}</select></div>
<div><label for="loai">{{=Loại|Kind}}</label><select class="short" id="loai" name="loai"><option value="">{{=Tất cả|All}}</option>{{#kinds}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/kinds}}</select></div>
<div><label for="huong">{{=Hướng|Direction}}</label><select class="short" id="huong" name="huong"><option value="">{{=Tất cả|All}}</option>{{#directions}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/directions}}</select></div>
<button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
{{alerts}}{{^any}}<p class="note">{{=Không có lượt nào trong khoảng này.|No turn in this period.}}</p>{{/any}}{{#any}}<div class="pair"><div class="sheet"><p class="figure"><a href="{{whole}}">{{turn_words}}</a></p><p class="soft">{{=của|of}} {{person_words}}, {{from}} – {{to}}</p></div><div class="sheet"><p class="figure">{{key}} + {{civil}}</p><p class="soft">{{=lượt cán bộ chủ chốt + lượt công chức|turns of key officials + of civil servants}}</p></div><div class="sheet"><p class="figure">{{early_words}}</p><p class="soft"><a href="{{early_href}}">{{=Xem lý do từng lượt|See why, turn by turn}}</a></p></div></div>
<h2>{{=Theo năm và hướng|By year and direction}}</h2>
<div class="beside">{{chart}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng số lượt theo năm|Table of turns by year}}"><table><caption class="vh">{{=Số lượt theo năm và hướng|Turns by year and direction}}</caption><thead><tr><th scope="col">{{=Năm|Year}}</th>{{#heads}}<th scope="col" class="num">{{text}}</th>{{/heads}}<th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#years}}<tr><th scope="row">{{label}}</th>{{#parts}}<td class="num">{{count}}</td>{{/parts}}<td class="num"><a href="{{href}}">{{turns}}</a></td><td class="num">{{persons}}</td></tr>
{{/years}}</tbody><tfoot><tr><th scope="row">{{=Cộng|Total}}</th>{{#totals}}<td class="num">{{count}}</td>{{/totals}}<td class="num">{{turns}}</td><td class="num">{{persons}}</td></tr></tfoot></table></section></div>
<p class="small soft">{{=Cột «Người» không cộng được theo năm vì một người có thể luân chuyển nhiều năm.|Persons do not add up over years: one may be rotated in several.}}</p>
<h2>{{=Kết quả|Results}}</h2>
{{results}}
<h2>{{=Theo nơi đến|By receiving unit}}</h2>
<section class="scroll" tabindex="0" aria-label="{{=Bảng số lượt theo nơi đến|Table of turns by unit}}"><table><caption class="vh">{{=Số lượt theo nơi đến|Turns by receiving unit}}</caption><thead><tr><th scope="col">{{=Nơi đến|Unit}}</th>{{#kinds}}<th scope="col" class="num">{{label}}</th>{{/kinds}}<th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#by_unit}}<tr><th scope="row">{{label}}</th>{{#parts}}<td class="num">{{count}}</td>{{/parts}}<td class="num"><a href="{{href}}">{{turns}}</a></td><td class="num">{{persons}}</td></tr>
{{/by_unit}}</tbody><tfoot><tr><th scope="row">{{=Cộng|Total}}</th>{{#kind_totals}}<td class="num">{{count}}</td>{{/kind_totals}}<td class="num">{{turns}}</td><td class="num">{{persons}}</td></tr></tfoot></table></section>{{/any}}
<p><a href="/thong-ke/kien-nghi">{{=Thống kê kiến nghị theo đơn vị giải quyết|Statistics of petitions by responsible unit}}</a></p>
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
  static constexpr auto fields =
      std::tuple{html::Field("counted", &ListView::counted), html::Field("filters", &ListView::filters), html::Field("list", &ListView::list)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Các lượt được tính|The turns counted}}</h1>
<p class="lead"><b>{{counted}}</b>. {{filters}}</p>
<table class="stack"><caption class="vh">{{=Từng lượt, cũ nhất trước|Each turn, oldest first}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Từ|From}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Quyết định|Decision}}</th><th scope="col" class="num">{{=Hiệu lực|In effect}}</th><th scope="col">{{=Kết quả|Result}}</th></tr></thead><tbody>
{{#list}}<tr><th scope="row" class="name-cell"><a href="{{person_href}}">{{official}}</a></th><td data-l="{{=Từ|From}}">{{from}}</td><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Quyết định|Decision}}"><span>{{number}}<br><a href="{{href}}">{{code}}</a></span></td><td data-l="{{=Hiệu lực|In effect}}" class="num">{{day}}</td><td data-l="{{=Kết quả|Result}}">{{result}}</td></tr>
{{/list}}</tbody></table>
)";
});

/// Rows of a table by `first`, with columns by `second`, in one pass each.
struct Pivot {
  std::vector<std::string> columns;               // keys of `second`
  std::vector<std::pair<std::string, Row>> rows;  // key of `first`
};
Result<Pivot> pivot(const Visit& visit, app::TurnQuery query, const std::string& first, const std::string& second, std::vector<std::string> columns) {
  Pivot out{std::move(columns), {}};
  query.by = {first};
  const auto whole = visit.app().turns(visit.caller, query);
  if (!whole) return std::unexpected(whole.error());
  for (const app::TurnRow& row : whole->items)
    out.rows.emplace_back(row.keys.at(first), Row{visit.in(row.labels.at(first)), row.turns, row.persons, std::vector<Number>(out.columns.size())});
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
    if (const auto date = parse_page_date(text))
      *into = *date;
    else
      view.error = visit.word("Nhập ngày/tháng/năm, ví dụ 31/12/2017", "Enter day/month/year, like 31/12/2017");
  }
  query.unit = visit.query("don-vi"), query.kind = visit.query("loai"), query.direction = visit.query("huong"), query.result = visit.query("ket-qua");
  view.from = to_page_text(query.from), view.to = to_page_text(query.to);
  return query;
}

/// Where the turns of this query are listed one by one.
std::string list_address(const app::TurnQuery& query) {
  std::string address = "/thong-ke/luot?tu=" + http::percent_encode(to_page_text(query.from)) + "&den=" + http::percent_encode(to_page_text(query.to));
  for (const auto& [name, value] : {std::pair{"don-vi", &query.unit}, {"loai", &query.kind}, {"huong", &query.direction}, {"ket-qua", &query.result}})
    if (!value->empty()) address += std::string("&") + name + "=" + http::percent_encode(*value);
  return address;
}

/// The same query within one year.
app::TurnQuery within_year(app::TurnQuery query, const std::string& year) {
  const auto first = parse_date(year + "-01-01"), last = parse_date(year + "-12-31");
  if (first && std::chrono::sys_days(*first) > std::chrono::sys_days(query.from)) query.from = *first;
  if (last && std::chrono::sys_days(*last) < std::chrono::sys_days(query.to)) query.to = *last;
  return query;
}

std::string turn_count(std::int64_t count, Language language) {
  return language == Language::vi ? grouped(count, language) + " lượt" : counted(count, "turn", "turns");
}
std::string person_count(std::int64_t count, Language language) {
  return language == Language::vi ? grouped(count, language) + " người" : counted(count, "person", "persons");
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

constexpr std::array kinds{"key", "civil_servant"};
constexpr std::array directions{"down", "across", "up"};

void add_filters(const Visit& visit, const app::TurnQuery& query, View& view) {
  const auto known = visit.app().units(visit.caller);
  for (const auto& unit : *known)
    if (unit.kind == "ward" || unit.kind == "office") view.units.push_back({unit.id, visit.in(unit.name), unit.id == query.unit});
  for (const char* kind : kinds) view.kinds.push_back({kind, kind_words(kind, visit.language), query.kind == kind});
  for (const char* direction : directions) view.directions.push_back({direction, direction_words(direction, visit.language), query.direction == direction});
}

void add_to(std::vector<Number>& totals, const Row& row) {
  totals.resize(std::max(totals.size(), row.parts.size()));
  for (std::size_t i = 0; i < row.parts.size(); ++i) totals[i].count += row.parts[i].count;
}

void add_years(const Visit& visit, const app::TurnQuery& query, Pivot years, View& view) {
  ColumnChart chart{visit.word("Số lượt mỗi năm theo hướng", "Turns a year by direction"), {}, {}};
  for (const std::string& direction : years.columns) {
    view.heads.push_back({direction_words(direction, visit.language)});
    chart.series.push_back(view.heads.back().text);
  }
  for (auto& [key, row] : years.rows) {
    Column column{key, {}};
    for (const Number& part : row.parts) column.values.push_back(part.count);
    chart.columns.push_back(std::move(column));
    row.href = list_address(within_year(query, key));
    add_to(view.totals, row);
    view.years.push_back(std::move(row));
  }
  if (!chart.columns.empty()) view.chart.text = column_chart(chart, visit.language);
}

/// In administrative order, as the units themselves are listed.
void add_units(const app::TurnQuery& query, Pivot units, View& view) {
  for (const Choice& unit : view.units) {
    const auto found = std::ranges::find(units.rows, unit.value, [](const auto& one) { return one.first; });
    if (found == units.rows.end()) continue;
    app::TurnQuery one = query;
    one.unit = unit.value;
    found->second.href = list_address(one);
    add_to(view.kind_totals, found->second);
    view.by_unit.push_back(std::move(found->second));
  }
  if (view.kind_totals.size() == kinds.size()) view.key = view.kind_totals[0].count, view.civil = view.kind_totals[1].count;
}

http::Reply statistics(const Visit& visit) {
  View view;
  const app::TurnQuery query = query_of(visit, view);
  auto years = pivot(visit, query, "year", "direction", {directions.begin(), directions.end()});
  if (!years) return refusal_page(visit, years.error());
  auto units = pivot(visit, query, "unit", "kind", {kinds.begin(), kinds.end()});
  const auto whole = visit.app().turns(visit.caller, query);
  view.turns = whole->turns, view.persons = whole->persons, view.any = whole->turns > 0;
  view.turn_words = turn_count(whole->turns, visit.language), view.person_words = person_count(whole->persons, visit.language);
  view.early_words =
      visit.language == Language::vi ? grouped(whole->ended_early, Language::vi) + " kết thúc sớm" : grouped(whole->ended_early, Language::en) + " ended early";
  app::TurnQuery early = query;
  early.result = "ended_early";
  view.whole = list_address(query), view.early_href = list_address(early);
  add_filters(visit, query, view);
  add_years(visit, query, std::move(*years), view);
  add_units(query, std::move(*units), view);
  add_results(visit, query, view);
  view.alerts.text = alerts_part(visit);
  Frame frame{visit.word("Thống kê lượt luân chuyển", "Statistics of turns"), "/thong-ke"};
  if (!view.error.empty()) frame.status = 422;
  return page(visit, frame, content.render(view, visit.language));
}

http::Reply turn_list(const Visit& visit) {
  View asked;
  const app::TurnQuery query = query_of(visit, asked);
  if (!asked.error.empty()) return statistics(visit);
  const auto found = visit.app().turn_list(visit.caller, query);
  if (!found) return refusal_page(visit, found.error());
  ListView view;
  std::set<std::string> persons;
  for (const app::TurnView& turn : *found) {
    persons.insert(turn.official.id);
    view.list.push_back({to_page_text(turn.effective), turn.official.name, "/can-bo/" + turn.official.id, visit.in(turn.position), visit.in(turn.sending),
                         turn.number, "/ho-so/" + turn.rotation, turn.code, visit.in(turn.result)});
  }
  view.counted = turn_count(static_cast<std::int64_t>(found->size()), visit.language) + visit.word(" của ", " of ") +
                 person_count(static_cast<std::int64_t>(persons.size()), visit.language);
  view.filters = visit.word("Quyết định có hiệu lực từ ", "Decisions in effect from ") + asked.from + visit.word(" đến hết ", " until ") + asked.to;
  add_filters(visit, query, asked);
  for (const auto* choices : {&asked.units, &asked.kinds, &asked.directions})
    for (const Choice& choice : *choices)
      if (choice.chosen) view.filters += ", " + choice.label;
  if (query.result == "ended_early") view.filters += visit.word(", kết thúc sớm", ", ended early");
  view.filters += ".";
  return page(visit, {visit.word("Các lượt luân chuyển", "Turns of rotation"), "/thong-ke", "/thong-ke", visit.word("Thống kê", "Statistics")},
              list_template.render(view, visit.language));
}

}  // namespace

void add_statistics(http::Router& router, const Site& site) {
  add_page(router, site, "/thong-ke", statistics);
  add_page(router, site, "/thong-ke/luot", turn_list);
}

}  // namespace luan::web
