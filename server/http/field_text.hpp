// What stands in a posted field, before anybody reads it as text.
#pragma once
#include <string>

namespace luan::http {

/// Each byte that is no text (NUL, or what is not UTF-8) as U+0001: as a control character it reaches the checks that name fields,
/// and nothing behind them has to think of a text that ends before its end. Text comes back as it was.
[[nodiscard]] std::string marked_text(std::string bytes);

}  // namespace luan::http
