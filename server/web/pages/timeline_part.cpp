#include "web/pages/timeline_part.hpp"

#include <set>

#include "app/rotation_timeline.hpp"
#include "web/timeline_chart.hpp"

namespace luan::web {
namespace {

struct Stay {
  std::string stage, from, to, days, due, why;
  bool late = false;
  static constexpr auto fields =
      std::tuple{html::Field("stage", &Stay::stage), html::Field("from", &Stay::from), html::Field("to", &Stay::to),    html::Field("days", &Stay::days),
                 html::Field("due", &Stay::due),     html::Field("why", &Stay::why),   html::Field("late", &Stay::late)};
};
struct Mark {
  std::string number, on, what;
  static constexpr auto fields = std::tuple{html::Field("number", &Mark::number), html::Field("on", &Mark::on), html::Field("what", &Mark::what)};
};
struct View {
  html::Raw before, after;
  std::vector<Stay> stays;
  std::vector<Mark> marks;
  bool both = false, marked = false;
  static constexpr auto fields = std::tuple{html::Field("before", &View::before), html::Field("after", &View::after), html::Field("stays", &View::stays),
                                            html::Field("marks", &View::marks),   html::Field("both", &View::both),   html::Field("marked", &View::marked)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h2 id="dien-bien">{{=Diễn biến theo thời gian|Over time}}</h2>
{{#both}}<h3>{{=Đến khi ra quyết định|Until the decision}}</h3>{{/both}}{{before}}{{#both}}<h3>{{=Trong thời hạn và khi kết thúc|During the term and at its end}}</h3>{{/both}}{{after}}
<p class="small soft">{{=Vạch đứng là thời hạn.|An upright line is a deadline.}}{{#marked}} {{=Số trong vòng tròn là lần đánh giá:|The numbers in the discs are evaluations:}}{{#marks}} {{number}}. {{on}}, {{what}};{{/marks}}{{/marked}}</p>
<details><summary>{{=Các giai đoạn bằng bảng|The stages as a table}}</summary><table class="stack"><caption class="vh">{{=Các giai đoạn đã qua|The stages it came through}}</caption><thead><tr><th scope="col">{{=Giai đoạn|Stage}}</th><th scope="col" class="num">{{=Vào|Entered}}</th><th scope="col" class="num">{{=Rời|Left}}</th><th scope="col" class="num">{{=Ngày|Days}}</th><th scope="col" class="num">{{=Thời hạn|Deadline}}</th><th scope="col">{{=Rời vì|Left by}}</th></tr></thead><tbody>
{{#stays}}<tr><th scope="row">{{stage}}</th><td data-l="{{=Vào|Entered}}" class="num">{{from}}</td><td data-l="{{=Rời|Left}}" class="num">{{to}}</td><td data-l="{{=Ngày|Days}}" class="num">{{days}}</td><td data-l="{{=Thời hạn|Deadline}}" class="num">{{due}}{{#late}} <span class="tag bad">{{=quá hạn|late}}</span>{{/late}}</td><td data-l="{{=Rời vì|Left by}}">{{why}}</td></tr>
{{/stays}}</tbody></table></details>
)";
});

/// Evaluations stand on the stay in which they were concluded.
TimelineSpan span_of(const Visit& visit, const app::Timeline& timeline, const app::TimelineStay& stay, Date today) {
  const bool here = !stay.left && !timeline.closed;
  TimelineSpan span{visit.in(stay.title), stay.entered, stay.left, here ? 2 : 1, stay.due, {}};
  if (here) span.label += visit.word(" (đang ở đây)", " (here now)");
  for (std::size_t i = 0; i < timeline.evaluations.size(); ++i) {
    const auto on = std::chrono::sys_days(timeline.evaluations[i].on);
    const bool last = &stay == &timeline.stays.back() || on < std::chrono::sys_days(stay.left.value_or(today));
    if (on >= std::chrono::sys_days(stay.entered) && (last || (stay.left && on == std::chrono::sys_days(*stay.left))))
      span.marks.emplace_back(std::to_string(i + 1), timeline.evaluations[i].on);
  }
  return span;
}

}  // namespace

std::string timeline_part(const Visit& visit, std::string_view rotation) {
  const auto timeline = app::rotation_timeline(visit.app(), visit.caller, rotation);
  if (!timeline || timeline->stays.empty()) return {};
  View view;
  const Date today = visit.app().zone().date(visit.app().clock().now());
  const auto is_late = [&](const app::TimelineStay& stay) {
    return stay.due && std::chrono::sys_days(stay.left.value_or(today)) > std::chrono::sys_days(*stay.due);
  };
  TimelineChart before{visit.word("Các giai đoạn đã qua", "The stages it came through"), {}, {}, today}, after = before;
  std::set<std::string> drawn;  // an evaluation on the day a stage is left belongs to the first one
  for (std::size_t i = 0; i < timeline->stays.size(); ++i) {
    const app::TimelineStay& stay = timeline->stays[i];
    TimelineSpan span = span_of(visit, *timeline, stay, today);
    std::erase_if(span.marks, [&](const auto& mark) { return !drawn.insert(mark.first).second; });
    // Days before the decision and years after it need scales of their own.
    (i < timeline->before_decision ? before : after).spans.push_back(std::move(span));
    view.stays.push_back({visit.in(stay.title), to_page_text(stay.entered), stay.left ? to_page_text(*stay.left) : visit.word("đang ở đây", "here now"),
                          grouped(days_between(stay.entered, stay.left.value_or(today)), visit.language), stay.due ? to_page_text(*stay.due) : "–",
                          visit.in(stay.why), is_late(stay)});
  }
  for (TimelineChart* chart : {&before, &after}) {
    const auto count = static_cast<std::int64_t>(chart->spans.size());
    chart->counted = visit.language == Language::vi ? std::to_string(count) + " giai đoạn" : counted(count, "stage", "stages");
  }
  if (!before.spans.empty()) view.before.text = timeline_chart(before, visit.language);
  if (!after.spans.empty()) view.after.text = timeline_chart(after, visit.language);
  view.both = !before.spans.empty() && !after.spans.empty();
  for (std::size_t i = 0; i < timeline->evaluations.size(); ++i)
    view.marks.push_back({std::to_string(i + 1), to_page_text(timeline->evaluations[i].on), visit.in(timeline->evaluations[i].label)});
  view.marked = !view.marks.empty();
  return content.render(view, visit.language);
}

}  // namespace luan::web
