#include "web/spine_document.hpp"

#include <algorithm>

#include "web/assets/assets.hpp"

namespace luan::web {
namespace {

/// What app.css says of the picture: the colours by their names, and the rules of its classes.
std::string style_of_pictures() {
  const auto css = std::ranges::find(assets(), std::string_view("app.css"), &Asset::name)->bytes;
  const std::size_t root = css.find(":root"), rules = css.find("/* Pictures */");
  std::string style(css.substr(root, css.find('}', root) - root + 1));
  style += "\nsvg { font-family: \"Noto Sans\", \"Segoe UI\", Roboto, Arial, sans-serif; background: var(--paper) }\n";
  for (std::size_t at = rules; at < css.size();) {
    const std::size_t end = std::min(css.find('\n', at), css.size());
    const std::string_view line = css.substr(at, end - at);
    if (line.starts_with(".spine") || line.starts_with(".sp-") || line.starts_with("svg text")) (style += line) += '\n';
    at = end + 1;
    if (line.starts_with("/* Paper")) break;
  }
  return style;
}

}  // namespace

std::string spine_document(const SpineInput& input) {
  static const std::string style = style_of_pictures();
  std::string svg = spine_svg(input);
  svg.insert(svg.find(' '), " xmlns=\"http://www.w3.org/2000/svg\"");
  svg.insert(svg.find('>') + 1, "<style>" + style + "</style>");
  return svg + "\n";
}

}  // namespace luan::web
