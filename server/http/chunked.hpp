// The chunked coding, read strictly: sizes of 1 to 16 hex digits, extensions skipped and bounded over the whole body,
// no trailers, every line ended by CR LF. Pure: bytes in, body out, in pieces of any size.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace luan::http {

class ChunkReader {
 public:
  ChunkReader(std::size_t body_max, std::size_t extension_max) : body_max_(body_max), extension_max_(extension_max) {}

  enum class Outcome : unsigned char { more, done, bad, too_large };
  /// Takes bytes off the front of `input` and appends the body's to `body`. After `done` the rest of `input` belongs to
  /// the next request; after `bad` and `too_large` nothing more can be told from the bytes.
  [[nodiscard]] Outcome read(std::string_view& input, std::string& body);

 private:
  enum class State : unsigned char { size, extension, size_lf, data, data_cr, data_lf, end_cr, end_lf, done };
  [[nodiscard]] bool size_byte(char c);
  [[nodiscard]] bool extension_byte(char c);
  [[nodiscard]] Outcome size_ended(const std::string& body);

  std::size_t body_max_, extension_max_;
  State state_ = State::size;
  std::uint64_t left_ = 0;  // of this chunk
  int digits_ = 0;
  std::size_t extension_ = 0;
};

}  // namespace luan::http
