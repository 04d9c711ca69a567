#include "load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>

namespace luan::bench {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

class Connection {
 public:
  explicit Connection(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("the client cannot connect");
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)), got_(std::move(other.got_)) {}
  ~Connection() {
    if (socket_ >= 0) ::close(socket_);
  }

  [[nodiscard]] int socket() const { return socket_; }

  void say(std::string_view request) const {
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      throw std::runtime_error("the client cannot send");
  }

  /// True once a whole answer is there; it stays valid until `done`.
  bool read(Answer& answer) {
    std::array<char, 65'536> piece;
    const ssize_t count = ::recv(socket_, piece.data(), piece.size(), 0);
    if (count <= 0) throw std::runtime_error("the server closed a connection");
    got_.append(piece.data(), static_cast<std::size_t>(count));
    const auto end = got_.find("\r\n\r\n");
    if (end == got_.npos) return false;
    answer.head = std::string_view(got_).substr(0, end);
    std::size_t length = 0;
    const std::string text = answer.header("content-length");
    std::from_chars(text.data(), text.data() + text.size(), length);
    if (got_.size() < end + 4 + length) return false;
    answer.body = std::string_view(got_).substr(end + 4, length);
    std::from_chars(got_.data() + 9, got_.data() + 12, answer.status);
    return true;
  }
  void done() { got_.clear(); }

 private:
  int socket_;
  std::string got_;
};

}  // namespace

std::string Answer::header(std::string_view name) const {
  std::string_view rest = head;
  for (auto line_end = rest.find("\r\n"); line_end != rest.npos;) {
    rest.remove_prefix(line_end + 2);
    line_end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, line_end);
    const auto colon = line.find(':');
    if (colon != name.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < colon && same; ++i) same = lower(line[i]) == name[i];
    if (same) return std::string(line.substr(std::min(line.size(), colon + 2)));
  }
  return {};
}

Load run_load(unsigned short port, std::size_t connections, const std::vector<std::string>& requests, const std::function<void(const Answer&)>& look) {
  std::vector<Connection> all;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  for (std::size_t i = 0; i < std::min(connections, requests.size()); ++i) {
    all.emplace_back(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, all.back().socket(), &event);
  }
  Load load;
  const auto began = std::chrono::steady_clock::now();
  std::size_t next = 0;
  for (const Connection& connection : all) connection.say(requests[next++]);
  std::array<epoll_event, 64> events;
  while (load.answers < requests.size()) {
    const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 30'000);
    if (count <= 0) throw std::runtime_error("no answer for 30 seconds");
    for (int i = 0; i < count; ++i) {
      Connection& connection = all[events[static_cast<std::size_t>(i)].data.u64];
      Answer answer;
      if (!connection.read(answer)) continue;
      ++load.answers;
      look(answer);
      connection.done();
      if (next < requests.size()) connection.say(requests[next++]);
    }
  }
  load.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  ::close(poll);
  return load;
}

Load repeat(unsigned short port, std::size_t connections, const std::string& request, std::size_t times) {
  return run_load(port, connections, std::vector<std::string>(times, request), [](const Answer& answer) {
    if (answer.status != 200) throw std::runtime_error("answered " + std::to_string(answer.status) + ", not 200: " + std::string(answer.body));
  });
}

}  // namespace luan::bench
