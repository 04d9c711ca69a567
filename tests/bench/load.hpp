// Many clients on one thread: each connection says its next request as soon as the last is answered. Bytes go out as
// they are given, answers are read by their Content-Length, so that the client costs every server measured the same.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace luan::bench {

struct Answer {
  int status = 0;
  std::string_view head, body;  // valid while it is looked at

  /// "" where there is no such field; `name` in lower case.
  [[nodiscard]] std::string header(std::string_view name) const;
};

struct Load {
  std::size_t answers = 0;
  double seconds = 0;

  [[nodiscard]] double per_second() const { return static_cast<double>(answers) / seconds; }
};

/// Says all requests over so many connections to 127.0.0.1, which stand before the clock starts. `look` sees every answer.
/// Throws std::runtime_error where a connection breaks.
Load run_load(unsigned short port, std::size_t connections, const std::vector<std::string>& requests, const std::function<void(const Answer&)>& look);

/// The same request so many times; each must be answered 200.
Load repeat(unsigned short port, std::size_t connections, const std::string& request, std::size_t times);

}  // namespace luan::bench
