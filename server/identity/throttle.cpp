#include "identity/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "base/bytes.hpp"

namespace luan::identity {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr int free_tries = 5, network_failures_max = 30;
constexpr auto wait_max = minutes(15);
constexpr std::size_t buckets_max = 100'000;

}  // namespace

std::string network_of(std::string_view address) {
  const std::string text(address);
  unsigned char bytes[16];
  if (inet_pton(AF_INET, text.c_str(), bytes) == 1) return to_hex(std::span(bytes, 3));
  if (inet_pton(AF_INET6, text.c_str(), bytes) == 1) return to_hex(std::span(bytes, 7));
  return text;
}

struct Throttle::Impl {
  struct Bucket {
    int failures = 0;
    Instant since{};   // network: start of the minute; account: last failure
    Instant until{};   // no try before
  };
  std::mutex mutex;
  std::unordered_map<std::string, Bucket> buckets;

  static std::string account_key(const std::string& account, const std::string& network, const std::string& browser) {
    return browser.empty() ? "a" + account + "|" + network : "b" + account + "|" + browser;
  }

  /// Forgets what no longer slows anybody; when an attacker fills the table even so, all of it.
  void bound(Instant now) {
    if (buckets.size() < buckets_max) return;
    std::erase_if(buckets, [&](const auto& bucket) { return bucket.second.until < now && now - bucket.second.since > wait_max; });
    if (buckets.size() >= buckets_max) buckets.clear();
  }
};

Throttle::Throttle() : impl_(std::make_unique<Impl>()) {}
Throttle::~Throttle() = default;

seconds Throttle::wait(const std::string& account, const std::string& network, const std::string& browser, Instant now) {
  const std::scoped_lock guard(impl_->mutex);
  Instant until = now;
  if (const auto found = impl_->buckets.find(Impl::account_key(account, network, browser)); found != impl_->buckets.end()) until = std::max(until, found->second.until);
  if (const auto found = impl_->buckets.find("n" + network); found != impl_->buckets.end() && browser.empty() && found->second.failures >= network_failures_max)
    until = std::max(until, found->second.since + minutes(1));
  return std::chrono::ceil<seconds>(until - now);
}

void Throttle::failed(const std::string& account, const std::string& network, const std::string& browser, Instant now) {
  const std::scoped_lock guard(impl_->mutex);
  impl_->bound(now);
  auto& own = impl_->buckets[Impl::account_key(account, network, browser)];
  ++own.failures;
  own.since = now;
  if (own.failures > free_tries) own.until = now + std::min<std::chrono::milliseconds>(wait_max, seconds(1) * (1LL << std::min(own.failures - free_tries - 1, 20)));
  auto& all = impl_->buckets["n" + network];
  if (now - all.since >= minutes(1)) all = {0, now, {}};
  ++all.failures;
}

void Throttle::succeeded(const std::string& account, const std::string& network, const std::string& browser) {
  const std::scoped_lock guard(impl_->mutex);
  impl_->buckets.erase(Impl::account_key(account, network, browser));
}

}  // namespace luan::identity
