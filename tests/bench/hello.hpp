// The bare Beast server: parses a request, answers «hello», and nothing else. The first half of the floor.
#pragma once
#include <memory>

namespace luan::bench {

class Hello {
 public:
  explicit Hello(int threads);
  ~Hello();
  [[nodiscard]] unsigned short port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The request for it.
inline constexpr const char* hello_request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

}  // namespace luan::bench
