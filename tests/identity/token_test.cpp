// Tokens against forged requests, and the mark of a known browser.
#include <catch2/catch.hpp>

#include <set>

#include "base/bytes.hpp"
#include "identity/csrf.hpp"
#include "identity/known_browser.hpp"
#include "identity/permission.hpp"

using namespace luan;
using namespace luan::identity;

namespace {

const std::string key(32, 'k'), other_key(32, 'o');

/// The text with one bit of one byte turned over, written again.
std::string bent(const std::string& token, std::size_t byte) {
  std::string bytes = *from_base64url(token);
  bytes[byte] = static_cast<char>(bytes[byte] ^ 1);
  return to_base64url(bytes);
}

}  // namespace

TEST_CASE("Each page has another token, and each of them fits its session", "[identity]") {
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) {
    const std::string token = csrf_token(key, "session");
    CHECK(csrf_fits(key, "session", token));
    tokens.insert(token);
  }
  CHECK(tokens.size() == 100);
  // base64url(r || r XOR HMAC-SHA256(key, "csrf" || session || 0x00)): hardening.md §4.
  const std::string bytes = *from_base64url(*tokens.begin());
  REQUIRE(bytes.size() == 64);
  std::string mac;
  for (std::size_t i = 0; i < 32; ++i) mac += static_cast<char>(bytes[i] ^ bytes[i + 32]);
  CHECK(mac == as_text(hmac_sha256(key, std::string("csrfsession\0", 12))));
}

TEST_CASE("A token of another session or key, bent, cut or made up does not fit", "[identity]") {
  const std::string token = csrf_token(key, "session");
  CHECK_FALSE(csrf_fits(key, "sessions", token));
  CHECK_FALSE(csrf_fits(key, "", token));
  CHECK_FALSE(csrf_fits(other_key, "session", token));
  for (std::size_t byte = 0; byte < 64; ++byte) CHECK_FALSE(csrf_fits(key, "session", bent(token, byte)));
  for (const std::string& made_up :
       {std::string(), token.substr(1), token + "A", token + "=", std::string("x"), to_base64url(std::string(64, '\0')), to_base64url(std::string(128, 'a'))}) {
    INFO(made_up);
    CHECK_FALSE(csrf_fits(key, "session", made_up));
  }
}

TEST_CASE("A browser is known to the account that signed in with it, by a mark that cannot be made up", "[identity]") {
  const std::string mark = browser_mark(key, "account");
  CHECK(browser_known(key, "account", mark));
  CHECK(browser_mark(key, "account") != mark);
  CHECK_FALSE(browser_known(key, "another", mark));
  CHECK_FALSE(browser_known(other_key, "account", mark));
  for (std::size_t byte = 0; byte < 48; ++byte) CHECK_FALSE(browser_known(key, "account", bent(mark, byte)));
  for (const std::string& made_up : {std::string(), mark + "A", mark.substr(4), to_base64url(std::string(48, 'a')), csrf_token(key, "account")})
    CHECK_FALSE(browser_known(key, "account", made_up));
}

TEST_CASE("Roles have one name each, in code and in both languages", "[identity]") {
  std::set<std::string> names, vi, en;
  for (const Role role : all_roles) {
    CHECK(parse_role(to_text(role)) == role);
    names.insert(std::string(to_text(role)));
    vi.insert(label(role).vi);
    en.insert(label(role).en);
  }
  // DESIGN §9, sample roles: outsiders match on these.
  CHECK(names == std::set<std::string>{"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "official", "auditor",
                                       "administrator"});
  CHECK(vi.size() == names.size());
  CHECK(en.size() == names.size());
  CHECK(role_names().size() == names.size());
  for (const char* unknown : {"", "Chair", "root", "chair "}) CHECK_FALSE(parse_role(unknown));
}
