// multipart/form-data (RFC 7578) as browsers send it: where its parts lie, strictly. Bytes of files are not copied; they are
// read from the request's body, in memory or on the disk. Limits of hardening.md §6, but that plain fields are counted as those
// of any form are: a table of rows has more than 32.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"

namespace luan::http {

struct FormFile {
  std::string name;                    // of the field
  std::string file_name;               // as the sender calls it, UTF-8; "" where no file was chosen
  std::string type;                    // media type, as said; may be empty
  std::uint64_t offset = 0, size = 0;  // of its bytes in the body
};
struct Multipart {
  Pairs fields;  // in order, UTF-8
  std::vector<FormFile> files;
};
enum class MultipartFault : unsigned char { malformed, too_large };
/// Bytes of plain fields together, at most.
inline constexpr std::size_t multipart_text_max = 1 << 20;
/// Malformed: also where it is cut short, has more than 32 files or 1,000 fields, or a header of a part over 4 kB. Too large: fields of
/// more than `multipart_text_max` together.
[[nodiscard]] std::expected<Multipart, MultipartFault> parse_multipart(const Request& request);
/// A piece of the body, wherever it lies.
[[nodiscard]] std::string body_piece(const Request& request, std::uint64_t offset, std::size_t count);

}  // namespace luan::http
