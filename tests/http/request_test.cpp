// Targets, forms, fields and cookies.
#include <catch2/catch.hpp>

#include "http/field_text.hpp"
#include "http/request.hpp"

using namespace luan::http;

TEST_CASE("parse_target") {
  const auto target = parse_target("/h%E1%BB%93-s%C6%A1/a%2Fb/?q=x+y%2B&e&k=1=2");
  REQUIRE(target);
  CHECK(target->path == "/hồ-sơ/a/b/");
  CHECK(target->segments == std::vector<std::string>{"hồ-sơ", "a/b", ""});
  CHECK(target->query == Pairs{{"q", "x y+"}, {"e", ""}, {"k", "1=2"}});
  CHECK(parse_target("/")->segments.empty());
  CHECK(parse_target("/a+b")->path == "/a+b");
  CHECK(parse_target("/a?")->query.empty());
  for (const char* bad : {"", "a", "*", "/%", "/%4", "/%zz", "/%00", "/%ff", "/%ed%a0%80", "/%c0%af", "/?a=%00", "/?a=%ff", "/?%f"}) {
    INFO(bad);
    CHECK_FALSE(parse_target(bad));
  }
}

TEST_CASE("parse_posted_form marks what is no text in a value, and is as strict otherwise") {
  CHECK(*parse_posted_form("a=1&b=%C4%90%E1%BB%93ng+%C3%BD&c") == Pairs{{"a", "1"}, {"b", "Đồng ý"}, {"c", ""}});
  CHECK(*parse_posted_form("a=U%E1%BB%B7+ban+%FF%ED%A0%BD&b=x%00y") == Pairs{{"a", "Uỷ ban \x01\x01\x01\x01"}, {"b", "x\x01y"}});
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "%ff=1", "%00=1", "a=1 2", "a=\x01"}) {
    INFO(bad);
    CHECK_FALSE(parse_posted_form(bad));
  }
}

TEST_CASE("parse_form") {
  CHECK(parse_form("")->empty());
  CHECK(*parse_form("a=1&a=2&b=&c=%C4%90%E1%BB%93ng+%C3%BD") == Pairs{{"a", "1"}, {"a", "2"}, {"b", ""}, {"c", "Đồng ý"}});
  for (const char* bad : {"a=%", "a=%1", "a=%g0", "a=%00", "a=%ff", "a=b c", "a=\n"}) {
    INFO(bad);
    CHECK_FALSE(parse_form(bad));
  }
  std::string many = "a=1";
  for (int i = 1; i < 1'000; ++i) many += "&a=1";
  CHECK(parse_form(many)->size() == 1'000);
  CHECK_FALSE(parse_form(many + "&a=1"));
}

TEST_CASE("percent_encode gives back what parse_form takes") {
  const std::string text = "Đồng ý/&=+%?#\"'~";
  CHECK(percent_encode("a-b._~/ é") == "a-b._~%2F%20%C3%A9");
  CHECK(parse_form("x=" + percent_encode(text))->at(0).second == text);
}

TEST_CASE("request: fields, cookies, media type") {
  Request request;
  request.headers = {{"cookie", "a=1; b=\"2\";c=x=y"}, {"cookie", "a=3; d=4"}, {"content-type", "Text/HTML ; charset=utf-8"}, {"x", "1"}, {"x", "2"}};
  request.query = {{"q", "1"}, {"q", "2"}};
  CHECK(request.header("x") == "1");
  CHECK(request.header("y").empty());
  CHECK(request.has_header("x"));
  CHECK_FALSE(request.has_header("y"));
  CHECK(request.cookie("a") == "1");
  CHECK(request.cookie("b") == "2");
  CHECK(request.cookie("c") == "x=y");
  CHECK(request.cookie("d") == "4");
  CHECK(request.cookie("e").empty());
  CHECK(request.media_type() == "text/html");
  CHECK(request.query_value("q") == "1");
  CHECK(request.param("q").empty());
  CHECK(parse_method("DELETE") == Method::del);
  CHECK_FALSE(parse_method("delete"));
  for (const auto method : {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options})
    CHECK(parse_method(to_text(method)) == method);
}
