// Whole files, read and written: small ones only (keys, configuration, definitions). Larger ones are mapped and hashed.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace luan {

/// Throws std::runtime_error naming the file.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);
/// What a file of secrets holds. Throws std::runtime_error where others than the owner may read it.
[[nodiscard]] std::string read_secret(const std::filesystem::path& file);
/// Durable and whole: a crash leaves the old bytes or the new ones. For the owner's eyes only (mode 0600). Throws
/// std::runtime_error naming the file.
void replace_file(const std::filesystem::path& file, std::string_view bytes);
/// SHA-256(before || the file's bytes). Throws std::runtime_error naming the file.
[[nodiscard]] Sha256 file_digest(std::string_view before, const std::filesystem::path& file);
/// A file's bytes, durable, however they came there. Throws std::runtime_error naming the file.
void sync_file(const std::filesystem::path& file);
/// A folder's own entries, durable: after a rename in it, or a removal.
void sync_folder(const std::filesystem::path& folder);

/// A file's bytes, for reading, for as long as the object lives; the file itself may go meanwhile, and must not shrink.
class MappedFile {
 public:
  /// Throws std::runtime_error naming the file.
  explicit MappedFile(const std::filesystem::path& file);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

/// Made where it is missing, with mode 0700.
void make_private_folder(const std::filesystem::path& folder);

}  // namespace luan
