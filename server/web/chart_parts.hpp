// What every chart is drawn with. Private to the charts.
#pragma once
#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized.hpp"

namespace luan::web {

inline constexpr int chart_text_size = 14;  // px
inline constexpr int chart_line = 20;       // px between two lines of a label

[[nodiscard]] std::string chart_escaped(std::string_view text);
/// Numbers and classes of our own; words go through chart_escaped().
template <class... Values>
void put(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}
[[nodiscard]] inline std::string_view in(Language language, std::string_view vi, std::string_view en) { return language == Language::vi ? vi : en; }
/// A share of the width: "62.5%", at most two decimals, between none and all.
[[nodiscard]] std::string percent(double share);
[[nodiscard]] std::string chart_figure(std::string_view before, std::string_view label, int height, std::string_view drawing, std::string_view after = {});
struct Swatch {
  std::string_view label;
  int colour;
  std::string count;  // "" for none
};
[[nodiscard]] std::string chart_legend(const std::vector<Swatch>& swatches);
/// Lines of a label from `y` down; returns the y under them.
int put_label(std::string& out, std::string_view label, double width, int y);
[[nodiscard]] constexpr int colour_at(std::size_t place) { return static_cast<int>(place % 4) + 1; }

}  // namespace luan::web
