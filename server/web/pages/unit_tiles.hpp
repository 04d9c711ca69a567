// Wards as equal tiles in administrative order, and the same as a table: who holds the key posts, which stand open, whose term ends
// soon, who is not from there. Private to the pages.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Empty where no ward shows its posts to the caller. The address may ask for some of them only: chi=trong | sap-het | noi-khac.
[[nodiscard]] std::string unit_tiles(const Visit& visit, const std::vector<app::UnitView>& units);
/// «Khó khăn», «Phức tạp»; empty where a locality is ordinary.
[[nodiscard]] std::string traits_words(const Visit& visit, std::string_view traits);

}  // namespace luan::web
