// How alternatives are listed in a sentence.
#pragma once
#include <vector>

#include "base/localized.hpp"

namespace luan {

/// «A», «B» hoặc «C» · “A”, “B” or “C”. Empty of none.
[[nodiscard]] Localized one_of(const std::vector<Localized>& labels);

}  // namespace luan
