// How wide a text will be, without a font at hand. Private to the pictures.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace luan::web {

/// In px, set in Noto Sans: by classes of letters; marks count nothing. Errs to the wide side.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold);

/// Breaks at spaces, and inside a word only where the word alone is wider than the line. At least one line, none empty
/// unless the text is.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view text, double width, double size, bool bold);

}  // namespace luan::web
