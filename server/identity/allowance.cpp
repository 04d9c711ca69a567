#include "identity/allowance.hpp"

#include <algorithm>

namespace luan::identity {
namespace {

constexpr std::size_t keys_most = 10'000;

}  // namespace

std::chrono::seconds Allowance::wait(const std::string& key, Instant now) {
  const std::scoped_lock lock(mutex_);
  const auto used = used_.find(key);
  if (used == used_.end() || used->second.times < most_ || now < used->second.since || now - used->second.since >= span_) return std::chrono::seconds(0);
  return std::max(std::chrono::seconds(1), std::chrono::ceil<std::chrono::seconds>(used->second.since + span_ - now));
}

std::chrono::seconds Allowance::take(const std::string& key, Instant now) {
  const std::scoped_lock lock(mutex_);
  if (used_.size() >= keys_most) {
    std::erase_if(used_, [&](const auto& one) { return now - one.second.since >= span_; });
    // Filled by a flood even so: whoever floods loses his count, and so does everybody else.
    if (used_.size() >= keys_most) used_.clear();
  }
  Used& used = used_[key];
  if (used.times == 0 || now < used.since || now - used.since >= span_) used = {now, 0};
  if (used.times < most_) {
    ++used.times;
    return std::chrono::seconds(0);
  }
  return std::max(std::chrono::seconds(1), std::chrono::ceil<std::chrono::seconds>(used.since + span_ - now));
}

}  // namespace luan::identity
