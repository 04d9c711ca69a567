// Signatures of Standard Webhooks (v1, symmetric): HMAC-SHA256 over id.timestamp.body, in base64.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace notify_webhook {

/// "whsec_" and base64 of 24 to 64 bytes, as the specification has it; the bytes, or nothing.
[[nodiscard]] std::optional<std::string> parse_secret(std::string_view text);

/// The value of `webhook-signature`: one signature a key, the newest first, so that a receiver that still knows the one
/// before accepts it. `timestamp`: seconds since 1970.
[[nodiscard]] std::string sign(std::span<const std::string> keys, std::string_view id, std::int64_t timestamp, std::string_view body);

}  // namespace notify_webhook
