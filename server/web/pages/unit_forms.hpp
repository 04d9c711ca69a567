// How units change. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

void add_unit_forms(http::Router& router, const Site& site);
/// What happened and what happens next, where such a form led back to the page; else "".
[[nodiscard]] std::string unit_change_confirmed(const Visit& visit);

}  // namespace luan::web
