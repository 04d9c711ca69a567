#include "identity/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "base/text.hpp"

namespace luan::identity {
namespace {

constexpr std::size_t length_min = 12, length_max = 128;

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

/// Long enough to pass the length and common enough to be tried first: stems that people repeat or count up.
constexpr std::string_view common_stems[]{"password", "matkhau", "123456", "qwerty", "iloveyou", "admin", "administrator", "welcome", "abcdef", "abc123", "111111",
                                          "000000", "letmein", "anhyeuem", "vietnam", "hanoi", "haiphong", "saigon", "quantri", "luanchuyen", "canbo"};

/// True where the text is nothing but one stem repeated, counted up or padded with digits and signs.
bool made_of(std::string_view folded, std::string_view stem) {
  if (stem.size() < 3) return false;
  std::string rest(folded);
  bool found = false;
  for (auto at = rest.find(stem); at != rest.npos; at = rest.find(stem)) {
    rest.erase(at, stem.size());
    found = true;
  }
  const auto letters = std::ranges::count_if(rest, [](char c) { return c >= 'a' && c <= 'z'; });
  return found && letters <= 2 && rest.size() <= 6;
}

bool monotonous(std::string_view text) {
  std::size_t same = 0, steps = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    same += text[i] == text[i - 1];
    steps += text[i] == text[i - 1] + 1;
  }
  return same + steps >= text.size() - 2;
}

}  // namespace

Result<std::string> acceptable_password(std::string_view password, const std::vector<std::string>& local_names) {
  const auto weak = [](std::string vi) { return refuse(RefusalCode::weak_password, {{"detail", std::move(vi)}}); };
  const auto clean = clean_text(password, false);
  if (!clean) return weak(clean.error().vi);
  const std::size_t count = length(*clean);
  if (count < length_min) return weak("mới có " + std::to_string(count) + " ký tự");
  if (count > length_max) return weak("dài " + std::to_string(count) + " ký tự");
  std::string folded = fold(*clean);
  std::erase(folded, ' ');
  if (monotonous(folded)) return weak("lặp hoặc đếm đều");
  for (const std::string_view stem : common_stems)
    if (made_of(folded, stem)) return weak("thuộc loại hay bị đoán trước tiên");
  for (const std::string& name : local_names) {
    std::string local = fold(name);
    std::erase(local, ' ');
    if (made_of(folded, local)) return weak("chỉ gồm tên của tài khoản hoặc cơ quan");
  }
  return *clean;
}

HashCost cheap_cost() { return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN}; }

std::string hash_password(const std::string& password, HashCost cost) {
  start_sodium();
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, password.data(), password.size(), cost.operations, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory for a password hash");
  return out;
}

struct PasswordHasher::Impl {
  HashCost cost;
  std::size_t queue_max;
  std::string nobody;  // what an unknown account is compared with
  std::mutex mutex;
  std::condition_variable_any gathered;
  std::deque<std::function<void()>> queue;
  std::vector<std::jthread> threads;

  Impl(HashCost c, std::size_t count, std::size_t most) : cost(c), queue_max(most), nobody(hash_password("nobody has this password", c)) {
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this](std::stop_token stop) { work(stop); });
  }
  ~Impl() {
    for (auto& thread : threads) thread.request_stop();
    gathered.notify_all();
  }

  void work(std::stop_token stop) {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock lock(mutex);
        if (!gathered.wait(lock, stop, [&] { return !queue.empty(); })) return;
        job = std::move(queue.front());
        queue.pop_front();
      }
      job();
    }
  }

  bool submit(std::function<void()> job) {
    {
      const std::scoped_lock lock(mutex);
      if (queue.size() >= queue_max) return false;
      queue.push_back(std::move(job));
    }
    gathered.notify_one();
    return true;
  }
};

PasswordHasher::PasswordHasher(HashCost cost, std::size_t threads, std::size_t queue_max) {
  start_sodium();
  impl_ = std::make_unique<Impl>(cost, threads, queue_max);
}
PasswordHasher::~PasswordHasher() = default;

bool PasswordHasher::verify(std::string password, std::string stored, std::function<void(bool, std::optional<std::string>)> done) {
  return impl_->submit([impl = impl_.get(), password = std::move(password), stored = std::move(stored), done = std::move(done)] {
    const std::string& against = stored.empty() ? impl->nobody : stored;
    const bool fits = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0 && !stored.empty();
    std::optional<std::string> rehashed;
    if (fits && crypto_pwhash_str_needs_rehash(stored.c_str(), impl->cost.operations, impl->cost.memory_bytes) != 0) rehashed = hash_password(password, impl->cost);
    done(fits, std::move(rehashed));
  });
}

bool PasswordHasher::hash(std::string password, std::function<void(std::string)> done) {
  return impl_->submit([cost = impl_->cost, password = std::move(password), done = std::move(done)] { done(hash_password(password, cost)); });
}

}  // namespace luan::identity
