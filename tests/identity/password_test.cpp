#include "identity/password.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

using namespace luan;
using namespace luan::identity;

namespace {

const std::string good = "mua-thu-la-vang-9";

std::string repeat(std::string_view piece, std::size_t count) {
  std::string out;
  while (count-- > 0) out += piece;
  return out;
}

struct Verdict {
  bool fits = false;
  std::optional<std::string> rehashed;
};

Verdict verify(PasswordHasher& hasher, const std::string& password, const std::string& stored) {
  std::promise<Verdict> said;
  REQUIRE(hasher.verify(password, stored, [&](bool fits, std::optional<std::string> rehashed) { said.set_value({fits, std::move(rehashed)}); }));
  return said.get_future().get();
}

}  // namespace

TEST_CASE("A password is kept as Argon2id with the parameters that were fixed, under a fresh salt", "[identity]") {
  const std::string kept = hash_password(good);
  // 19,456 KiB, two passes, one lane; salt of 16 and tag of 32 bytes in unpadded base64. Source: hardening.md §5.
  CHECK(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  const auto tag = kept.rfind('$'), salt = kept.rfind('$', tag - 1);
  CHECK(tag - salt - 1 == 22);
  CHECK(kept.size() - tag - 1 == 43);
  CHECK(hash_password(good) != kept);
  PasswordHasher hasher;
  CHECK(verify(hasher, good, kept).fits);
  CHECK_FALSE(verify(hasher, good, kept).rehashed);
  CHECK_FALSE(verify(hasher, good + " ", kept).fits);
  CHECK_FALSE(verify(hasher, "", kept).fits);
}

TEST_CASE("A hash of other parameters is renewed when its password is right, and only then", "[identity]") {
  PasswordHasher hasher;
  const std::string weak = hash_password(good, cheap_cost());
  const Verdict right = verify(hasher, good, weak);
  CHECK(right.fits);
  REQUIRE(right.rehashed);
  CHECK(right.rehashed->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(verify(hasher, good, *right.rehashed).fits);
  const Verdict wrong = verify(hasher, "mua-thu-la-vang-8", weak);
  CHECK_FALSE(wrong.fits);
  CHECK_FALSE(wrong.rehashed);
}

TEST_CASE("Nobody's password costs what somebody's does, and never fits", "[identity]") {
  PasswordHasher hasher({}, 1);
  const std::string kept = hash_password(good);
  const auto time_of = [&](const std::string& stored) {
    auto least = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 7; ++i) {
      const auto from = std::chrono::steady_clock::now();
      (void)verify(hasher, "sai-mat-khau-roi", stored);
      least = std::min(least, std::chrono::steady_clock::now() - from);
    }
    return std::chrono::duration<double>(least).count();
  };
  const double known = time_of(kept), unknown = time_of("");
  INFO(known << " s and " << unknown << " s");
  CHECK(unknown > known * 0.5);
  CHECK(unknown < known * 2);
  CHECK_FALSE(verify(hasher, "nobody has this password", "").fits);
  CHECK_FALSE(verify(hasher, good, "no hash at all").fits);
}

TEST_CASE("A full queue is said to be full, and what was taken is finished", "[identity]") {
  std::promise<void> go;
  std::shared_future<void> gate(go.get_future());
  std::atomic<int> done = 0;
  int taken = 0;
  {
    PasswordHasher hasher(cheap_cost(), 1, 3);
    std::promise<void> began;
    REQUIRE(hasher.hash(good, [&](const std::string&) { began.set_value(), gate.wait(), ++done; }));
    began.get_future().wait();
    for (int i = 0; i < 10; ++i) taken += hasher.hash(good, [&](const std::string&) { ++done; });
    CHECK(taken == 3);
    std::promise<void> last;
    go.set_value();
    while (!hasher.hash(good, [&](const std::string&) { last.set_value(); })) std::this_thread::yield();
    last.get_future().wait();
  }
  CHECK(done == 4);
}

TEST_CASE("A password has 12 to 128 characters of any kind, and is kept in normal form", "[identity]") {
  struct Case {
    const char* what;
    std::string password;
    bool taken;
  };
  const Case cases[]{
      {"eleven", "hoa-sen-trg", false},
      {"twelve", "hoa-sen-tran", true},
      {"twelve of many bytes", "đườngxưaướtá", true},
      {"eleven of many bytes", "đườngxưaướt", false},
      {"128", repeat("hoa sen trắng tím ", 7) + "ab", true},
      {"129", repeat("hoa sen trắng tím ", 7) + "abc", false},
      {"a phrase with spaces", "con cò bay lả bay la", true},
      {"no digit and no sign is needed", "convoiconvaoban", true},
      {"nothing but signs", "!?#%&/()=*+~", true},
      {"beyond the first plane", repeat("\U0001F600\U0001F431", 6), true},
      {"a control character", "hoa-sen\x01-trang-tim", false},
      {"not UTF-8", "hoa-sen-trang\xff\xff", false},
      {"two lines", "hoa sen\ntrang tim", false},
      {"only spaces", repeat(" ", 20), false},
  };
  for (const auto& [what, password, taken] : cases) {
    INFO(what);
    const auto answer = acceptable_password(password, {});
    CHECK(answer.has_value() == taken);
    if (!answer) CHECK(answer.error().code == RefusalCode::weak_password);
  }
  CHECK(acceptable_password("đươ\u0300ng xưa ướt áo", {}).value() == "đường xưa ướt áo");
}

TEST_CASE("Passwords that everybody tries first are refused", "[identity]") {
  for (const char* password : {"password1234",  "Password123!",    "PASSWORD-2026",  "matkhau123456",  "Mật khẩu 2026!", "123456789012",   "111111111111",
                               "abcdefghijkl",  "qwerty123456",    "qwertyqwerty",   "iloveyou1234",   "anhyeuem2026",   "Admin@123456",   "administrator",
                               "vietnam123456", "haiphong2026!",   "luanchuyen2026", "canbo@canbo123", "aaaaaaaaaaaab",  "zyxwvutsrqponm", "123123123123",
                               "1q2w3e4r5t6y",  "Admin@2026admin", "qazwsxedcrfv",   "123456654321",   "112233445566",   "123456123456",   "P@ssw0rd2026"}) {
    INFO(password);
    CHECK_FALSE(acceptable_password(password, {}));
  }
}

TEST_CASE("More than three thousand passwords of the usual making are refused", "[identity]") {
  int refused = 0, taken = 0;
  for (const std::string stem :
       {"password", "matkhau", "qwerty", "iloveyou", "welcome", "letmein", "anhyeuem", "vietnam", "saigon", "quantri", "luanchuyen", "Passw0rd", "Hải Phòng"})
    for (const std::string joint : {"", "@", "-", "_", "."})
      for (int year = 1975; year <= 2030; ++year) {
        std::string password = stem + joint + std::to_string(year);
        while (password.size() < 12) password.insert(0, stem);
        const bool bad = !acceptable_password(password, {});
        if (!bad) UNSCOPED_INFO(password);
        refused += bad, taken += !bad;
      }
  CHECK(taken == 0);
  CHECK(refused > 3'000);
}

TEST_CASE("A password is not made of the names of the place or of its own account", "[identity]") {
  const std::vector<std::string> names{"Thạnh Giang", "Phường Bến Đá", "uy.vien.1"};
  for (const char* password : {"ThanhGiang2026", "thạnh giang 99", "phuongbenda1", "Phường Bến Đá!", "uy.vien.1-2026", "thanhgiangthanhgiang"}) {
    INFO(password);
    CHECK_FALSE(acceptable_password(password, names));
  }
  CHECK(acceptable_password("thuyen ve ben da chieu mua", names));
}
