// Whole numbers and fractions of any size (Boost.Multiprecision), and the two roundings that leave them: no floating point
// anywhere, so that order and digits are the same on every machine.
#pragma once
#include <boost/multiprecision/cpp_int.hpp>

#include <string>

namespace score_topsis {

using Whole = boost::multiprecision::cpp_int;
using Exact = boost::multiprecision::cpp_rational;

/// Places behind the point that a root is kept to: far beyond those that are shown.
inline constexpr unsigned root_places = 40;

/// The root of a fraction that is not negative, rounded down at `root_places`.
[[nodiscard]] Exact root(const Exact& square);
/// Half up at `places`, without zeros that say nothing: "0.643277", "12.5", "0". Not negative.
[[nodiscard]] std::string digits(const Exact& value, unsigned places);
/// With a comma, for Vietnamese readers.
[[nodiscard]] std::string comma(std::string digits);

}  // namespace score_topsis
