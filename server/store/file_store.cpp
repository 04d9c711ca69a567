#include "store/file_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <vector>

#include "base/bytes.hpp"
#include "base/files.hpp"

namespace luan::store {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
  throw std::runtime_error(file.string() + ": " + what + ": " + std::strerror(errno));
}

struct Descriptor {
  int number;
  ~Descriptor() { ::close(number); }
};

void sweep_folder(const std::filesystem::path& folder, std::chrono::hours age, const std::function<bool(const std::string&)>& knows) {
  const auto before = std::filesystem::file_time_type::clock::now() - age;
  std::vector<std::filesystem::path> lost;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file() && entry.last_write_time() < before && !knows(entry.path().filename().string())) lost.push_back(entry.path());
  std::error_code ignored;
  for (const auto& file : lost) std::filesystem::remove(file, ignored);
}

}  // namespace

FileStore::FileStore(std::filesystem::path folder) : folder_(std::move(folder)), parts_(folder_ / "part") {
  make_private_folder(folder_);
  make_private_folder(parts_);
}

std::uint64_t FileStore::received(const std::string& upload) const {
  std::error_code none;
  const auto size = std::filesystem::file_size(part(upload), none);
  return none ? 0 : size;
}

bool FileStore::append(const std::string& upload, std::uint64_t offset, std::string_view bytes) {
  const auto file = part(upload);
  const Descriptor out{::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)};
  if (out.number < 0) fail(file, "the file cannot be written");
  struct stat about{};
  if (::fstat(out.number, &about) != 0) fail(file, "the file cannot be written");
  if (static_cast<std::uint64_t>(about.st_size) != offset) return false;
  while (!bytes.empty()) {
    const auto written = ::write(out.number, bytes.data(), bytes.size());
    if (written < 0) {
      const int cause = errno;
      if (::ftruncate(out.number, about.st_size) != 0) drop_part(upload);  // what came of it is of no use
      errno = cause;
      fail(file, "the file cannot be written");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(out.number) != 0) fail(file, "the file cannot be written");
  return true;
}

std::string FileStore::keep(const std::string& upload, std::string_view salt) {
  std::string digest = to_hex(file_digest(salt, part(upload)));
  if (::rename(part(upload).c_str(), file(digest).c_str()) != 0) fail(file(digest), "the file cannot be kept");
  sync_folder(folder_);
  return digest;
}

void FileStore::drop_part(const std::string& upload) {
  std::error_code ignored;
  std::filesystem::remove(part(upload), ignored);
}

void FileStore::drop_file(const std::string& digest) {
  std::error_code ignored;
  std::filesystem::remove(file(digest), ignored);
}

void FileStore::sweep(std::chrono::hours age, const std::function<bool(const std::string&)>& knows_part,
                      const std::function<bool(const std::string&)>& knows_file) {
  sweep_folder(parts_, age, knows_part);
  sweep_folder(folder_, age, knows_file);
}

}  // namespace luan::store
