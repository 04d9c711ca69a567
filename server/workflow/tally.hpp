// What a ballot's tally says of one thing: summoned, present, for, against, abstain (StepClosed::tally).
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luan::workflow {

/// 0 where the tally does not say.
[[nodiscard]] inline int counted(const std::vector<std::pair<std::string, int>>& tally, std::string_view what) {
  const auto found = std::ranges::find(tally, what, &std::pair<std::string, int>::first);
  return found == tally.end() ? 0 : found->second;
}

}  // namespace luan::workflow
