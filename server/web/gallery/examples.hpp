// Examples of the parts that pages are made of, each under a name: what /trung-bay shows and the browser tests walk. They are
// drawn by the functions the pages call, of made-up facts, so that what is tested here is what people meet. Private to web.
#pragma once
#include <string>
#include <vector>

#include "web/site.hpp"

namespace luan::web {

struct Example {
  std::string id;  // its address on the page
  Localized name;
  std::string html;
};
[[nodiscard]] std::vector<Example> form_examples(Language language);
[[nodiscard]] std::vector<Example> figure_examples(const Visit& visit);
[[nodiscard]] std::vector<Example> rotation_examples(const Visit& visit);

/// A day near enough to read, the same on every page: what an example shows does not hang on the clock.
inline constexpr Date example_day{std::chrono::year(2026), std::chrono::March, std::chrono::day(5)};

}  // namespace luan::web
