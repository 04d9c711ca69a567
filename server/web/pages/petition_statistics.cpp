// «Thống kê kiến nghị»: how many each unit has still to answer, how many are late, and how many are settled. Every number
// leads to the petitions it counts.
#include "web/pages/figure_parts.hpp"

namespace luan::web {
namespace {

struct Row {
  std::string label, open_href, overdue_href, answered_href, closed_href;
  std::int64_t open = 0, overdue = 0, answered = 0, closed = 0;
  static constexpr auto fields = std::tuple{html::Field("label", &Row::label),
                                            html::Field("open_href", &Row::open_href),
                                            html::Field("overdue_href", &Row::overdue_href),
                                            html::Field("answered_href", &Row::answered_href),
                                            html::Field("closed_href", &Row::closed_href),
                                            html::Field("open", &Row::open),
                                            html::Field("overdue", &Row::overdue),
                                            html::Field("answered", &Row::answered),
                                            html::Field("closed", &Row::closed)};
};
struct View {
  std::vector<Row> rows;
  std::optional<Row> total;
  bool none = false;
  html::Raw index{};
  static constexpr auto fields =
      std::tuple{html::Field("index", &View::index), html::Field("rows", &View::rows), html::Field("total", &View::total), html::Field("none", &View::none)};
};
constexpr std::array<html::Partial, 1> partials{
    {{"numbers",
      R"(<td data-l="{{=Chưa trả lời|Open}}" class="num"><a href="{{open_href}}">{{open}}</a></td><td data-l="{{=Trong đó quá hạn|Of which overdue}}" class="num"><a href="{{overdue_href}}">{{overdue}}</a></td><td data-l="{{=Đã trả lời, chờ đóng|Answered, to be closed}}" class="num"><a href="{{answered_href}}">{{answered}}</a></td><td data-l="{{=Đã giải quyết xong|Settled}}" class="num"><a href="{{closed_href}}">{{closed}}</a></td>)"}}};
constexpr auto content = html::compile_page<View, partials>([] {
  return R"(<h1>{{=Thống kê kiến nghị|Statistics of petitions}}</h1>
<p class="lead">{{=Mỗi kiến nghị của cán bộ luân chuyển tính một lần, ở đơn vị phải giải quyết; đơn vị đã sáp nhập tính ở đơn vị kế thừa.|Each petition of a rotated official counts once, at the unit that must settle it; those of a merged unit count at its successor.}}</p>
{{index}}{{#none}}<p class="note">{{=Chưa có kiến nghị nào.|There is none yet.}}</p>{{/none}}{{^none}}<table class="stack"><caption class="vh">{{=Kiến nghị theo đơn vị giải quyết|Petitions by responsible unit}}</caption><thead><tr><th scope="col">{{=Đơn vị giải quyết|Responsible unit}}</th><th scope="col" class="num">{{=Chưa trả lời|Open}}</th><th scope="col" class="num">{{=Trong đó quá hạn|Of which overdue}}</th><th scope="col" class="num">{{=Đã trả lời, chờ đóng|Answered, to be closed}}</th><th scope="col" class="num">{{=Đã giải quyết xong|Settled}}</th></tr></thead><tbody>
{{#rows}}<tr><th scope="row">{{label}}</th>{{>numbers}}</tr>
{{/rows}}</tbody>{{#total}}<tfoot><tr><th scope="row">{{label}}</th>{{>numbers}}</tr></tfoot>{{/total}}</table>{{/none}}
)";
});

Row row_of(std::string label, const std::string& unit, const app::PetitionSum& sum) {
  const std::string at = unit.empty() ? "" : "&don-vi=" + unit;
  return {std::move(label),
          "/kien-nghi?tinh-trang=open" + at,
          "/kien-nghi?qua-han=1" + at,
          "/kien-nghi?tinh-trang=answered" + at,
          "/kien-nghi?tinh-trang=closed" + at,
          sum.open,
          sum.overdue,
          sum.answered,
          sum.closed};
}

http::Reply statistics(const Visit& visit) {
  const auto sums = visit.app().petition_sums(visit.caller);
  if (!sums) return refusal_page(visit, sums.error());
  View view;
  view.index.text = figure_index(visit, "/thong-ke/kien-nghi");
  app::PetitionSum total;
  for (const app::PetitionSum& sum : *sums) {
    view.rows.push_back(row_of(visit.in(sum.unit.name), sum.unit.id, sum));
    total.open += sum.open, total.overdue += sum.overdue, total.answered += sum.answered, total.closed += sum.closed;
  }
  view.none = view.rows.empty();
  if (view.rows.size() > 1) view.total = row_of(visit.word("Cộng", "Total"), "", total);
  return page(visit, {visit.word("Thống kê kiến nghị", "Statistics of petitions"), "/thong-ke", "/thong-ke", visit.word("Thống kê", "Statistics")},
              content.render(view, visit.language));
}

}  // namespace

void add_petition_statistics(http::Router& router, const Site& site) { add_page(router, site, "/thong-ke/kien-nghi", statistics); }

}  // namespace luan::web
