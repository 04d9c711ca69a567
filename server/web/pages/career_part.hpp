// An official's posts over the years, drawn and as a table. Private to the pages.
#pragma once
#include "app/career.hpp"
#include "web/site.hpp"

namespace luan::web {

/// Empty where he was not rotated so far, as far as the caller may know.
[[nodiscard]] std::string career_part(const Visit& visit, std::string_view official);
/// «Luân chuyển: đang trong thời hạn»
[[nodiscard]] std::string stay_words(const Visit& visit, const app::CareerStay& stay);

}  // namespace luan::web
