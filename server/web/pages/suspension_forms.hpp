// How the whole organisation is suspended, who is excepted, and how it goes on. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

void add_suspension_forms(http::Router& router, const Site& site);
/// What happened and what happens next, where such a form led back to the page; else "".
[[nodiscard]] std::string suspension_confirmed(const Visit& visit);

}  // namespace luan::web
