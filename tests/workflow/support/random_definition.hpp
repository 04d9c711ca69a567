#pragma once
#include <string>

namespace luan::test {

/// Text of a small definition that loads; sound or not as chance has it. The same seed is the same text.
[[nodiscard]] std::string random_definition(unsigned seed);

}  // namespace luan::test
