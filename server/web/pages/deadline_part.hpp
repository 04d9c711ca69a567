// What falls due, as a list: what, of whom, and whose move it is. Private to this folder.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/deadlines.hpp"
#include "web/site.hpp"

namespace luan::web {

/// Those of `all` that `which` picks; `with_day`: the day before each, else the hour where there is one.
[[nodiscard]] std::string deadline_part(const Visit& visit, const std::vector<app::DeadlineView>& all,
                                        const std::function<bool(const app::DeadlineView&)>& which, bool with_day = false);

}  // namespace luan::web
