// The digests of hardening.md §1. All are SHA-256, all salts 16 random bytes.
#pragma once
#include <cstdint>
#include <span>
#include <string>
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
/// What a response was given on: step and run, digest of the form (hex), sequences in the rotation of the responses and corrections
/// shown, ascending, and «step run» of every result of a plugin shown, sorted.
[[nodiscard]] Sha256 shown_digest(std::string_view step, int run, std::string_view form_digest, std::span<const int> responses,
                                  std::span<const std::string> results);

}  // namespace luan::audit
