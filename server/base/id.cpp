#include "base/id.hpp"

#include "base/bytes.hpp"

namespace luan {

std::string IdSource::hex() {
  const std::string bytes = bytes16();
  return to_hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

std::string RandomIds::bytes16() { return random_bytes(16); }

std::string SeededIds::bytes16() {
  const Sha256 digest = sha256({seed_, "/", std::to_string(counter_++)});
  return std::string(as_text(digest).substr(0, 16));
}

}  // namespace luan
