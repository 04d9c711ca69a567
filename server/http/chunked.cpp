#include "http/chunked.hpp"

#include <algorithm>

#include "http/ascii.hpp"

namespace luan::http {

bool ChunkReader::size_byte(char c) {
  if (const int digit = hex_value(c); digit >= 0) {
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    return ++digits_ <= 16;
  }
  if (digits_ == 0 || left_ > INT64_MAX) return false;
  if (c == ';') {
    state_ = State::extension;
    return ++extension_ <= extension_max_;
  }
  state_ = State::size_lf;
  return c == '\r';
}

bool ChunkReader::extension_byte(char c) {
  if (c == '\r') {
    state_ = State::size_lf;
    return true;
  }
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 || c == '\t') && byte != 0x7f && ++extension_ <= extension_max_;
}

ChunkReader::Outcome ChunkReader::size_ended(const std::string& body) {
  digits_ = 0;
  state_ = left_ == 0 ? State::end_cr : State::data;
  return left_ > body_max_ - body.size() ? Outcome::too_large : Outcome::more;
}

ChunkReader::Outcome ChunkReader::read(std::string_view& input, std::string& body) {
  while (!input.empty() && state_ != State::done) {
    if (state_ == State::data) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
      body.append(input.substr(0, count));
      input.remove_prefix(count);
      left_ -= count;
      if (left_ == 0) state_ = State::data_cr;
      continue;
    }
    const char c = input.front();
    input.remove_prefix(1);
    bool good = true;
    switch (state_) {
      case State::size: good = size_byte(c); break;
      case State::extension: good = extension_byte(c); break;
      case State::size_lf:
        if (c != '\n') return Outcome::bad;
        if (const Outcome ended = size_ended(body); ended != Outcome::more) return ended;
        break;
      case State::data_cr: good = c == '\r', state_ = State::data_lf; break;
      case State::data_lf: good = c == '\n', state_ = State::size; break;
      case State::end_cr: good = c == '\r', state_ = State::end_lf; break;  // anything else would be a trailer
      case State::end_lf: good = c == '\n', state_ = State::done; break;
      case State::data:
      case State::done: break;
    }
    if (!good) return Outcome::bad;
  }
  return state_ == State::done ? Outcome::done : Outcome::more;
}

}  // namespace luan::http
