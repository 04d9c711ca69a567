// Which kinds of files may be handed in, and whether the bytes of one are what its name says: a name and a header can say
// anything. Limits and kinds: hardening.md §6. Pure but for reading the file.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/localized.hpp"

namespace luan {

struct FileKind {
  std::string_view id;          // its extension, as a workflow and the configuration name it: "pdf"
  std::string_view media_type;  // under which it is handed out; nothing else ever is
};

/// All there are: pdf, docx, xlsx, odt, ods, png, jpg.
[[nodiscard]] std::span<const FileKind> file_kinds();
/// Null where there is none of that id.
[[nodiscard]] const FileKind* file_kind(std::string_view id);
/// By its extension in any case, jpeg being jpg; null where it has none of ours.
[[nodiscard]] const FileKind* file_kind_of_name(std::string_view name);

enum class FileFault : unsigned char {
  none,
  other,    // its bytes are not of this kind
  cut_off,  // it begins as one and does not end as one
  unsafe,   // macros, a password, an archive that unfolds without end or names places outside
};
/// Throws std::runtime_error where the file cannot be read.
[[nodiscard]] FileFault inspect_file(const std::filesystem::path& file, const FileKind& kind);

/// The name as it is shown and handed out: the last part of a path, NFC, no control or bidi marks, 200 characters at most.
/// The error says what to do.
[[nodiscard]] std::expected<std::string, Localized> clean_file_name(std::string_view given);

/// «1,4 MB», "1.4 MB", "830 byte".
[[nodiscard]] Localized size_words(std::uint64_t bytes);

}  // namespace luan
