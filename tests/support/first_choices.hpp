// The program DESIGN §9 promises a life to: it knows JSON Schema, nothing of rotations, and takes the first choice.
#pragma once
#include "base/json.hpp"

namespace luan::test {

/// A value the schema allows: `const`, else the first of `enum`, else the smallest of its type.
[[nodiscard]] json::value first_choices(const json::object& schema);

}  // namespace luan::test
