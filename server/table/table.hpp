// A table to be taken away: what its columns are called in both languages, what stands in them, and its rows. Said once and
// written as CSV (here) or as a workbook (workbook.hpp), so that the two cannot differ. Values without behaviour; pure.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::table {

/// What every cell of a column is. A link is an address as text: nothing in a file is to be clicked (hardening.md §6).
enum class Kind : unsigned char { text, number, date, link };

/// Decimal text with a point and no exponent, exact: "84.6", "-0.5".
struct Decimal {
  std::string digits;
};
/// A minute of a local day.
struct Moment {
  Date day{};
  int minute = 0;  // 0 to 1439
};
/// monostate: the cell is empty.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Decimal, Date, Moment>;

struct Column {
  Localized heading;
  Kind kind = Kind::text;
};
struct Table {
  Localized title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows{};  // each as long as `columns`
};

/// A cell that is empty where there is no such day.
[[nodiscard]] Cell day(const std::optional<Date>& date);
/// The local minute of an instant.
[[nodiscard]] Cell moment(const TimeZone& zone, Instant at);

/// RFC 4180 in UTF-8 with a byte order mark, by which Excel knows the encoding; lines end in CR LF, cells are apart by commas and
/// every one is quoted, so that no setting of the office's computers splits one. Written as an office in Vietnam writes and
/// reads: 24/11/2026, «24/11/2026 14:36», numbers with a decimal comma and without marks between thousands (1842, 84,6), in
/// either language of the headings. A text that a spreadsheet could take for a formula begins with an apostrophe instead:
/// see safe_text.
[[nodiscard]] std::string to_csv(const Table& table, Language language);

/// With ' before it where, after spaces, it begins with = + - @, one of their full-width forms, a tab, CR or LF; with CR LF and CR
/// as LF. Source: hardening.md §6, OWASP CSV Injection.
[[nodiscard]] std::string safe_text(const std::string& text);
/// As it is written in CSV, before quoting.
[[nodiscard]] std::string cell_text(const Cell& cell);

}  // namespace luan::table
