// The chunked coding as a pure function.
#include <catch2/catch.hpp>

#include "http/chunked.hpp"

using luan::http::ChunkReader;
using Outcome = ChunkReader::Outcome;

namespace {

struct Read {
  Outcome outcome = Outcome::more;
  std::string body{}, rest{};
};

Read read(std::string_view bytes, std::size_t piece, std::size_t most = 100) {
  ChunkReader reader(most, 256);
  Read result;
  while (!bytes.empty() && result.outcome == Outcome::more) {
    std::string_view input = bytes.substr(0, piece);
    const std::size_t before = input.size();
    result.outcome = reader.read(input, result.body);
    bytes.remove_prefix(before - input.size());
  }
  result.rest = bytes;
  return result;
}

}  // namespace

TEST_CASE("chunked: good bodies, in any pieces") {
  const std::string good = "5\r\nhello\r\n0000000000000006;a=b\r\n world\r\n0;last\r\n\r\nGET /";
  for (std::size_t piece = 1; piece < good.size(); ++piece) {
    const auto result = read(good, piece);
    CHECK(result.outcome == Outcome::done);
    CHECK(result.body == "hello world");
    CHECK(result.rest.starts_with("GET /"));
  }
  CHECK(read("0\r\n\r\n", 9).outcome == Outcome::done);
  CHECK(read("5\r\nhel", 9).outcome == Outcome::more);
}

TEST_CASE("chunked: each row of the table") {
  const std::string bad[] = {
      "\r\n",                                     // no digit
      "x\r\n",                                    // no hex
      "-1\r\n",                                   //
      "0x5\r\n",                                  //
      " 5\r\n",                                   //
      "5 \r\nhello\r\n",                          // space
      "00000000000000005\r\nhello\r\n",           // 17 digits
      "ffffffffffffffff\r\n",                     // overflow
      "5\nhello\r\n",                             // bare LF
      "5\rhello\r\n",                             // bare CR
      "5;a\nb\r\nhello\r\n",                      // bare LF in an extension
      "5\r\nhello0\r\n\r\n",                      // data without CR LF
      "5\r\nhello\n0\r\n\r\n",                    // data with bare LF
      "5\r\nhelloXX0\r\n\r\n",                    //
      "0\r\nX: y\r\n\r\n",                        // trailer
      "0\r\nContent-Length: 5\r\n\r\n",           //
      "0\r\n\n",                                  //
      "1;" + std::string(256, 'a') + "\r\nx\r\n"  // extension of 257 bytes with its semicolon
  };
  for (const std::string& bytes : bad) {
    INFO(bytes);
    CHECK(read(bytes, 1'000).outcome == Outcome::bad);
    CHECK(read(bytes, 1).outcome == Outcome::bad);
  }
  CHECK(read("1;" + std::string(255, 'a') + "\r\nx\r\n0\r\n\r\n", 7).outcome == Outcome::done);
}

TEST_CASE("chunked: the limit is met before the data is read") {
  CHECK(read("65\r\n", 9).outcome == Outcome::too_large);
  CHECK(read("64\r\n" + std::string(100, 'x') + "\r\n1\r\n", 9).outcome == Outcome::too_large);
  CHECK(read("64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n", 9).outcome == Outcome::done);
  CHECK(read("7fffffffffffffff\r\n", 9).outcome == Outcome::too_large);
}
