#include <catch2/catch.hpp>

#include "http/router.hpp"

using namespace luan::http;

namespace {

Awaitable<Reply> nothing(Request&) { co_return no_content(); }

std::string matched(const Router& router, Method method, std::string_view path, std::string* allow = nullptr) {
  Request request;
  request.method = method;
  request.segments = parse_target(path)->segments;
  const auto found = router.match(request);
  if (allow) *allow = found.allow;
  if (!found.route) return "-";
  std::string out = request.route;
  for (const auto& [name, value] : request.params) out += " " + name + "=" + value;
  return out;
}

}  // namespace

TEST_CASE("router: literals, names and methods") {
  Router router;
  router.add(Method::get, "/", nothing);
  router.add(Method::get, "/a/{id}", nothing);
  router.add(Method::get, "/a/new", nothing);
  router.add(Method::post, "/a/{id}", nothing);
  router.add(Method::get, "/{x}/{y}/c", nothing);
  router.add(Method::get, "/a/{y}/{z}", nothing);
  std::string allow;
  CHECK(matched(router, Method::get, "/") == "/");
  CHECK(matched(router, Method::get, "/a/new") == "/a/new");
  CHECK(matched(router, Method::get, "/a/7?q=1") == "/a/{id} id=7");
  CHECK(matched(router, Method::get, "/a/x%2Fy") == "/a/{id} id=x/y");
  CHECK(matched(router, Method::head, "/a/7") == "/a/{id} id=7");
  CHECK(matched(router, Method::post, "/a/new") == "/a/{id} id=new");
  CHECK(matched(router, Method::get, "/a/b/c") == "/a/{y}/{z} y=b z=c");
  CHECK(matched(router, Method::get, "/q/b/c") == "/{x}/{y}/c x=q y=b");
  CHECK(matched(router, Method::put, "/a/7", &allow) == "-");
  CHECK(allow == "GET, HEAD, POST");
  for (const char* nowhere : {"/a", "/a/", "/a/7/", "/b", "/a//c"}) {
    INFO(nowhere);
    CHECK(matched(router, Method::get, nowhere, &allow) == "-");
    CHECK(allow.empty());
  }
  CHECK(router.routes().size() == 6);
}

TEST_CASE("router: the same route twice is a mistake") {
  Router router;
  router.add(Method::get, "/a/{id}", nothing);
  CHECK_THROWS_AS(router.add(Method::get, "/a/{id}", nothing), std::logic_error);
  CHECK_THROWS_AS(router.add(Method::get, "/a/{other}", nothing), std::logic_error);
  CHECK_THROWS_AS(router.add(Method::get, "a", nothing), std::logic_error);
  CHECK_NOTHROW(router.add(Method::post, "/a/{id}", nothing));
}
