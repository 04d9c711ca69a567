// The smallest files of each kind that a server may be given: enough to be what their names say.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace luan::test {

/// A PDF with this text in it.
[[nodiscard]] std::string small_pdf(const std::string& text);
[[nodiscard]] std::string small_png();
[[nodiscard]] std::string small_jpg();
/// An archive of these members, stored as they are. `claimed` is what its directory says that each unfolds to; 0: the truth.
[[nodiscard]] std::string small_zip(const std::vector<std::pair<std::string, std::string>>& members, std::uint32_t claimed = 0);
[[nodiscard]] std::string small_docx();
[[nodiscard]] std::string small_odt();

}  // namespace luan::test
