#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace luan;

TEST_CASE("Typed text is kept in normal form, with plain line ends and without white space around it") {
  struct Case {
    const char* what;
    std::string typed, kept;
  };
  const Case cases[]{
      {"composed text stays", "Luân chuyển", "Luân chuyển"},
      {"decomposed marks are composed", "Lua\u0302n chuye\u0302\u0309n", "Luân chuyển"},
      {"marks typed in the other order", "e\u0323\u0302", "ệ"},
      {"đ is a letter of its own", "đường Đ", "đường Đ"},
      {"the old tone place is kept as typed", "uỷ ban hoà", "uỷ ban hoà"},
      {"and so is the new one", "ủy ban hòa", "ủy ban hòa"},
      {"white space around it goes", " \t\n  Đỗ Văn Bình \n", "Đỗ Văn Bình"},
      {"Windows line ends", "một\r\nhai\rba", "một\nhai\nba"},
      {"a tab inside stays", "a\tb", "a\tb"},
      {"nothing but white space is nothing", " \r\n\t ", ""},
      {"nothing is nothing", "", ""},
      {"beyond the first plane", "\U0001F600 𠀋", "\U0001F600 𠀋"},
  };
  for (const auto& [what, typed, kept] : cases) {
    INFO(what);
    const auto clean = clean_text(typed, true);
    REQUIRE(clean);
    CHECK(*clean == kept);
  }
}

TEST_CASE("Invisible characters, turned directions, broken bytes and unwanted lines are refused in both languages") {
  struct Case {
    const char* what;
    std::string typed;
    bool lines;
  };
  const Case cases[]{
      {"NUL", std::string("a\0b", 3), true},
      {"escape", "a\x1b[31mb", true},
      {"bell", "\a", true},
      {"delete", "a\x7f", true},
      {"a C1 control", "a\u0085b", true},
      {"right-to-left override", "a\u202Egpj.exe", true},
      {"an isolate", "\u2066a\u2069", true},
      {"an embedding", "\u202Aa\u202C", true},
      {"a lone continuation byte", "a\x80", true},
      {"an overlong slash", "\xc0\xaf", true},
      {"half a pair", "\xed\xa0\x80", true},
      {"past the last plane", "\xf4\x90\x80\x80", true},
      {"cut off in the middle", "Lu\xc3", true},
      {"two lines where one is asked", "một\nhai", false},
      {"a bare return where one line is asked", "một\rhai", false},
  };
  for (const auto& [what, typed, lines] : cases) {
    INFO(what);
    const auto clean = clean_text(typed, lines);
    REQUIRE_FALSE(clean);
    CHECK_FALSE(clean.error().vi.empty());
    CHECK_FALSE(clean.error().en.empty());
  }
}

TEST_CASE("Length counts code points, as the browser does") {
  struct Case {
    std::string text;
    std::size_t points;
  };
  const Case cases[]{{"", 0}, {"abc", 3}, {"đường", 5}, {"Lua\u0302n", 5}, {"\U0001F600", 1}, {"a\nb", 3}};
  for (const auto& [text, points] : cases) {
    INFO(text);
    CHECK(length(text) == points);
  }
  CHECK(is_utf8("đường \U0001F600"));
  CHECK_FALSE(is_utf8("\xff"));
}

TEST_CASE("A whole number is its digits and nothing else") {
  struct Case {
    const char* text;
    std::optional<int> number;
  };
  const Case cases[]{{"0", 0},           {"12", 12},  {"007", 7},  {"-3", -3}, {"2147483647", 2147483647},
                     {"", {}},           {" 1", {}},  {"1 ", {}},  {"+1", {}}, {"1.5", {}},
                     {"2147483648", {}}, {"12a", {}}, {"0x1", {}}, {"một", {}}};
  for (const auto& [text, number] : cases) {
    INFO(text);
    CHECK(whole_number(text) == number);
  }
  CHECK(whole_number<std::int64_t>("2147483648") == 2147483648);
  CHECK_FALSE(whole_number<unsigned>("-1"));
}

TEST_CASE("Search sees no marks, no case and no tone place") {
  struct Case {
    std::string text, folded;
  };
  const Case cases[]{
      {"Đỗ Văn Bình", "do van binh"},
      {"đ Đ ð", "d d ð"},
      {"uỷ ban", "uy ban"},
      {"ủy ban", "uy ban"},
      {"HOÀ BÌNH", "hoa binh"},
      {"Hòa Bình", "hoa binh"},
      {"phường  Nguyễn\u00A0Huệ \t", "phuong nguyen hue"},
      {"ƠN ƯU ơn ưu", "on uu on uu"},
      {"Lua\u0302n chuye\u0302\u0309n", "luan chuyen"},
      {"LC-2026-017", "lc-2026-017"},
      {"", ""},
      {" ", ""},
  };
  for (const auto& [text, folded] : cases) {
    INFO(text);
    CHECK(fold(text) == folded);
    CHECK(fold(fold(text)) == folded);
  }
}

TEST_CASE("Lists stand in Vietnamese order") {
  // Letters: a ă â b c d đ e ê … o ô ơ … u ư; tones after letters: ngang, huyền, hỏi, ngã, sắc, nặng.
  const std::vector<std::string> in_order{"an", "ăn", "ân", "ba", "bà", "bả", "bã",     "bá", "bạ", "bác", "da",
                                          "đa", "em", "êm", "ho", "hô", "hơ", "ma tuý", "mà", "tu", "tư",  "ý"};
  std::vector<std::string> sorted = in_order;
  std::ranges::reverse(sorted);
  std::ranges::sort(sorted, {}, sort_key);
  // «ma tuý» and «mà»: a space sorts before a letter, tones decide only between equal letters.
  std::vector<std::string> expected = in_order;
  std::iter_swap(std::ranges::find(expected, "ma tuý"), std::ranges::find(expected, "mà"));
  CHECK(sorted == expected);
  CHECK(sort_key("bà") == sort_key("ba\u0300"));
  CHECK(sort_key("") < sort_key("a"));
}

TEST_CASE("People stand by given name, then family name, then middle names") {
  struct Person {
    const char *family, *middle, *given;
    bool operator==(const Person& other) const { return std::string(family) + middle + given == std::string(other.family) + other.middle + other.given; }
  };
  const std::vector<Person> in_order{{"Nguyễn", "Văn", "An"}, {"Trần", "Thị", "Ánh"}, {"Lê", "Quang", "Bình"}, {"Phạm", "Đức", "Bình"},
                                     {"Phạm", "Văn", "Bình"}, {"An", "Văn", "Đạt"},   {"Bùi", "", "Yến"}};
  std::vector<Person> sorted = in_order;
  std::ranges::reverse(sorted);
  std::ranges::sort(sorted, {}, [](const Person& person) { return person_sort_key(person.family, person.middle, person.given); });
  CHECK(sorted == in_order);
}
