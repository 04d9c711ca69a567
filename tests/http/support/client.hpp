// A client that says exactly the bytes it is given, and reads answers with a time limit.
#pragma once
#include <poll.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/ascii.hpp"

namespace test_http {

struct Answer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers{};  // names lower case
  std::string body{};

  [[nodiscard]] std::string header(std::string_view name) const {
    for (const auto& [field, value] : headers)
      if (field == name) return value;
    return {};
  }
  [[nodiscard]] bool closes() const { return header("connection") == "close"; }
};

class Client {
 public:
  explicit Client(unsigned short port) : socket_(context_) { socket_.connect({boost::asio::ip::address_v4::loopback(), port}); }

  /// False where the server has closed already.
  bool send(std::string_view bytes) {
    boost::system::error_code error;
    boost::asio::write(socket_, boost::asio::buffer(bytes), error);
    return !error;
  }
  void end() {
    boost::system::error_code ignored;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
  }

  /// The next final answer; status 0 where the connection ends before it, 100s are counted in `continues`.
  Answer read(bool of_head = false) {
    for (;;) {
      std::size_t end = 0;
      while ((end = buffer_.find("\r\n\r\n")) == buffer_.npos)
        if (!more()) return {};
      Answer answer = parse(buffer_.substr(0, end));
      buffer_.erase(0, end + 4);
      if (answer.status == 100) {
        ++continues;
        continue;
      }
      const std::string length = answer.header("content-length");
      const std::size_t size = of_head || length.empty() ? 0 : std::stoul(length);
      while (buffer_.size() < size)
        if (!more()) return {};
      answer.body = buffer_.substr(0, size);
      buffer_.erase(0, size);
      return answer;
    }
  }
  Answer ask(std::string_view bytes) {
    send(bytes);
    return read(bytes.starts_with("HEAD "));
  }
  /// Everything until the server ends its side.
  std::string rest() {
    while (more()) {
    }
    return std::exchange(buffer_, {});
  }
  /// Whether the server ends its side within `time` without a byte more.
  bool closed(std::chrono::milliseconds time = std::chrono::milliseconds(3'000)) {
    wait_ = time;
    const bool bytes = more();
    return !bytes && ended_ && buffer_.empty();
  }

  int continues = 0;

 private:
  bool more() {
    pollfd ready{socket_.native_handle(), POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(wait_.count())) <= 0) return false;
    std::string piece(64 * 1024, '\0');
    boost::system::error_code error;
    const std::size_t count = socket_.read_some(boost::asio::buffer(piece), error);
    buffer_.append(piece, 0, count);
    if (error) ended_ = true;
    return !error;
  }
  static Answer parse(std::string_view head) {
    Answer answer;
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    while (head.find("\r\n") != head.npos) {
      head.remove_prefix(head.find("\r\n") + 2);
      const auto line = head.substr(0, head.find("\r\n"));
      const auto colon = line.find(':');
      if (colon == line.npos) throw std::runtime_error("no header line: " + std::string(line));
      answer.headers.emplace_back(luan::http::lowered(line.substr(0, colon)), luan::http::trimmed(line.substr(colon + 1)));
    }
    return answer;
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_;
  std::string buffer_;
  std::chrono::milliseconds wait_{5'000};
  bool ended_ = false;
};

}  // namespace test_http
