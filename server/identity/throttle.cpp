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

std::chrono::milliseconds wait_after(int failures) {
  if (failures < free_tries) return {};
  return std::min<std::chrono::milliseconds>(wait_max, seconds(1LL << std::min(failures - free_tries, 20)));
}

}  // namespace

std::string network_of(std::string_view address) {
  std::string text(address);
  unsigned char bytes[16];
  if (inet_pton(AF_INET, text.c_str(), bytes) == 1) return to_hex(std::span(bytes, 3));
  if (inet_pton(AF_INET6, text.c_str(), bytes) != 1) return text;
  const bool mapped = std::all_of(bytes, bytes + 10, [](unsigned char byte) { return byte == 0; }) && bytes[10] == 0xff && bytes[11] == 0xff;
  return mapped ? to_hex(std::span(bytes + 12, 3)) : to_hex(std::span(bytes, 7));
}

struct Throttle::Impl {
  struct Bucket {
    int failures = 0;
    Instant since{};  // network: start of the minute; account: last failure
    Instant until{};  // no try before
  };
  std::mutex mutex;
  std::unordered_map<std::string, Bucket> buckets;

  /// A digest: what is typed as an account may be as long as a body.
  static std::string account_key(const std::string& account, const std::string& network, const std::string& browser) {
    return std::string(as_text(sha256(browser.empty() ? "a" + account + "|" + network : "b" + account + "|" + browser)));
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

seconds Throttle::begin(const std::string& account, const std::string& network, const std::string& browser, Instant now) {
  const std::scoped_lock guard(impl_->mutex);
  impl_->bound(now);
  auto& own = impl_->buckets[Impl::account_key(account, network, browser)];
  Instant until = std::max(now, own.until);
  if (const auto found = impl_->buckets.find("n" + network); found != impl_->buckets.end() && browser.empty() && found->second.failures >= network_failures_max)
    until = std::max(until, found->second.since + minutes(1));
  if (until > now) return std::chrono::ceil<seconds>(until - now);
  ++own.failures;
  own.since = now;
  own.until = now + wait_after(own.failures);
  return seconds(0);
}

void Throttle::failed(const std::string& network, Instant now) {
  const std::scoped_lock guard(impl_->mutex);
  auto& all = impl_->buckets["n" + network];
  if (now - all.since >= minutes(1)) all = {0, now, {}};
  ++all.failures;
}

void Throttle::succeeded(const std::string& account, const std::string& network, const std::string& browser) {
  const std::scoped_lock guard(impl_->mutex);
  impl_->buckets.erase(Impl::account_key(account, network, browser));
}

void Throttle::withdrawn(const std::string& account, const std::string& network, const std::string& browser) {
  const std::scoped_lock guard(impl_->mutex);
  const auto found = impl_->buckets.find(Impl::account_key(account, network, browser));
  if (found == impl_->buckets.end()) return;
  --found->second.failures;
  found->second.until = found->second.since + wait_after(found->second.failures);
}

}  // namespace luan::identity
