#include "http/body_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace luan::http {
namespace {

[[noreturn]] void fail(const char* what) { throw std::runtime_error(std::string("a body on the disk ") + what + ": " + std::strerror(errno)); }

}  // namespace

BodyFile::BodyFile(const std::filesystem::path& folder) : descriptor_(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
  if (descriptor_ >= 0) return;
  // Not every file system makes files without a name: one with a name, which goes at once.
  std::string name = (folder / "body-XXXXXX").string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail("cannot be begun");
  ::unlink(name.c_str());
}

BodyFile::~BodyFile() { ::close(descriptor_); }

void BodyFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) fail("cannot be written");
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string BodyFile::read(std::uint64_t offset, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t there = 0;
  while (there < count) {
    const auto got = ::pread(descriptor_, bytes.data() + there, count - there, static_cast<off_t>(offset + there));
    if (got < 0) fail("cannot be read");
    if (got == 0) break;
    there += static_cast<std::size_t>(got);
  }
  bytes.resize(there);
  return bytes;
}

}  // namespace luan::http
