// /api/v1: everything a page does, as JSON (DESIGN §9), and its own description at /api/openapi.json.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "http/router.hpp"

namespace luan::api {

/// Adds every route of the API. `app` outlives the router. The request must have been identified (access::identify).
void add_routes(http::Router& router, app::App& app);

}  // namespace luan::api
