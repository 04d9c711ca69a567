// A reply as bytes, and whether it may be sent at all.
#pragma once
#include <ctime>
#include <optional>
#include <string>

#include "http/reply.hpp"

namespace luan::http {

/// Why the reply must not go out: a status that is none, a field name that is no word, CR, LF or NUL in a value.
[[nodiscard]] std::optional<std::string> fault_of(const Reply& reply);
/// Status line and fields: the reply's own, Date, Content-Length (not with 204 and 304), Connection: close where asked.
/// Fields that belong to the connection are left out where a reply has set them.
[[nodiscard]] std::string head_of(const Reply& reply, bool close, std::time_t now);
/// The same for a reply whose body goes on until the connection closes.
[[nodiscard]] std::string stream_head_of(const Reply& reply, std::time_t now);
[[nodiscard]] bool may_have_body(int status);
/// "Tue, 24 Nov 2026 02:15:07 GMT"
[[nodiscard]] std::string http_date(std::time_t time);

}  // namespace luan::http
