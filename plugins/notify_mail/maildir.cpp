#include "maildir.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace notify_mail {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) { throw std::system_error(errno, std::generic_category(), path.string()); }

class File {
 public:
  File(const std::filesystem::path& path, int flags) : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail(path_);
  }
  ~File() { ::close(number_); }
  File(const File&) = delete;

  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t wrote = ::write(number_, bytes.data(), bytes.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) fail(path_);
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }
  void sync() const {
    if (::fsync(number_) != 0) fail(path_);
  }

 private:
  std::filesystem::path path_;
  int number_;
};

}  // namespace

Maildir::Maildir(std::filesystem::path folder) : folder_(std::move(folder)) {
  for (const char* part : {"tmp", "new", "cur"}) std::filesystem::create_directories(folder_ / part);
}

bool Maildir::has(const std::string& name) const {
  if (std::filesystem::exists(folder_ / "new" / name)) return true;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "cur")) {
    const std::string file = entry.path().filename().string();
    if (file.starts_with(name) && (file.size() == name.size() || file[name.size()] == ':')) return true;
  }
  return false;
}

void Maildir::deliver(const std::string& name, std::string_view message) const {
  const auto temporary = folder_ / "tmp" / name;
  {
    // A file left there by a crash is begun again.
    const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(message);
    file.sync();
  }
  if (::rename(temporary.c_str(), (folder_ / "new" / name).c_str()) != 0) fail(temporary);
  // The move is an entry of the folder, and lasts only once the folder has been written.
  File(folder_ / "new", O_RDONLY | O_DIRECTORY).sync();
}

}  // namespace notify_mail
