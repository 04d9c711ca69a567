// Sessions in memory, by the SHA-256 of their token: idle 30 minutes, absolute 12 hours, five at once an account
// (hardening.md §5). `app` keeps rows of them across restarts. Thread-safe; looked up on every request.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace luan::identity {

struct Session {
  std::string sha256;  // hex: its id, never the token
  AccountId account;
  Instant created{}, last_seen{};
};

class SessionTable {
 public:
  SessionTable();
  ~SessionTable();

  struct Opened {
    std::string token;  // base64url of 32 random bytes, for the cookie
    Session session;
    std::vector<std::string> ended;  // ids of older sessions that had to go
  };
  [[nodiscard]] Opened open(const AccountId& account, Instant now);
  /// Marks it seen. Nothing where it is unknown or over.
  [[nodiscard]] std::optional<Session> find(std::string_view token, Instant now);
  /// Its id, or nothing.
  std::optional<std::string> close(std::string_view token);
  std::vector<std::string> close_all(const AccountId& account);

  void restore(Session session);
  /// Seen since the last call, to be written down; the ids of those that are over.
  struct Changes {
    std::vector<Session> seen;
    std::vector<std::string> over;
  };
  [[nodiscard]] Changes take_changes(Instant now);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace luan::identity
