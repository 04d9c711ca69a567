#include "identity/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "base/workers.hpp"

namespace luan::identity {
namespace {

constexpr std::size_t length_min = 12, length_max = 128;

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

/// What people repeat, count up or put a year behind: with such endings far more than the 3,000 common passwords of this
/// length that hardening.md §5 asks for. Folded; longer stems first, so that none hides in another.
constexpr std::string_view common_stems[]{"administrator", "motherfucker", "justinbieber", "luanchuyen", "changeme", "iloveyou", "princess", "password",
                                          "passw0rd",      "p@ssw0rd",     "sunshine",     "football",   "baseball", "anhyeuem", "emyeuanh", "tinhyeu",
                                          "haiphong",      "matkhau",      "vietnam",      "letmein",    "welcome",  "michael",  "superman", "quantri",
                                          "qwertyuiop",    "qwerty",       "asdfghjkl",    "asdfgh",     "zxcvbnm",  "zxcvbn",   "dragon",   "monkey",
                                          "master",        "shadow",       "secret",       "danang",     "saigon",   "google",   "admin",    "hanoi",
                                          "canbo",         "hello",        "login",        "abc123",     "abcdef",   "123456",   "654321",   "112233"};

/// Fingers' walks over the keyboard, and what else was published as tried first, where no rule below sees it.
constexpr std::string_view published[]{"q1w2e3r4t5y6",         "1q2w3e4r5t6y",
                                       "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc",
                                       "1qaz2wsx3edc4rfv",     "qazwsxedcrfv",
                                       "qazwsxedcrfvtgb",      "zaq12wsxcde3",
                                       "123qweasdzxc",         "qweasdzxc123",
                                       "qweasdzxcqwe",         "q1w2e3r4t5y6u7i8",
                                       "1234qwerasdf",         "asdfjkl;asdf",
                                       "aqwzsxedcrfv",         "1a2b3c4d5e6f",
                                       "a1b2c3d4e5f6",         "abcd1234abcd",
                                       "1234567890qw",         "qwer1234asdf",
                                       "starwars1234",         "correcthorsebatterystaple"};

/// True where nothing much is left once the stems are out: a few digits and signs, no more than two letters.
template <class Stems>
bool made_of(std::string_view folded, const Stems& stems) {
  std::string rest(folded);
  for (const std::string_view stem : stems)
    for (auto at = rest.find(stem); stem.size() >= 3 && at != rest.npos; at = rest.find(stem)) rest.erase(at, stem.size());
  const auto letters = std::ranges::count_if(rest, [](char c) { return c >= 'a' && c <= 'z'; });
  return rest.size() < folded.size() && letters <= 2 && rest.size() <= 6;
}

/// «aaaaaaaaaaaa», «123456789012», «zyxwvutsrqpo»: every character the one before, or its neighbour.
bool monotonous(std::string_view text) {
  std::size_t same = 0, up = 0, down = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    same += text[i] == text[i - 1];
    up += text[i] == text[i - 1] + 1;
    down += text[i] == text[i - 1] - 1;
  }
  return std::max(same + up, same + down) >= text.size() - 2;
}

/// «qwerty1qwerty1»: one piece of up to six bytes, again and again.
bool repeated(std::string_view text) {
  for (std::size_t piece = 1; piece <= 6; ++piece)
    if (text.substr(piece) == text.substr(0, text.size() - piece)) return true;
  return false;
}

}  // namespace

Result<std::string> acceptable_password(std::string_view password, const std::vector<std::string>& local_names) {
  const auto weak = [](Localized why) { return std::unexpected(Refusal{RefusalCode::weak_password, {}, {{"password", std::move(why)}}}); };
  const auto clean = clean_text(password, false);
  if (!clean) return weak(clean.error());
  const std::size_t count = length(*clean);
  const std::string characters = std::to_string(count);
  if (count < length_min) return weak({"Mới có " + characters + " ký tự: cần ít nhất 12.", "It has " + characters + " characters: 12 are needed."});
  if (count > length_max) return weak({"Dài " + characters + " ký tự: nhiều nhất là 128.", "It has " + characters + " characters: 128 at most."});
  std::string folded = fold(*clean);
  std::erase(folded, ' ');
  if (monotonous(folded) || repeated(folded)) return weak({"Mật khẩu này lặp lại hoặc đếm đều.", "It repeats itself or counts up."});
  if (made_of(folded, common_stems) || std::ranges::find(published, folded) != std::end(published))
    return weak({"Mật khẩu này thuộc loại hay bị đoán trước tiên.", "It is of the kind that is guessed first."});
  std::vector<std::string> local;
  for (const std::string& name : local_names) std::erase(local.emplace_back(fold(name)), ' ');
  if (made_of(folded, local)) return weak({"Mật khẩu này chỉ gồm tên của tài khoản hoặc cơ quan.", "It is made of the name of the account or of an office."});
  return *clean;
}

HashCost cheap_cost() { return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN}; }

std::string hash_password(const std::string& password, HashCost cost) {
  start_sodium();
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, password.data(), password.size(), cost.operations, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory for a password hash");
  return out;
}

struct PasswordHasher::Impl {
  HashCost cost;
  std::string nobody;  // what an unknown account is compared with
  Workers workers;     // last: they end before what they use

  Impl(HashCost c, std::size_t count, std::size_t most) : cost(c), nobody(hash_password("nobody has this password", c)), workers(count, most) {}
};

PasswordHasher::PasswordHasher(HashCost cost, std::size_t threads, std::size_t queue_max) {
  start_sodium();
  impl_ = std::make_unique<Impl>(cost, threads, queue_max);
}
PasswordHasher::~PasswordHasher() = default;

bool PasswordHasher::verify(std::string password, std::string stored, std::function<void(bool, std::optional<std::string>)> done) {
  return impl_->workers.submit([impl = impl_.get(), password = std::move(password), stored = std::move(stored), done = std::move(done)] {
    const std::string& against = stored.empty() ? impl->nobody : stored;
    const bool fits = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0 && !stored.empty();
    std::optional<std::string> rehashed;
    if (fits && crypto_pwhash_str_needs_rehash(stored.c_str(), impl->cost.operations, impl->cost.memory_bytes) != 0)
      rehashed = hash_password(password, impl->cost);
    done(fits, std::move(rehashed));
  });
}

bool PasswordHasher::hash(std::string password, std::function<void(std::string)> done) {
  return impl_->workers.submit([cost = impl_->cost, password = std::move(password), done = std::move(done)] { done(hash_password(password, cost)); });
}

}  // namespace luan::identity
