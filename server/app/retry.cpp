#include "app/retry.hpp"

#include <algorithm>

namespace luan::app {

std::chrono::milliseconds pause_after(const Retry& retry, int attempts, std::uint32_t draw) {
  std::chrono::milliseconds whole = retry.first;
  for (int i = 1; i < attempts && whole < retry.most; ++i) whole *= retry.factor;
  whole = std::min(whole, retry.most);
  const auto quarter = static_cast<std::uint64_t>(whole.count()) / 4;
  return whole - std::chrono::milliseconds(static_cast<std::int64_t>(quarter * draw >> 32));
}

}  // namespace luan::app
