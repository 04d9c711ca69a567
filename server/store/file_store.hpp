// The files that people hand in, in a folder of the data directory. One under way grows in `part/` under the id of its upload;
// whole, it stands under the salted digest by which the log names it, so that a name tells nothing, no file stands for two, and
// whoever has the salt can check it. A file is on the disk before anything says that it is there. Modes 0700 and 0600. One
// upload is written by one thread at a time, which is the caller's to see to; otherwise thread-safe.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace luan::store {

class FileStore {
 public:
  /// Makes the folders where they are missing.
  explicit FileStore(std::filesystem::path folder);

  /// How much of an upload has come, in bytes.
  [[nodiscard]] std::uint64_t received(const std::string& upload) const;
  /// Adds to it, durable on return. False, and nothing is written, where `offset` is not where it stands. Throws
  /// std::runtime_error where the disk does not take it.
  [[nodiscard]] bool append(const std::string& upload, std::uint64_t offset, std::string_view bytes);
  [[nodiscard]] std::filesystem::path part(const std::string& upload) const { return parts_ / upload; }
  /// Gives a whole upload its name: SHA-256(salt || bytes), hex.
  [[nodiscard]] std::string keep(const std::string& upload, std::string_view salt);
  void drop_part(const std::string& upload);

  [[nodiscard]] std::filesystem::path file(const std::string& digest) const { return folder_ / digest; }
  void drop_file(const std::string& digest);
  /// Where bodies that are too long to be held in memory may lie while they are read.
  [[nodiscard]] const std::filesystem::path& parts() const { return parts_; }

  /// Removes what lies there for longer than `age` and is known to nobody: a crash between two steps left it.
  void sweep(std::chrono::hours age, const std::function<bool(const std::string& upload)>& knows_part,
             const std::function<bool(const std::string& digest)>& knows_file);

 private:
  std::filesystem::path folder_, parts_;
};

}  // namespace luan::store
