// What somebody typed and has not sent, locked away: XChaCha20-Poly1305 (libsodium), under a key of the server that lies outside
// the database. Bound to its owner and its form: a text moved to another row does not open. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace luan::identity {

/// How what is locked begins, and nothing that was kept as it was typed: that is JSON.
inline constexpr std::string_view locked_draft_mark = "v1.";

/// Of the server's secret, for drafts alone: who learns one of its uses has not got the other.
[[nodiscard]] std::string draft_key(std::string_view secret);

/// Tells one such key from another, and nothing of either: 64 hex.
[[nodiscard]] std::string draft_key_mark(std::string_view key);

/// `key` is draft_key's. Text in ASCII: locked_draft_mark, then base64url of a nonce of 24 bytes and what was locked. Throws std::runtime_error
/// where libsodium fails.
[[nodiscard]] std::string lock_draft(std::string_view key, std::string_view account, std::string_view form, std::string_view typed);
/// Nothing where it is not of this key, account and form, or was changed.
[[nodiscard]] std::optional<std::string> open_draft(std::string_view key, std::string_view account, std::string_view form, std::string_view locked);
/// False for one of a version that kept drafts as they were typed.
[[nodiscard]] bool is_locked_draft(std::string_view stored);

}  // namespace luan::identity
