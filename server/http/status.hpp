// Reason phrases, and a reply's status changed after it was made.
#pragma once
#include <string_view>

#include "http/reply.hpp"

namespace luan::http {

[[nodiscard]] std::string_view reason(int status);  // "Not Found"; "Status" for what we never send
/// Sets the status; in a problem document also `status` and `title`, which must say the same.
void set_status(Reply& reply, int status);

}  // namespace luan::http
