// The diagram as a file of its own: the same picture, with its colours in it. Thread-safe.
#pragma once
#include <string>

#include "web/spine.hpp"

namespace luan::web {

/// A whole SVG document, in the light colours of the pages.
[[nodiscard]] std::string spine_document(const SpineInput& input);

}  // namespace luan::web
