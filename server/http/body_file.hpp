// A body too long to be held in memory, on the disk without a name: whatever happens, nothing of it stays behind. Written by
// one connection, then only read.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace luan::http {

class BodyFile {
 public:
  /// Throws std::runtime_error where the folder takes no file.
  explicit BodyFile(const std::filesystem::path& folder);
  ~BodyFile();
  BodyFile(const BodyFile&) = delete;
  BodyFile& operator=(const BodyFile&) = delete;

  /// Throws std::runtime_error where the disk does not take it.
  void append(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Fewer at the end. Throws std::runtime_error.
  [[nodiscard]] std::string read(std::uint64_t offset, std::size_t count) const;

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace luan::http
