#include "plugin/library.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "base/bytes.hpp"

namespace luan::plugin {
namespace {

constexpr std::size_t library_bytes_max = std::size_t{64} << 20;
// Newer than Debian 12's headers: memory from which code may be mapped even where the system's default forbids it.
constexpr unsigned memory_executable = 0x10;

std::string reason(const char* what) { return std::string(what) + ": " + std::generic_category().message(errno); }

Descriptor make_memory() {
  constexpr unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  Descriptor memory(::memfd_create("plugin", flags | memory_executable));
  if (!memory && errno == EINVAL) memory = Descriptor(::memfd_create("plugin", flags));
  return memory;
}

}  // namespace

std::expected<Library, std::string> open_library(const std::filesystem::path& file) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!opened) return std::unexpected(reason(file.filename().c_str()));
  struct stat status{};
  if (::fstat(opened.number(), &status) != 0 || !S_ISREG(status.st_mode)) return std::unexpected(file.filename().string() + " is not a file");
  std::string bytes;
  for (std::string piece(1 << 16, '\0');;) {
    const ssize_t got = ::read(opened.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(reason("read"));
    if (got == 0) break;
    bytes.append(piece, 0, static_cast<std::size_t>(got));
    if (bytes.size() > library_bytes_max) return std::unexpected(file.filename().string() + " is larger than 64 MiB");
  }
  Library library{make_memory(), to_hex(sha256(bytes))};
  if (!library.memory) return std::unexpected(reason("memfd_create"));
  for (std::size_t put = 0; put < bytes.size();) {
    const ssize_t wrote = ::write(library.memory.number(), bytes.data() + put, bytes.size() - put);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return std::unexpected(reason("write"));
    put += static_cast<std::size_t>(wrote);
  }
  if (::fcntl(library.memory.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) return std::unexpected(reason("sealing"));
  return library;
}

}  // namespace luan::plugin
