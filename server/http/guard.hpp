// The guard before any handler: pure functions over the raw bytes of a header block, one verdict for each row of
// hardening.md §3. Strict where parsers usually forgive, because two readers that forgive differently see two requests
// in the same bytes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"

namespace luan::http {

struct GuardRules {
  std::size_t header_bytes = 16 * 1024, header_fields = 100, target_bytes = 8 * 1024;
  std::vector<std::string> hosts{};  // lower case, without port, IPv6 in brackets: all names under which we answer
};

enum class Framing : unsigned char { none, length, chunked };

/// A header block that may be acted on.
struct Head {
  Method method = Method::get;
  std::string target{};  // origin form, or "*"
  Pairs headers{};       // names lower case
  Framing framing = Framing::none;
  std::uint64_t content_length = 0;
  bool close = false;  // after the answer: HTTP/1.0, or the client asked for it
  bool expects_continue = false;

  [[nodiscard]] bool has_body() const { return framing == Framing::chunked || content_length > 0; }
};

/// What is answered, with the connection closed after it.
struct Objection {
  int status = 400;
  std::string detail{};  // for the person, English
  std::string method{};  // with 405, what was sent,
  std::string target{};  // and to what
};

struct Verdict {
  std::optional<Objection> objection{};
  Head head{};  // whole where there is none; else as far as it was understood
};

/// `block`: everything up to and with the empty line.
[[nodiscard]] Verdict check_head(std::string_view block, const GuardRules& rules);

/// Watches a header block come in, so that what can never become one is refused without waiting for its end: bad bytes,
/// bad request lines (TLS, HTTP/0.9, HTTP/2), too much of anything. Each byte is looked at once.
class HeadScan {
 public:
  struct Step {
    std::optional<Objection> objection{};
    std::size_t length = 0;  // of the whole block, once it is there; 0: more is needed
  };
  /// `buffer`: all bytes so far, growing from call to call.
  [[nodiscard]] Step step(std::string_view buffer, const GuardRules& rules);

 private:
  [[nodiscard]] std::optional<Objection> line_ended(std::string_view line, const GuardRules& rules);

  std::size_t seen_ = 0, line_begin_ = 0, lines_ = 0;
};

}  // namespace luan::http
