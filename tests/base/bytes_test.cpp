#include "base/bytes.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "base/id.hpp"

using namespace luan;

namespace {

std::string hex(std::string_view bytes) { return to_hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size())); }

}  // namespace

TEST_CASE("Hex and base64 print as their standards say and read back") {
  // RFC 4648, section 10.
  const std::pair<std::string, std::string> vectors[]{
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(to_base64(bytes) == text);
    CHECK(from_base64(text) == bytes);
    CHECK(from_base64url(to_base64url(bytes)) == bytes);
    CHECK(from_hex(hex(bytes)) == bytes);
  }
  CHECK(to_base64("\xfb\xff\xfe") == "+//+");
  CHECK(to_base64url("\xfb\xff\xfe") == "-__-");
  CHECK(to_base64url("f") == "Zg");
  CHECK(hex(std::string("\x00\xff\x0a", 3)) == "00ff0a");
}

TEST_CASE("What would not print back the same is not read") {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Z===", "Z", "Zm9v====", " Zg==", "Zg==\n", "Zg==Zg==", "Zm9vYh==", "-__-", "Zm=v", "="}) {
    INFO("base64 " << text);
    CHECK_FALSE(from_base64(text));
  }
  for (const char* text : {"Zg==", "Zh", "Z", "+//+", "Zg\n", "Zm9vYh"}) {
    INFO("base64url " << text);
    CHECK_FALSE(from_base64url(text));
  }
  for (const char* text : {"0", "0g", "FF", "0x", " 00", "00 "}) {
    INFO("hex " << text);
    CHECK_FALSE(from_hex(text));
  }
}

TEST_CASE("SHA-256 and HMAC give the published values") {
  // FIPS 180-4 examples; RFC 4231, test cases 1, 2 and 6.
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256({"a", "", "bc"})) == to_hex(sha256("abc")));
  CHECK(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(equal_in_constant_time("abc", "abc"));
  CHECK_FALSE(equal_in_constant_time("abc", "abd"));
  CHECK_FALSE(equal_in_constant_time("abc", "abcd"));
  CHECK(random_bytes(32).size() == 32);
  CHECK(random_bytes(32) != random_bytes(32));
}

TEST_CASE("An id is 32 lower-case hex digits and nothing else") {
  CHECK(RotationId::parse("7f3c9a5e1b2d4c6f8091a2b3c4d5e6f7")->text() == "7f3c9a5e1b2d4c6f8091a2b3c4d5e6f7");
  for (const char* text : {"", "7f3c", "7F3C9A5E1B2D4C6F8091A2B3C4D5E6F7", "7f3c9a5e1b2d4c6f8091a2b3c4d5e6f", "7f3c9a5e1b2d4c6f8091a2b3c4d5e6f70",
                           "7f3c9a5e1b2d4c6f8091a2b3c4d5e6g7", "7f3c9a5e-1b2d-4c6f-8091-a2b3c4d5e6f7", "LC-2026-017", " 7f3c9a5e1b2d4c6f8091a2b3c4d5e6f"}) {
    INFO(text);
    CHECK_FALSE(RotationId::parse(text));
  }
  CHECK(RotationId().none());
}

TEST_CASE("Fresh ids differ; seeded ones repeat with their seed only") {
  RandomIds random;
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) seen.insert(random.hex());
  CHECK(seen.size() == 1'000);
  SeededIds first("7"), same("7"), other("8");
  for (int i = 0; i < 10; ++i) {
    const std::string id = first.hex();
    CHECK(AccountId::parse(id));
    CHECK(same.hex() == id);
    CHECK(other.hex() != id);
  }
}
