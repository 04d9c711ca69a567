#include "web/pages/corps.hpp"

#include "app/corps.hpp"
#include "base/text.hpp"
#include "web/pages/figure_parts.hpp"

namespace luan::web {
namespace {

constexpr int target_unless_said = 100;  // percent; Kết luận 210-KL/TW: secretaries and chairs of communes

struct ShareRow {
  std::string label, counted, percent, target, unknown;
  static constexpr auto fields =
      std::tuple{html::Field("label", &ShareRow::label), html::Field("counted", &ShareRow::counted), html::Field("percent", &ShareRow::percent),
                 html::Field("target", &ShareRow::target), html::Field("unknown", &ShareRow::unknown)};
};
struct DueRow {
  std::string official, href, position, unit, ground, since;
  static constexpr auto fields =
      std::tuple{html::Field("official", &DueRow::official), html::Field("href", &DueRow::href),     html::Field("position", &DueRow::position),
                 html::Field("unit", &DueRow::unit),         html::Field("ground", &DueRow::ground), html::Field("since", &DueRow::since)};
};
struct View {
  html::Raw index{};
  std::string target, error, unknown, due_count;
  std::vector<ShareRow> shares;
  std::vector<DueRow> due;
  bool none = false;
  static constexpr auto fields =
      std::tuple{html::Field("index", &View::index),         html::Field("target", &View::target), html::Field("error", &View::error),
                 html::Field("unknown", &View::unknown),     html::Field("shares", &View::shares), html::Field("due", &View::due),
                 html::Field("due_count", &View::due_count), html::Field("none", &View::none)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"(<h1>{{=Đội ngũ cán bộ|The corps of officials}}</h1>
<p class="lead">{{=Theo thông tin cán bộ ghi đến hôm nay. Người đứng đầu là người giữ chức danh chủ chốt của phường, không kể cấp phó.|As recorded today. A head holds a key post of a ward and is no deputy.}}</p>
{{index}}{{#error}}<div class="errors" role="alert" tabindex="-1" data-focus><h2>{{=Chưa xem được|Not shown}}</h2><ul><li><a href="#chi-tieu">{{error}}</a></li></ul></div>{{/error}}
<form class="bar" method="get" action="/thong-ke/doi-ngu"><div><label for="chi-tieu">{{=Chỉ tiêu người đứng đầu không phải người địa phương (%)|Target for heads from elsewhere (%)}}</label><input class="short" type="text" id="chi-tieu" name="chi-tieu" value="{{target}}" inputmode="numeric"></div><button class="btn plain" type="submit">{{=Xem|Show}}</button></form>
<h2>{{=Cơ cấu|Composition}}</h2>
<table class="stack"><caption class="vh">{{=Tỷ lệ trong đội ngũ|Shares of the corps}}</caption><thead><tr><th scope="col">{{=Nội dung|What}}</th><th scope="col" class="num">{{=Số người|Persons}}</th><th scope="col" class="num">{{=Tỷ lệ|Share}}</th><th scope="col">{{=So với chỉ tiêu|Against the target}}</th><th scope="col" class="num">{{=Chưa rõ|Not recorded}}</th></tr></thead><tbody>
{{#shares}}<tr><th scope="row">{{label}}</th><td data-l="{{=Số người|Persons}}" class="num">{{counted}}</td><td data-l="{{=Tỷ lệ|Share}}" class="num">{{percent}}</td><td data-l="{{=So với chỉ tiêu|Against the target}}">{{target}}</td><td data-l="{{=Chưa rõ|Not recorded}}" class="num">{{unknown}}</td></tr>
{{/shares}}</tbody></table>
<h2>{{=Đến thời hạn luân chuyển|Due to move}}</h2>
<p class="small soft">{{=Người đứng đầu quá hai nhiệm kỳ liên tiếp hoặc từ 8 năm, cấp phó từ 10 năm; lâu nhất trước. Đã luân chuyển thì tính lại từ ngày đó.|Heads of more than two consecutive terms or of eight years, deputies of ten; the longest first. A posting begins anew.}}{{#unknown}} {{unknown}}{{/unknown}}</p>
{{#none}}<p class="note">{{=Chưa có ai đến thời hạn.|Nobody is due.}}</p>{{/none}}{{^none}}<p><b>{{due_count}}</b></p>
<table class="stack"><caption class="vh">{{=Cán bộ đến thời hạn luân chuyển|Officials who are due to move}}</caption><thead><tr><th scope="col">{{=Cán bộ|Official}}</th><th scope="col">{{=Chức danh|Post}}</th><th scope="col">{{=Đơn vị|Unit}}</th><th scope="col">{{=Căn cứ|Ground}}</th><th scope="col" class="num">{{=Từ ngày|Since}}</th></tr></thead><tbody>
{{#due}}<tr><th scope="row" class="name-cell"><a href="{{href}}">{{official}}</a></th><td data-l="{{=Chức danh|Post}}">{{position}}</td><td data-l="{{=Đơn vị|Unit}}">{{unit}}</td><td data-l="{{=Căn cứ|Ground}}">{{ground}}</td><td data-l="{{=Từ ngày|Since}}" class="num">{{since}}</td></tr>
{{/due}}</tbody></table>{{/none}}
)";
});

/// «12%»; down to the whole percent, so that what is short of a target is never shown as having reached it.
std::string percent_of(const app::CorpsShare& share) { return share.of == 0 ? "" : std::to_string(std::int64_t{share.count} * 100 / share.of) + "%"; }

struct Named {
  Localized label;
  const app::CorpsShare* share;
  bool has_target = false;
};
std::vector<Named> shares_of(const app::CorpsFigures& figures) {
  const std::string age = std::to_string(figures.young_age);
  return {{{"Người đứng đầu phường không phải người địa phương", "Heads of wards from elsewhere"}, &figures.non_local, true},
          {{"Nữ giữ chức danh chủ chốt", "Women in key posts"}, &figures.women},
          {{"Dưới " + age + " tuổi giữ chức danh chủ chốt", "Under " + age + " in key posts"}, &figures.young}};
}

ShareRow row_of(const Visit& visit, const Named& named, int target) {
  const app::CorpsShare& share = *named.share;
  ShareRow row{visit.in(named.label), std::to_string(share.count) + " / " + std::to_string(share.of), percent_of(share), {}, std::to_string(share.unknown)};
  if (!named.has_target) row.target = visit.word("Không có chỉ tiêu", "No target");
  if (const auto reached = named.has_target ? share.reaches(target) : std::nullopt)
    row.target = (*reached ? visit.word("Đạt ", "Reached: ") : visit.word("Chưa đạt ", "Not reached: ")) + std::to_string(target) + "%";
  return row;
}

std::optional<int> asked_target(const Visit& visit) {
  const std::string text = visit.query("chi-tieu");
  if (text.empty()) return target_unless_said;
  const auto number = whole_number<int>(text);
  return number && *number >= 1 && *number <= 100 ? number : std::nullopt;
}

http::Reply corps(const Visit& visit) {
  const auto figures = app::corps_figures(visit.app(), visit.caller);
  if (!figures) return refusal_page(visit, figures.error());
  const auto target = asked_target(visit);
  View view;
  view.index.text = figure_index(visit, "/thong-ke/doi-ngu");
  view.target = target ? std::to_string(*target) : visit.query("chi-tieu");
  if (!target) view.error = visit.word("Nhập số nguyên từ 1 đến 100, ví dụ 30", "Enter a whole number from 1 to 100, like 30");
  for (const Named& named : shares_of(*figures)) view.shares.push_back(row_of(visit, named, target.value_or(target_unless_said)));
  for (const app::DueOfficial& due : figures->due)
    view.due.push_back({due.official.name, "/can-bo/" + due.official.id, visit.in(due.position), visit.in(due.unit.name),
                        visit.in(app::ground_words(due.ground)), due.since ? to_page_text(*due.since) : ""});
  view.none = view.due.empty(), view.due_count = person_count(static_cast<std::int64_t>(view.due.size()), visit.language);
  if (figures->unknown > 0)
    view.unknown = visit.word("Chưa ghi đủ thông tin của ", "Not enough is recorded of ") + person_count(figures->unknown, visit.language) + ".";
  return page(visit, {visit.word("Đội ngũ cán bộ", "The corps of officials"), "/thong-ke", "/thong-ke", visit.word("Thống kê", "Statistics")},
              content.render(view, visit.language));
}

Result<void> due(const Visit& visit, Taken& into) {
  const auto figures = app::corps_figures(visit.app(), visit.caller);
  if (!figures) return std::unexpected(figures.error());
  for (const app::DueOfficial& one : figures->due)
    into.table.rows.push_back({one.official.name, visit.in(one.position), visit.in(one.unit.name), visit.in(app::ground_words(one.ground)),
                               one.since ? table::Cell(*one.since) : table::Cell(), one.terms > 0 ? table::Cell(std::int64_t{one.terms}) : table::Cell()});
  return {};
}

Result<void> shares(const Visit& visit, Taken& into) {
  const auto figures = app::corps_figures(visit.app(), visit.caller);
  if (!figures) return std::unexpected(figures.error());
  for (const Named& named : shares_of(*figures))
    into.table.rows.push_back({visit.in(named.label), std::int64_t{named.share->count}, std::int64_t{named.share->of}, std::int64_t{named.share->unknown}});
  return {};
}

}  // namespace

void add_corps(http::Router& router, const Site& site) { add_page(router, site, "/thong-ke/doi-ngu", corps); }

std::vector<Export> corps_exports() {
  using table::Kind;
  return {
      {"/thong-ke/doi-ngu",
       "",
       {"Cán bộ đến thời hạn luân chuyển", "Officials who are due to move"},
       "den-thoi-han",
       {{{"Cán bộ", "Official"}},
        {{"Chức danh", "Post"}},
        {{"Đơn vị", "Unit"}},
        {{"Căn cứ", "Ground"}},
        {{"Từ ngày", "Since"}, Kind::date},
        {{"Số nhiệm kỳ", "Terms"}, Kind::number}},
       at_once(due)},
      {"/thong-ke/doi-ngu",
       "co-cau",
       {"Cơ cấu đội ngũ", "Composition of the corps"},
       "co-cau-doi-ngu",
       {{{"Nội dung", "What"}}, {{"Số người", "Persons"}, Kind::number}, {{"Trên tổng số", "Of"}, Kind::number}, {{"Chưa rõ", "Not recorded"}, Kind::number}},
       at_once(shares)}};
}

}  // namespace luan::web
