// Styles, scripts, fonts and the icon, compiled into the program. Text assets name each other by placeholders: `{form.js}` in
// a script, `url("{noto-regular.woff2}")` in the styles. publish_assets() gives every asset an address that holds its
// content's hash, and writes those addresses over the placeholders; so an asset may be cached for ever.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luan::web {

struct Asset {
  std::string_view name;        // "app.css"
  std::string_view media_type;  // with charset where it is text
  std::string_view bytes;       // as in the source folder
};
/// app.css, app.js, filter.js, form.js, icon.svg, noto-bold.woff2, noto-regular.woff2, page.js, select.js: by name.
[[nodiscard]] std::span<const Asset> assets();

struct PublishedAsset {
  std::string name;
  std::string url;  // "/assets/app.3f2a90c1d4e5b6a7.css"
  std::string media_type;
  std::shared_ptr<const std::string> bytes;  // placeholders filled
};
/// Each asset once. `prefix` begins and ends with a slash. Throws std::logic_error for a placeholder that names no asset or
/// a circle of them: the tests call it, so a released program does not.
[[nodiscard]] std::vector<PublishedAsset> publish_assets(std::string_view prefix);

/// The address of an asset; throws std::logic_error for a name that is none.
[[nodiscard]] const std::string& asset_url(const std::vector<PublishedAsset>& published, std::string_view name);

}  // namespace luan::web
