// People by name: in order however they come and go, and a copy is as it was.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "store/directory.hpp"

using namespace luan;
using store::NameOrder;

namespace {

std::vector<NameOrder::Place> places(const NameOrder& order) {
  std::vector<NameOrder::Place> out;
  order.each([&](const NameOrder::Place& place) { out.push_back(place); });
  return out;
}

}  // namespace

TEST_CASE("Names stand in order however many come and go, and of one name by id") {
  std::mt19937 random(7);
  std::set<NameOrder::Place> expected;
  NameOrder order;
  for (int i = 0; i < 6'000; ++i) {
    const NameOrder::Place place{std::to_string(random() % 900), std::to_string(i)};
    order.add(place.first, place.second), expected.insert(place);
    if (i % 3 == 2) {
      const NameOrder::Place gone = *std::next(expected.begin(), static_cast<std::ptrdiff_t>(random() % expected.size()));
      order.remove(gone.first, gone.second), expected.erase(gone);
    }
  }
  CHECK(places(order) == std::vector(expected.begin(), expected.end()));
  order.remove("no such name", "0");
  const NameOrder copy = order;
  for (const NameOrder::Place& place : expected) order.remove(place.first, place.second);
  CHECK(places(order).empty());
  order.remove("no such name", "0");
  order.add("a", "1");
  CHECK(places(order) == std::vector<NameOrder::Place>{{"a", "1"}});
  CHECK(places(copy) == std::vector(expected.begin(), expected.end()));
}

TEST_CASE("A copy is not changed by who comes to the other") {
  NameOrder order;
  for (int i = 0; i < 2'000; ++i) order.add(std::to_string(10'000 + i), "x");
  const NameOrder copy = order;
  const auto before = places(copy);
  for (int i = 0; i < 2'000; ++i) order.add(std::to_string(10'000 + i), "y");
  CHECK(places(copy) == before);
  CHECK(places(order).size() == 4'000);
}
