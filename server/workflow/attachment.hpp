// A file as the log knows it. Its name and its bytes are content, and can be erased.
#pragma once
#include <cstdint>
#include <string>

namespace luan::workflow {

/// A file that goes with an event: it stands in the payload by size and salted digest, under an opaque id.
struct Attachment {
  std::string file;        // 32 hex
  std::uint64_t size = 0;  // bytes
  std::string sha256;      // SHA-256(its own salt || bytes), hex

  bool operator==(const Attachment&) const = default;
};

}  // namespace luan::workflow
