// «Lịch ngày làm việc»: holidays and days worked in exchange, a year at a time; and how they change, for those who may.
#include <algorithm>

#include "base/text.hpp"
#include "web/pages/deadline_words.hpp"
#include "web/pages/plain_form.hpp"

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
  std::string done, year, missing;
  std::vector<Year> years;
  std::vector<Line> days;
  bool may_change = false;
  static constexpr auto fields = std::tuple{html::Field("done", &View::done),   html::Field("year", &View::year), html::Field("missing", &View::missing),
                                            html::Field("years", &View::years), html::Field("days", &View::days), html::Field("may_change", &View::may_change)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Lịch ngày làm việc|Calendar of working days}}</h1>
<p class="lead">{{=Thời hạn tính bằng ngày làm việc theo lịch này: thứ hai đến thứ sáu, trừ ngày nghỉ, cộng ngày làm bù. Thời hạn đã tính thì giữ nguyên.|Deadlines in working days are counted on it: Monday to Friday, less holidays, plus days worked in exchange. Deadlines reckoned already stay.}}</p>
{{#missing}}<p class="note bad">{{=Lịch chưa có năm|The calendar lacks}} {{missing}}. {{=Bước nào có thời hạn tính tới năm đó thì chưa mở được.|A step whose deadline reaches it cannot open.}}</p>{{/missing}}
<form class="bar" method="get" action="/lich-lam-viec"><div><label for="nam">{{=Năm trong lịch|Years of the calendar}}</label><select class="short" id="nam" name="nam">{{#years}}<option value="{{label}}"{{#here}} selected{{/here}}>{{label}}</option>{{/years}}</select></div><button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
<h2>{{=Năm|Year}} {{year}}</h2>
<table class="stack"><caption class="vh">{{=Ngày nghỉ và ngày làm bù|Holidays and days worked in exchange}}</caption><thead><tr><th scope="col">{{=Ngày|Day}}</th><th scope="col">{{=Thứ|Weekday}}</th><th scope="col">{{=Loại|Kind}}</th><th scope="col">{{=Tên|Name}}</th>{{#may_change}}<th scope="col">{{=Thao tác|Actions}}</th>{{/may_change}}</tr></thead><tbody>
{{#days}}<tr><th scope="row">{{date}}</th><td data-l="{{=Thứ|Weekday}}">{{weekday}}</td><td data-l="{{=Loại|Kind}}"><span class="tag {{#works}}warn{{/works}}">{{#works}}{{=Làm bù|Worked}}{{/works}}{{^works}}{{=Nghỉ|Holiday}}{{/works}}</span></td><td data-l="{{=Tên|Name}}">{{name}}</td>{{#may_change}}<td data-l="{{=Thao tác|Actions}}"><a href="/lich-lam-viec/bo/{{iso}}">{{=Bỏ|Take away}}<span class="vh"> {{date}}</span></a></td>{{/may_change}}</tr>
{{/days}}</tbody></table>
{{#may_change}}<p class="bar"><a class="btn" href="/lich-lam-viec/them">{{=Thêm ngày|Add a day}}</a> <a class="btn plain" href="/lich-lam-viec/them-nam">{{=Thêm năm|Add a year}}</a></p>
{{/may_change}})";
});

int year_of(Date date) { return static_cast<int>(date.year()); }

http::Reply shown(const Visit& visit) {
  const app::CalendarView calendar = visit.app().calendar(visit.caller);
  const int wanted = whole_number(visit.query("nam")).value_or(0), today = year_of(visit.app().zone().date(visit.app().clock().now()));
  const auto has = [&](int year) { return std::ranges::find(calendar.years, year) != calendar.years.end(); };
  const int year = has(wanted) || calendar.years.empty() ? wanted : has(today) ? today : calendar.years.back();
  View view;
  view.done = confirmed(visit, {{"1",
                                 {"Đã ghi vào nhật ký. Tiếp theo: thời hạn tính từ nay theo lịch này; thời hạn đã tính thì giữ nguyên.",
                                  "Recorded in the log. Next: deadlines are counted on it from now on; those reckoned already stay."}},
                                {"0", {"Lịch đã có như vậy, không có gì thay đổi.", "The calendar says so already; nothing has changed."}}});
  view.may_change = visit.app().may_change_calendar(visit.caller).has_value();
  view.year = std::to_string(year);
  for (const int one : calendar.missing) view.missing += (view.missing.empty() ? "" : ", ") + std::to_string(one);
  for (const int one : calendar.years) view.years.push_back({std::to_string(one), one == year});
  for (const app::CalendarDay& day : calendar.days)
    if (year_of(day.date) == year) view.days.push_back({to_page_text(day.date), to_text(day.date), visit.in(weekday_name(day.date)), day.name, day.works});
  return page(visit, {visit.word("Lịch ngày làm việc", "Calendar of working days"), address}, content.render(view, visit.language));
}

/// `year` is the one to show then.
Awaitable<Result<std::string>> recorded(app::App& app, app::Caller caller, app::CalendarChange change, int year) {
  const auto changed = co_await app.change_calendar(std::move(caller), std::move(change));
  if (!changed) co_return std::unexpected(changed.error());
  co_return std::string(address) + "?nam=" + std::to_string(year) + (*changed ? "&xong=1" : "&xong=0");
}

Result<FormSubject> subject_of(const Visit& visit, Localized title, Localized button, std::vector<workflow::Field> fields) {
  if (auto may = visit.app().may_change_calendar(visit.caller); !may) return std::unexpected(std::move(may.error()));
  FormSubject subject = plain_subject(visit, std::move(title), std::move(fields));
  subject.here = subject.back = address, subject.back_label = visit.word("Lịch ngày làm việc", "Calendar of working days");
  subject.lead = visit.word("Thời hạn tính từ nay theo lịch mới; thời hạn đã tính thì giữ nguyên.",
                            "Deadlines are counted on it from then on; those reckoned already stay.");
  subject.follows = subject.lead, subject.button = visit.in(button), subject.sent = std::string(address) + "?xong=1";
  return subject;
}

Localized kind_of(bool works) {
  if (works) return {"Ngày làm bù (thứ bảy, chủ nhật)", "Day worked in exchange (a Saturday or Sunday)"};
  return {"Ngày nghỉ", "Holiday"};
}

Result<FormSubject> add_day(const Visit& visit) {
  auto subject =
      subject_of(visit, {"Thêm ngày vào lịch", "Add a day"}, {"Ghi: thêm ngày", "Record: add the day"},
                 {date_field("date", {"Ngày", "Day"}), choice_field("kind", {"Loại", "Kind"}, {{"holiday", kind_of(false), {}}, {"works", kind_of(true), {}}}),
                  text_field("name", {"Tên hoặc lý do", "Name or reason"}, {}, 100)});
  if (!subject) return subject;
  subject->filled = {{"form", json::object{{"kind", "holiday"}}}};
  subject->carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const app::CalendarDay day{parse_date(text_in(body, "date")).value_or(Date()), text_in(body, "kind") == "works", text_in(body, "name")};
    app::CalendarChange change = app::AddCalendarDay{day};
    auto done = co_await recorded(app, std::move(caller), std::move(change), year_of(day.date));
    co_return done;
  };
  return subject;
}

/// Asks nothing: what goes is said, and there is a button.
Result<FormSubject> drop_day(const Visit& visit) {
  const auto date = parse_date(visit.param("date"));
  const app::CalendarView calendar = visit.app().calendar(visit.caller);
  const auto day = std::ranges::find_if(calendar.days, [&](const app::CalendarDay& one) { return date && one.date == *date; });
  if (day == calendar.days.end()) return refuse(RefusalCode::not_found);
  auto subject = subject_of(visit, {"Bỏ ngày khỏi lịch", "Take a day away"}, {"Ghi: bỏ ngày này", "Record: take the day away"}, {});
  if (!subject) return subject;
  subject->lead = to_page_text(day->date) + ", " + visit.in(kind_of(day->works)) + ": " + day->name;
  subject->carry = [&app = visit.app(), date = *date](app::Caller caller, json::value) -> Awaitable<Result<std::string>> {
    app::CalendarChange change = app::DropCalendarDay{date};
    auto done = co_await recorded(app, std::move(caller), std::move(change), year_of(date));
    co_return done;
  };
  return subject;
}

Result<FormSubject> add_year(const Visit& visit) {
  auto subject = subject_of(
      visit, {"Thêm năm vào lịch", "Add a year"}, {"Ghi: thêm năm", "Record: add the year"},
      {number_field(
          "year", {"Năm", "Year"}, 1990, 2150,
          {"Bốn ngày nghỉ cố định (01/01, 30/4, 01/5, 02/9) được ghi sẵn; Tết, Giỗ Tổ và ngày hoán đổi do Nhà nước công bố, đề nghị thêm ngay sau đó.",
           "The four holidays of a fixed day (1 January, 30 April, 1 May, 2 September) are entered; add those announced each year right after."})});
  if (!subject) return subject;
  const app::CalendarView calendar = visit.app().calendar(visit.caller);
  subject->filled = {{"form", json::object{{"year", calendar.years.empty() ? year_of(subject->world.today) : calendar.years.back() + 1}}}};
  subject->carry = [&app = visit.app()](app::Caller caller, json::value body) -> Awaitable<Result<std::string>> {
    const int year = number_in(body, "year");
    app::CalendarChange change = app::AddCalendarYear{year};
    auto done = co_await recorded(app, std::move(caller), std::move(change), year);
    co_return done;
  };
  return subject;
}

}  // namespace

void add_calendar(http::Router& router, const Site& site) {
  add_page(router, site, address, shown);
  add_form_flow(router, site, "/lich-lam-viec/them", add_day);
  add_form_flow(router, site, "/lich-lam-viec/bo/{date}", drop_day);
  add_form_flow(router, site, "/lich-lam-viec/them-nam", add_year);
}

}  // namespace luan::web
