// «Lịch ngày làm việc»: holidays and days worked in exchange, a year at a time; and how they change, for those who may.
#include <algorithm>

#include "base/text.hpp"
#include "web/form_view.hpp"
#include "web/pages/deadline_words.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

constexpr const char* address = "/lich-lam-viec";

struct Year {
  std::string label;
  bool here = false;
  static constexpr auto fields = std::tuple{html::Field("label", &Year::label), html::Field("here", &Year::here)};
};
struct Line {
  std::string date, iso, weekday, name;
  bool works = false;
  static constexpr auto fields = std::tuple{html::Field("date", &Line::date), html::Field("iso", &Line::iso), html::Field("weekday", &Line::weekday),
                                            html::Field("name", &Line::name), html::Field("works", &Line::works)};
};
struct View {
  std::string csrf, done, year, missing, date, name, add_year;
  std::int64_t version = 0;
  html::Raw errors;
  std::vector<Year> years;
  std::vector<Line> days;
  bool may_change = false, works = false, adds_year = false;
  static constexpr auto fields = std::tuple{html::Field("csrf", &View::csrf),
                                            html::Field("done", &View::done),
                                            html::Field("year", &View::year),
                                            html::Field("missing", &View::missing),
                                            html::Field("date", &View::date),
                                            html::Field("name", &View::name),
                                            html::Field("version", &View::version),
                                            html::Field("errors", &View::errors),
                                            html::Field("years", &View::years),
                                            html::Field("days", &View::days),
                                            html::Field("may_change", &View::may_change),
                                            html::Field("works", &View::works),
                                            html::Field("add_year", &View::add_year),
                                            html::Field("adds_year", &View::adds_year)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{errors}}{{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Lịch ngày làm việc|Calendar of working days}}</h1>
<p class="lead">{{=Thời hạn tính bằng ngày làm việc theo lịch này: thứ hai đến thứ sáu, trừ ngày nghỉ, cộng ngày làm bù. Thời hạn đã tính thì giữ nguyên.|Deadlines in working days are counted on it: Monday to Friday, less holidays, plus days worked in exchange. Deadlines reckoned already stay.}}</p>
{{#missing}}<p class="note bad">{{=Lịch chưa có năm|The calendar lacks}} {{missing}}. {{=Bước nào có thời hạn tính tới năm đó thì chưa mở được.|A step whose deadline reaches it cannot open.}}</p>{{/missing}}
<form class="bar" method="get" action="/lich-lam-viec"><div><label for="nam">{{=Năm trong lịch|Years of the calendar}}</label><select class="short" id="nam" name="nam">{{#years}}<option value="{{label}}"{{#here}} selected{{/here}}>{{label}}</option>{{/years}}</select></div><button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
<h2>{{=Năm|Year}} {{year}}</h2>
<table class="stack"><caption class="vh">{{=Ngày nghỉ và ngày làm bù|Holidays and days worked in exchange}}</caption><thead><tr><th scope="col">{{=Ngày|Day}}</th><th scope="col">{{=Thứ|Weekday}}</th><th scope="col">{{=Loại|Kind}}</th><th scope="col">{{=Tên|Name}}</th>{{#may_change}}<th scope="col">{{=Thao tác|Actions}}</th>{{/may_change}}</tr></thead><tbody>
{{#days}}<tr><th scope="row">{{date}}</th><td data-l="{{=Thứ|Weekday}}">{{weekday}}</td><td data-l="{{=Loại|Kind}}"><span class="tag {{#works}}warn{{/works}}">{{#works}}{{=Làm bù|Worked}}{{/works}}{{^works}}{{=Nghỉ|Holiday}}{{/works}}</span></td><td data-l="{{=Tên|Name}}">{{name}}</td>{{#may_change}}<td data-l="{{=Thao tác|Actions}}"><form method="post" action="/lich-lam-viec/bo"><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="version" value="{{version}}"><input type="hidden" name="year" value="{{year}}"><input type="hidden" name="date" value="{{iso}}"><button class="link" type="submit">{{=Bỏ|Take away}}<span class="vh"> {{date}}</span></button></form></td>{{/may_change}}</tr>
{{/days}}</tbody></table>
{{#may_change}}<h2>{{=Thêm ngày|Add a day}}</h2>
<form method="post" action="/lich-lam-viec/them" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="version" value="{{version}}"><input type="hidden" name="year" value="{{year}}">
<div class="field"><label for="date">{{=Ngày|Day}}</label><p class="hint" id="date-hint">{{=Ví dụ: 02/09/2026|Day first, like 02/09/2026}}</p><input type="text" id="date" name="date" value="{{date}}" inputmode="numeric" autocomplete="off" aria-describedby="date-hint"></div>
<div class="field"><label for="kind">{{=Loại|Kind}}</label><select id="kind" name="kind"><option value="holiday">{{=Ngày nghỉ|Holiday}}</option><option value="works"{{#works}} selected{{/works}}>{{=Ngày làm bù (thứ bảy, chủ nhật)|Day worked in exchange (a Saturday or Sunday)}}</option></select></div>
<div class="field"><label for="name">{{=Tên hoặc lý do|Name or reason}}</label><input type="text" id="name" name="name" value="{{name}}"></div>
<div class="bar"><button class="btn">{{=Thêm ngày|Add the day}}</button></div></form>
<details{{#adds_year}} open{{/adds_year}}><summary>{{=Thêm năm|Add a year}}</summary><form method="post" action="/lich-lam-viec/them-nam" class="text" novalidate><input type="hidden" name="csrf" value="{{csrf}}"><input type="hidden" name="version" value="{{version}}">
<div class="field"><label for="add-year">{{=Năm|Year}}</label><p class="hint" id="add-year-hint">{{=Bốn ngày nghỉ cố định (01/01, 30/4, 01/5, 02/9) được ghi sẵn; Tết, Giỗ Tổ và ngày hoán đổi do Nhà nước công bố, đề nghị thêm ngay sau đó.|The four holidays of a fixed day (1 January, 30 April, 1 May, 2 September) are entered; add those announced each year right after.}}</p><input type="text" id="add-year" name="year" value="{{add_year}}" inputmode="numeric" autocomplete="off" aria-describedby="add-year-hint"></div>
<div class="bar"><button class="btn plain">{{=Thêm năm|Add the year}}</button></div></form></details>
{{/may_change}})";
});

int number_of(const std::string& text) { return whole_number(text).value_or(0); }

http::Reply show(const Visit& visit, View view, int wanted, int status) {
  const app::CalendarView calendar = visit.app().calendar(visit.caller);
  const int today = static_cast<int>(visit.app().zone().date(visit.app().clock().now()).year());
  const auto has = [&](int year) { return std::ranges::find(calendar.years, year) != calendar.years.end(); };
  const int year = has(wanted) || calendar.years.empty() ? wanted : has(today) ? today : calendar.years.back();
  view.csrf = visit.app().csrf_token(visit.caller);
  view.may_change = visit.app().may_change_calendar(visit.caller).has_value();
  view.version = calendar.version, view.year = std::to_string(year);
  for (const int one : calendar.missing) view.missing += (view.missing.empty() ? "" : ", ") + std::to_string(one);
  if (view.add_year.empty()) view.add_year = std::to_string(calendar.years.empty() ? today : calendar.years.back() + 1);
  for (const int one : calendar.years) view.years.push_back({std::to_string(one), one == year});
  for (const app::CalendarDay& day : calendar.days)
    if (static_cast<int>(day.date.year()) == year)
      view.days.push_back({to_page_text(day.date), to_text(day.date), visit.in(weekday_name(day.date)), day.name, day.works});
  Frame frame{(status == 200 ? "" : visit.word("Lỗi: ", "Error: ")) + visit.word("Lịch ngày làm việc", "Calendar of working days"), address};
  frame.status = status;
  return page(visit, frame, content.render(view, visit.language));
}

/// What was posted, so that it is there again beside the error.
http::Reply after(const Visit& visit, const Result<int>& done, const http::Pairs& fields, const char* field) {
  const bool changed = done && *done != number_of(posted(fields, "version"));
  if (done) return http::see_other(std::string(address) + "?nam=" + posted(fields, "year") + (changed ? "&xong=1" : "&xong=0"));
  const int status = http_status(done.error().code);
  if (status == 403) return refusal_page(visit, done.error());
  View view;
  if (std::string_view(field) == "add-year") view.adds_year = true, view.add_year = posted(fields, "year");
  view.date = posted(fields, "date"), view.name = posted(fields, "name"), view.works = posted(fields, "kind") == "works";
  Refusal here = done.error();
  for (FieldError& error : here.fields)
    if (error.field != "date" && error.field != "name") error.field = field;
  view.errors.text = refusal_note(here, visit.language);
  return show(visit, std::move(view), number_of(posted(fields, "year")), status);
}

Awaitable<Result<int>> save(const Visit& visit, app::CalendarView calendar, const http::Pairs& fields) {
  auto done = co_await visit.app().set_calendar(visit.caller, std::move(calendar.days), std::move(calendar.years), number_of(posted(fields, "version")));
  co_return done;
}

Awaitable<http::Reply> add_day(Visit visit, const http::Pairs& fields) {
  const auto date = parse_page_date(posted(fields, "date"));
  if (!date) {
    std::vector<FieldError> faults{{"date", {"Nhập ngày, ví dụ 02/09/2026", "Enter the day, like 02/09/2026"}}};
    if (const auto clean = clean_text(posted(fields, "name"), false); !clean) faults.push_back({"name", clean.error()});
    const Result<int> refused = refuse_fields(std::move(faults));
    co_return after(visit, refused, fields, "date");
  }
  app::CalendarView calendar = visit.app().calendar(visit.caller);
  const std::string name = posted(fields, "name");
  calendar.days.push_back({*date, posted(fields, "kind") == "works", name});
  const Result<int> done = co_await save(visit, std::move(calendar), fields);
  co_return after(visit, done, fields, name.empty() ? "name" : "date");
}

Awaitable<http::Reply> drop_day(Visit visit, const http::Pairs& fields) {
  const auto date = parse_date(posted(fields, "date"));
  app::CalendarView calendar = visit.app().calendar(visit.caller);
  std::erase_if(calendar.days, [&](const app::CalendarDay& day) { return date && day.date == *date; });
  const Result<int> done = co_await save(visit, std::move(calendar), fields);
  co_return after(visit, done, fields, "date");
}

Awaitable<http::Reply> add_year(Visit visit, const http::Pairs& fields) {
  const int year = number_of(posted(fields, "year"));
  app::CalendarView calendar = visit.app().calendar(visit.caller);
  if (year > 0 && year < 10'000 && std::ranges::find(calendar.years, year) == calendar.years.end()) {
    using namespace std::chrono;
    for (const auto& [month_day, name] :
         {std::pair{January / 1, "Tết Dương lịch"}, {April / 30, "Ngày Chiến thắng"}, {May / 1, "Ngày Quốc tế Lao động"}, {September / 2, "Quốc khánh"}})
      calendar.days.push_back({std::chrono::year(year) / month_day, false, name});
  }
  calendar.years.push_back(year);
  const Result<int> done = co_await save(visit, std::move(calendar), fields);
  co_return after(visit, done, fields, "add-year");
}

}  // namespace

void add_calendar(http::Router& router, const Site& site) {
  add_page(router, site, address, [](const Visit& visit) {
    View view;
    if (const std::string done = visit.query("xong"); !done.empty())
      view.done = done == "1" ? visit.word("Đã ghi vào nhật ký.", "Recorded in the log.")
                              : visit.word("Lịch đã có như vậy, không có gì thay đổi.", "The calendar says so already; nothing has changed.");
    return show(visit, std::move(view), number_of(visit.query("nam")), 200);
  });
  add_post(router, site, "/lich-lam-viec/them", [](Visit visit, const http::Pairs& fields) { return add_day(visit, fields); });
  add_post(router, site, "/lich-lam-viec/bo", [](Visit visit, const http::Pairs& fields) { return drop_day(visit, fields); });
  add_post(router, site, "/lich-lam-viec/them-nam", [](Visit visit, const http::Pairs& fields) { return add_year(visit, fields); });
}

}  // namespace luan::web
