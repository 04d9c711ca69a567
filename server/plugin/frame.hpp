// Messages between server and plugin process: 4 bytes of length, big-endian, then so many bytes of JSON (an object). At
// most 1 MiB, nesting at most 32. Anything else breaks the connection: after a bad frame nothing that follows can be
// trusted. One thread reads and one writes a socket at a time.
#pragma once
#include <chrono>
#include <expected>
#include <string>

#include "base/json.hpp"
#include "plugin/descriptor.hpp"

namespace luan::plugin {

/// The versions of what the messages mean. Server and host may be of two releases: a program is replaced while it runs.
struct Protocol {
  int least = 1;
  int most = 1;
};
inline constexpr Protocol protocol;

inline constexpr std::size_t frame_bytes_max = std::size_t{1} << 20;

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline no_deadline = Deadline::max();

struct FrameFault {
  enum class Kind : unsigned char { closed, late, too_large, malformed };
  Kind kind{};
  std::string detail{};
};

/// Throws std::system_error where the socket itself fails. `passed`, where given, takes a descriptor sent along.
[[nodiscard]] std::expected<json::object, FrameFault> read_frame(int socket, Deadline deadline, Descriptor* passed = nullptr);
/// `pass`, where not negative, is sent along. A partner that is gone is `closed`.
[[nodiscard]] std::expected<void, FrameFault> write_frame(int socket, const json::object& message, Deadline deadline, int pass = -1);

}  // namespace luan::plugin
