// Signed notes (C2SP signed-note) and the checkpoint they carry (C2SP tlog-checkpoint), with Ed25519.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace luan::audit {

/// Verifies notes of one key: `name+hex(id)+base64(0x01 || public key)`.
struct VerifierKey {
  std::string name;
  std::string public_key;  // 32 bytes

  [[nodiscard]] static std::optional<VerifierKey> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string id() const;  // 4 bytes: SHA-256(name LF 0x01 public key), cut
};

/// As kept in a file: `PRIVATE+KEY+name+hex(id)+base64(0x01 || seed)`, as Go's sumdb tools write it.
struct SignerKey {
  std::string name;
  std::string seed;  // 32 bytes, secret

  [[nodiscard]] static std::optional<SignerKey> parse(std::string_view text);
  [[nodiscard]] std::string text() const;

  [[nodiscard]] VerifierKey verifier() const;
  /// The note of a text that ends in LF: the text, an empty line, one signature line.
  [[nodiscard]] std::string sign(std::string_view text) const;
};

/// The note of a text that both keys sign: of one log, so of one name.
[[nodiscard]] std::string sign_together(std::string_view text, const SignerKey& first, const SignerKey& second);

/// The text of a note that carries a good signature of the key, or why not. At most 64 kB and 16 signatures are read.
[[nodiscard]] std::expected<std::string, std::string> open_note(std::string_view note, const VerifierKey& key);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Sha256 root{};

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::expected<Checkpoint, std::string> parse(std::string_view text);
};

}  // namespace luan::audit
