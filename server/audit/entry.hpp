// The entry record: what is logged of an event, and the leaf of the tree. Nine lines of ASCII, each ended by LF, at most
// 512 bytes. The format is docs/formats/log.md; parsing is strict, what would not print back the same is refused.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace luan::audit {

struct Entry {
  std::uint64_t seq = 0;       // leaf index from 0, no gaps
  Instant time{};              // never below the entry before
  std::string type;            // response.recorded
  std::string rotation = "-";  // 32 hex or "-"
  std::string actor = "-";     // 32 hex or "-"
  std::string from = "-";      // stage ids or "-"
  std::string to = "-";
  std::string payload;  // its digest, 64 hex

  bool operator==(const Entry&) const = default;
};

[[nodiscard]] std::string to_record(const Entry& entry);
/// The entry, or why not.
[[nodiscard]] std::expected<Entry, std::string> parse_record(std::string_view record);

}  // namespace luan::audit
