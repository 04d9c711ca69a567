// A table with lines around every cell; a row is kept in one piece unless it is longer than a page.
#include <algorithm>
#include <numeric>

#include "paper/pages.hpp"

namespace luan::paper {
namespace {

constexpr double cell_size = 12, padding = 4, line_width = 0.5;

struct Frame {  // of the columns: where each begins, and the right end
  std::vector<double> edges;
  [[nodiscard]] double width(std::size_t cell) const { return edges[cell + 1] - edges[cell] - 2 * padding; }
};

Frame frame_of(const Table& table) {
  double whole = 0;
  for (const Table::Column& one : table.columns) whole += one.share;
  Frame frame{{left}};
  for (const Table::Column& one : table.columns) frame.edges.push_back(frame.edges.back() + column * one.share / whole);
  return frame;
}

struct Row {
  std::vector<Lines> cells;
  std::vector<int> next;  // of each cell: the first line not drawn yet

  [[nodiscard]] double height() const {
    double out = 0;
    for (const Lines& cell : cells) out = std::max(out, cell.height());
    return out + 2 * padding;
  }
  [[nodiscard]] bool done() const {
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (next[i] < cells[i].count()) return false;
    return true;
  }
};

Row row_of(Pages& pages, const Table& table, const Frame& frame, const std::vector<std::string>& texts, bool head) {
  Row row;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Align align = head || table.columns[i].centred ? Align::centre : Align::left;
    row.cells.emplace_back(pages.context(), std::vector<Span>{{i < texts.size() ? texts[i] : "", head, false}}, Face{cell_size, align}, frame.width(i));
    row.next.push_back(0);
  }
  return row;
}

/// As much of the row as there is room for.
void draw(Pages& pages, const Frame& frame, Row& row) {
  const double from = pages.y;
  double lowest = from + padding;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    double y = from + padding;
    for (int& at = row.next[i]; at < row.cells[i].count(); ++at) {
      if (y + row.cells[i].height(at) + padding > bottom && (from > top || y > from + padding)) break;
      row.cells[i].draw(pages.cairo(), at, frame.edges[i] + padding, y);
      y += row.cells[i].height(at);
    }
    lowest = std::max(lowest, y);
  }
  pages.y = lowest + padding;
  pages.rule(left, from, column, line_width);
  pages.rule(left, pages.y, column, line_width);
  cairo_set_line_width(pages.cairo(), line_width);
  for (const double edge : frame.edges) {
    cairo_move_to(pages.cairo(), edge, from);
    cairo_line_to(pages.cairo(), edge, pages.y);
  }
  cairo_stroke(pages.cairo());
}

}  // namespace

void set(Pages& pages, const Table& table) {
  if (table.columns.empty()) return;
  const Frame frame = frame_of(table);
  std::vector<std::string> titles;
  for (const Table::Column& one : table.columns) titles.push_back(one.title);
  const auto head = [&] {
    Row row = row_of(pages, table, frame, titles, true);
    draw(pages, frame, row);
  };
  const double head_height = row_of(pages, table, frame, titles, true).height();
  pages.gap(paragraph_gap);
  bool begun = false;
  for (const auto& texts : table.rows) {
    Row row = row_of(pages, table, frame, texts, false);
    const double wanted = row.height() + (begun ? 0 : head_height);
    if (wanted > pages.room() && pages.y > top && row.height() + head_height <= bottom - top) pages.turn(), begun = false;
    if (!begun) head(), begun = true;
    while (!row.done()) {
      draw(pages, frame, row);
      if (!row.done()) pages.turn(), head();
    }
  }
  if (!begun) pages.keep(head_height), head();
  pages.gap(paragraph_gap / 2);
}

}  // namespace luan::paper
