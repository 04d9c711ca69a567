#include "base/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace luan {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The separator that stands more often in the first line, outside of quotation marks.
char separator_of(std::string_view bytes) {
  std::size_t commas = 0, semicolons = 0;
  bool quoted = false;
  for (const char c : bytes) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    commas += c == ',', semicolons += c == ';';
  }
  return semicolons > commas ? ';' : ',';
}

std::size_t line_of(std::string_view bytes, std::size_t at) { return 1 + static_cast<std::size_t>(std::ranges::count(bytes.substr(0, at), '\n')); }

/// The line with the first bytes that are no text.
std::size_t broken_line(std::string_view bytes) {
  std::size_t line = 1;
  for (std::size_t at = 0; at < bytes.size(); ++line) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    if (!is_utf8(bytes.substr(at, end - at))) return line;
    at = end + 1;
  }
  return line;
}

/// One row after the other. The grammar is that of RFC 4180 §2, with LF for CR LF too.
class Rows {
 public:
  explicit Rows(std::string_view bytes) : bytes_(bytes), separator_(separator_of(bytes)) {}

  struct Row {
    CsvRow cells;
    std::vector<CsvFault> faults;
    bool unclosed = false;  // a quoted field that the end of the file ends
  };
  [[nodiscard]] bool more() const { return at_ < bytes_.size(); }

  Row next() {
    Row row;
    row.cells.line = line_;
    for (bool more_cells = true; more_cells && !row.unclosed;) {
      row.cells.cells.push_back(cell(row));
      more_cells = at_ < bytes_.size() && bytes_[at_] == separator_;
      if (more_cells) ++at_;
    }
    end_line();
    return row;
  }

 private:
  [[nodiscard]] bool at_end() const {
    return at_ >= bytes_.size() || bytes_[at_] == separator_ || bytes_[at_] == '\n' || (bytes_[at_] == '\r' && bytes_.substr(at_ + 1, 1) == "\n");
  }
  void end_line() {
    if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
    if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_, ++line_;
  }

  std::string cell(Row& row) {
    while (at_ < bytes_.size() && separator_ != bytes_[at_] && (bytes_[at_] == ' ' || bytes_[at_] == '\t')) ++at_;
    if (at_ < bytes_.size() && bytes_[at_] == '"') return quoted(row);
    const std::size_t from = at_;
    bool mark = false;
    for (; !at_end(); ++at_) mark |= bytes_[at_] == '"';
    if (mark)
      fault(row, {"Có dấu ngoặc kép giữa ô; ô có dấu ngoặc kép phải đặt trong ngoặc kép và viết hai dấu liền nhau",
                  "A quotation mark stands inside a field; quote the whole field and double the mark"});
    return std::string(trimmed(bytes_.substr(from, at_ - from)));
  }

  std::string quoted(Row& row) {
    std::string out;
    for (++at_;; ++at_) {
      if (at_ >= bytes_.size()) {
        row.unclosed = true;
        return out;
      }
      if (bytes_[at_] == '"') {
        if (bytes_.substr(at_ + 1, 1) != "\"") break;
        ++at_;
      }
      line_ += bytes_[at_] == '\n';
      out += bytes_[at_];
    }
    const std::size_t after = ++at_;
    while (!at_end()) ++at_;
    if (!trimmed(bytes_.substr(after, at_ - after)).empty()) fault(row, {"Còn chữ sau dấu ngoặc kép đóng", "Text stands after the closing quotation mark"});
    return std::string(trimmed(out));
  }

  void fault(Row& row, Localized text) const { row.faults.push_back({row.cells.line, row.cells.cells.size() + 1, std::move(text)}); }

  std::string_view bytes_;
  char separator_;
  std::size_t at_ = 0, line_ = 1;
};

std::unexpected<CsvFault> whole(std::size_t line, std::size_t column, Localized text) { return std::unexpected(CsvFault{line, column, std::move(text)}); }

std::unexpected<CsvFault> unclosed(const CsvRow& row) {
  return whole(row.line, row.cells.size(), {"Dấu ngoặc kép mở ở ô này không được đóng", "The quotation mark that opens this field is never closed"});
}

bool blank(const CsvRow& row) {
  return std::ranges::all_of(row.cells, [](const std::string& cell) { return cell.empty(); });
}

std::expected<std::vector<std::string>, CsvFault> header(Rows::Row row) {
  if (row.unclosed) return unclosed(row.cells);
  if (!row.faults.empty()) return std::unexpected(std::move(row.faults.front()));
  auto& cells = row.cells.cells;
  // Spreadsheets like to end every line with separators of empty columns.
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  if (cells.empty()) return whole(row.cells.line, 0, {"Tệp không có dòng tên cột", "The file has no line with the names of its columns"});
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty()) return whole(row.cells.line, i + 1, {"Cột này không có tên", "This column has no name"});
    if (static_cast<std::size_t>(std::ranges::find(cells, cells[i]) - cells.begin()) < i)
      return whole(row.cells.line, i + 1, {fmt::format("Cột «{}» có hai lần", cells[i]), fmt::format("The column «{}» stands twice", cells[i])});
  }
  return std::move(cells);
}

/// Puts the row where it belongs: among the rows, or its faults among the faults.
void take(CsvTable& table, Rows::Row row) {
  auto& cells = row.cells.cells;
  while (cells.size() > table.columns.size() && cells.back().empty()) cells.pop_back();
  if (row.faults.empty() && cells.size() != table.columns.size())
    row.faults.push_back({row.cells.line,
                          0,
                          {fmt::format("Dòng này có {} ô, dòng tên cột có {}", cells.size(), table.columns.size()),
                           fmt::format("This row has {} fields, the header has {}", cells.size(), table.columns.size())}});
  if (row.faults.empty())
    table.rows.push_back(std::move(row.cells));
  else
    std::ranges::move(row.faults, std::back_inserter(table.faults));
}

}  // namespace

std::size_t CsvTable::place(std::string_view column) const { return static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin()); }

std::string_view CsvTable::cell(const CsvRow& row, std::string_view column) const {
  const std::size_t at = place(column);
  return at < row.cells.size() ? std::string_view(row.cells[at]) : std::string_view();
}

std::expected<CsvTable, CsvFault> read_csv(std::string_view bytes, CsvLimits limits) {
  if (bytes.size() > limits.bytes)
    return whole(1, 0,
                 {fmt::format("Tệp lớn hơn {} byte; đề nghị chia nhỏ", limits.bytes), fmt::format("The file is larger than {} bytes; split it", limits.bytes)});
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (!is_utf8(bytes))
    return whole(broken_line(bytes), 0, {"Tệp không phải UTF-8; đề nghị lưu lại kiểu «CSV UTF-8»", "The file is not UTF-8; save it as “CSV UTF-8”"});
  if (const auto zero = bytes.find('\0'); zero != bytes.npos)
    return whole(line_of(bytes, zero), 0, {"Tệp có ký tự không phải chữ", "The file holds a character that is no text"});
  Rows rows(bytes);
  CsvTable table;
  auto columns = header(rows.next());
  if (!columns) return std::unexpected(std::move(columns.error()));
  table.columns = std::move(*columns);
  while (rows.more()) {
    Rows::Row row = rows.next();
    if (row.unclosed) return unclosed(row.cells);
    if (row.faults.empty() && blank(row.cells)) continue;
    take(table, std::move(row));
    if (table.rows.size() > limits.rows)
      return whole(table.rows.back().line, 0,
                   {fmt::format("Tệp có quá {} dòng; đề nghị chia nhỏ", limits.rows), fmt::format("The file has more than {} rows; split it", limits.rows)});
  }
  return table;
}

std::vector<CsvFault> column_faults(const CsvTable& table, const std::vector<std::string>& needed, const std::vector<std::string>& others) {
  std::vector<CsvFault> out;
  const auto among = [](const std::vector<std::string>& list, const std::string& name) { return std::ranges::find(list, name) != list.end(); };
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (const std::string& name = table.columns[i]; !among(needed, name) && !among(others, name))
      out.push_back({1, i + 1, {fmt::format("Không có cột nào tên «{}»", name), fmt::format("There is no column called «{}»", name)}});
  for (const std::string& name : needed)
    if (!among(table.columns, name)) out.push_back({1, 0, {fmt::format("Thiếu cột «{}»", name), fmt::format("The column «{}» is missing", name)}});
  return out;
}

std::string to_text(const CsvFault& fault, std::string_view file, Language language) {
  const std::string column = fault.column == 0 ? "" : fmt::format("{}:", fault.column);
  return fmt::format("{}:{}:{} {}", file, fault.line, column, fault.text.in(language));
}

}  // namespace luan
