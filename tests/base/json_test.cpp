#include "base/json.hpp"

#include <catch2/catch.hpp>

using namespace luan;

namespace {

std::string nested(int depth) { return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']'); }

}  // namespace

TEST_CASE("JSON that two parsers could read in two ways is refused with its place") {
  struct Case {
    const char* what;
    std::string text, told;
  };
  const Case cases[]{
      {"a key twice", R"({"a":1,"b":2,"a":3})", "the key «a» stands twice"},
      {"a key twice, deep inside", R"([{"x":{"y":1,"y":1}}])", "the key «y» stands twice"},
      {"a key twice, once escaped", R"({"a":1,"\u0061":2})", "the key «a» stands twice"},
      {"something behind the value", "{} {}", "something follows the value at byte 3"},
      {"a comma behind the value", "1,", "something follows"},
      {"a trailing comma", R"({"a":1,})", "at byte"},
      {"a comment", "/* x */ 1", "at byte"},
      {"single quotes", "{'a':1}", "at byte"},
      {"no value", "", "at byte"},
      {"only white space", "  ", "at byte"},
      {"cut off", R"({"a":[1,2)", "at byte"},
      {"a bare word", "nul", "at byte"},
      {"NaN", "NaN", "at byte"},
      {"a leading zero", "01", "follows"},
      {"a plus", "+1", "at byte"},
      {"a control character in a string", "\"a\nb\"", "at byte"},
      {"bytes that are not UTF-8", "\"\xff\"", "at byte"},
      {"half a pair", R"("\ud800")", "at byte"},
      {"a byte order mark", "\xef\xbb\xbf{}", "at byte"},
      {"one level too deep", nested(33), "nested deeper than 32"},
  };
  for (const auto& [what, text, told] : cases) {
    INFO(what);
    const auto read = parse_json(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().find(told) != std::string::npos);
    INFO(read.error());
  }
}

TEST_CASE("What is good JSON reads, and prints back with its members in order") {
  for (const std::string text : {R"({"b":1,"a":[true,false,null,"Luân",-7,18446744073709551615]})", "[]", "\"\"", "0"}) {
    INFO(text);
    const auto read = parse_json(text);
    REQUIRE(read);
    CHECK(json::serialize(*read) == text);
  }
  CHECK(parse_json(nested(32)));
  CHECK(parse_json(" \n{ } \t"));
  CHECK(parse_json(R"({"a":{"x":1},"b":{"x":1}})"));  // the same key in two objects
  CHECK(parse_json("1.5")->is_double());              // read as such: a form's check refuses it, where no float belongs
  CHECK(parse_json(R"("\u0110\u1ed7")")->as_string() == "Đỗ");
}

TEST_CASE("A member of our own JSON that is not there, or of another kind, is broken machinery and named") {
  const json::value value = *parse_json(R"({"text":"x","number":5,"big":18446744073709551615,"fraction":1.5})");
  const json::object& object = value.as_object();
  CHECK(text_member(object, "text") == "x");
  CHECK(text_or_empty(object, "none").empty());
  CHECK(int_member(object, "number") == 5);
  CHECK_THROWS_WITH(member(object, "none"), Catch::Contains("«none»"));
  CHECK_THROWS_WITH(text_member(object, "number"), Catch::Contains("«number»"));
  CHECK_THROWS_WITH(text_or_empty(object, "number"), Catch::Contains("«number»"));
  for (const char* name : {"text", "big", "fraction"}) CHECK_THROWS_WITH(int_member(object, name), Catch::Contains(name));
}
