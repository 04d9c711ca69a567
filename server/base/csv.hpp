// Tables as spreadsheets save them: RFC 4180 in UTF-8, with or without a byte order mark, lines ended by LF or CR LF, fields
// apart by commas or by semicolons, whichever stand in the first line. The first line names the columns. A row that cannot be
// read is a fault with its place and hides none of the others. Pure, thread-safe.
#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized.hpp"

namespace luan {

struct CsvLimits {
  std::size_t bytes = 10'000'000, rows = 50'000;  // hardening.md §6
};

struct CsvFault {
  std::size_t line = 0;    // from 1: the line of the file in which the row begins
  std::size_t column = 0;  // from 1: the field of that row; 0: the row as a whole
  Localized text;          // a sentence without a full stop
  bool operator==(const CsvFault&) const = default;
};

struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> cells;  // as many as there are columns; without white space around them
};

struct CsvTable {
  std::vector<std::string> columns;  // no two alike
  std::vector<CsvRow> rows;          // those that could be read, in the order of the file; lines with nothing in them are none
  std::vector<CsvFault> faults;      // of the others, in the order of the file

  /// The column's place in a row; columns.size() where there is none of that name.
  [[nodiscard]] std::size_t place(std::string_view column) const;
  /// Empty where there is no such column.
  [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const;
};

/// The table, or the one fault for which nothing of it can be told: too large, not UTF-8, no columns, one named twice, a
/// quotation mark that nothing closes.
[[nodiscard]] std::expected<CsvTable, CsvFault> read_csv(std::string_view bytes, CsvLimits limits = {});

/// What keeps a table from being read as one with these columns: one of `needed` is missing, or one is in neither list.
[[nodiscard]] std::vector<CsvFault> column_faults(const CsvTable& table, const std::vector<std::string>& needed, const std::vector<std::string>& others);

/// «can-bo.csv:7:3: …», without the column where the row as a whole is meant.
[[nodiscard]] std::string to_text(const CsvFault& fault, std::string_view file, Language language);

}  // namespace luan
