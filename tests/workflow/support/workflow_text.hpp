// A small workflow as text, for tests that break it in one place and ask what is said of it.
#pragma once
#include <string>

#include "workflow/definition.hpp"

namespace luan::test {

/// Two stages, a vote, a step by plugin, a yearly step and every kind of action. Loads and holds.
extern const std::string small_workflow;

/// With `from` replaced; fails the test where it does not occur exactly once.
[[nodiscard]] std::string changed(std::string text, const std::string& from, const std::string& to);
/// Where `needle` stands first, in lines and characters from 1; fails the test where it does not.
[[nodiscard]] workflow::Mark mark_of(const std::string& text, const std::string& needle);

}  // namespace luan::test
