// What must not be left lying, as a table. Private to this folder.
#pragma once
#include <string>

#include "web/site.hpp"

namespace luan::web {

/// Empty where there is nothing, or where the caller does not read every rotation.
[[nodiscard]] std::string alerts_part(const Visit& visit);
/// «2 việc về bố trí cán bộ cần chú ý», for a link to it; empty where there is none.
[[nodiscard]] std::string alerts_words(const Visit& visit);

}  // namespace luan::web
