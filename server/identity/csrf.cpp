#include "identity/csrf.hpp"

#include "base/bytes.hpp"

namespace luan::identity {
namespace {

std::string mac(std::string_view key, std::string_view session) {
  std::string message = "csrf";
  message += session;
  message += '\0';
  return std::string(as_text(hmac_sha256(key, message)));
}

std::string exclusive_or(std::string a, std::string_view b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<char>(a[i] ^ b[i]);
  return a;
}

}  // namespace

std::string csrf_token(std::string_view key, std::string_view session) {
  const std::string mask = random_bytes(32);
  return to_base64url(mask + exclusive_or(mac(key, session), mask));
}

bool csrf_fits(std::string_view key, std::string_view session, std::string_view token) {
  const auto bytes = from_base64url(token);
  if (!bytes || bytes->size() != 64) return false;
  return equal_in_constant_time(exclusive_or(bytes->substr(32), bytes->substr(0, 32)), mac(key, session));
}

}  // namespace luan::identity
