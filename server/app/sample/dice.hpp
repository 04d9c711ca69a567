// Chance that is the same every time: what is thrown depends on the seed and on what it is thrown for, never on the order
// in which questions come up, so that one more turn in the plan does not change all the others.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace luan::app::sample {

class Dice {
 public:
  Dice(unsigned seed, std::string_view about) : state_(0xcbf29ce484222325ULL ^ (std::uint64_t{seed} * 0x9e3779b97f4a7c15ULL)) {
    for (const char c : about) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }

  /// 0 to count - 1; `count` is above 0.
  [[nodiscard]] int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  [[nodiscard]] int between(int least, int most) { return least + below(most - least + 1); }
  [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
  template <class T>
  [[nodiscard]] const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }

 private:
  /// SplitMix64: the standard's distributions may differ between libraries.
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace luan::app::sample
