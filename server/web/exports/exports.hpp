// What of each page can be taken away as a table. Declared once: the page's frame draws the links from here, and the page's own
// address answers them with «dang=csv» or «dang=xlsx» beside its filter (`/ho-so?q=binh&dang=xlsx`), through the same use case and
// so with the same permission. Drafts are nobody's to take away. Private to this folder.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "table/table.hpp"
#include "web/site.hpp"

namespace luan::web {

/// As many rows as a file may have; a longer list is refused as `export_too_long`, so that nobody takes a part for the whole.
inline constexpr std::size_t export_rows_most = 50'000;

struct Taken {
  table::Table table;
  std::string subject{};  // for the file's name beside what it is: the code of a rotation, a period; may be empty
};

struct Export {
  std::string page;  // the route's pattern
  std::string part;  // of a page with several tables, in the address as «bang»; "" its first
  Localized title;
  std::string file;  // how the file's name begins
  std::vector<table::Column> columns;
  /// Adds the rows from `cursor` on (at first "") and answers the next one, "" at the end. May add columns with the first of them.
  std::function<Result<std::string>(const Visit&, const std::string& cursor, Taken& into)> add;
};

/// For lists that are read at once.
template <class Add>
[[nodiscard]] auto at_once(Add add) {
  return [add](const Visit& visit, const std::string&, Taken& into) -> Result<std::string> {
    const Result<void> done = add(visit, into);
    if (!done) return std::unexpected(done.error());
    return std::string();
  };
}

/// A number where the text is one.
[[nodiscard]] table::Cell decimal_cell(const std::string& text);

// -- by subject; each a file
[[nodiscard]] std::vector<Export> rotation_exports();
[[nodiscard]] std::vector<Export> history_exports();
[[nodiscard]] std::vector<Export> rotation_part_exports();
[[nodiscard]] std::vector<Export> comparison_exports();
[[nodiscard]] std::vector<Export> people_exports();
[[nodiscard]] std::vector<Export> statistics_exports();
[[nodiscard]] std::vector<Export> stage_exports();
[[nodiscard]] std::vector<Export> committee_exports();
[[nodiscard]] std::vector<Export> administration_exports();
[[nodiscard]] std::vector<Export> deadline_exports();
[[nodiscard]] std::vector<Export> search_exports();

[[nodiscard]] const std::vector<Export>& exports();

/// «Tải CSV · XLSX» of the page that this request asks for; empty where it has nothing to take away.
[[nodiscard]] std::string export_links(const http::Request& request, Language language);
/// What a request with «dang» asks for.
[[nodiscard]] Awaitable<http::Reply> take_away(Visit visit);

}  // namespace luan::web
