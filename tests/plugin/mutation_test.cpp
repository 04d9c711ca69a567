#include <catch2/catch.hpp>

#include <set>

#include "plugin/mutation.hpp"

using namespace luan;
using namespace luan::plugin;

TEST_CASE("a seed gives the same mutations again, another seed others", "[plugin]") {
  const std::string text = R"({"years":12,"name":"Đỗ Văn Bình"})";
  Mutator one(4711), same(4711), other(4712);
  std::set<std::string> drawn;
  int equal = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string mutated = one.mutated(text);
    CHECK(mutated == same.mutated(text));
    equal += mutated == other.mutated(text);
    drawn.insert(mutated);
  }
  CHECK(equal < 20);
  CHECK(drawn.size() > 150);
}

TEST_CASE("every member is left out once and given another type", "[plugin]") {
  const auto texts = wrong_members({{"a", 1}, {"b", "x"}});
  CHECK(texts.front() == R"({"b":"x"})");
  CHECK(texts.size() == 26);
  CHECK(cut_texts("abc") == std::vector<std::string>{"", "a", "ab"});
  CHECK(cut_texts(std::string(5'000, 'x')).size() == 100);
}
