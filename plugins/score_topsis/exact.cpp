#include "exact.hpp"

#include <algorithm>

namespace score_topsis {
namespace {

Whole power_of_ten(unsigned exponent) { return boost::multiprecision::pow(Whole(10), exponent); }

}  // namespace

Exact root(const Exact& square) {
  const Whole scale = power_of_ten(root_places);
  const Whole scaled = numerator(square) * scale * scale / denominator(square);
  return {boost::multiprecision::sqrt(scaled), scale};
}

std::string digits(const Exact& value, unsigned places) {
  const Whole scale = power_of_ten(places);
  const Whole rounded = (numerator(value) * scale * 2 + denominator(value)) / (denominator(value) * 2);
  std::string out = Whole(rounded / scale).str();
  std::string part = Whole(rounded % scale).str();
  part.insert(0, places - std::min<std::size_t>(places, part.size()), '0');
  while (!part.empty() && part.back() == '0') part.pop_back();
  return part.empty() ? out : out + "." + part;
}

std::string comma(std::string digits) {
  std::ranges::replace(digits, '.', ',');
  return digits;
}

}  // namespace score_topsis
