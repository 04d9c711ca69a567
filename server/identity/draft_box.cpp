#include "identity/draft_box.hpp"

#include <sodium.h>

#include <stdexcept>

#include "base/bytes.hpp"

namespace luan::identity {
namespace {

constexpr std::string_view mark = locked_draft_mark;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string place(std::string_view account, std::string_view form) {
  std::string out(mark);
  out += account;
  out += '\0';
  out += form;
  return out;
}

void begin(std::string_view key) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES) throw std::runtime_error("the key of drafts is not of 32 bytes");
}

}  // namespace

std::string draft_key(std::string_view secret) { return std::string(as_text(hmac_sha256(secret, "luan-draft/v1"))); }

std::string draft_key_mark(std::string_view key) { return to_hex(sha256({"luan-draft-key/v1\n", key})); }

std::string lock_draft(std::string_view key, std::string_view account, std::string_view form, std::string_view typed) {
  begin(key);
  const std::string nonce = random_bytes(nonce_bytes), where = place(account, form);
  std::string locked(typed.size() + tag_bytes, '\0');
  unsigned long long size = 0;
  if (crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(locked), &size, bytes_of(typed), typed.size(), bytes_of(where), where.size(), nullptr,
                                                 bytes_of(std::string_view(nonce)), bytes_of(key)) != 0)
    throw std::runtime_error("libsodium does not lock a draft");
  return std::string(mark) + to_base64url(nonce + locked);
}

std::optional<std::string> open_draft(std::string_view key, std::string_view account, std::string_view form, std::string_view locked) {
  begin(key);
  if (!is_locked_draft(locked)) return {};
  const auto bytes = from_base64url(locked.substr(mark.size()));
  if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return {};
  const std::string_view nonce = std::string_view(*bytes).substr(0, nonce_bytes), rest = std::string_view(*bytes).substr(nonce_bytes);
  const std::string where = place(account, form);
  std::string typed(rest.size() - tag_bytes, '\0');
  unsigned long long size = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(typed), &size, nullptr, bytes_of(rest), rest.size(), bytes_of(where), where.size(), bytes_of(nonce),
                                                 bytes_of(key)) != 0)
    return {};
  return typed;
}

bool is_locked_draft(std::string_view stored) { return stored.starts_with(mark); }

}  // namespace luan::identity
