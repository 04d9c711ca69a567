#include "http/multipart.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "http/ascii.hpp"
#include "http/body_file.hpp"
#include "http/field_text.hpp"

namespace luan::http {
namespace {

constexpr std::size_t files_max = 32, fields_max = 1'000, header_max = 4 * 1024, piece = 256 * 1024;

std::uint64_t body_size(const Request& request) { return request.body_file ? request.body_file->size() : request.body.size(); }

/// RFC 2046 5.1.1: 1 to 70 characters, quoted or not.
std::optional<std::string> boundary_of(std::string_view content_type) {
  auto at = lowered(content_type).find("boundary=");
  if (at == std::string::npos) return {};
  at += 9;
  std::string_view value = content_type.substr(at);
  const bool quoted = value.starts_with('"');
  if (quoted) value.remove_prefix(1);
  value = value.substr(0, value.find_first_of(quoted ? "\"" : "; \t"));
  const bool fits = !value.empty() && value.size() <= 70 && std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7f && c != '"'; });
  return fits ? std::optional<std::string>(value) : std::nullopt;
}

/// A parameter of Content-Disposition as browsers write it: quoted, with %22, %0D and %0A for what would end it.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  const std::string wanted = "; " + std::string(name) + "=\"";
  const auto begin = header.find(wanted);
  if (begin == header.npos) return {};
  const auto end = header.find('"', begin + wanted.size());
  if (end == header.npos) return {};
  std::string value(header.substr(begin + wanted.size(), end - begin - wanted.size()));
  for (const auto& [code, character] : {std::pair{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}})
    for (auto at = value.find(code); at != value.npos; at = value.find(code, at + 1)) value.replace(at, 3, 1, character);
  return value;
}

class Reader {
 public:
  Reader(const Request& request, std::string delimiter) : request_(request), delimiter_(std::move(delimiter)), size_(body_size(request)) {}

  std::expected<Multipart, MultipartFault> run() {
    auto read = parts();
    if (!read) return std::unexpected(fields_bytes_ > multipart_text_max ? MultipartFault::too_large : MultipartFault::malformed);
    return std::move(*read);
  }

 private:
  std::optional<Multipart> parts() {
    // The first delimiter has no line before it.
    if (body_piece(request_, 0, delimiter_.size() - 2) != delimiter_.substr(2)) return {};
    std::uint64_t at = delimiter_.size() - 2;
    for (;;) {
      const std::string after = body_piece(request_, at, 2);
      if (after == "--") return std::move(out_);
      if (after != "\r\n") return {};
      const auto next = part(at + 2);
      if (!next) return {};
      at = *next;
    }
  }

  /// Where the next delimiter ends, or nothing.
  std::optional<std::uint64_t> part(std::uint64_t begin) {
    // An empty header block begins with its own end: no part has one, since each must have a name.
    const std::string head = body_piece(request_, begin, header_max);
    const auto blank = head.find("\r\n\r\n");
    if (blank == head.npos) return {};
    const std::uint64_t data = begin + blank + 4;
    const auto end = find_delimiter(data);
    if (!end || !take(std::string_view(head).substr(0, blank), data, *end - data)) return {};
    return *end + delimiter_.size();
  }

  bool take(std::string_view head, std::uint64_t offset, std::uint64_t size) {
    std::string disposition, type;
    while (!head.empty()) {
      const auto end = head.find("\r\n");
      const std::string_view line = head.substr(0, end);
      head.remove_prefix(end == head.npos ? head.size() : end + 2);
      const auto colon = line.find(':');
      if (colon == line.npos || !is_utf8(line)) return false;
      if (same_text(line.substr(0, colon), "content-disposition")) disposition = trimmed(line.substr(colon + 1));
      if (same_text(line.substr(0, colon), "content-type")) type = trimmed(line.substr(colon + 1));
    }
    const auto name = parameter(disposition, "name");
    if (!disposition.starts_with("form-data") || !name) return false;
    if (const auto file = parameter(disposition, "filename")) {
      if (out_.files.size() == files_max) return false;
      out_.files.push_back({*name, *file, lowered(type), offset, size});
      return true;
    }
    fields_bytes_ += size;
    if (out_.fields.size() == fields_max || fields_bytes_ > multipart_text_max) return false;
    out_.fields.emplace_back(*name, marked_text(body_piece(request_, offset, static_cast<std::size_t>(size))));
    return true;
  }

  std::optional<std::uint64_t> find_delimiter(std::uint64_t from) const {
    for (std::uint64_t at = from; at < size_; at += piece) {
      // The pieces overlap: a delimiter may stand across their seam.
      const std::string bytes = body_piece(request_, at, piece + delimiter_.size() - 1);
      if (const auto found = bytes.find(delimiter_); found != bytes.npos) return at + found;
    }
    return {};
  }

  const Request& request_;
  std::string delimiter_;  // with the line end before it
  std::uint64_t size_;
  Multipart out_;
  std::uint64_t fields_bytes_ = 0;
};

}  // namespace

std::string body_piece(const Request& request, std::uint64_t offset, std::size_t count) {
  if (request.body_file) return request.body_file->read(offset, count);
  return offset >= request.body.size() ? std::string() : request.body.substr(offset, count);
}

std::expected<Multipart, MultipartFault> parse_multipart(const Request& request) {
  const auto boundary = boundary_of(request.header("content-type"));
  if (!boundary) return std::unexpected(MultipartFault::malformed);
  return Reader(request, "\r\n--" + *boundary).run();
}

}  // namespace luan::http
