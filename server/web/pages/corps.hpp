// «Đội ngũ cán bộ»: the page of figures about the corps, and what can be taken away of it. Private to this folder and the exports.
#pragma once
#include "web/exports/exports.hpp"

namespace luan::web {

void add_corps(http::Router& router, const Site& site);
[[nodiscard]] std::vector<Export> corps_exports();

}  // namespace luan::web
