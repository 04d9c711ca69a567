// What was filled in, for people: a list, tables for rows, links for files.
#include <algorithm>

#include "base/file_kind.hpp"
#include "web/form_view.hpp"

namespace luan::web {
namespace {

struct Text {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Text::text)};
};
struct CellText {
  std::string label, text;
  static constexpr auto fields = std::tuple{html::Field("label", &CellText::label), html::Field("text", &CellText::text)};
};
struct RowText {
  std::int64_t number = 0;
  std::vector<CellText> cells;
  static constexpr auto fields = std::tuple{html::Field("number", &RowText::number), html::Field("cells", &RowText::cells)};
};
struct FileText {
  std::string href, name, size, digest;
  static constexpr auto fields = std::tuple{html::Field("href", &FileText::href), html::Field("name", &FileText::name), html::Field("size", &FileText::size),
                                            html::Field("digest", &FileText::digest)};
};
struct ValueText {
  std::string label, text;
  bool table = false, differs = false;
  std::vector<Text> columns;
  std::vector<RowText> rows;
  std::vector<FileText> files;
  static constexpr auto fields =
      std::tuple{html::Field("label", &ValueText::label),     html::Field("text", &ValueText::text), html::Field("table", &ValueText::table),
                 html::Field("columns", &ValueText::columns), html::Field("rows", &ValueText::rows), html::Field("files", &ValueText::files),
                 html::Field("differs", &ValueText::differs)};
};
struct ValueTexts {
  bool any = false;
  std::vector<ValueText> plain, tables;
  static constexpr auto fields =
      std::tuple{html::Field("any", &ValueTexts::any), html::Field("plain", &ValueTexts::plain), html::Field("tables", &ValueTexts::tables)};
};
constexpr auto values_template = html::compile_page<ValueTexts>([] {
  return R"({{#any}}<dl class="facts">{{#plain}}<div><dt>{{label}}</dt><dd class="user">{{#files}}<span class="file"><a href="{{href}}" download>{{name}}</a> <span class="small soft">{{size}} · {{=mã băm|digest}} <code>{{digest}}…</code></span></span>{{/files}}{{^files}}{{text}}{{/files}}</dd>{{#differs}}<dd><span class="tag warn">≠&nbsp;{{=khác|differs}}</span></dd>{{/differs}}</div>{{/plain}}</dl>{{/any}}{{#tables}}<table class="stack"><caption>{{label}}{{#differs}} <span class="tag warn">≠&nbsp;{{=khác|differs}}</span>{{/differs}}</caption><thead><tr><th scope="col">{{=TT|No.}}</th>{{#columns}}<th scope="col">{{text}}</th>{{/columns}}</tr></thead><tbody>{{#rows}}<tr><td data-l="{{=TT|No.}}">{{number}}</td>{{#cells}}<td data-l="{{label}}" class="user">{{text}}</td>{{/cells}}</tr>{{/rows}}</tbody></table>{{/tables}})";
});

/// Two forms of one thing have the same headings, not always the same ids.
bool stands_in(const std::vector<app::ValueView>& other, const app::ValueView& value, Language language) {
  return std::ranges::any_of(other, [&](const app::ValueView& one) { return one.label.in(language) == value.label.in(language) && reads_alike(one, value); });
}

}  // namespace

bool reads_alike(const app::ValueView& one, const app::ValueView& other) {
  return one.text == other.text && one.rows == other.rows && std::ranges::equal(one.files, other.files, {}, &app::FileView::file, &app::FileView::file);
}

std::string value_list(const std::vector<app::ValueView>& values, Language language, const std::vector<app::ValueView>* beside) {
  ValueTexts view;
  for (const app::ValueView& value : values) {
    ValueText one{value.label.in(language), value.text, !value.columns.empty(), beside && !stands_in(*beside, value, language), {}, {}, {}};
    for (const app::FileView& file : value.files)
      one.files.push_back({"/tep/" + file.file, file.name, size_words(file.size).in(language), file.sha256.substr(0, 12)});
    for (const Localized& column : value.columns) one.columns.push_back({column.in(language)});
    for (std::size_t i = 0; i < value.rows.size(); ++i) {
      RowText row{static_cast<std::int64_t>(i + 1), {}};
      for (std::size_t k = 0; k < value.rows[i].size(); ++k) row.cells.push_back({one.columns[k].text, value.rows[i][k]});
      one.rows.push_back(std::move(row));
    }
    (one.table ? view.tables : view.plain).push_back(std::move(one));
  }
  view.any = !view.plain.empty();
  return values_template.render(view, language);
}

}  // namespace luan::web
