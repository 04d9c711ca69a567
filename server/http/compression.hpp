// Content codings: which one a client takes, and bodies in it.
#pragma once
#include <string>
#include <string_view>

#include "http/reply.hpp"
#include "http/request.hpp"

namespace luan::http {

enum class Coding : unsigned char { identity, gzip, brotli };
[[nodiscard]] std::string_view to_text(Coding coding);  // as Content-Encoding says it; "" for identity

/// The best of those offered that Accept-Encoding takes: highest q, then brotli, then gzip. q=0 refuses.
[[nodiscard]] Coding choose_coding(const Request& request, bool gzip_offered, bool brotli_offered);

/// Throw std::runtime_error where the library fails.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);      // 1 to 9; same bytes, same result
[[nodiscard]] std::string brotli(std::string_view bytes, int quality);  // 0 to 11

/// A dynamic text body of 1 KB or more in the coding the client likes best. Leaves alone what is encoded already, is
/// shared, is no text, or says no-transform. A strong ETag becomes weak, since the bytes are no longer the same.
void compress(const Request& request, Reply& reply);

}  // namespace luan::http
