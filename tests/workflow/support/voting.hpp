// A rotation brought to its vote, and who stands in for whom, for the tests of who takes part.
#pragma once
#include "workflow/support/world.hpp"

namespace luan::test {

[[nodiscard]] workflow::Respond vote(const std::string& answer);
[[nodiscard]] workflow::Respond assess();
/// At the vote of the chair and three members.
void to_vote(World& world);
[[nodiscard]] workflow::Step& step(World& world, std::string_view id);
/// An account of its own that stands in for somebody.
[[nodiscard]] workflow::Actor substitute(const workflow::Actor& principal, std::vector<std::string> steps = {});

}  // namespace luan::test
