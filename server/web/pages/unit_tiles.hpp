// Wards as equal tiles: who holds the key posts, which stand open, whose term ends soon. Private to the pages.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Empty where no ward shows its posts to the caller.
[[nodiscard]] std::string unit_tiles(const Visit& visit, const std::vector<app::UnitView>& units);
/// «Khó khăn», «Phức tạp»; empty where a locality is ordinary.
[[nodiscard]] std::string traits_words(const Visit& visit, std::string_view traits);

}  // namespace luan::web
