// The Host field: its grammar, and the names under which a server answers.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luan::http {

/// The host of `host[:port]` in lower case, IPv6 in its brackets; nothing where it is anything else.
[[nodiscard]] std::optional<std::string> parse_host(std::string_view text);

/// What Host may say: the address listened on, localhost, both loopback addresses, and `more`, as parse_host gives them.
[[nodiscard]] std::vector<std::string> host_names(std::string_view address, const std::vector<std::string>& more);

}  // namespace luan::http
