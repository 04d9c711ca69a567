// One POST over HTTPS by libcurl: no redirect is followed, no proxy used, and it connects only to an address that was
// checked at that very moment, whatever the name resolved to before.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "address.hpp"

namespace notify_webhook {

struct Receiver {
  std::string url;             // https://…
  std::vector<Network> allow;  // beside the public addresses
  std::string ca;              // PEM; empty: the system's authorities
  int seconds = 10;            // for the whole exchange
};

class Post {
 public:
  static constexpr std::size_t answer_bytes_max = 64 * 1024;

  /// `cancelled` is asked while a request is under way.
  Post(Receiver receiver, std::function<bool()> cancelled);
  ~Post();

  /// The status of the answer; its body is read up to answer_bytes_max and thrown away. `headers` are whole lines. Throws
  /// luan::Later where no answer came, luan::Refused where the address is not allowed.
  [[nodiscard]] long send(const std::vector<std::string>& headers, const std::string& body);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace notify_webhook
