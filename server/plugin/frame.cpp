#include "plugin/frame.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace luan::plugin {
namespace {

using Kind = FrameFault::Kind;
using Outcome = std::expected<void, FrameFault>;

std::unexpected<FrameFault> fault(Kind kind, std::string detail) { return std::unexpected(FrameFault{kind, std::move(detail)}); }
bool gone(int error) { return error == EPIPE || error == ECONNRESET; }

/// Waits until the socket can be read or written.
Outcome wait_for(int socket, short events, Deadline deadline) {
  for (;;) {
    int milliseconds = -1;
    if (deadline != no_deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
      if (left <= 0) return fault(Kind::late, "the deadline passed");
      milliseconds = static_cast<int>(std::min<long long>(left, 3'600'000));
    }
    pollfd poller{socket, events, 0};
    const int ready = ::poll(&poller, 1, milliseconds);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  }
}

union Ancillary {  // room for one descriptor, aligned as the kernel wants it
  cmsghdr header;
  std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

/// One recvmsg; the number of bytes, 0 at the end of the stream.
std::expected<std::size_t, FrameFault> receive_some(int socket, char* to, std::size_t size, Deadline deadline, Descriptor* passed) {
  for (;;) {
    if (auto ready = wait_for(socket, POLLIN, deadline); !ready) return std::unexpected(ready.error());
    iovec piece{to, size};
    Ancillary ancillary{};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    if (passed) {
      message.msg_control = ancillary.bytes.data();
      message.msg_controllen = ancillary.bytes.size();
    }
    const ssize_t got = ::recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got < 0 && gone(errno)) return std::size_t{0};
    if (got < 0) throw std::system_error(errno, std::generic_category(), "recvmsg");
    const cmsghdr* header = passed ? CMSG_FIRSTHDR(&message) : nullptr;
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(header), sizeof number);
      *passed = Descriptor(number);
    }
    return static_cast<std::size_t>(got);
  }
}

Outcome receive_all(int socket, char* to, std::size_t size, Deadline deadline, Descriptor* passed) {
  for (std::size_t have = 0; have < size;) {
    const auto got = receive_some(socket, to + have, size - have, deadline, passed);
    if (!got) return std::unexpected(got.error());
    if (*got == 0) return fault(Kind::closed, have == 0 ? "the other side closed the connection" : "the connection ended inside a message");
    have += *got;
  }
  return {};
}

}  // namespace

std::expected<json::object, FrameFault> read_frame(int socket, Deadline deadline, Descriptor* passed) {
  std::array<unsigned char, 4> head{};
  if (auto got = receive_all(socket, reinterpret_cast<char*>(head.data()), head.size(), deadline, passed); !got) return std::unexpected(got.error());
  const std::size_t size = std::size_t{head[0]} << 24 | std::size_t{head[1]} << 16 | std::size_t{head[2]} << 8 | head[3];
  if (size > frame_bytes_max) return fault(Kind::too_large, fmt::format("a message of {} bytes; at most {}", size, frame_bytes_max));
  std::string text(size, '\0');
  if (auto got = receive_all(socket, text.data(), size, deadline, nullptr); !got) return std::unexpected(got.error());
  auto value = parse_json(text);
  if (!value) return fault(Kind::malformed, "a message that is not JSON: " + value.error());
  if (!value->is_object()) return fault(Kind::malformed, "a message that is not an object");
  return std::move(value->as_object());
}

std::expected<void, FrameFault> write_frame(int socket, const json::object& message, Deadline deadline, int pass) {
  const std::string text = json::serialize(message);
  if (text.size() > frame_bytes_max) return fault(Kind::too_large, fmt::format("a message of {} bytes; at most {}", text.size(), frame_bytes_max));
  const auto size = static_cast<unsigned>(text.size());
  std::string bytes{static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8), static_cast<char>(size)};
  bytes += text;
  for (std::size_t sent = 0; sent < bytes.size();) {
    if (auto ready = wait_for(socket, POLLOUT, deadline); !ready) return ready;
    iovec piece{bytes.data() + sent, bytes.size() - sent};
    Ancillary ancillary{};
    msghdr header{};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    if (pass >= 0 && sent == 0) {
      header.msg_control = ancillary.bytes.data();
      header.msg_controllen = ancillary.bytes.size();
      ancillary.header.cmsg_level = SOL_SOCKET;
      ancillary.header.cmsg_type = SCM_RIGHTS;
      ancillary.header.cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(&ancillary.header), &pass, sizeof pass);
    }
    const ssize_t put = ::sendmsg(socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (put < 0 && gone(errno)) return fault(Kind::closed, "the other side closed the connection");
    if (put < 0) throw std::system_error(errno, std::generic_category(), "sendmsg");
    sent += static_cast<std::size_t>(put);
  }
  return {};
}

}  // namespace luan::plugin
