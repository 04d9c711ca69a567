// «Hồ sơ qua các giai đoạn» and «Thời gian ở từng giai đoạn»: the funnel and the durations. Every number leads to what it counts.
#include "web/pages/stage_statistics.hpp"

#include <algorithm>

#include "web/stage_charts.hpp"

namespace luan::web {
namespace {

struct StageRow {
  std::string label, persons;
  Number entered;
  std::vector<Number> parts;
  static constexpr auto fields = std::tuple{html::Field("label", &StageRow::label), html::Field("persons", &StageRow::persons),
                                            html::Field("entered", &StageRow::entered), html::Field("parts", &StageRow::parts)};
};
struct ExitRow {
  std::string stage, why, end, persons;
  Number count;
  static constexpr auto fields = std::tuple{html::Field("stage", &ExitRow::stage), html::Field("why", &ExitRow::why), html::Field("end", &ExitRow::end),
                                            html::Field("persons", &ExitRow::persons), html::Field("count", &ExitRow::count)};
};
struct FunnelView {
  html::Raw index, form, chart;
  std::string nominated, nominated_persons, out, out_persons, done, done_persons, open, open_persons;
  std::vector<Head> heads;
  std::vector<StageRow> stages;
  std::vector<ExitRow> exits;
  bool any = false, any_exits = false;
  static constexpr auto fields = std::tuple{html::Field("index", &FunnelView::index),   html::Field("form", &FunnelView::form),
                                            html::Field("chart", &FunnelView::chart),   html::Field("nominated", &FunnelView::nominated),
                                            html::Field("out", &FunnelView::out),       html::Field("nominated_persons", &FunnelView::nominated_persons),
                                            html::Field("done", &FunnelView::done),     html::Field("out_persons", &FunnelView::out_persons),
                                            html::Field("open", &FunnelView::open),     html::Field("done_persons", &FunnelView::done_persons),
                                            html::Field("heads", &FunnelView::heads),   html::Field("open_persons", &FunnelView::open_persons),
                                            html::Field("stages", &FunnelView::stages), html::Field("exits", &FunnelView::exits),
                                            html::Field("any", &FunnelView::any),       html::Field("any_exits", &FunnelView::any_exits)};
};
constexpr std::array<html::Partial, 1> number_partial{{{"number", R"({{#href}}<a href="{{href}}">{{count}}</a>{{/href}}{{^href}}{{count}}{{/href}})"}}};
constexpr auto funnel_template = html::compile_page<FunnelView, number_partial>([] {
  return R"(<h1>{{=Hồ sơ qua các giai đoạn|Rotations through the stages}}</h1>
<p class="lead">{{=Các hồ sơ đề cử trong khoảng này: bao nhiêu lượt đã vào từng giai đoạn, đã đi tiếp, bị trả lại, đang ở đó, hoặc dừng ở đó và vì sao. Mỗi hồ sơ là một lượt, tính một lần ở mỗi giai đoạn dù vào lại nhiều lần, theo chỗ của hồ sơ hiện nay hoặc khi khép lại.|Of the rotations nominated in this period: how many entered each stage, went on, were returned, are there now, or fell out there and why. Each rotation is one turn and counts once a stage however often it came back, by where it is now or was when it ended.}}</p>
{{index}}{{form}}
{{^any}}<p class="note">{{=Không có hồ sơ nào đề cử trong khoảng này.|No rotation was nominated in this period.}}</p>{{/any}}{{#any}}<div class="pair"><div class="sheet"><p class="figure">{{nominated}}</p><p class="soft">{{=đề cử|nominated}}, {{nominated_persons}}</p></div><div class="sheet"><p class="figure">{{done}}</p><p class="soft">{{=đã đến cuối quy trình|came to the end}}, {{done_persons}}</p></div><div class="sheet"><p class="figure">{{out}}</p><p class="soft">{{=dừng giữa chừng|fell out}}, {{out_persons}}</p></div><div class="sheet"><p class="figure">{{open}}</p><p class="soft">{{=đang đi|under way}}, {{open_persons}}</p></div></div>
{{chart}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng hồ sơ qua các giai đoạn|Table of rotations through the stages}}"><table><caption class="vh">{{=Số lượt ở từng giai đoạn|Turns in each stage}}</caption><thead><tr><th scope="col">{{=Giai đoạn|Stage}}</th><th scope="col" class="num">{{=Đã vào (lượt)|Entered (turns)}}</th><th scope="col" class="num">{{=Người|Persons}}</th>{{#heads}}<th scope="col" class="num">{{text}}</th>{{/heads}}</tr></thead><tbody>
{{#stages}}<tr><th scope="row">{{label}}</th><td class="num">{{#entered}}{{>number}}{{/entered}}</td><td class="num">{{persons}}</td>{{#parts}}<td class="num">{{>number}}</td>{{/parts}}</tr>
{{/stages}}</tbody></table></section>
<h2>{{=Dừng ở đâu và vì sao|Where they fell out and why}}</h2>
{{^any_exits}}<p>{{=Không có hồ sơ nào dừng giữa chừng.|None fell out.}}</p>{{/any_exits}}{{#any_exits}}<table class="stack"><caption class="vh">{{=Lý do dừng theo giai đoạn|Why they fell out, by stage}}</caption><thead><tr><th scope="col">{{=Giai đoạn|Stage}}</th><th scope="col">{{=Vì sao|Why}}</th><th scope="col">{{=Kết thúc là|Ended as}}</th><th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th></tr></thead><tbody>
{{#exits}}<tr><th scope="row">{{stage}}</th><td data-l="{{=Vì sao|Why}}">{{why}}</td><td data-l="{{=Kết thúc là|Ended as}}">{{end}}</td><td data-l="{{=Lượt|Turns}}" class="num">{{#count}}{{>number}}{{/count}}</td><td data-l="{{=Người|Persons}}" class="num">{{persons}}</td></tr>
{{/exits}}</tbody></table>{{/any_exits}}
<p class="small soft">{{=Cột «Người» không cộng được theo dòng: một người có thể có nhiều lượt.|Persons do not add up over rows: one may have several turns.}}</p>{{/any}}
)";
});

struct DaysRow {
  std::string label, persons, turns, least, lower, median, upper, most, allowed;
  Number stays, late;
  static constexpr auto fields =
      std::tuple{html::Field("label", &DaysRow::label), html::Field("persons", &DaysRow::persons), html::Field("turns", &DaysRow::turns),
                 html::Field("least", &DaysRow::least), html::Field("lower", &DaysRow::lower),     html::Field("median", &DaysRow::median),
                 html::Field("upper", &DaysRow::upper), html::Field("most", &DaysRow::most),       html::Field("allowed", &DaysRow::allowed),
                 html::Field("stays", &DaysRow::stays), html::Field("late", &DaysRow::late)};
};
struct DaysView {
  html::Raw index, form, chart;
  std::vector<DaysRow> stages;
  bool any = false;
  static constexpr auto fields =
      std::tuple{html::Field("index", &DaysView::index), html::Field("form", &DaysView::form), html::Field("chart", &DaysView::chart),
                 html::Field("stages", &DaysView::stages), html::Field("any", &DaysView::any)};
};
constexpr auto days_template = html::compile_page<DaysView, number_partial>([] {
  return R"(<h1>{{=Thời gian ở từng giai đoạn|Time in each stage}}</h1>
<p class="lead">{{=Tính bằng ngày lịch, từ ngày vào đến ngày rời giai đoạn, kể cả những ngày tạm dừng. Chỉ tính các lần đã xong, rời giai đoạn trong khoảng này; một hồ sơ vào lại giai đoạn thì tính thêm một lần.|In days of the calendar, from entering a stage to leaving it, suspended days included. Finished stays only, left in this period; a rotation that comes back to a stage counts another time.}}</p>
{{index}}{{form}}
{{^any}}<p class="note">{{=Chưa có lần nào xong trong khoảng này.|No stay was finished in this period.}}</p>{{/any}}{{#any}}{{chart}}
<p class="small soft">{{=Mỗi giai đoạn có thang riêng, từ 0 đến số ngày ghi ở cuối. Hộp là nửa số lần ở giữa, vạch đậm là trung vị, hai đầu là ngắn nhất và dài nhất; vạch có chấm tròn là thời hạn: trung vị số ngày từ lúc vào đến hạn cuối đã đặt.|Each stage has a scale of its own, from 0 to the days written at its end. The box is the middle half, the thick line the median, the ends are the shortest and the longest; the line with a dot is the deadline: the median of days from entering to the last deadline that was set.}}</p>
<section class="scroll" tabindex="0" aria-label="{{=Bảng thời gian ở từng giai đoạn|Table of time in each stage}}"><table><caption class="vh">{{=Số ngày ở từng giai đoạn|Days in each stage}}</caption><thead><tr><th scope="col">{{=Giai đoạn|Stage}}</th><th scope="col" class="num">{{=Số lần (n)|Stays (n)}}</th><th scope="col" class="num">{{=Lượt|Turns}}</th><th scope="col" class="num">{{=Người|Persons}}</th><th scope="col" class="num">{{=Ngắn nhất|Shortest}}</th><th scope="col" class="num">{{=Một phần tư|Lower quartile}}</th><th scope="col" class="num">{{=Trung vị|Median}}</th><th scope="col" class="num">{{=Ba phần tư|Upper quartile}}</th><th scope="col" class="num">{{=Dài nhất|Longest}}</th><th scope="col" class="num">{{=Thời hạn|Deadline}}</th><th scope="col" class="num">{{=Quá hạn (lần)|Late (stays)}}</th></tr></thead><tbody>
{{#stages}}<tr><th scope="row">{{label}}</th><td class="num">{{#stays}}{{>number}}{{/stays}}</td><td class="num">{{turns}}</td><td class="num">{{persons}}</td><td class="num">{{least}}</td><td class="num">{{lower}}</td><td class="num">{{median}}</td><td class="num">{{upper}}</td><td class="num">{{most}}</td><td class="num">{{allowed}}</td><td class="num">{{#late}}{{>number}}{{/late}}</td></tr>
{{/stages}}</tbody></table></section>{{/any}}
)";
});

struct Line {
  std::string href, official, code, position, entered, left, days, why;
  bool late = false;
  static constexpr auto fields =
      std::tuple{html::Field("href", &Line::href),         html::Field("official", &Line::official), html::Field("code", &Line::code),
                 html::Field("position", &Line::position), html::Field("entered", &Line::entered),   html::Field("left", &Line::left),
                 html::Field("days", &Line::days),         html::Field("why", &Line::why),           html::Field("late", &Line::late)};
};
struct ListView {
  std::string stage, counted, filters, more, less, place;
  std::vector<Line> list;
  bool empty = false;
  static constexpr auto fields =
      std::tuple{html::Field("stage", &ListView::stage), html::Field("counted", &ListView::counted), html::Field("filters", &ListView::filters),
                 html::Field("more", &ListView::more),   html::Field("less", &ListView::less),       html::Field("place", &ListView::place),
                 html::Field("list", &ListView::list),   html::Field("empty", &ListView::empty)};
};
constexpr auto list_template = html::compile_page<ListView>([] {
  return R"(<h1>{{=Các hồ sơ được tính|The rotations counted}}: {{stage}}</h1>
<p class="lead"><b>{{counted}}</b>. {{filters}}</p>
{{#empty}}<p class="note">{{=Không có hồ sơ nào.|There is none.}}</p>{{/empty}}{{^empty}}<table class="stack"><caption class="vh">{{=Từng hồ sơ, vào giai đoạn sớm nhất trước|Each rotation, by when it entered}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col" class="num">{{=Vào|Entered}}</th><th scope="col" class="num">{{=Rời|Left}}</th><th scope="col" class="num">{{=Ngày|Days}}</th><th scope="col">{{=Rời vì|Left by}}</th></tr></thead><tbody>
{{#list}}<tr><th scope="row" class="name-cell"><a href="{{href}}">{{official}}</a><br><small class="soft">{{code}}</small></th><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Vào|Entered}}" class="num">{{entered}}</td><td data-l="{{=Rời|Left}}" class="num">{{left}}</td><td data-l="{{=Ngày|Days}}" class="num">{{days}}{{#late}} <span class="tag bad">{{=quá hạn|late}}</span>{{/late}}</td><td data-l="{{=Rời vì|Left by}}">{{why}}</td></tr>
{{/list}}</tbody></table>{{/empty}}
<p class="pager">{{#less}}<a href="{{less}}">{{=Trang trước|Previous}}</a>{{/less}}<span class="soft">{{place}}</span>{{#more}}<a href="{{more}}">{{=Trang sau|Next}}</a>{{/more}}</p>
)";
});

constexpr int page_size = 100;

/// Where those behind a number are listed; nothing counted leads nowhere.
Number number(const AskedPeriod& asked, const std::string& stage, std::int64_t count, const std::string& more) {
  if (count == 0) return {0, {}};
  return {count, "/thong-ke/giai-doan/ho-so" + period_address(asked) + "&giai-doan=" + http::percent_encode(stage) + more};
}

StageRow stage_row(const Visit& visit, const AskedPeriod& asked, const app::FunnelStage& stage) {
  StageRow row{visit.in(stage.title), grouped(stage.entered.persons, visit.language), number(asked, stage.id, stage.entered.turns, ""), {}};
  for (std::size_t i = 0; i < stage.fates.size(); ++i)
    row.parts.push_back(number(asked, stage.id, stage.fates[i].turns, "&ket-cuc=" + std::string(app::stage_fates[i])));
  return row;
}

/// Four colours: who completed the last stage went on, to the end.
FunnelChart funnel_drawing(const Visit& visit, const app::StageFunnel& funnel) {
  FunnelChart chart{visit.word("Số lượt đã vào từng giai đoạn và đi đến đâu", "Turns that entered each stage and what became of them"),
                    {visit.word("Đi tiếp, hoàn thành", "Went on, completed"), visit.word("Bị trả lại", "Returned"), visit.word("Đang ở đây", "Here now"),
                     visit.word("Dừng ở đây", "Fell out here")},
                    funnel.nominated.turns,
                    {}};
  using enum app::StageFate;
  for (const app::FunnelStage& stage : funnel.stages)
    chart.bars.push_back({visit.in(stage.title),
                          turn_count(stage.entered.turns, visit.language) + ", " + person_count(stage.entered.persons, visit.language),
                          {stage.of(onward).turns + stage.of(done).turns, stage.of(back).turns, stage.of(here).turns, stage.of(out).turns}});
  return chart;
}

Frame frame_of(const Visit& visit, const AskedPeriod& asked, std::string title) {
  Frame frame{std::move(title), "/thong-ke", "/thong-ke", visit.word("Thống kê", "Statistics")};
  if (!asked.error.empty()) frame.status = 422;
  return frame;
}

http::Reply funnel_page(const Visit& visit) {
  const AskedPeriod asked = asked_period(visit);
  const auto found = app::stage_funnel(visit.app(), visit.caller, asked.query);
  if (!found) return refusal_page(visit, found.error());
  FunnelView view;
  view.index.text = figure_index(visit, "/thong-ke/giai-doan"), view.form.text = period_form(visit, asked, "/thong-ke/giai-doan");
  const auto counts = [&](const app::TurnCount& count, std::string& turns, std::string& persons) {
    turns = turn_count(count.turns, visit.language), persons = person_count(count.persons, visit.language);
  };
  counts(found->nominated, view.nominated, view.nominated_persons), counts(found->out, view.out, view.out_persons);
  counts(found->done, view.done, view.done_persons), counts(found->open, view.open, view.open_persons);
  view.any = found->nominated.turns > 0;
  for (std::size_t i = 0; i < app::stage_fates.size(); ++i) view.heads.push_back({fate_words(visit, static_cast<app::StageFate>(i))});
  for (const app::FunnelStage& stage : found->stages) {
    view.stages.push_back(stage_row(visit, asked, stage));
    for (const app::FunnelExit& exit : stage.exits)
      view.exits.push_back({visit.in(stage.title), visit.in(exit.why), visit.in(exit.end_title), grouped(exit.count.persons, visit.language),
                            number(asked, stage.id, exit.count.turns,
                                   "&ket-cuc=out&nguyen-nhan=" + http::percent_encode(exit.cause) + "&ket-thuc=" + http::percent_encode(exit.end))});
  }
  view.any_exits = !view.exits.empty();
  if (view.any) view.chart.text = funnel_chart(funnel_drawing(visit, *found), visit.language);
  return page(visit, frame_of(visit, asked, visit.word("Hồ sơ qua các giai đoạn", "Rotations through the stages")),
              funnel_template.render(view, visit.language));
}

DaysRow days_row(const Visit& visit, const AskedPeriod& asked, const app::StageDays& stage) {
  DaysRow row{visit.in(stage.title),
              grouped(stage.count.persons, visit.language),
              grouped(stage.count.turns, visit.language),
              "–",
              "–",
              "–",
              "–",
              "–",
              "–",
              number(asked, stage.id, stage.stays, "&lan=1"),
              number(asked, stage.id, stage.late, "&lan=1&qua-han=1")};
  if (stage.stays == 0) return row;
  const auto days = [&](int quarters) { return quarter_days(quarters, visit.language); };
  row.least = days(stage.least), row.lower = days(stage.lower), row.median = days(stage.median), row.upper = days(stage.upper), row.most = days(stage.most);
  if (stage.with_deadline > 0) row.allowed = days(stage.allowed);
  return row;
}

http::Reply durations_page(const Visit& visit) {
  const AskedPeriod asked = asked_period(visit);
  const auto found = app::stage_durations(visit.app(), visit.caller, asked.query);
  if (!found) return refusal_page(visit, found.error());
  DaysView view;
  view.index.text = figure_index(visit, "/thong-ke/thoi-gian"), view.form.text = period_form(visit, asked, "/thong-ke/thoi-gian");
  DurationChart chart{
      visit.word("Số ngày ở từng giai đoạn: trung vị, tứ phân vị, ngắn nhất, dài nhất", "Days in each stage: median, quartiles, shortest, longest"), {}};
  for (const app::StageDays& stage : found->stages) {
    view.stages.push_back(days_row(visit, asked, stage));
    if (stage.stays == 0) continue;
    DurationBox box{visit.in(stage.title), "n = " + grouped(stage.stays, visit.language), stage.least, stage.lower, stage.median, stage.upper, stage.most, {}};
    if (stage.with_deadline > 0) box.allowed = stage.allowed;
    chart.boxes.push_back(std::move(box));
  }
  view.any = !chart.boxes.empty();
  if (view.any) view.chart.text = duration_chart(chart, visit.language);
  return page(visit, frame_of(visit, asked, visit.word("Thời gian ở từng giai đoạn", "Time in each stage")), days_template.render(view, visit.language));
}

/// This list at another page.
std::string at_page(const Visit& visit, const AskedPeriod& asked, int page) {
  std::string address = "/thong-ke/giai-doan/ho-so" + period_address(asked);
  for (const char* name : {"giai-doan", "ket-cuc", "nguyen-nhan", "ket-thuc", "lan", "qua-han"})
    if (const std::string value = visit.query(name); !value.empty()) address += std::string("&") + name + "=" + http::percent_encode(value);
  return address + "&trang=" + std::to_string(page);
}

Line line_of(const Visit& visit, const app::StageLine& one) {
  const bool late = one.due && one.left && std::chrono::sys_days(*one.left) > std::chrono::sys_days(*one.due);
  return {"/ho-so/" + one.rotation,
          one.official.name,
          one.code,
          visit.in(one.position),
          to_page_text(one.entered),
          one.left ? to_page_text(*one.left) : visit.word("đang ở đây", "here now"),
          grouped(one.days, visit.language),
          visit.in(one.why),
          late};
}

http::Reply list_page(const Visit& visit) {
  const AskedPeriod asked = asked_period(visit);
  const app::StageListQuery query = asked_stage_list(visit, asked);
  const auto found = app::stage_list(visit.app(), visit.caller, query);
  if (!found) return refusal_page(visit, found.error());
  ListView view;
  view.stage = visit.in(found->stage), view.empty = found->items.empty();
  view.counted = (query.stays ? visit.language == Language::vi ? grouped(found->total, visit.language) + " lần" : counted(found->total, "stay", "stays")
                              : turn_count(found->total, visit.language)) +
                 visit.word(" của ", " of ") + person_count(found->persons, visit.language);
  view.filters = (query.stays ? visit.word("Rời giai đoạn từ ", "Left the stage from ") : visit.word("Đề cử từ ", "Nominated from ")) + asked.from +
                 visit.word(" đến hết ", " until ") + asked.to;
  if (query.fate) view.filters += ", " + fate_words(visit, *query.fate);
  if (query.late) view.filters += visit.word(", quá hạn", ", late");
  view.filters += ".";
  for (const app::StageLine& one : found->items) view.list.push_back(line_of(visit, one));
  const int here = query.offset / page_size + 1, pages = std::max(1, (found->total + page_size - 1) / page_size);
  if (pages > 1) view.place = visit.word("Trang ", "Page ") + std::to_string(here) + "/" + std::to_string(pages);
  if (here > 1) view.less = at_page(visit, asked, here - 1);
  if (here < pages) view.more = at_page(visit, asked, here + 1);
  const bool stays = query.stays;
  return page(visit,
              {visit.word("Các hồ sơ được tính: ", "The rotations counted: ") + view.stage, "/thong-ke", stays ? "/thong-ke/thoi-gian" : "/thong-ke/giai-doan",
               stays ? visit.word("Thời gian ở từng giai đoạn", "Time in each stage") : visit.word("Hồ sơ qua các giai đoạn", "Rotations through the stages")},
              list_template.render(view, visit.language));
}

}  // namespace

std::string fate_words(const Visit& visit, app::StageFate fate) {
  switch (fate) {
    case app::StageFate::onward: return visit.word("Đi tiếp", "Went on");
    case app::StageFate::back: return visit.word("Bị trả lại", "Returned");
    case app::StageFate::here: return visit.word("Đang ở đây", "Here now");
    case app::StageFate::out: return visit.word("Dừng ở đây", "Fell out here");
    case app::StageFate::done: return visit.word("Hoàn thành", "Completed");
  }
  return {};
}

app::StageListQuery asked_stage_list(const Visit& visit, const AskedPeriod& asked) {
  app::StageListQuery query{asked.query, visit.query("giai-doan")};
  if (const auto fate = std::ranges::find(app::stage_fates, visit.query("ket-cuc")); fate != app::stage_fates.end())
    query.fate = static_cast<app::StageFate>(fate - app::stage_fates.begin());
  query.cause = visit.query("nguyen-nhan"), query.end = visit.query("ket-thuc");
  query.stays = visit.query("lan") == "1", query.late = query.stays && visit.query("qua-han") == "1";
  const std::string page = visit.query("trang");
  if (!page.empty() && page.size() < 6 && std::ranges::all_of(page, [](char c) { return c >= '0' && c <= '9'; }))
    query.offset = std::max(0, std::stoi(page) - 1) * page_size;
  query.limit = page_size;
  return query;
}

void add_stage_statistics(http::Router& router, const Site& site) {
  add_page(router, site, "/thong-ke/giai-doan", funnel_page);
  add_page(router, site, "/thong-ke/giai-doan/ho-so", list_page);
  add_page(router, site, "/thong-ke/thoi-gian", durations_page);
}

}  // namespace luan::web
