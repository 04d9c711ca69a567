#include "base/one_of.hpp"

#include <catch2/catch.hpp>

using namespace luan;

TEST_CASE("Alternatives are listed as a sentence lists them, in both languages") {
  CHECK(one_of({}) == Localized{});
  CHECK(one_of({{"Đồng ý", "Agree"}}) == Localized{"«Đồng ý»", "“Agree”"});
  CHECK(one_of({{"Đạt", "Met"}, {"Thiếu", "Missing"}}) == Localized{"«Đạt» hoặc «Thiếu»", "“Met” or “Missing”"});
  CHECK(one_of({{"A", "A"}, {"B", "B"}, {"C", "C"}}) == Localized{"«A», «B» hoặc «C»", "“A”, “B” or “C”"});
}
