// Passwords: what will do, and Argon2id on threads of its own so that the event loop never waits (hardening.md §5).
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.hpp"

namespace luan::identity {

/// 12 to 128 characters, no composition rule; common ones and those made of `local_names` are refused as
/// `weak_password`, which says why of the field `password`. Gives the NFC form to be hashed.
[[nodiscard]] Result<std::string> acceptable_password(std::string_view password, const std::vector<std::string>& local_names);

struct HashCost {
  unsigned long long operations = 2;
  std::size_t memory_bytes = 19'456 * 1024;
};
/// For tests and benchmarks, where hundreds sign in: never for people's passwords.
[[nodiscard]] HashCost cheap_cost();

/// Takes some 20 ms of one core at the default cost. Thread-safe.
[[nodiscard]] std::string hash_password(const std::string& password, HashCost cost = {});

class PasswordHasher {
 public:
  explicit PasswordHasher(HashCost cost = {}, std::size_t threads = 2, std::size_t queue_max = 64);
  ~PasswordHasher();

  /// `done` runs on one of the hasher's threads: does the password fit, and a new hash where the cost has changed.
  /// `stored` "" stands for an unknown account: it costs the same and never fits. False: the queue is full.
  [[nodiscard]] bool verify(std::string password, std::string stored, std::function<void(bool fits, std::optional<std::string> rehashed)> done);
  [[nodiscard]] bool hash(std::string password, std::function<void(std::string)> done);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::identity
