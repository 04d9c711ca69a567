#include "audit/digest.hpp"

#include <string>

namespace luan::audit {

Sha256 payload_digest(std::string_view salt, std::string_view payload) { return sha256({"luan-payload/v1\n", salt, payload}); }
Sha256 content_digest(std::string_view salt, std::string_view bytes) { return sha256({salt, bytes}); }
Sha256 definition_digest(std::string_view bytes) { return sha256({"luan-definition/v1\n", bytes}); }

Sha256 shown_digest(std::string_view step, int run, std::string_view form_digest, std::span<const int> responses, std::span<const std::string> results) {
  std::string text = "luan-shown/v2\n";
  text.append(step).append("\n").append(std::to_string(run)).append("\n").append(form_digest).append("\n");
  for (const int sequence : responses) text += std::to_string(sequence) + "\n";
  for (const std::string& result : results) text += result + "\n";
  return sha256(text);
}

}  // namespace luan::audit
