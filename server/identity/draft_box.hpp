// What somebody typed and has not sent, locked away: XChaCha20-Poly1305 (libsodium), under a key of the server that lies outside
// the database. Bound to its owner and its form: a text moved to another row does not open. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace luan::identity {

/// Of the server's secret, for drafts alone: who learns one of its uses has not got the other.
[[nodiscard]] std::string draft_key(std::string_view secret);

/// `key` is draft_key's. Text in ASCII: `v1.`, then base64url of a nonce of 24 bytes and what was locked. Throws std::runtime_error
/// where libsodium fails.
[[nodiscard]] std::string lock_draft(std::string_view key, std::string_view account, std::string_view form, std::string_view typed);
/// Nothing where it is not of this key, account and form, or was changed.
[[nodiscard]] std::optional<std::string> open_draft(std::string_view key, std::string_view account, std::string_view form, std::string_view locked);
/// False for one of a version that kept drafts as they were typed.
[[nodiscard]] bool is_locked_draft(std::string_view stored);

}  // namespace luan::identity
