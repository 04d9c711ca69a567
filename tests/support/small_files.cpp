#include "support/small_files.hpp"

namespace luan::test {
namespace {

std::string little(std::uint32_t value, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += static_cast<char>(value >> (8 * i) & 255);
  return out;
}

}  // namespace

std::string small_pdf(const std::string& text) { return "%PDF-1.4\n% " + text + "\ntrailer <<>>\n%%EOF\n"; }
std::string small_png() { return std::string("\x89PNG\r\n\x1a\n", 8) + "....IEND\xae\x42\x60\x82"; }
std::string small_jpg() { return "\xff\xd8\xff\xe0....\xff\xd9"; }

std::string small_zip(const std::vector<std::pair<std::string, std::string>>& members, std::uint32_t claimed) {
  std::string out, directory;
  for (const auto& [name, bytes] : members) {
    const auto size = static_cast<std::uint32_t>(bytes.size()), unfolded = claimed ? claimed : size;
    const std::string sizes = little(0, 4) + little(size, 4) + little(unfolded, 4) + little(static_cast<std::uint32_t>(name.size()), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes + little(0, 2) + little(0, 2) +
                 little(0, 2) + little(0, 4) + little(static_cast<std::uint32_t>(out.size()), 4) + name;
    out += "PK\x03\x04" + little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes + name + bytes;
  }
  const auto count = little(static_cast<std::uint32_t>(members.size()), 2);
  return out + directory + "PK\x05\x06" + little(0, 4) + count + count + little(static_cast<std::uint32_t>(directory.size()), 4) +
         little(static_cast<std::uint32_t>(out.size()), 4) + little(0, 2);
}

std::string small_docx() { return small_zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document/>"}}); }
std::string small_odt() { return small_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<office/>"}}); }

}  // namespace luan::test
