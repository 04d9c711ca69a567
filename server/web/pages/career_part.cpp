#include "web/pages/career_part.hpp"

#include "web/timeline_chart.hpp"

namespace luan::web {
namespace {

struct Mark {
  std::string number, on, level;
  static constexpr auto fields = std::tuple{html::Field("number", &Mark::number), html::Field("on", &Mark::on), html::Field("level", &Mark::level)};
};
struct PostRow {
  std::string position, unit, from, to, what, href, code;
  std::vector<Mark> marks;
  static constexpr auto fields = std::tuple{html::Field("position", &PostRow::position), html::Field("unit", &PostRow::unit),
                                            html::Field("from", &PostRow::from),         html::Field("to", &PostRow::to),
                                            html::Field("what", &PostRow::what),         html::Field("href", &PostRow::href),
                                            html::Field("code", &PostRow::code),         html::Field("marks", &PostRow::marks)};
};
struct View {
  html::Raw chart;
  std::vector<PostRow> posts;
  static constexpr auto fields = std::tuple{html::Field("chart", &View::chart), html::Field("posts", &View::posts)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{chart}}
<p class="small soft">{{=Số trong vòng tròn là lần đánh giá, ghi ở bảng.|The numbers in the discs are evaluations; the table has them.}}</p>
<table class="stack"><caption class="vh">{{=Các chức danh theo thời gian, cũ nhất trước|Posts over time, oldest first}}</caption><thead><tr><th scope="col">{{=Chức danh|Post}}</th><th scope="col" class="num">{{=Từ|From}}</th><th scope="col" class="num">{{=Đến|Until}}</th><th scope="col">{{=Diễn biến|How}}</th><th scope="col">{{=Đánh giá|Evaluations}}</th><th scope="col">{{=Hồ sơ|Rotation}}</th></tr></thead><tbody>
{{#posts}}<tr><th scope="row">{{position}}{{#unit}}<br><small class="soft">{{unit}}</small>{{/unit}}</th><td data-l="{{=Từ|From}}" class="num">{{from}}</td><td data-l="{{=Đến|Until}}" class="num">{{to}}</td><td data-l="{{=Diễn biến|How}}">{{what}}</td><td data-l="{{=Đánh giá|Evaluations}}">{{#marks}}<span class="file">{{number}}. {{on}}: {{level}}</span>{{/marks}}</td><td data-l="{{=Hồ sơ|Rotation}}"><a href="{{href}}">{{code}}</a></td></tr>
{{/posts}}</tbody></table>
)";
});

}  // namespace

std::string stay_words(const Visit& visit, const app::CareerStay& stay) {
  using enum app::CareerStay::Kind;
  if (stay.kind == before) return visit.word("Trước luân chuyển", "Before the rotation");
  if (stay.kind == placed) return visit.word("Bố trí sau luân chuyển", "Placed after it");
  return visit.word("Luân chuyển", "Rotation") + ": " + (stay.how.vi.empty() ? visit.word("đang trong thời hạn", "the term runs") : visit.in(stay.how));
}

std::string career_part(const Visit& visit, std::string_view official) {
  const auto career = app::career_of(visit.app(), visit.caller, official);
  if (!career || career->stays.empty()) return {};
  View view;
  TimelineChart chart{
      visit.word("Quá trình luân chuyển của đ/c ", "Posts of ") + career->official.name, {}, {}, visit.app().zone().date(visit.app().clock().now())};
  int number = 0;
  for (const app::CareerStay& stay : career->stays) {
    const bool rotation = stay.kind == app::CareerStay::Kind::rotation;
    const std::string name = stay.position.vi.empty() ? visit.in(stay.unit) : visit.in(stay.position);
    PostRow row{name,
                name == visit.in(stay.unit) ? "" : visit.in(stay.unit),
                stay.from ? to_page_text(*stay.from) : "–",
                stay.to ? to_page_text(*stay.to) : visit.word("nay", "now"),
                stay_words(visit, stay),
                "/ho-so/" + stay.rotation,
                stay.code,
                {}};
    TimelineSpan span{name + (rotation ? visit.word(" (luân chuyển)", " (rotation)") : ""), stay.from, stay.to, rotation ? 2 : 1, {}, {}};
    for (const app::ConcludedEvaluation& one : stay.evaluations) {
      row.marks.push_back({std::to_string(++number), to_page_text(one.on), visit.in(one.label)});
      span.marks.emplace_back(std::to_string(number), one.on);
    }
    chart.spans.push_back(std::move(span));
    view.posts.push_back(std::move(row));
  }
  const auto count = static_cast<std::int64_t>(career->stays.size());
  chart.counted = visit.language == Language::vi ? std::to_string(count) + " chức danh" : counted(count, "post", "posts");
  view.chart.text = timeline_chart(chart, visit.language);
  return content.render(view, visit.language);
}

}  // namespace luan::web
