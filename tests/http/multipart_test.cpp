// multipart/form-data: parts where they lie, in memory and on the disk.
#include "http/multipart.hpp"

#include <catch2/catch.hpp>

#include "http/body_file.hpp"
#include "http/support/client.hpp"
#include "http/support/site.hpp"

using namespace luan::http;

namespace {

std::string field(const std::string& name, const std::string& value) {
  return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}
std::string file(const std::string& name, const std::string& file_name, const std::string& bytes) {
  return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + file_name + "\"\r\nContent-Type: application/pdf\r\n\r\n" + bytes +
         "\r\n";
}
const std::string end = "--b--\r\n";

Request request(std::string body, std::string type = "multipart/form-data; boundary=b") {
  Request out;
  out.headers = {{"content-type", std::move(type)}};
  out.body = std::move(body);
  return out;
}

}  // namespace

TEST_CASE("multipart: fields are read, files are found") {
  const std::string bytes("%PDF\r\n--x\0\r\n", 12);
  const Request given = request(field("csrf", "t") + file("paper", "Nhận %22xét%22.pdf", bytes) + field("note", "hai\r\ndòng") + file("none", "", "") + end);
  const auto parts = parse_multipart(given);
  REQUIRE(parts);
  CHECK(parts->fields == Pairs{{"csrf", "t"}, {"note", "hai\r\ndòng"}});
  REQUIRE(parts->files.size() == 2);
  CHECK(parts->files[0].file_name == "Nhận \"xét\".pdf");
  CHECK(parts->files[0].type == "application/pdf");
  CHECK(body_piece(given, parts->files[0].offset, parts->files[0].size) == bytes);
  CHECK(parts->files[1].size == 0);
}

TEST_CASE("multipart: on the disk as in memory, across the seams of what is read at once") {
  const std::string large((1 << 20) + 3, 'x');
  for (std::size_t shift = 0; shift < 6; ++shift) {
    const std::string body = file("paper", "a.pdf", large.substr(shift)) + field("csrf", "t") + end;
    Request given = request("");
    const auto disk = std::make_shared<BodyFile>(std::filesystem::temp_directory_path());
    disk->append(body);
    given.body_file = disk;
    const auto parts = parse_multipart(given);
    REQUIRE(parts);
    CHECK(parts->files.at(0).size == large.size() - shift);
    CHECK(parts->fields == Pairs{{"csrf", "t"}});
  }
}

TEST_CASE("multipart: a byte that is no text is marked, so that its field can be named") {
  const auto parts = parse_multipart(request(field("a", "Uỷ ban \xff\xed\xa0\xbd phường") + field("b", std::string("x\0y", 3)) + end));
  REQUIRE(parts);
  CHECK(parts->fields == Pairs{{"a", "Uỷ ban \x01\x01\x01\x01 phường"}, {"b", "x\x01y"}});
}

TEST_CASE("multipart: what is malformed or cut short is nothing") {
  std::string many;
  for (int i = 0; i < 33; ++i) many += file("f", "a.pdf", "");
  const std::string whole = field("a", "1") + end;
  for (const std::string& body :
       {std::string(), whole.substr(0, whole.size() - 6), std::string("x") + whole, field("a", "1"), many + end,
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nX: " + std::string(5'000, 'x') + "\r\n\r\n1\r\n" + end, std::string("--b\r\n\r\n1\r\n") + end}) {
    const auto parts = parse_multipart(request(body));
    REQUIRE_FALSE(parts);
    CHECK(parts.error() == MultipartFault::malformed);
  }
  const auto long_text = parse_multipart(request(field("a", std::string((1 << 20) + 1, 'x')) + end));
  REQUIRE_FALSE(long_text);
  CHECK(long_text.error() == MultipartFault::too_large);
  CHECK(parse_multipart(request(whole)));
  CHECK_FALSE(parse_multipart(request(whole, "multipart/form-data")));
  CHECK_FALSE(parse_multipart(request(whole, "multipart/form-data; boundary=" + std::string(71, 'b'))));
}

TEST_CASE("multipart: a long one goes to the disk within the limit of its route, anything else stays as it was") {
  test_http::Site site;
  const std::string large(3 << 19, 'x'), type = "Content-Type: multipart/form-data; boundary=b\r\n";
  const auto ask = [&](const std::string& body, const std::string& fields) {
    return test_http::Client(site.server.port()).ask(test_http::post("/files", body, fields));
  };
  CHECK(ask(file("paper", "a.pdf", large) + end, type).body == "disk 1572864");
  CHECK(ask(file("paper", "a.pdf", "x") + end, type).body == "memory 1");
  CHECK(ask(file("paper", "a.pdf", std::string(3 << 20, 'x')) + end, type).status == 413);
  CHECK(ask(large, "Content-Type: application/octet-stream\r\n").status == 413);
}
