#include "web/pages/opinion_matrix.hpp"

#include <algorithm>

#include "base/person_name.hpp"

namespace luan::web {
namespace {

struct Head {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Head::text)};
};
struct Cell {
  std::string label, text, tone;         // tone: of a tag; "" plain
  bool differs = false, answer = false;  // answer: one of a few, in a word or two
  static constexpr auto fields = std::tuple{html::Field("label", &Cell::label), html::Field("text", &Cell::text), html::Field("tone", &Cell::tone),
                                            html::Field("differs", &Cell::differs), html::Field("answer", &Cell::answer)};
};
struct Line {
  std::string who, href;
  std::vector<Cell> cells;
  static constexpr auto fields = std::tuple{html::Field("who", &Line::who), html::Field("href", &Line::href), html::Field("cells", &Line::cells)};
};
struct View {
  std::string title, caption;
  std::vector<Head> heads;
  std::vector<Line> lines;
  static constexpr auto fields = std::tuple{html::Field("title", &View::title), html::Field("caption", &View::caption), html::Field("heads", &View::heads),
                                            html::Field("lines", &View::lines)};
};
constexpr auto content = html::compile_page<View>([] {
  return R"({{#title}}<h3>{{title}}</h3>
{{/title}}<section class="scroll" tabindex="0" aria-label="{{caption}}"><table class="stack"><caption class="vh">{{caption}}</caption><thead><tr><th scope="col">{{=Ai|Who}}</th>{{#heads}}<th scope="col">{{text}}</th>{{/heads}}<th scope="col">{{=Nguyên văn|In full}}</th></tr></thead><tbody>
{{#lines}}<tr><th scope="row">{{who}}</th>{{#cells}}<td data-l="{{label}}"{{#answer}} class="said"{{/answer}}>{{#tone}}<span class="tag {{tone}}">{{text}}</span>{{/tone}}{{^tone}}{{text}}{{/tone}}{{#differs}} <small>≠&nbsp;{{=khác|differs}}</small>{{/differs}}</td>{{/cells}}<td data-l="{{=Nguyên văn|In full}}">{{#href}}<a href="{{href}}">{{=Xem|Read}}</a>{{/href}}{{^href}}–{{/href}}</td></tr>
{{/lines}}</tbody></table></section>
)";
});

/// What is longer is read in full, not in a cell.
constexpr std::size_t most_bytes = 90;

bool fits_a_cell(const app::ValueView& value) { return value.rows.empty() && value.files.empty() && value.text.size() <= most_bytes; }

struct Column {
  std::string id, label;
};
/// The headings that these forms have, in the order in which they come.
template <class Forms>
std::vector<Column> columns_of(const Forms& forms, Language language) {
  std::vector<Column> out;
  for (const auto& values : forms)
    for (const app::ValueView& value : *values)
      if (fits_a_cell(value) && std::ranges::find(out, value.id, &Column::id) == out.end()) out.push_back({value.id, value.label.in(language)});
  return out;
}
std::string text_of(const std::vector<app::ValueView>& values, const std::string& id) {
  const auto found = std::ranges::find(values, id, &app::ValueView::id);
  return found == values.end() || !fits_a_cell(*found) ? "" : found->text;
}

/// Whoever does not say what more people say than anything else; nobody where no answer has more than the next.
void mark_differing(std::vector<Line>& lines, std::size_t column) {
  std::vector<std::pair<std::string, int>> counts;
  for (const Line& line : lines) {
    const std::string& text = line.cells[column].text;
    const auto found = std::ranges::find(counts, text, &std::pair<std::string, int>::first);
    if (text.empty()) continue;
    if (found == counts.end())
      counts.emplace_back(text, 1);
    else
      ++found->second;
  }
  std::ranges::stable_sort(counts, std::ranges::greater(), &std::pair<std::string, int>::second);
  if (counts.size() < 2 || counts[0].second == counts[1].second) return;
  for (Line& line : lines) line.cells[column].differs = !line.cells[column].text.empty() && line.cells[column].text != counts[0].first;
}

std::string matrix_of(const std::vector<const app::ResponseSummary*>& responses, Language language) {
  std::vector<const std::vector<app::ValueView>*> forms;
  for (const app::ResponseSummary* one : responses) forms.push_back(&one->values);
  std::string title = responses.front()->title.in(language);
  if (const int run = responses.front()->run; run > 1) title += (language == Language::vi ? ", lần " : ", run ") + std::to_string(run);
  View view{title, title, {}, {}};
  const std::vector<Column> columns = columns_of(forms, language);
  const bool answers = std::ranges::any_of(responses, [](const auto* one) { return !one->answer.vi.empty(); });
  const std::string answer_head = language == Language::vi ? "Trả lời" : "Answer";
  if (answers) view.heads.push_back({answer_head});
  for (const Column& column : columns) view.heads.push_back({column.label});
  for (const app::ResponseSummary* one : responses) {
    Line line{one->by, "#" + response_anchor(*one), {}};
    if (answers) line.cells.push_back({answer_head, one->answer.in(language), {}, false, true});
    for (const Column& column : columns) line.cells.push_back({column.label, text_of(one->values, column.id), {}});
    view.lines.push_back(std::move(line));
  }
  for (std::size_t i = 0; i < view.heads.size(); ++i) mark_differing(view.lines, i);
  return view.heads.empty() ? std::string() : content.render(view, language);
}

}  // namespace

std::string opinion_anchor(std::size_t place) { return "y-kien-" + std::to_string(place + 1); }
std::string response_anchor(const app::ResponseSummary& response) { return "nhat-ky-" + std::to_string(response.log_index); }

std::string opinion_matrix(const std::vector<app::OpinionView>& opinions, const TimeZone& zone, Language language) {
  if (opinions.size() < 2) return {};
  const bool vi = language == Language::vi;
  std::vector<const std::vector<app::ValueView>*> forms;
  for (const app::OpinionView& one : opinions) forms.push_back(&one.facts);
  const std::vector<Column> columns = columns_of(forms, language);
  const bool visits = std::ranges::any_of(opinions, [&](const app::OpinionView& one) { return one.visit != opinions.front().visit; });
  View view{{}, vi ? "Ý kiến của các nơi, cạnh nhau" : "The opinions side by side", {}, {}};
  if (visits) view.heads.push_back({vi ? "Lần lấy ý kiến" : "Asked"});
  for (const char* head : {vi ? "Kết luận" : "Conclusion", vi ? "Gửi lúc" : "Sent at"}) view.heads.push_back({head});
  for (const Column& column : columns) view.heads.push_back({column.label});
  for (std::size_t i = 0; i < opinions.size(); ++i) {
    const app::OpinionView& one = opinions[i];
    Line line{one.who.in(language), "#" + opinion_anchor(i), {}};
    if (visits)
      line.cells.push_back({view.heads.front().text, one.visit == opinions.front().visit ? (vi ? "gần nhất" : "latest") : (vi ? "trước đó" : "earlier"), {}});
    const std::size_t at = line.cells.size();
    line.cells.push_back({view.heads[at].text, one.answer.in(language), one.tone, one.tone == "bad"});
    line.cells.push_back({view.heads[at + 1].text, one.at ? instant_words(zone, *one.at) : "–", {}});
    for (const Column& column : columns) line.cells.push_back({column.label, text_of(one.facts, column.id), {}});
    view.lines.push_back(std::move(line));
  }
  return content.render(view, language);
}

std::string response_matrices(const std::vector<app::ResponseSummary>& responses, Language language) {
  std::string out;
  std::vector<std::pair<std::string, int>> drawn;
  for (const app::ResponseSummary& one : responses) {
    if (std::ranges::find(drawn, std::pair(one.step, one.run)) != drawn.end()) continue;
    drawn.emplace_back(one.step, one.run);
    std::vector<const app::ResponseSummary*> same;
    for (const app::ResponseSummary& other : responses)
      if (other.step == one.step && other.run == one.run) same.push_back(&other);
    sort_by_given_name(same, [](const app::ResponseSummary* response) { return std::string_view(response->by); });
    if (same.size() > 1) out += matrix_of(same, language);
  }
  return out;
}

}  // namespace luan::web
