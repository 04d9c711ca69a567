#include "audit/digest.hpp"

#include <string>

namespace luan::audit {

Sha256 payload_digest(std::string_view salt, std::string_view payload) { return sha256({"luan-payload/v1\n", salt, payload}); }
Sha256 content_digest(std::string_view salt, std::string_view bytes) { return sha256({salt, bytes}); }
Sha256 definition_digest(std::string_view bytes) { return sha256({"luan-definition/v1\n", bytes}); }

Sha256 shown_digest(int rotation_sequence, std::string_view schema_digest, std::span<const std::uint64_t> log_indices) {
  std::string text = "luan-shown/v1\n" + std::to_string(rotation_sequence) + "\n";
  text += schema_digest;
  text += '\n';
  for (const std::uint64_t index : log_indices) text += std::to_string(index) + "\n";
  return sha256(text);
}

}  // namespace luan::audit
