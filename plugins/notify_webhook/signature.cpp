#include "signature.hpp"

#include "base/bytes.hpp"

namespace notify_webhook {

std::optional<std::string> parse_secret(std::string_view text) {
  constexpr std::string_view prefix = "whsec_";
  if (!text.starts_with(prefix)) return {};
  auto bytes = luan::from_base64(text.substr(prefix.size()));
  if (!bytes || bytes->size() < 24 || bytes->size() > 64) return {};
  return bytes;
}

std::string sign(std::span<const std::string> keys, std::string_view id, std::int64_t timestamp, std::string_view body) {
  const std::string signed_bytes = std::string(id) + "." + std::to_string(timestamp) + "." + std::string(body);
  std::string out;
  for (const std::string& key : keys) out += (out.empty() ? "v1," : " v1,") + luan::to_base64(luan::as_text(luan::hmac_sha256(key, signed_bytes)));
  return out;
}

}  // namespace notify_webhook
