// The mark of a browser that has signed in to an account before. Only a known browser has tries of its own (throttle.hpp),
// so a mark must not be something that a guesser can make up or carry over from another account (hardening.md §5).
#pragma once
#include <string>
#include <string_view>

namespace luan::identity {

/// For a cookie: base64url(16 random bytes || HMAC-SHA256(key, "browser" || account || 0x00 || those bytes)).
[[nodiscard]] std::string browser_mark(std::string_view key, std::string_view account);
[[nodiscard]] bool browser_known(std::string_view key, std::string_view account, std::string_view mark);

}  // namespace luan::identity
