// Exact decimals with two places, as whole hundredths. Text in and out; no floating point anywhere, so that the same input
// gives the same bytes on every machine.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scoring {

struct Decimal {
  std::int64_t hundredths = 0;
  auto operator<=>(const Decimal&) const = default;

  /// "18", "0.9", "11.75". With a comma for Vietnamese readers.
  [[nodiscard]] std::string text(char point = '.') const {
    std::string out = std::to_string(hundredths / 100);
    if (const auto part = static_cast<int>(hundredths % 100); part != 0) {
      out += point;
      out += static_cast<char>('0' + part / 10);
      if (part % 10 != 0) out += static_cast<char>('0' + part % 10);
    }
    return out;
  }
};

/// Not negative, at most two places, at most nine digits before the point; or nothing.
[[nodiscard]] inline std::optional<Decimal> parse_decimal(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == text.npos ? "0" : text.substr(point + 1);
  constexpr std::string_view digits = "0123456789";
  if (whole.empty() || whole.size() > 9 || part.empty() || part.size() > 2) return {};
  if (whole.find_first_not_of(digits) != whole.npos || part.find_first_not_of(digits) != part.npos) return {};
  Decimal read;
  for (const char digit : whole) read.hundredths = read.hundredths * 10 + (digit - '0');
  read.hundredths = read.hundredths * 100 + (part[0] - '0') * 10 + (part.size() > 1 ? part[1] - '0' : 0);
  return read;
}

/// part / whole, half up at the second place. `whole` is above 0, `part` not negative.
[[nodiscard]] constexpr Decimal ratio(std::int64_t part, std::int64_t whole) { return {(part * 200 + whole) / (2 * whole)}; }

/// Whole weight times level: exact.
[[nodiscard]] constexpr Decimal product(int weight, Decimal level) { return {weight * level.hundredths}; }

}  // namespace scoring
