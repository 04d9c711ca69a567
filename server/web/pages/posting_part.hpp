// The arithmetic of a term, and the numbers its papers would bear, shown before anything is decided.
#pragma once
#include <string>

#include "app/register_views.hpp"
#include "web/site.hpp"

namespace luan::web {

/// As HTML. `heading` says on which terms: those of the nomination, or those just typed.
[[nodiscard]] std::string posting_part(const app::PostingPreview& preview, const std::string& heading, Language language);

}  // namespace luan::web
