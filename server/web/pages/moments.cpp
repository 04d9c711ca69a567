// «So hai thời điểm»: a rotation at two log numbers, side by side, with what changed said in words.
#include "app/moments.hpp"

#include "base/text.hpp"
#include "web/choice.hpp"
#include "web/pages/moment_words.hpp"
#include "web/site.hpp"

namespace luan::web {
namespace {

struct Line {
  std::string label, before, after, change, tone;
  static constexpr auto fields = std::tuple{html::Field("label", &Line::label), html::Field("before", &Line::before), html::Field("after", &Line::after),
                                            html::Field("change", &Line::change), html::Field("tone", &Line::tone)};
};
struct Part {
  std::string title, folded, from, to;
  std::vector<Line> changed, same;
  bool any_changed = false;
  static constexpr auto fields = std::tuple{html::Field("title", &Part::title),
                                            html::Field("folded", &Part::folded),
                                            html::Field("from", &Part::from),
                                            html::Field("to", &Part::to),
                                            html::Field("changed", &Part::changed),
                                            html::Field("same", &Part::same),
                                            html::Field("any_changed", &Part::any_changed)};
};
struct Side {
  std::string number, at, machine, what, shown;
  static constexpr auto fields = std::tuple{html::Field("number", &Side::number), html::Field("at", &Side::at), html::Field("machine", &Side::machine),
                                            html::Field("what", &Side::what), html::Field("shown", &Side::shown)};
};
struct View {
  std::string heading, lead, action;
  std::vector<Side> sides;
  std::vector<Choice> before, after;
  std::vector<Part> parts;
  static constexpr auto fields = std::tuple{html::Field("heading", &View::heading), html::Field("lead", &View::lead),     html::Field("action", &View::action),
                                            html::Field("sides", &View::sides),     html::Field("before", &View::before), html::Field("after", &View::after),
                                            html::Field("parts", &View::parts)};
};
constexpr std::array<html::Partial, 1> table_partial{
    {{"table",
      R"(<table class="stack"><caption class="vh">{{title}}</caption><thead><tr><th scope="col">{{=Mục|Item}}</th><th scope="col">{{from}}</th><th scope="col">{{to}}</th><th scope="col">{{=Thay đổi|Change}}</th></tr></thead><tbody>
)"}}};
constexpr auto content = html::compile_page<View, table_partial>([] {
  return R"(<h1>{{heading}}</h1>
<p class="lead">{{lead}}</p>
<form class="bar" method="get" action="{{action}}"><div><label for="a">{{=Thời điểm trước|The earlier moment}}</label><select id="a" name="a">{{#before}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/before}}</select></div><div><label for="b">{{=Thời điểm sau|The later moment}}</label><select id="b" name="b">{{#after}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/after}}</select></div><button class="btn plain" type="submit">{{=So sánh|Compare}}</button></form>
<div class="pair">{{#sides}}<section class="sheet"><h2>{{=Sau nhật ký số|After log no.}} {{number}}</h2><p><time datetime="{{machine}}">{{at}}</time></p><p>{{what}}</p>{{#shown}}<p class="small soft">{{=Dấu nội dung trang đã hiển thị khi gửi (SHA-256):|Digest of what the page showed when this was sent (SHA-256):}} <span class="hash">{{shown}}</span></p>{{/shown}}</section>
{{/sides}}</div>
{{#parts}}<section><h2>{{title}}</h2>
{{#any_changed}}{{>table}}{{#changed}}<tr><th scope="row">{{label}}</th><td data-l="{{from}}"><span class="user">{{before}}</span></td><td data-l="{{to}}"><span class="user">{{after}}</span></td><td data-l="{{=Thay đổi|Change}}"><span class="tag {{tone}}">{{change}}</span></td></tr>
{{/changed}}</tbody></table>{{/any_changed}}{{#folded}}<details><summary>{{folded}}</summary>
{{>table}}{{#same}}<tr><th scope="row">{{label}}</th><td data-l="{{from}}"><span class="user">{{before}}</span></td><td data-l="{{to}}"><span class="user">{{after}}</span></td><td data-l="{{=Thay đổi|Change}}">{{change}}</td></tr>
{{/same}}</tbody></table></details>{{/folded}}</section>
{{/parts}})";
});

std::string short_of(const std::string& text) {
  constexpr std::size_t most = 110;
  if (text.size() <= most) return text;
  std::size_t end = text.rfind(' ', most);
  if (end == text.npos) end = most;
  return text.substr(0, end) + " …";
}

Line line_of(const Visit& visit, const app::ComparedLine& line) {
  using Change = app::ComparedLine::Change;
  Line out{visit.in(line.label), line.before.empty() ? "–" : line.before, line.after.empty() ? "–" : line.after, {}, {}};
  out.change = visit.in(compared_change(line.change));
  out.tone = line.change == Change::changed ? "warn" : line.change == Change::added ? "ok" : line.change == Change::gone ? "bad" : "";
  return out;
}

Part part_of(const Visit& visit, const app::ComparedPart& part, const std::string& from, const std::string& to) {
  Part out{visit.in(part.title), {}, from, to, {}, {}};
  for (const app::ComparedLine& line : part.lines) (line.change == app::ComparedLine::Change::same ? out.same : out.changed).push_back(line_of(visit, line));
  out.any_changed = !out.changed.empty();
  if (const auto same = static_cast<std::int64_t>(out.same.size()); same > 0)
    out.folded = visit.language == Language::vi ? grouped(same, Language::vi) + " mục giữ nguyên" : counted(same, "item", "items") + " unchanged";
  return out;
}

std::vector<Choice> choices(const Visit& visit, const app::MomentsView& found, std::int64_t chosen) {
  std::vector<Choice> out;
  for (const app::Moment& one : found.choices)
    out.push_back({std::to_string(one.log_index),
                   grouped(one.log_index, visit.language) + " · " + instant_words(visit.app().zone(), one.at) + " · " + short_of(visit.in(one.what)),
                   one.log_index == chosen});
  return out;
}

http::Reply moments_page(const Visit& visit) {
  const std::string id = visit.param("id");
  const auto a = asked_moment(visit, "a"), b = asked_moment(visit, "b");
  if (!a || !b) return refusal_page(visit, {RefusalCode::bad_request, {{"detail", "a, b: log numbers"}}});
  const auto found = app::moments(visit.app(), visit.caller, id, *a, *b);
  if (!found) return refusal_page(visit, found.error());
  View view;
  view.action = "/truy-vet/" + id + "/so-sanh";
  view.heading = visit.word("So hai thời điểm: đ/c ", "Two moments: ") + found->row.parties.official.name;
  const auto changed = static_cast<std::int64_t>(found->changed);
  if (visit.language == Language::vi)
    view.lead =
        changed == 0 ? "Giữa hai thời điểm này không có gì thay đổi." : "Giữa hai thời điểm này có " + grouped(changed, Language::vi) + " mục thay đổi.";
  else
    view.lead = changed == 0 ? "Nothing changed between these two moments." : counted(changed, "item", "items") + " changed between these two moments.";
  for (const app::Moment* one : {&found->before, &found->after})
    view.sides.push_back(
        {grouped(one->log_index, visit.language), instant_words(visit.app().zone(), one->at), to_text(one->at), visit.in(one->what), one->shown});
  view.before = choices(visit, *found, found->before.log_index), view.after = choices(visit, *found, found->after.log_index);
  const std::string at = visit.word("Tại số ", "At no. ");
  const std::string from = at + grouped(found->before.log_index, visit.language), to = at + grouped(found->after.log_index, visit.language);
  for (const app::ComparedPart& part : found->parts) view.parts.push_back(part_of(visit, part, from, to));
  return page(visit, {view.heading, "/truy-vet", "/truy-vet/" + id, visit.word("Truy vết", "Trace")}, content.render(view, visit.language));
}

}  // namespace

void add_moments(http::Router& router, const Site& site) { add_page(router, site, "/truy-vet/{id}/so-sanh", moments_page); }

}  // namespace luan::web
