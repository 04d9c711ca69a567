#include "identity/known_browser.hpp"

#include "base/bytes.hpp"

namespace luan::identity {
namespace {

constexpr std::size_t nonce_bytes = 16, mac_bytes = 32;

std::string mac(std::string_view key, std::string_view account, std::string_view nonce) {
  std::string message = "browser";
  message += account;
  message += '\0';
  message += nonce;
  return std::string(as_text(hmac_sha256(key, message)));
}

}  // namespace

std::string browser_mark(std::string_view key, std::string_view account) {
  const std::string nonce = random_bytes(nonce_bytes);
  return to_base64url(nonce + mac(key, account, nonce));
}

bool browser_known(std::string_view key, std::string_view account, std::string_view mark) {
  const auto bytes = from_base64url(mark);
  if (!bytes || bytes->size() != nonce_bytes + mac_bytes) return false;
  return equal_in_constant_time(bytes->substr(nonce_bytes), mac(key, account, bytes->substr(0, nonce_bytes)));
}

}  // namespace luan::identity
