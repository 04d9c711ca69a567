#include "base/file_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "base/text.hpp"
#include "base/zip_listing.hpp"

namespace luan {
namespace {

constexpr std::array kinds{FileKind{"pdf", "application/pdf"},
                           FileKind{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
                           FileKind{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                           FileKind{"odt", "application/vnd.oasis.opendocument.text"},
                           FileKind{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
                           FileKind{"png", "image/png"},
                           FileKind{"jpg", "image/jpeg"}};

// hardening.md §6.
constexpr std::size_t members_max = 1'000;
constexpr std::uint64_t unfolded_max = 200ULL << 20, ratio_max = 100;
constexpr std::size_t name_max = 200;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool has(const std::vector<std::string>& names, std::string_view one) { return std::ranges::find(names, one) != names.end(); }

/// Places outside the archive, and what runs when the paper is opened.
bool dangerous(const std::string& name) {
  const std::string folded = lower(name);
  const bool outside = folded.starts_with('/') || folded.find('\\') != folded.npos || folded.find(':') != folded.npos || folded.starts_with("../") ||
                       folded.find("/../") != folded.npos || folded.ends_with("/..") || folded == ".." || folded.find('\0') != folded.npos;
  const bool runs = folded.ends_with("vbaproject.bin") || folded.starts_with("basic/") || folded.starts_with("scripts/") ||
                    folded.find("/macrosheets/") != folded.npos || folded.find("/activex/") != folded.npos;
  return outside || runs;
}

/// Whether the archive is a paper of this kind. Open document files name their kind in a first member that is not packed.
bool holds_paper(const ZipListing& zip, const FileKind& kind, const ReadAt& read) {
  if (kind.id == "docx") return has(zip.names, "[Content_Types].xml") && has(zip.names, "word/document.xml");
  if (kind.id == "xlsx") return has(zip.names, "[Content_Types].xml") && has(zip.names, "xl/workbook.xml");
  const std::string first = read(30, 8 + kind.media_type.size() + 2);
  return first == "mimetype" + std::string(kind.media_type) + "PK" && has(zip.names, "content.xml");
}

FileFault inspect_archive(const ReadAt& read, std::uint64_t size, const FileKind& kind) {
  if (read(0, 4) != "PK\x03\x04") return FileFault::other;
  const auto zip = list_zip(read, size, members_max);
  if (!zip) return FileFault::cut_off;
  if (zip->encrypted || zip->unfolded > unfolded_max || zip->unfolded > size * ratio_max || std::ranges::any_of(zip->names, dangerous))
    return FileFault::unsafe;
  return holds_paper(*zip, kind, read) ? FileFault::none : FileFault::other;
}

/// How a kind that is no archive begins, and what stands near its end: programs append a little, cameras more.
FileFault inspect_plain(const ReadAt& read, std::uint64_t size, std::string_view begin, std::string_view end, std::uint64_t near_end) {
  if (read(0, begin.size()) != begin) return FileFault::other;
  const std::uint64_t tail = std::min(size, near_end);
  return read(size - tail, tail).find(end) == std::string::npos ? FileFault::cut_off : FileFault::none;
}

}  // namespace

std::span<const FileKind> file_kinds() { return kinds; }

const FileKind* file_kind(std::string_view id) {
  const auto found = std::ranges::find(kinds, id, &FileKind::id);
  return found == kinds.end() ? nullptr : &*found;
}

const FileKind* file_kind_of_name(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return nullptr;
  const std::string extension = lower(name.substr(dot + 1));
  return file_kind(extension == "jpeg" ? "jpg" : extension);
}

FileFault inspect_file(const std::filesystem::path& file, const FileKind& kind) {
  std::ifstream in(file, std::ios::binary);
  const std::uint64_t size = in ? std::filesystem::file_size(file) : 0;
  if (!in) throw std::runtime_error(file.string() + ": the file cannot be read");
  const ReadAt read = [&in](std::uint64_t offset, std::size_t count) {
    std::string bytes(count, '\0');
    in.clear();
    in.seekg(static_cast<std::streamoff>(offset));
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
  };
  if (size == 0) return FileFault::cut_off;
  using namespace std::string_view_literals;
  if (kind.id == "pdf") return inspect_plain(read, size, "%PDF-", "%%EOF", 2'048);
  if (kind.id == "png") return inspect_plain(read, size, "\x89PNG\r\n\x1a\n"sv, "IEND\xae\x42\x60\x82"sv, 1'024);
  if (kind.id == "jpg") return inspect_plain(read, size, "\xff\xd8\xff"sv, "\xff\xd9"sv, 65'536);
  return inspect_archive(read, size, kind);
}

std::expected<std::string, Localized> clean_file_name(std::string_view given) {
  // Some browsers send the whole path.
  if (const auto slash = given.find_last_of("/\\"); slash != given.npos) given.remove_prefix(slash + 1);
  auto clean = clean_text(given, false);
  if (!clean) return clean;
  if (clean->empty() || *clean == "." || *clean == "..")
    return std::unexpected(Localized{"Tệp chưa có tên. Đề nghị đặt tên rồi gửi lại.", "The file has no name. Name it and send it again."});
  if (length(*clean) > name_max)
    return std::unexpected(Localized{fmt::format("Tên tệp dài quá {} ký tự. Đề nghị đặt tên ngắn hơn.", name_max),
                                     fmt::format("The file's name has more than {} characters. Shorten it.", name_max)});
  return clean;
}

Localized size_words(std::uint64_t bytes) {
  constexpr std::uint64_t kilo = 1'024, mega = kilo * kilo;
  if (bytes < kilo) return {fmt::format("{} byte", bytes), fmt::format("{} {}", bytes, bytes == 1 ? "byte" : "bytes")};
  const bool large = bytes >= mega;
  const std::uint64_t unit = large ? mega : kilo, tenths = (bytes * 10 + unit / 2) / unit;
  const char* const name = large ? "MB" : "KB";
  if (tenths % 10 == 0) return {fmt::format("{} {}", tenths / 10, name), fmt::format("{} {}", tenths / 10, name)};
  return {fmt::format("{},{} {}", tenths / 10, tenths % 10, name), fmt::format("{}.{} {}", tenths / 10, tenths % 10, name)};
}

}  // namespace luan
