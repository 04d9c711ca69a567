// What stands in a posted field, before anybody reads it as text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/request.hpp"

namespace luan::http {

/// Each byte that is no text (NUL, or what is not UTF-8) as U+0001: as a control character it reaches the checks that name fields,
/// and nothing behind them has to think of a text that ends before its end. Text comes back as it was.
[[nodiscard]] std::string marked_text(std::string bytes);
/// As parse_form(), of a body: whoever sends a byte that is no text in a field is told which field, so it is marked and not refused.
/// Names are taken as strictly as everywhere.
[[nodiscard]] std::optional<Pairs> parse_posted_form(std::string_view body);

}  // namespace luan::http
