// The timeline of a rotation, drawn and as a table. Private to the pages.
#pragma once
#include "web/site.hpp"

namespace luan::web {

[[nodiscard]] std::string timeline_part(const Visit& visit, std::string_view rotation);

}  // namespace luan::web
