#include "web/pages/figure_parts.hpp"
#include "app/directions.hpp"
#include "web/choice.hpp"

namespace luan::web {
namespace {

struct Entry {
  std::string href, title;
  bool here = false;
  static constexpr auto fields = std::tuple{html::Field("href", &Entry::href), html::Field("title", &Entry::title), html::Field("here", &Entry::here)};
};
struct Index {
  std::vector<Entry> entries;
  static constexpr auto fields = std::tuple{html::Field("entries", &Index::entries)};
};
constexpr auto index_template = html::compile_page<Index>([] {
  return R"(<nav class="figures" aria-label="{{=Các hình thống kê|Figures}}"><ul>{{#entries}}<li>{{#here}}<b aria-current="page">{{title}}</b>{{/here}}{{^here}}<a href="{{href}}">{{title}}</a>{{/here}}</li>{{/entries}}</ul></nav>
)";
});

struct Form {
  std::string action, from, to, error, more_name, more_label;
  std::vector<Choice> workflows, units, kinds, directions, more;
  bool several = false;
  static constexpr auto fields =
      std::tuple{html::Field("action", &Form::action),         html::Field("more", &Form::more),       html::Field("more_name", &Form::more_name),
                 html::Field("more_label", &Form::more_label), html::Field("from", &Form::from),       html::Field("to", &Form::to),
                 html::Field("error", &Form::error),           html::Field("units", &Form::units),     html::Field("workflows", &Form::workflows),
                 html::Field("kinds", &Form::kinds),           html::Field("several", &Form::several), html::Field("directions", &Form::directions)};
};
constexpr auto form_template = html::compile_page<Form>([] {
  return R"({{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa xem được|Not shown}}</h2><ul><li><a href="#tu">{{error}}</a></li></ul></div>{{/error}}
<form class="bar" method="get" action="{{action}}"><div><label for="tu">{{=Từ ngày|From}}</label><input class="short" type="text" id="tu" name="tu" value="{{from}}" inputmode="numeric"></div><div><label for="den">{{=Đến hết ngày|Until}}</label><input class="short" type="text" id="den" name="den" value="{{to}}" inputmode="numeric"></div>
{{#several}}<div><label for="quy-trinh">{{=Quy trình|Workflow}}</label><select class="short" id="quy-trinh" name="quy-trinh">{{#workflows}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/workflows}}</select></div>
{{/several}}<div><label for="don-vi">{{=Nơi đến|Receiving unit}}</label><select class="short" id="don-vi" name="don-vi"><option value="">{{=Tất cả|All}}</option>{{#units}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/units}}</select></div>
<div><label for="loai">{{=Loại|Kind}}</label><select class="short" id="loai" name="loai"><option value="">{{=Tất cả|All}}</option>{{#kinds}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/kinds}}</select></div>
<div><label for="huong">{{=Hướng|Direction}}</label><select class="short" id="huong" name="huong"><option value="">{{=Tất cả|All}}</option>{{#directions}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/directions}}</select></div>
{{#more_name}}<div><label for="{{more_name}}">{{more_label}}</label><select class="short" id="{{more_name}}" name="{{more_name}}">{{#more}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{label}}</option>{{/more}}</select></div>
{{/more_name}}<button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
)";
});

}  // namespace

std::string figure_index(const Visit& visit, std::string_view here) {
  Index index;
  for (const auto& [href, title] : {std::pair{"/thong-ke", visit.word("Lượt theo năm, nơi đến, hướng, kết quả", "Turns by year, unit, direction, result")},
                                    {"/thong-ke/giai-doan", visit.word("Hồ sơ qua các giai đoạn", "Rotations through the stages")},
                                    {"/thong-ke/thoi-gian", visit.word("Thời gian ở từng giai đoạn", "Time in each stage")},
                                    {"/thong-ke/kien-nghi", visit.word("Kiến nghị", "Petitions")},
                                    {"/thong-ke/doi-ngu", visit.word("Đội ngũ cán bộ", "The corps of officials")}})
    index.entries.push_back({href, title, here == href});
  return index_template.render(index, visit.language);
}

AskedPeriod asked_period(const Visit& visit) {
  AskedPeriod asked;
  const Date today = visit.app().zone().date(visit.app().clock().now());
  asked.query.to = today;
  asked.query.from = Date{today.year() - std::chrono::years(10), std::chrono::January, std::chrono::day(1)};
  for (const auto& [name, into] : {std::pair{"tu", &asked.query.from}, {"den", &asked.query.to}}) {
    const std::string text = visit.query(name);
    if (text.empty()) continue;
    if (const auto date = parse_page_date(text))
      *into = *date;
    else
      asked.error = visit.word("Nhập ngày/tháng/năm, ví dụ 31/12/2017", "Enter day/month/year, like 31/12/2017"), asked.wrong = name;
  }
  asked.query.unit = visit.query("don-vi"), asked.query.kind = visit.query("loai"), asked.query.direction = visit.query("huong");
  asked.query.workflow = visit.query("quy-trinh");
  asked.from = to_page_text(asked.query.from), asked.to = to_page_text(asked.query.to);
  return asked;
}

Result<AskedPeriod> valid_period(const Visit& visit) {
  AskedPeriod asked = asked_period(visit);
  if (!asked.error.empty()) return refuse_fields({{asked.wrong, {asked.error, asked.error}}});
  return asked;
}

std::string period_address(const AskedPeriod& asked) {
  std::string address = "?tu=" + http::percent_encode(asked.from) + "&den=" + http::percent_encode(asked.to);
  for (const auto& [name, value] :
       {std::pair{"don-vi", &asked.query.unit}, {"loai", &asked.query.kind}, {"huong", &asked.query.direction}, {"quy-trinh", &asked.query.workflow}})
    if (!value->empty()) address += std::string("&") + name + "=" + http::percent_encode(*value);
  return address;
}

std::string period_form(const Visit& visit, const AskedPeriod& asked, const std::string& action, const PeriodChoice& more) {
  Form form{action, asked.from, asked.to, asked.error, more.name, more.label, {}, {}, {}, {}, {}};
  if (const auto units = visit.app().units(visit.caller))
    for (const auto& unit : *units)
      if (unit.kind == "ward" || unit.kind == "office") form.units.push_back({unit.id, visit.in(unit.name), unit.id == asked.query.unit});
  for (const char* kind : {"key", "civil_servant"}) form.kinds.push_back({kind, kind_words(kind, visit.language), asked.query.kind == kind});
  for (const app::Direction& one : app::directions()) form.directions.push_back({std::string(one.id), visit.in(one.label), asked.query.direction == one.id});
  for (const auto& [name, title] : app::workflows_with_figures(visit.app())) form.workflows.push_back({name, visit.in(title), name == asked.query.workflow});
  form.several = more.name.empty() && form.workflows.size() > 1;
  for (const auto& [value, label] : more.choices) form.more.push_back({value, label, value == more.chosen});
  return form_template.render(form, visit.language);
}

std::string turn_count(std::int64_t count, Language language) {
  return language == Language::vi ? grouped(count, language) + " lượt" : counted(count, "turn", "turns");
}
std::string person_count(std::int64_t count, Language language) {
  return language == Language::vi ? grouped(count, language) + " người" : counted(count, "person", "persons");
}

}  // namespace luan::web
