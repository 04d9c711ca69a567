// The members of a ZIP archive as its own directory lists them, without unfolding anything. Private to base.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luan {

/// `count` bytes from `offset`, fewer at the end.
using ReadAt = std::function<std::string(std::uint64_t offset, std::size_t count)>;

struct ZipListing {
  std::vector<std::string> names;
  std::uint64_t unfolded = 0;  // bytes, as the directory says
  bool encrypted = false;
};
/// Nothing where there is no whole directory at the end, where it names more than `most` members, or spreads over several
/// disks or 4 GB.
[[nodiscard]] std::optional<ZipListing> list_zip(const ReadAt& read, std::uint64_t size, std::size_t most);

}  // namespace luan
