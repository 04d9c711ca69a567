// Texts that are wrong: fixed ones, systematic ones, and ones drawn from a seed.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace luan::plugin {

/// Empty, huge, nested a hundred thousand deep, not JSON, not UTF-8.
[[nodiscard]] std::vector<std::string> garbage_texts();
/// The text cut off, at most 100 times, spread over its length.
[[nodiscard]] std::vector<std::string> cut_texts(std::string_view text);
/// The object with each of its members in turn left out or of another type, JSON.
[[nodiscard]] std::vector<std::string> wrong_members(const json::object& object);

/// The same seed gives the same texts, on every machine.
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}
  [[nodiscard]] std::string mutated(std::string text);

 private:
  [[nodiscard]] std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  void change(std::string& text);

  std::mt19937_64 random_;
};

}  // namespace luan::plugin
