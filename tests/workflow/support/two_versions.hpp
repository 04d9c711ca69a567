// The small workflow and another version of it, for tests of what a change does.
#pragma once
#include "workflow/support/workflow_text.hpp"

namespace luan::test {

/// Fails the test where the text does not load.
[[nodiscard]] workflow::Definition loaded(const std::string& text);
/// The small workflow as it stands.
[[nodiscard]] const workflow::Definition& old_version();
/// Version 2 of it as text, with `from` replaced.
[[nodiscard]] std::string next(const std::string& from, const std::string& to);

/// Who votes in it.
inline constexpr const char* more_members = "        who: [chair at deciding, member at deciding]\n        form: ballot";

}  // namespace luan::test
