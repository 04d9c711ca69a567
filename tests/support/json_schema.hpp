// As much of JSON Schema as our schemas use, to hold them against what the server itself accepts.
#pragma once
#include <string>
#include <vector>

#include "base/json.hpp"

namespace luan::test {

/// What the value violates, as "/form/present: 0 is less than minimum 1"; empty where it is valid. Throws
/// std::runtime_error for a keyword it does not know, so that nothing passes for want of being looked at.
[[nodiscard]] std::vector<std::string> violations(const json::value& schema, const json::value& value);

}  // namespace luan::test
