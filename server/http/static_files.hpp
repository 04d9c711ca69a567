// Files that come with the program: scripts, styles, fonts, pictures. Their address holds a hash of their bytes, so a
// browser keeps them for ever, and a new program has new addresses. Filled before the server starts, then only read.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/reply.hpp"
#include "http/request.hpp"

namespace luan::http {

class StaticFiles {
 public:
  /// `url` holds a hash of the bytes, so that it may be kept for ever. Compressed here, once, where that makes it smaller.
  /// Throws std::logic_error where the address stands already.
  void add(std::string url, std::string media_type, std::string bytes);
  /// Nothing where request.path is none of ours.
  [[nodiscard]] std::optional<Reply> reply(const Request& request) const;

 private:
  using Bytes = std::shared_ptr<const std::string>;
  struct File {
    std::string media_type, hash;
    Bytes plain, gzip, brotli;  // null where not smaller
  };
  std::map<std::string, File, std::less<>> by_url_;
};

}  // namespace luan::http
