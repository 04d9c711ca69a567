#include "base/zip_listing.hpp"

#include <algorithm>

namespace luan {
namespace {

// APPNOTE.TXT 4.3.12 and 4.3.16: the directory's headers, and the record that ends the file.
constexpr std::string_view end_mark = "PK\x05\x06", member_mark = "PK\x01\x02";
constexpr std::size_t end_bytes = 22, member_bytes = 46, comment_max = 65'535;

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

}  // namespace

std::optional<ZipListing> list_zip(const ReadAt& read, std::uint64_t size, std::size_t most) {
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(size, end_bytes + comment_max);
  const std::string tail = read(size - tail_bytes, tail_bytes);
  const auto end = tail.rfind(end_mark);
  if (end == tail.npos || end + end_bytes > tail.size()) return {};
  const std::size_t count = number(tail, end + 10, 2);
  const std::uint64_t directory_size = number(tail, end + 12, 4), directory_at = number(tail, end + 16, 4);
  const bool one_disk = number(tail, end + 4, 2) == 0 && number(tail, end + 6, 2) == 0 && number(tail, end + 8, 2) == count;
  const bool ends_here = end + end_bytes + number(tail, end + 20, 2) == tail.size();
  if (!one_disk || !ends_here || count == 0 || count > most || directory_at + directory_size > size - tail_bytes + end) return {};

  const std::string directory = read(directory_at, directory_size);
  ZipListing listing;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (at + member_bytes > directory.size() || directory.compare(at, 4, member_mark) != 0) return {};
    const std::size_t name = number(directory, at + 28, 2), rest = number(directory, at + 30, 2) + number(directory, at + 32, 2);
    if (at + member_bytes + name + rest > directory.size()) return {};
    listing.encrypted = listing.encrypted || (number(directory, at + 8, 2) & 1) != 0;
    listing.unfolded += number(directory, at + 24, 4);
    listing.names.push_back(directory.substr(at + member_bytes, name));
    at += member_bytes + name + rest;
  }
  return listing;
}

}  // namespace luan
