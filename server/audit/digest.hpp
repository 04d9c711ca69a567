// The digests of hardening.md §1. All are SHA-256, all salts 16 random bytes.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "base/bytes.hpp"

namespace luan::audit {

inline constexpr std::size_t salt_bytes = 16;

/// SHA-256("luan-payload/v1" LF || salt || payload): payload as stored, never re-serialised.
[[nodiscard]] Sha256 payload_digest(std::string_view salt, std::string_view payload);
/// SHA-256(salt || bytes), for contents and attachments.
[[nodiscard]] Sha256 content_digest(std::string_view salt, std::string_view bytes);
/// SHA-256("luan-definition/v1" LF || file bytes).
[[nodiscard]] Sha256 definition_digest(std::string_view bytes);
/// What a response was given on: rotation sequence, schema digest (hex), log indices shown, ascending.
[[nodiscard]] Sha256 shown_digest(int rotation_sequence, std::string_view schema_digest, std::span<const std::uint64_t> log_indices);

}  // namespace luan::audit
