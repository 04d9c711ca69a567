#include "table/table.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace luan::table {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Does a spreadsheet take a cell for a formula that begins like this? The last four are ＝ ＋ － ＠, which some read as their narrow forms.
bool begins_formula(std::string_view text) {
  constexpr std::array<std::string_view, 11> beginnings{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(beginnings, [&](std::string_view one) { return text.starts_with(one); });
}

void quote(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

struct Written {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return safe_text(text); }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(const Decimal& number) const {
    std::string out = number.digits;
    std::ranges::replace(out, '.', ',');
    return out;
  }
  std::string operator()(Date date) const { return to_page_text(date); }
  std::string operator()(const Moment& moment) const { return to_page_text(moment.day) + " " + clock_text(moment.minute); }
};

}  // namespace

Cell day(const std::optional<Date>& date) { return date ? Cell(*date) : Cell(); }

Cell moment(const TimeZone& zone, Instant at) { return Moment{zone.date(at), parse_clock(zone.clock_text(at)).value_or(0)}; }

std::string safe_text(const std::string& text) {
  std::string out;
  out.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i] == '\r' ? '\n' : text[i];
  }
  const auto first = out.find_first_not_of(' ');
  if (first != out.npos && begins_formula(std::string_view(out).substr(first))) out.insert(0, 1, '\'');
  return out;
}

std::string cell_text(const Cell& cell) { return std::visit(Written(), cell); }

std::string to_csv(const Table& table, Language language) {
  std::string out(byte_order_mark);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    quote(out, safe_text(table.columns[i].heading.in(language)));
  }
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      quote(out, cell_text(row[i]));
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace luan::table
