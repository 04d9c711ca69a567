#include "base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace luan {
namespace {

/// An open descriptor that is closed on every way out.
struct Descriptor {
  int number = -1;
  explicit Descriptor(int n) : number(n) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
  throw std::runtime_error(file.string() + ": " + what + ": " + std::strerror(errno));
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) fail(file, "the file cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": the file cannot be read");
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string read_secret(const std::filesystem::path& file) {
  struct stat about{};
  if (::stat(file.c_str(), &about) != 0) fail(file, "the key cannot be read");
  if ((about.st_mode & 077) != 0) throw std::runtime_error(file.string() + ": others may read this key. Set its mode to 0600.");
  return read_file(file);
}

void replace_file(const std::filesystem::path& file, std::string_view bytes) {
  const std::filesystem::path fresh = file.string() + ".new";
  {
    const Descriptor out(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (out.number < 0) fail(fresh, "the file cannot be written");
    write_all(out.number, bytes, fresh);
    if (::fsync(out.number) != 0) fail(fresh, "the file cannot be written");
  }
  if (::rename(fresh.c_str(), file.c_str()) != 0) fail(file, "the file cannot be replaced");
  const Descriptor folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number < 0 || ::fsync(folder.number) != 0) fail(file.parent_path(), "the folder cannot be written");
}

void make_private_folder(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  if (::chmod(folder.c_str(), 0700) != 0) fail(folder, "the folder cannot be closed to others");
}

}  // namespace luan
