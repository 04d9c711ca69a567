// The bytes of a plugin's library. They are copied into sealed memory before they are digested, and it is that memory
// which is loaded: nothing can change between the check and the use.
#pragma once
#include <expected>
#include <filesystem>
#include <string>

#include "plugin/descriptor.hpp"

namespace luan::plugin {

struct Library {
  Descriptor memory;   // sealed memfd, close-on-exec
  std::string digest;  // SHA-256, hex
};

/// On failure: why it cannot be read. At most 64 MiB, a regular file.
[[nodiscard]] std::expected<Library, std::string> open_library(const std::filesystem::path& file);

}  // namespace luan::plugin
