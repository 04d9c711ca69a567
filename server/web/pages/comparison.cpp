// The nominees for one post side by side: who stands nearest to the best of each criterion, and how much the weights matter.
#include "web/charts.hpp"
#include "web/pages/comparison_scores.hpp"
#include "web/pages/figure_parts.hpp"
#include "web/pages/rotation_views.hpp"

namespace luan::web {
namespace {

struct Value {
  std::string criterion, shown;
  bool missing = false;
  static constexpr auto fields =
      std::tuple{html::Field("criterion", &Value::criterion), html::Field("shown", &Value::shown), html::Field("missing", &Value::missing)};
};
struct Nominee {
  std::string rank, name, href, code, stage, closeness;
  bool here = false;
  std::vector<Value> values;
  static constexpr auto fields =
      std::tuple{html::Field("rank", &Nominee::rank), html::Field("name", &Nominee::name),    html::Field("href", &Nominee::href),
                 html::Field("code", &Nominee::code), html::Field("stage", &Nominee::stage),  html::Field("closeness", &Nominee::closeness),
                 html::Field("here", &Nominee::here), html::Field("values", &Nominee::values)};
};
struct Criterion {
  std::string label, weight, better, range;
  static constexpr auto fields = std::tuple{html::Field("label", &Criterion::label), html::Field("weight", &Criterion::weight),
                                            html::Field("better", &Criterion::better), html::Field("range", &Criterion::range)};
};
/// Points of each nominee under one criterion of the fitness score.
struct PointsRow {
  std::string label;
  std::vector<Head> points;
  static constexpr auto fields = std::tuple{html::Field("label", &PointsRow::label), html::Field("points", &PointsRow::points)};
};
struct View {
  std::string position, plugin, error, radar_title;
  html::Raw bars, radar;
  std::vector<Head> names;
  std::vector<PointsRow> points;
  bool ready = false, computing = false, failed = false, over = false, alone = false;
  std::vector<Nominee> nominees;
  std::vector<Criterion> criteria;
  static constexpr auto fields =
      std::tuple{html::Field("bars", &View::bars),           html::Field("radar", &View::radar),       html::Field("radar_title", &View::radar_title),
                 html::Field("names", &View::names),         html::Field("points", &View::points),     html::Field("position", &View::position),
                 html::Field("plugin", &View::plugin),       html::Field("error", &View::error),       html::Field("ready", &View::ready),
                 html::Field("computing", &View::computing), html::Field("failed", &View::failed),     html::Field("over", &View::over),
                 html::Field("alone", &View::alone),         html::Field("nominees", &View::nominees), html::Field("criteria", &View::criteria)};
};

constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=So sánh các ứng viên|The nominees compared}}</h1>
<p class="lead">{{=Chức danh|Post}}: <b>{{position}}</b></p>
<p class="note">{{=Bảng này để tham khảo: không bước nào của quy trình phụ thuộc vào nó và không thay biểu quyết.|An advice: no step of the workflow depends on it, and it replaces no vote.}}</p>
{{#over}}<p>{{=Chức danh này đã có quyết định hoặc hồ sơ đã khép lại, không còn gì để so sánh.|The post is decided or the rotation is closed: there is nothing left to compare.}}</p>{{/over}}
{{#computing}}<p role="status">{{=Đang tính, chưa xong. Đề nghị tải lại trang sau ít giây.|Still being computed. Load the page again in a few seconds.}}</p>{{/computing}}
{{#failed}}<p class="note bad">{{=Chưa so sánh được:|They could not be compared:}} {{error}}</p>{{/failed}}
{{#alone}}<p>{{=Chỉ có một ứng viên cho chức danh này, chưa có ai để so sánh.|There is one nominee for this post, and nobody to compare with.}}</p>{{/alone}}
{{#ready}}<h2>{{=Độ gần phương án lý tưởng|Closeness to the ideal}}</h2>
{{bars}}{{#radar}}<h2>{{radar_title}}</h2>
<div class="beside">{{radar}}
<section class="scroll" tabindex="0" aria-label="{{=Bảng điểm theo tiêu chí|Table of points by criterion}}"><table><caption class="vh">{{=Điểm của từng ứng viên theo tiêu chí|Points of each nominee by criterion}}</caption><thead><tr><th scope="col">{{=Tiêu chí|Criterion}}</th>{{#names}}<th scope="col" class="num" translate="no">{{text}}</th>{{/names}}</tr></thead><tbody>
{{#points}}<tr><th scope="row">{{label}}</th>{{#points}}<td class="num">{{text}}</td>{{/points}}</tr>
{{/points}}</tbody></table></section></div>
{{/radar}}{{#nominees}}<section class="sheet"><h2>{{=Hạng|Rank}} {{rank}}: {{^here}}<a href="{{href}}">{{name}}</a>{{/here}}{{#here}}{{name}} <span class="tag act">{{=hồ sơ này|this rotation}}</span>{{/here}}</h2>
<p class="small soft">{{code}} · {{stage}} · {{=độ gần phương án lý tưởng|closeness to the ideal}} <b>{{closeness}}</b></p>
<dl class="facts small">{{#values}}<div><dt>{{criterion}}</dt><dd>{{shown}}{{#missing}} <span class="tag warn">{{=thiếu dữ liệu|data missing}}</span>{{/missing}}</dd></div>{{/values}}</dl></section>
{{/nominees}}
<h2>{{=Trọng số thay đổi thì sao?|What if the weights change?}}</h2>
<p class="small soft">{{=Độ gần là khoảng cách tới người kém nhất chia cho tổng khoảng cách tới người kém nhất và người tốt nhất, từng tiêu chí (phương pháp TOPSIS). Khi một trọng số thay đổi, các trọng số khác giữ tỷ lệ với nhau.|Closeness is the distance from the worst over the sum of distances from the worst and the best of each criterion (the method TOPSIS). While one weight changes the others keep their proportion.}}</p>
<table class="stack"><thead><tr><th scope="col">{{=Tiêu chí|Criterion}}</th><th scope="col" class="num">{{=Trọng số|Weight}}</th><th scope="col">{{=Tốt hơn khi|Better when}}</th><th scope="col">{{=Người đứng đầu đổi khi|The first place changes when}}</th></tr></thead><tbody>
{{#criteria}}<tr><th scope="row">{{label}}</th><td class="num" data-l="{{=Trọng số|Weight}}">{{weight}}</td><td data-l="{{=Tốt hơn khi|Better when}}">{{better}}</td><td data-l="{{=Người đứng đầu đổi khi|The first place changes when}}">{{range}}</td></tr>
{{/criteria}}</tbody></table>
<p class="small soft">{{=Tính bằng|Computed by}} {{plugin}}.</p>
{{/ready}})";
});

std::string range_words(const Visit& visit, const app::ComparisonCriterion& one) {
  const auto part = [&](const app::ComparisonChange& change, const char* vi, const char* en) {
    return visit.word(vi, en) + decimal_words(change.weight, visit.language) + visit.word(": đ/c ", ": ") + change.first;
  };
  std::string out;
  if (!one.down.weight.empty()) out = part(one.down, "giảm quá ", "below ");
  if (!one.up.weight.empty()) out += (out.empty() ? "" : "; ") + part(one.up, "tăng quá ", "above ");
  return out.empty() ? visit.word("không đổi dù trọng số là bao nhiêu", "never, whatever the weight") : out;
}

View view_of(const Visit& visit, const app::ComparisonView& found) {
  View view;
  view.position = visit.in(found.position.title), view.plugin = found.plugin + " " + found.version, view.error = visit.in(found.error);
  view.alone = found.nominees.size() == 1;
  view.ready = found.state == "ready" && !view.alone;
  view.computing = found.state == "computing" && !view.alone, view.failed = found.state == "failed", view.over = found.state == "over";
  for (const app::ComparisonNominee& one : found.nominees) {
    Nominee nominee{std::to_string(one.rank),
                    one.official.name,
                    "/ho-so/" + one.rotation + "/so-sanh",
                    one.code,
                    visit.in(one.stage),
                    decimal_words(one.closeness, visit.language),
                    one.rotation == found.rotation,
                    {}};
    for (std::size_t j = 0; j < one.values.size(); ++j)
      nominee.values.push_back({visit.in(found.criteria[j].label), visit.in(one.values[j].shown), one.values[j].missing});
    view.nominees.push_back(std::move(nominee));
  }
  for (const app::ComparisonCriterion& one : found.criteria)
    view.criteria.push_back({visit.in(one.label), std::to_string(one.weight),
                             one.better == "more" ? visit.word("cao hơn", "higher") : visit.word("thấp hơn", "lower"), range_words(visit, one)});
  return view;
}

void add_bars(const Visit& visit, const app::ComparisonView& found, View& view) {
  ScoreChart chart{visit.word("Độ gần phương án lý tưởng", "Closeness to the ideal"), {}, {}, {}};
  chart.said =
      chart.title + visit.word(" của từng ứng viên, từ 0 đến 1. Số liệu ở các ô bên dưới.", " of each nominee, from 0 to 1. Figures in the sheets below.");
  for (const app::ComparisonNominee& one : found.nominees)
    if (!one.closeness.empty()) chart.bars.push_back({std::to_string(one.rank) + ". " + one.official.name, "1", one.closeness});
  if (!chart.bars.empty()) view.bars.text = score_chart(chart, visit.language);
}

/// The fitness of the first four by criterion, where it has been scored: the score of each rotation's own page.
void add_radar(const Visit& visit, const app::ComparisonView& found, View& view) {
  const ComparedScores compared = compared_scores(visit, found);
  if (compared.scores.empty()) return;
  std::vector<std::pair<std::string, const app::ScoreView*>> shapes;
  for (std::size_t i = 0; i < compared.scores.size(); ++i)
    shapes.emplace_back(compared.names[i], &compared.scores[i]), view.names.push_back({compared.names[i]});
  view.radar_title = compared.title;
  view.radar.text = radar_chart(radar_of(shapes, view.radar_title, visit.language), visit.language);
  for (const app::ScoreCriterion* criterion : compared.criteria()) {
    PointsRow row{visit.in(criterion->label), {}};
    for (std::size_t i = 0; i < compared.scores.size(); ++i) {
      const app::ScoreCriterion* same = compared.of(i, *criterion);
      row.points.push_back({same ? decimal_words(same->points, visit.language) + "/" + decimal_words(same->weight, visit.language) : "–"});
    }
    view.points.push_back(std::move(row));
  }
}

http::Reply comparison(const Visit& visit) {
  const std::string id = visit.param("id");
  const auto found = visit.app().comparison(visit.caller, id);
  if (!found) return refusal_page(visit, found.error());
  View view = view_of(visit, *found);
  if (view.ready) add_bars(visit, *found, view), add_radar(visit, *found, view);
  return page(visit, {visit.word("So sánh các ứng viên: ", "The nominees compared: ") + visit.in(found->position.title), "/ho-so", "/ho-so/" + id, found->code},
              content.render(view, visit.language));
}

}  // namespace

void add_comparison(http::Router& router, const Site& site) { add_page(router, site, "/ho-so/{id}/so-sanh", comparison); }

}  // namespace luan::web
