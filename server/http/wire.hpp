// A socket with deadlines and the bytes read from it that nobody has taken yet. Internal to server and connection; all
// of it runs on the socket's strand.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/router.hpp"

namespace luan::http {

using Socket = boost::asio::ip::tcp::socket;

class Wire : public std::enable_shared_from_this<Wire> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit Wire(Socket socket);

  enum class Got : unsigned char { bytes, end, late };
  /// Reads what is there, `most` bytes at most, behind what is pending; waits for the first one until `until`.
  [[nodiscard]] Awaitable<Got> fill(std::size_t most, Time until);
  [[nodiscard]] std::string_view pending() const { return std::string_view(buffer_).substr(taken_); }
  void take(std::size_t count);

  /// Both parts, one after the other. False where the client is gone or takes nothing for `stall`.
  [[nodiscard]] Awaitable<bool> write(std::string_view head, std::string_view body, std::chrono::milliseconds stall);

  /// Ends our side, then throws away what still comes, so that the client can read the answer before the reset that
  /// unread bytes would cause.
  [[nodiscard]] Awaitable<void> linger(std::size_t bytes, std::chrono::milliseconds time);
  void close();

  enum class Woken : unsigned char { told, late, end };
  /// Waits until wake(), `until`, or the client's end. What the client sends meanwhile is thrown away.
  [[nodiscard]] Awaitable<Woken> rest(Time until);
  /// Ends the rest under way, or else the next one before it begins.
  void wake();

  [[nodiscard]] boost::asio::any_io_executor executor() { return socket_.get_executor(); }

 private:
  void arm(Time at);
  void disarm();

  Socket socket_;
  boost::asio::steady_timer timer_;
  std::string buffer_;
  std::size_t taken_ = 0;       // of the buffer's front
  std::size_t generation_ = 0;  // of the timer: a wait that ended just before it was cancelled must not count
  bool late_ = false;
  bool resting_ = false, told_ = false;
};

}  // namespace luan::http
