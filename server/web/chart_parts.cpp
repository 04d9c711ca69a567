#include "web/chart_parts.hpp"

#include <algorithm>

#include "web/html/escape.hpp"
#include "web/spine_text.hpp"

namespace luan::web {

std::string chart_escaped(std::string_view text) {
  std::string out;
  html::escape(out, text);
  return out;
}

std::string percent(double share) {
  std::string text = fmt::format("{:.2f}", 100 * std::clamp(share, 0.0, 1.0));
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text + '%';
}

std::string chart_figure(std::string_view before, std::string_view label, int height, std::string_view drawing, std::string_view after) {
  return fmt::format(R"(<figure class="chart">{}<svg width="100%" height="{}" role="img" aria-label="{}">{}</svg>{}</figure>)", before, height,
                     chart_escaped(label), drawing, after);
}

std::string chart_legend(const std::vector<Swatch>& swatches) {
  std::string out = R"(<figcaption class="legend small">)";
  for (const auto& [label, colour, count] : swatches) {
    put(out, R"(<span class="swatch"><svg width="14" height="14" aria-hidden="true"><rect class="f{}" width="14" height="14"/></svg>{})", colour,
        chart_escaped(label));
    if (!count.empty()) put(out, " <b>{}</b>", count);
    out += "</span> ";
  }
  return out + "</figcaption>";
}

int put_label(std::string& out, std::string_view label, double width, int y) {
  for (const std::string& line : wrap_text(label, width, chart_text_size, false)) {
    put(out, R"(<text y="{}">{}</text>)", y + 16, chart_escaped(line));
    y += chart_line;
  }
  return y;
}

}  // namespace luan::web
