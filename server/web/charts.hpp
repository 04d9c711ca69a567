// Charts as the server draws them: SVG at 1:1, widths in per cent and no viewBox, so a chart fits any column while its words
// keep their size. Colours are classes f1…f4 of app.css, never the only carrier of a meaning: each chart has one sentence
// as its label (role=img), and a table belongs beside it. Each function returns a whole <figure class="chart">, for a
// template as html::Raw; all text in it is escaped. Thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/localized.hpp"

namespace luan::web {

/// Numbers are decimal text with a point ("18.0"), as the plugin gave them; they are shown with a comma in Vietnamese.
struct ScoreBar {
  std::string label;
  std::string weight;  // the most it can earn
  std::string points;
};
struct ScoreChart {
  std::string title;
  std::string total;
  std::vector<ScoreBar> bars;
  std::string said{};  // the whole label, where the bars do not add up to points
};
/// A track of the full weight, on it the bar of what was earned.
[[nodiscard]] std::string score_chart(const ScoreChart& chart, Language language);

/// At most four series; labels of columns are short (years). Sums stand on the columns, so there is no scale.
struct Column {
  std::string label;
  std::vector<std::int64_t> values;  // one for each series
};
struct ColumnChart {
  std::string title;
  std::vector<std::string> series;
  std::vector<Column> columns;
};
[[nodiscard]] std::string column_chart(const ColumnChart& chart, Language language);

/// Shares of a whole, at most four.
struct SharePart {
  std::string label;
  std::int64_t count = 0;
  int colour = 0;  // 1 to 4; 0: by its place
};
struct ShareChart {
  std::string title;
  std::vector<SharePart> parts;
};
[[nodiscard]] std::string share_chart(const ShareChart& chart);

/// Decimal text as a length to be drawn: not below 0, and 0 where it is none.
[[nodiscard]] double decimal_number(std::string_view decimal);
/// "18.5" -> "18,5" in Vietnamese, as it is in English.
[[nodiscard]] std::string decimal_words(std::string_view decimal, Language language);

}  // namespace luan::web
