#pragma once
#include "web/site.hpp"

namespace luan::web {

/// «Tra cứu»: the box of the masthead and of the page that was not found leads here.
void add_search(http::Router& router, const Site& site);

}  // namespace luan::web
