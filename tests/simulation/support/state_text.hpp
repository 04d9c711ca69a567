#pragma once
#include <string>

#include "workflow/rotation.hpp"

namespace luan::test {

/// Every member of the state, so that two states are the same when their texts are.
[[nodiscard]] std::string state_text(const workflow::Rotation& rotation);

}  // namespace luan::test
