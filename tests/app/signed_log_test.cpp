#include <catch2/catch.hpp>

#include <sys/stat.h>

#include "app/support/district.hpp"
#include "audit/log_signer.hpp"
#include "base/files.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using Catch::Matchers::Contains;
using test::District;

namespace {

unsigned mode(const std::filesystem::path& file) {
  struct stat about{};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  return about.st_mode & 0777;
}

/// Of the note, as somebody reads it who holds the verifier key.
audit::Checkpoint opened(const std::string& note, const audit::VerifierKey& key) {
  const auto text = audit::open_note(note, key);
  REQUIRE(text);
  const auto checkpoint = audit::Checkpoint::parse(*text);
  REQUIRE(checkpoint);
  return *checkpoint;
}

std::string refusal_to_start(District& district) {
  try {
    district.restart();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("The key is made at the first start, for the owner's eyes only, and stays the same") {
  District district;
  const auto keys = district.folder.path() / "keys";
  CHECK(mode(keys) == 0700);
  for (const char* file : {"log.key", "checkpoint", "csrf.key"}) CHECK(mode(keys / file) == 0600);
  const auto state = audit::read_signed_state(keys);
  REQUIRE(state.key);
  CHECK(state.key->text() + "\n" == read_file(keys / "log.pub"));
  district.restart();
  CHECK(audit::read_signed_state(keys).key->text() == state.key->text());

  District other;
  CHECK(audit::read_signed_state(other.folder.path() / "keys").key->name != state.key->name);
}

TEST_CASE("What was committed is signed when asked and at the stop, in the database and beside the key") {
  District district;
  const auto keys = district.folder.path() / "keys";
  const audit::VerifierKey key = *audit::read_signed_state(keys).key;
  district.app->impl().sign_log();
  CHECK(opened(district.app->checkpoint(), key).size == district.app->log_size());
  CHECK(read_file(keys / "checkpoint") == district.app->checkpoint());

  const auto before = opened(district.app->checkpoint(), key);
  (void)district.nominate();
  CHECK(opened(district.app->checkpoint(), key).size == before.size);  // until it is signed
  CHECK(district.app->log_size() > before.size);
  const std::uint64_t size = district.app->log_size();
  district.restart();  // the plugins' events of a start come on top
  const auto after = opened(district.app->checkpoint(), key);
  CHECK(after.size >= size);
  CHECK(after.root == store::verify_log(district.folder.path()).root);
  const store::Reader reader = district.app->database().reader();
  CHECK(store::meta(reader.session(), "checkpoint") == district.app->checkpoint());
}

TEST_CASE("The background signs by itself") {
  District district;
  const audit::VerifierKey key = *audit::read_signed_state(district.folder.path() / "keys").key;
  REQUIRE(opened(district.app->checkpoint(), key).size < district.app->log_size());
  district.app->start_background();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (opened(district.app->checkpoint(), key).size < district.app->log_size() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  CHECK(opened(district.app->checkpoint(), key).size == district.app->log_size());
}

TEST_CASE("A server does not start without the key that signed its log, nor with one that others may read") {
  District district;
  const auto keys = district.folder.path() / "keys";
  district.restart();
  SECTION("missing") {
    district.app.reset();
    std::filesystem::remove(keys / "log.key");
    CHECK_THAT(refusal_to_start(district), Contains("log.key is missing"));
    CHECK_FALSE(std::filesystem::exists(keys / "log.key"));  // none is made in its place
  }
  SECTION("another one") {
    district.app.reset();
    std::filesystem::remove_all(keys);
    audit::LogSigner::make_key(keys, 0, audit::MerkleTree().root());
    CHECK_THAT(refusal_to_start(district), Contains("signed by another key"));
  }
  SECTION("open to others") {
    district.app.reset();
    REQUIRE(::chmod((keys / "log.key").c_str(), 0640) == 0);
    CHECK_THAT(refusal_to_start(district), Contains("others may read this key"));
  }
  SECTION("without the note that belongs to it") {
    district.app.reset();
    std::filesystem::remove(keys / "checkpoint");
    CHECK_THAT(refusal_to_start(district), Contains("checkpoint"));
  }
}
