// Tokens against forged requests (hardening.md §4): bound to a session, masked afresh for each page so that compression
// cannot leak them, compared in constant time. Pure but for the mask's random bytes.
#pragma once
#include <string>
#include <string_view>

namespace luan::identity {

/// base64url(r || r XOR mac), mac = HMAC-SHA256(key, "csrf" || session || 0x00).
[[nodiscard]] std::string csrf_token(std::string_view key, std::string_view session);
[[nodiscard]] bool csrf_fits(std::string_view key, std::string_view session, std::string_view token);

}  // namespace luan::identity
