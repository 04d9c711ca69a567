#include "base/files.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
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
  sync_folder(file.parent_path());
}

void sync_file(const std::filesystem::path& file) {
  const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (open.number < 0 || ::fsync(open.number) != 0) fail(file, "the file cannot be written");
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.number < 0 || ::fsync(open.number) != 0) fail(folder, "the folder cannot be written");
}

Sha256 file_digest(std::string_view before, const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + ": the file cannot be read");
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1 && EVP_DigestUpdate(context.get(), before.data(), before.size()) == 1;
  std::array<char, 64 * 1024> piece;
  while (good && in) {
    in.read(piece.data(), piece.size());
    good = EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(in.gcount())) == 1;
  }
  if (!in.eof()) throw std::runtime_error(file.string() + ": the file cannot be read");
  Sha256 digest;
  if (!good || EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1) throw std::runtime_error("OpenSSL cannot compute SHA-256");
  return digest;
}

MappedFile::MappedFile(const std::filesystem::path& file) {
  const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about{};
  if (open.number < 0 || ::fstat(open.number, &about) != 0) fail(file, "the file cannot be read");
  if (about.st_size == 0) return;
  const auto size = static_cast<std::size_t>(about.st_size);
  void* const begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, open.number, 0);
  if (begin == MAP_FAILED) fail(file, "the file cannot be read");
  bytes_ = {static_cast<const char*>(begin), size};
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

void make_private_folder(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  if (::chmod(folder.c_str(), 0700) != 0) fail(folder, "the folder cannot be closed to others");
}

}  // namespace luan
