// Hex, base64, SHA-256 and random bytes. Encoders are exact, decoders strict: what would not print back the same is
// refused.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace luan {

using Sha256 = std::array<unsigned char, 32>;

[[nodiscard]] std::string to_hex(std::span<const unsigned char> bytes);  // lower case
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

[[nodiscard]] std::string to_base64(std::string_view bytes);     // padded
[[nodiscard]] std::string to_base64url(std::string_view bytes);  // unpadded
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

[[nodiscard]] std::string_view as_text(std::span<const unsigned char> bytes);

/// One digest over the concatenation of the parts. Throws std::runtime_error if OpenSSL fails.
[[nodiscard]] Sha256 sha256(std::initializer_list<std::string_view> parts);
[[nodiscard]] inline Sha256 sha256(std::string_view bytes) { return sha256({bytes}); }
[[nodiscard]] Sha256 hmac_sha256(std::string_view key, std::string_view message);
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

/// From the system's generator. Throws std::runtime_error if it fails.
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace luan
