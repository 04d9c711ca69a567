// An official's posts over the years, drawn and as a table. Private to the pages.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Empty where he was not rotated so far, as far as the caller may know.
[[nodiscard]] std::string career_part(const Visit& visit, std::string_view official);

}  // namespace luan::web
