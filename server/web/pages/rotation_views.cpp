#include "web/pages/rotation_views.hpp"

#include <algorithm>

#include "web/charts.hpp"
#include "web/form_view.hpp"
#include "web/pages/opinion_matrix.hpp"

namespace luan::web {
namespace {

struct Opinion {
  std::string who, answer, tone, text, by, at, log, corrected, correct, anchor;
  html::Raw facts;
  static constexpr auto fields =
      std::tuple{html::Field("who", &Opinion::who),         html::Field("answer", &Opinion::answer), html::Field("tone", &Opinion::tone),
                 html::Field("text", &Opinion::text),       html::Field("by", &Opinion::by),         html::Field("at", &Opinion::at),
                 html::Field("log", &Opinion::log),         html::Field("facts", &Opinion::facts),   html::Field("corrected", &Opinion::corrected),
                 html::Field("correct", &Opinion::correct), html::Field("anchor", &Opinion::anchor)};
};
struct Opinions {
  std::vector<Opinion> list;
  static constexpr auto fields = std::tuple{html::Field("list", &Opinions::list)};
};
constexpr std::array<html::Partial, 1> correction_partial{
    {{"correction",
      R"({{#corrected}}<p class="small"><span class="tag warn">{{=Đã đính chính|Corrected}}</span> {{corrected}}</p>{{/corrected}}{{#correct}}<p class="small noprint"><a href="{{correct}}">{{=Đính chính|Correct this}}</a></p>{{/correct}})"}}};
constexpr auto opinions_template = html::compile_page<Opinions, correction_partial>([] {
  return R"(<div class="pair">{{#list}}<article class="sheet opinion {{tone}}" id="{{anchor}}"><h3>{{who}}</h3><p><span class="tag {{tone}}">{{answer}}</span></p>
{{#text}}<blockquote class="user"><p>{{text}}</p></blockquote>{{/text}}
{{facts}}{{#at}}<p class="small soft">{{=Người gửi:|Sent by}} {{by}}, {{at}}{{#log}} · {{=nhật ký số|log no.}} {{log}}{{/log}}</p>{{/at}}{{>correction}}</article>
{{/list}}</div>
)";
});

struct Criterion {
  std::string label, why, level, weight, points;
  static constexpr auto fields =
      std::tuple{html::Field("label", &Criterion::label), html::Field("why", &Criterion::why), html::Field("level", &Criterion::level),
                 html::Field("weight", &Criterion::weight), html::Field("points", &Criterion::points)};
};
struct Score {
  std::string title, points, band, tone, plugin, at, summary;
  html::Raw chart, radar;
  std::vector<Criterion> criteria, checks;  // those that add points, and those that are only met or not
  bool decides = false, open = false;
  static constexpr auto fields =
      std::tuple{html::Field("title", &Score::title),       html::Field("points", &Score::points), html::Field("band", &Score::band),
                 html::Field("tone", &Score::tone),         html::Field("plugin", &Score::plugin), html::Field("at", &Score::at),
                 html::Field("summary", &Score::summary),   html::Field("chart", &Score::chart),   html::Field("radar", &Score::radar),
                 html::Field("criteria", &Score::criteria), html::Field("checks", &Score::checks), html::Field("decides", &Score::decides),
                 html::Field("open", &Score::open)};
};
constexpr auto score_template = html::compile_page<Score>([] {
  return R"(<h2>{{title}}: {{points}}/100 <span class="tag {{tone}}">{{band}}</span></h2>
<p class="small soft">{{#decides}}{{=Quy trình dùng kết quả này để chọn bước tiếp theo. Tính bằng|The workflow goes on by this result. Computed by}}{{/decides}}{{^decides}}{{=Điểm để tham khảo, không thay biểu quyết hay kết luận của người có thẩm quyền. Tính bằng|A score advises; it decides nothing and replaces no vote. Computed by}}{{/decides}} {{plugin}}, {{at}}.</p>
{{#summary}}<p>{{summary}}</p>
{{/summary}}{{#chart}}<div class="pair">{{chart}}{{radar}}</div>
<details><summary>{{=Cách tính từng điểm|How each point was computed}}</summary>
<section class="scroll" tabindex="0" aria-label="{{=Bảng cách tính điểm|Table of points}}"><table><thead><tr><th scope="col">{{=Tiêu chí|Criterion}}</th><th scope="col">{{=Căn cứ|Ground}}</th><th scope="col" class="num">{{=Mức|Level}}</th><th scope="col" class="num">{{=Trọng số|Weight}}</th><th scope="col" class="num">{{=Điểm|Points}}</th></tr></thead><tbody>
{{#criteria}}<tr><th scope="row">{{label}}</th><td>{{why}}</td><td class="num">{{level}}</td><td class="num">{{weight}}</td><td class="num">{{points}}</td></tr>
{{/criteria}}</tbody><tfoot><tr><th scope="row" colspan="4">{{=Cộng|Total}} ({{band}})</th><td class="num">{{points}}</td></tr></tfoot></table></section></details>
{{/chart}}{{^chart}}<details{{#open}} open{{/open}}><summary>{{=Từng mục và căn cứ|Each item and its ground}}</summary>
<table class="stack"><thead><tr><th scope="col">{{=Mục|Item}}</th><th scope="col">{{=Kết quả và căn cứ|Result and ground}}</th></tr></thead><tbody>
{{#checks}}<tr><th scope="row">{{label}}</th><td data-l="{{=Kết quả|Result}}">{{why}}</td></tr>
{{/checks}}</tbody></table></details>
{{/chart}})";
});

struct Response {
  std::string title, answer, by, at, log, corrected, correct, anchor;
  html::Raw values;
  static constexpr auto fields = std::tuple{html::Field("title", &Response::title),
                                            html::Field("answer", &Response::answer),
                                            html::Field("by", &Response::by),
                                            html::Field("at", &Response::at),
                                            html::Field("log", &Response::log),
                                            html::Field("values", &Response::values),
                                            html::Field("corrected", &Response::corrected),
                                            html::Field("correct", &Response::correct),
                                            html::Field("anchor", &Response::anchor)};
};
struct Responses {
  std::vector<Response> list;
  static constexpr auto fields = std::tuple{html::Field("list", &Responses::list)};
};
constexpr auto responses_template = html::compile_page<Responses, correction_partial>([] {
  return R"({{#list}}<section class="sheet" id="{{anchor}}"><h3>{{title}}{{#answer}} <span class="tag">{{answer}}</span>{{/answer}}</h3>{{values}}<p class="small soft">{{by}}, {{at}} · {{=nhật ký số|log no.}} {{log}}</p>{{>correction}}</section>
{{/list}})";
});

struct Entry {
  std::string at, machine, what, who, log;
  bool key = false;
  html::Raw values;
  static constexpr auto fields = std::tuple{html::Field("at", &Entry::at),        html::Field("machine", &Entry::machine), html::Field("what", &Entry::what),
                                            html::Field("who", &Entry::who),      html::Field("log", &Entry::log),         html::Field("key", &Entry::key),
                                            html::Field("values", &Entry::values)};
};
struct History {
  std::vector<Entry> first, rest;
  std::string folded;
  static constexpr auto fields =
      std::tuple{html::Field("first", &History::first), html::Field("rest", &History::rest), html::Field("folded", &History::folded)};
};
constexpr std::array<html::Partial, 1> entry_partial{
    {{"entry",
      R"(<li{{#key}} class="key"{{/key}}><time datetime="{{machine}}">{{at}}</time><p>{{#key}}<b>{{what}}</b>{{/key}}{{^key}}{{what}}{{/key}}</p><p class="small soft">{{#who}}{{who}} · {{/who}}{{=nhật ký số|log no.}} {{log}}</p>{{#values}}<details class="noprint"><summary>{{=Nội dung|Content}}</summary>{{values}}</details>{{/values}}</li>
)"}}};
constexpr auto history_template = html::compile_page<History, entry_partial>([] {
  return R"(<ol class="log">{{#first}}{{>entry}}{{/first}}</ol>
{{#folded}}<details><summary>{{folded}}</summary><ol class="log">{{#rest}}{{>entry}}{{/rest}}</ol></details>
{{/folded}})";
});

std::string corrected_words(const app::Correction& correction, const TimeZone& zone, Language language) {
  if (correction.log_index < 0) return {};
  return instant_words(zone, correction.at) + (language == Language::vi ? " · nhật ký số " : " · log no. ") + grouped(correction.log_index, language);
}
std::string correct_address(const app::Correction& correction) {
  return correction.may ? "/ho-so/" + correction.rotation + "/dinh-chinh/" + std::to_string(correction.sequence) : "";
}

}  // namespace

std::string opinions_part(const std::vector<app::OpinionView>& opinions, const TimeZone& zone, Language language) {
  Opinions view;
  for (const app::OpinionView& one : opinions)
    view.list.push_back({one.who.in(language),
                         one.answer.in(language),
                         one.tone,
                         one.text,
                         one.by,
                         one.at ? instant_words(zone, *one.at) : "",
                         one.log_index >= 0 ? grouped(one.log_index, language) : "",
                         corrected_words(one.correction, zone, language),
                         correct_address(one.correction),
                         opinion_anchor(view.list.size()),
                         {value_list(one.facts, language)}});
  return opinions_template.render(view, language);
}

RadarChart radar_of(const std::vector<std::pair<std::string, const app::ScoreView*>>& scores, const std::string& title, Language language) {
  RadarChart chart{title + (language == Language::vi ? ": phần điểm đạt được ở từng tiêu chí" : ": share of the points under each criterion"), {}, {}};
  std::vector<const app::ScoreCriterion*> rays;
  for (const app::ScoreCriterion& one : scores.front().second->criteria) {
    if (one.points.empty() || decimal_number(one.weight) <= 0) continue;
    rays.push_back(&one);
    chart.criteria.push_back(one.label.in(language));
    if (scores.size() == 1) chart.criteria.back() += ": " + decimal_words(one.points, language) + "/" + decimal_words(one.weight, language);
  }
  for (const auto& [name, score] : scores) {
    RadarShape shape{name, {}};
    for (const app::ScoreCriterion* ray : rays) {
      const auto same = std::ranges::find_if(score->criteria, [&](const app::ScoreCriterion& one) { return one.label.vi == ray->label.vi; });
      const double weight = same == score->criteria.end() ? 0 : decimal_number(same->weight);
      shape.shares.push_back(weight > 0 ? decimal_number(same->points) / weight : 0);
    }
    chart.shapes.push_back(std::move(shape));
  }
  return chart;
}

std::string score_part(const app::ScoreView& score, const TimeZone& zone, Language language) {
  Score view;
  view.title = score.title.in(language), view.points = decimal_words(score.points, language), view.band = score.band.in(language), view.tone = score.tone;
  view.plugin = score.plugin + " " + score.version, view.at = instant_words(zone, score.at);
  view.decides = score.decides, view.open = score.tone != "ok";
  ScoreChart chart{view.title, score.points, {}};
  for (const app::ScoreCriterion& one : score.criteria) {
    if (!one.points.empty() && !one.weight.empty()) chart.bars.push_back({one.label.in(language), one.weight, one.points});
    view.criteria.push_back({one.label.in(language), one.why.in(language), decimal_words(one.level, language), decimal_words(one.weight, language),
                             decimal_words(one.points, language)});
  }
  if (!chart.bars.empty()) {
    view.chart.text = score_chart(chart, language);
    view.radar.text = radar_chart(radar_of({{view.title, &score}}, view.title, language), language);
    return score_template.render(view, language);
  }
  // No point belongs to a weight: the first reason says what the number is, the others are looked up.
  if (!view.criteria.empty()) view.summary = view.criteria.front().why, view.checks.assign(view.criteria.begin() + 1, view.criteria.end());
  return score_template.render(view, language);
}

std::string scores_part(const std::vector<app::ScoreView>& scores, const TimeZone& zone, Language language) {
  std::string out;
  for (const app::ScoreView& score : scores) out += score_part(score, zone, language);
  return out;
}

std::string responses_part(const std::vector<app::ResponseSummary>& responses, const TimeZone& zone, Language language) {
  Responses view;
  for (const app::ResponseSummary& one : responses)
    view.list.push_back({one.title.in(language),
                         one.answer.in(language),
                         one.by,
                         instant_words(zone, one.at),
                         grouped(one.log_index, language),
                         corrected_words(one.correction, zone, language),
                         correct_address(one.correction),
                         response_anchor(one),
                         {value_list(one.values, language)}});
  return responses_template.render(view, language);
}

std::string history_part(const std::vector<app::HistoryEntry>& entries, std::size_t unfolded, const TimeZone& zone, Language language) {
  History view;
  for (const app::HistoryEntry& one : entries) {
    Entry entry{instant_words(zone, one.time),     to_text(one.time), one.what.in(language), one.who, grouped(one.log_index, language), one.key,
                {value_list(one.values, language)}};
    (view.first.size() < unfolded ? view.first : view.rest).push_back(std::move(entry));
  }
  if (const auto rest = static_cast<std::int64_t>(view.rest.size()); rest > 0)
    view.folded =
        language == Language::vi ? "Xem " + grouped(rest, language) + " sự kiện trước đó" : "Show " + counted(rest, "earlier event", "earlier events");
  return history_template.render(view, language);
}

std::string parties_line(const app::Parties& parties, Language language) {
  return (parties.from_position.id.empty() ? parties.sending.name : parties.from_position.title).in(language) + " → " + parties.position.title.in(language);
}

}  // namespace luan::web
