// «Lịch»: what falls due, a month as a list of its days, with holidays and days worked in exchange; and the address under which a
// calendar program reads what is one's own.
#include "app/deadlines.hpp"

#include "app/feeds.hpp"
#include "base/text.hpp"
#include "web/pages/deadline_part.hpp"
#include "web/pages/deadline_words.hpp"
#include "web/pages/plain_form.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

constexpr const char* address = "/lich";

struct Link {
  std::string href, label;
  bool current = false;
  static constexpr auto fields = std::tuple{html::Field("href", &Link::href), html::Field("label", &Link::label), html::Field("current", &Link::current)};
};
struct Day {
  std::string id, number, name, holiday;
  std::string rest, rest_href;  // where not everything is listed
  bool today = false, works = false, any = false;
  std::size_t count = 0;  // listed or not
  html::Raw entries{};
  static constexpr auto fields = std::tuple{
      html::Field("id", &Day::id),       html::Field("number", &Day::number),      html::Field("name", &Day::name),       html::Field("holiday", &Day::holiday),
      html::Field("today", &Day::today), html::Field("works", &Day::works),        html::Field("entries", &Day::entries), html::Field("any", &Day::any),
      html::Field("rest", &Day::rest),   html::Field("rest_href", &Day::rest_href)};
};
struct Box {  // of the month drawn as cells
  std::string number, href, count;
  bool rest = false, today = false;
  static constexpr auto fields = std::tuple{html::Field("number", &Box::number), html::Field("href", &Box::href), html::Field("count", &Box::count),
                                            html::Field("rest", &Box::rest), html::Field("today", &Box::today)};
};
struct Week {
  std::vector<Box> boxes;
  static constexpr auto fields = std::tuple{html::Field("boxes", &Week::boxes)};
};
struct View {
  std::string month, done, feed, since, missing, rest, rest_href;
  Link before, now, after;
  std::vector<Link> tabs;
  html::Raw overdue;
  std::vector<Day> days;
  std::vector<Week> weeks;
  bool any_overdue = false, none = false, choice = false, personal = false;
  static constexpr auto fields = std::tuple{html::Field("month", &View::month),     html::Field("done", &View::done),
                                            html::Field("feed", &View::feed),       html::Field("since", &View::since),
                                            html::Field("missing", &View::missing), html::Field("before", &View::before),
                                            html::Field("now", &View::now),         html::Field("after", &View::after),
                                            html::Field("tabs", &View::tabs),       html::Field("overdue", &View::overdue),
                                            html::Field("days", &View::days),       html::Field("weeks", &View::weeks),
                                            html::Field("none", &View::none),       html::Field("any_overdue", &View::any_overdue),
                                            html::Field("choice", &View::choice),   html::Field("personal", &View::personal),
                                            html::Field("rest", &View::rest),       html::Field("rest_href", &View::rest_href)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#done}}<div class="panel" role="status" tabindex="-1" data-focus><p>{{done}}</p></div>{{/done}}<h1>{{=Lịch|Calendar}}</h1>
<p class="lead">{{=Thời hạn, phiên họp, kỳ đánh giá và ngày hết thời hạn luân chuyển.|Deadlines, meetings, evaluations and the ends of terms.}} <a href="/lich-lam-viec">{{=Ngày nghỉ, ngày làm bù|Holidays and working days}}</a></p>
<nav class="bar" aria-label="{{=Tháng|Month}}">{{#before}}<a href="{{href}}" rel="prev">‹ {{label}}</a>{{/before}}{{#now}}<a href="{{href}}">{{label}}</a>{{/now}}{{#after}}<a href="{{href}}" rel="next">{{label}} ›</a>{{/after}}</nav>
{{#choice}}<nav class="bar" aria-label="{{=Của ai|Whose}}">{{#tabs}}{{#current}}<b>{{label}}</b>{{/current}}{{^current}}<a href="{{href}}">{{label}}</a>{{/current}}{{/tabs}}</nav>{{/choice}}
{{#missing}}<p class="note warn">{{=Lịch ngày làm việc chưa có năm|The calendar of working days has no year}} {{missing}}.</p>{{/missing}}
<div class="cols"><div>
{{#any_overdue}}<h2>{{=Quá hạn từ trước|Overdue from before}}</h2>{{overdue}}{{#rest}}<p><a href="{{rest_href}}">{{rest}}</a></p>{{/rest}}{{/any_overdue}}
<h2>{{month}}</h2>
{{#none}}<p class="note">{{=Tháng này không có gì đến hạn.|Nothing falls due in this month.}}</p>{{/none}}{{^none}}<ol class="ledger">{{#days}}<li id="{{id}}"><span class="tt" aria-hidden="true">{{number}}</span><div><h3>{{name}}{{#today}} <span class="tag act">{{=Hôm nay|Today}}</span>{{/today}}</h3>{{#holiday}}<p><span class="tag {{#works}}warn{{/works}}">{{#works}}{{=Làm bù|Worked}}{{/works}}{{^works}}{{=Nghỉ|Holiday}}{{/works}}</span> {{holiday}}</p>{{/holiday}}{{#any}}{{entries}}{{#rest}}<p><a href="{{rest_href}}">{{rest}}</a></p>{{/rest}}{{/any}}</div></li>
{{/days}}</ol>{{/none}}
</div><aside aria-label="{{=Tháng dạng ô và lịch riêng|The month in cells, and your own feed}}">
<table class="month"><caption class="vh">{{month}}</caption><thead><tr><th scope="col">{{=T2|Mo}}</th><th scope="col">{{=T3|Tu}}</th><th scope="col">{{=T4|We}}</th><th scope="col">{{=T5|Th}}</th><th scope="col">{{=T6|Fr}}</th><th scope="col">{{=T7|Sa}}</th><th scope="col">{{=CN|Su}}</th></tr></thead><tbody>
{{#weeks}}<tr>{{#boxes}}<td{{#rest}} class="rest"{{/rest}}{{#today}} aria-current="date"{{/today}}>{{#href}}<a href="{{href}}">{{number}}<span class="vh">: {{count}}</span></a>{{/href}}{{^href}}{{number}}{{/href}}</td>{{/boxes}}</tr>
{{/weeks}}</tbody></table>
{{#personal}}<section class="sheet noprint" id="lich-rieng"><h2>{{=Lịch trên điện thoại, máy tính|On your phone or computer}}</h2>
<p class="small">{{=Chương trình lịch đọc việc của đồng chí từ một địa chỉ riêng, không cần đăng nhập. Ai biết địa chỉ đều đọc được tên việc và mã hồ sơ, nên không gửi cho người khác.|A calendar program reads your deadlines from an address of your own, without signing in. Whoever knows it reads titles and codes: give it to nobody.}}</p>
{{#feed}}<div class="field"><label for="dia-chi">{{=Địa chỉ|Address}}</label><input type="text" id="dia-chi" value="{{feed}}" readonly></div>
<p class="small soft">{{=Có từ|Since}} {{since}}</p>
<p class="bar"><a class="btn plain" href="/lich-rieng/dia-chi">{{=Đổi địa chỉ khác|Change the address}}</a> <a class="btn plain" href="/lich-rieng/tat">{{=Tắt lịch riêng|Turn it off}}</a></p>{{/feed}}{{^feed}}<p class="bar"><a class="btn plain" href="/lich-rieng/dia-chi">{{=Tạo địa chỉ lịch riêng|Make an address}}</a></p>{{/feed}}</section>{{/personal}}
</aside></div>
)";
});

std::string month_words(const Visit& visit) { return visit.language == Language::vi ? "Tháng " : ""; }

std::string month_text(Date first) { return to_text(first).substr(0, 7); }
std::string month_label(const Visit& visit, Date first) { return month_words(visit) + to_text(first).substr(5, 2) + "/" + to_text(first).substr(0, 4); }

std::string month_address(const Visit& visit, Date first, bool all) {
  const std::string whose = whose_in_address(visit, all);
  return std::string(address) + "?thang=" + month_text(first) + (whose.empty() ? "" : "&" + whose);
}

constexpr std::size_t listed_most = 10;  // of a day; the others are on the day's own page

std::string count_words(const Visit& visit, std::size_t count) {
  const auto number = static_cast<std::int64_t>(count);
  return visit.language == Language::vi ? grouped(number, Language::vi) + " mục" : counted(number, "entry", "entries");
}

/// The way to the list of them all, which is not on this page.
std::string list_address(const Visit& visit, const std::string& list, bool all) {
  const std::string whose = whose_in_address(visit, all);
  return std::string(address) + "/" + list + (whose.empty() ? "" : "?" + whose);
}

/// One week under the other, from Monday: days of the months before and after are empty boxes.
void draw(const Visit& visit, const DeadlineMonth& month, const std::vector<Day>& days, const std::set<std::string>& rests, View& view) {
  const unsigned lead = (std::chrono::weekday(std::chrono::sys_days(month.first)).iso_encoding() + 6) % 7;
  Week week{std::vector<Box>(lead)};
  for (Date date = month.first; std::chrono::sys_days(date) <= std::chrono::sys_days(month.last); date = add_days(date, 1)) {
    Box box{std::to_string(static_cast<unsigned>(date.day())), "", "", rests.contains(to_text(date)), date == month.today};
    for (const Day& day : days)
      if (day.id == "ngay-" + to_text(date) && day.any) box.href = "#" + day.id, box.count = count_words(visit, day.count);
    week.boxes.push_back(std::move(box));
    if (week.boxes.size() == 7) view.weeks.push_back(std::exchange(week, {}));
  }
  if (week.boxes.empty()) return;
  week.boxes.resize(7);
  view.weeks.push_back(std::move(week));
}

/// Every day on which something falls due, or that is not what its weekday says.
void list(const Visit& visit, const DeadlineMonth& month, const app::Deadlines& found, View& view) {
  std::map<std::string, std::pair<std::string, bool>> named;  // day -> name, worked
  for (const app::CalendarDay& day : visit.app().calendar(visit.caller).days) named.try_emplace(to_text(day.date), day.name, day.works);
  std::set<std::string> rests;
  for (Date date = month.first; std::chrono::sys_days(date) <= std::chrono::sys_days(month.last); date = add_days(date, 1)) {
    Day day;
    day.id = "ngay-" + to_text(date), day.number = to_text(date).substr(8), day.name = visit.in(weekday_name(date)) + ", " + to_page_text(date);
    day.today = date == month.today;
    const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding();
    const auto name = named.find(to_text(date));
    if (name != named.end()) day.holiday = name->second.first, day.works = name->second.second;
    if (name == named.end() ? weekday > 5 : !day.works) rests.insert(to_text(date));
    if (const auto there = found.on.find(date); there != found.on.end()) day.count = there->second, day.any = true;
    if (day.any) day.entries.text = deadline_part(visit, found.items, [&](const app::DeadlineView& one) { return one.on == date; });
    if (day.count > listed_most)
      day.rest = visit.word("Xem cả ", "See all ") + count_words(visit, day.count), day.rest_href = list_address(visit, to_text(date), month.all);
    if (day.any || !day.holiday.empty()) view.days.push_back(std::move(day));
  }
  draw(visit, month, view.days, rests, view);
  view.none = view.days.empty();
}

void add_feed(const Visit& visit, View& view) {
  view.personal = !visit.caller.administrator_only() && !visit.caller.account().none();
  const auto feed = view.personal ? app::feed(visit.app(), visit.caller) : std::nullopt;
  if (!feed) return;
  view.feed = server_address(visit.site, visit.request) + "/lich-rieng/" + feed->token + "/luan.ics";
  view.since = instant_words(visit.app().zone(), feed->since);
}

http::Reply show(const Visit& visit) {
  const DeadlineMonth month = deadline_month(visit);
  View view;
  view.done = confirmed(visit, {{"off", {"Đã tắt lịch riêng; địa chỉ cũ không dùng được nữa.", "Turned off; the address answers no more."}},
                                {"renew",
                                 {"Đã có địa chỉ mới. Chép địa chỉ ở mục «Lịch trên điện thoại, máy tính» vào chương trình lịch.",
                                  "There is a new address. Copy it from “On your phone or computer” into your calendar program."}}});
  view.month = month_words(visit) + to_text(month.first).substr(5, 2) + visit.word(" năm ", "/") + to_text(month.first).substr(0, 4);
  const auto link = [&](Date first, std::string label) { return Link{month_address(visit, first, month.all), std::move(label), false}; };
  const Date before = add_months(month.first, -1), after = add_months(month.first, 1);
  view.before = link(before, month_label(visit, before)), view.after = link(after, month_label(visit, after));
  const Date present{month.today.year(), month.today.month(), std::chrono::day(1)};
  view.now = link(present, visit.word("Tháng này", "This month"));
  view.choice = visit.caller.reads_all() && visit.caller.takes_part();
  view.tabs = {{month_address(visit, month.first, false), visit.word("Của tôi", "Mine"), !month.all},
               {month_address(visit, month.first, true), visit.word("Tất cả", "All"), month.all}};
  const auto years = visit.app().calendar(visit.caller).years;
  if (std::ranges::find(years, static_cast<int>(month.first.year())) == years.end()) view.missing = to_text(month.first).substr(0, 4);
  app::DeadlineQuery query = month.query();
  query.most = listed_most;
  const auto found = app::deadlines(visit.app(), visit.caller, query);
  view.any_overdue = found.before > 0;
  if (view.any_overdue) view.overdue.text = deadline_part(visit, found.items, [&](const app::DeadlineView& one) { return one.on < month.first; }, true);
  if (found.before > listed_most)
    view.rest = visit.word("Xem mọi mục quá hạn", "See all that is overdue"), view.rest_href = list_address(visit, "qua-han", month.all);
  list(visit, month, found, view);
  add_feed(visit, view);
  Frame frame{visit.word("Lịch ", "Calendar ") + month_label(visit, month.first), address};
  frame.keep_private = true;  // the address of the feed stands in it
  return page(visit, frame, content.render(view, visit.language));
}

}  // namespace

void add_deadlines(http::Router& router, const Site& site) {
  add_page(router, site, address, show);
  add_feed(router, site);
}

}  // namespace luan::web
