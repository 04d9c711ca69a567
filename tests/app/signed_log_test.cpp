#include <catch2/catch.hpp>

#include <sys/stat.h>

#include "app/log_mending.hpp"
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

namespace {

/// A district whose database was put back to what it was some entries ago, with the folder of keys as it is now.
struct PutBack {
  District district;
  std::filesystem::path data = district.folder.path(), keys = data / "keys";
  audit::Checkpoint lost;
  std::uint64_t kept = 0;

  PutBack() {
    district.restart();
    district.app.reset();
    std::filesystem::copy_file(data / "luan.db", data / "backup");
    district.app = std::make_unique<app::App>(district.configuration, data, district.clock);
    (void)district.nominate();
    district.app.reset();
    lost = opened(read_file(keys / "checkpoint"), *audit::read_signed_state(keys).key);
    for (const char* beside : {"luan.db-wal", "luan.db-shm"}) std::filesystem::remove(data / beside);
    std::filesystem::rename(data / "backup", data / "luan.db");
    kept = store::verify_log(data).size;
  }
  app::LossAccepted accept(const std::string& reason = "Ổ đĩa hỏng, khôi phục bản sao lưu") {
    return app::accept_loss(district.configuration, data, reason, district.clock);
  }
};

}  // namespace

TEST_CASE("After an older backup was put back no server starts, until the loss is accepted with a reason; the log keeps the scar") {
  PutBack back;
  REQUIRE(back.lost.size > back.kept);
  CHECK_THAT(refusal_to_start(back.district), Contains("was cut off") && Contains("accept-loss"));
  CHECK_THROWS_WITH(back.accept(" "), Contains("reason"));
  const auto accepted = back.accept();
  CHECK(accepted.lost_size == back.lost.size);
  CHECK(accepted.kept_size == back.kept);
  CHECK(opened(read_file(back.keys / ("lost-" + std::to_string(back.lost.size))), *audit::read_signed_state(back.keys).key).root == back.lost.root);
  const auto report = store::verify_log(back.data);
  CHECK(report.findings.empty());
  CHECK(report.size == back.kept + 1);
  REQUIRE(report.scars.size() == 1);
  CHECK_THAT(report.scars.front(), Contains("entry " + std::to_string(back.kept)) && Contains(std::to_string(back.lost.size) + " entries"));

  CHECK(refusal_to_start(back.district).empty());
  const store::Reader reader = back.district.app->database().reader();
  const auto history = store::history(reader.session(), "-");
  const auto scar = std::ranges::find_if(history, [](const auto& row) { return row.event.type == "log.tail-lost"; });
  REQUIRE(scar != history.end());
  CHECK(scar->event.seq == back.kept);
  CHECK(text_member(scar->event.payload, "lost_root") == to_hex(back.lost.root));
  CHECK(text_member(scar->contents.at(0).value, "reason") == "Ổ đĩa hỏng, khôi phục bản sao lưu");
  (void)back.district.nominate();  // work goes on
}

TEST_CASE("Accepting a loss that was stopped half way is done to its end, and once only") {
  PutBack back;
  const std::string note = read_file(back.keys / "checkpoint");
  (void)back.accept();
  const std::uint64_t size = store::verify_log(back.data).size;
  replace_file(back.keys / "checkpoint", note);  // as if it had ended between the entry and the note
  CHECK(back.accept().kept_size == back.kept);
  CHECK(store::verify_log(back.data).size == size);
  CHECK(refusal_to_start(back.district).empty());
}

TEST_CASE("A loss is not accepted where nothing is lost, nor where what is left was changed") {
  District district;
  district.restart();
  district.app.reset();
  CHECK_THROWS_WITH(app::accept_loss(district.configuration, district.folder.path(), "Thử", district.clock), Contains("nothing is lost"));
  CHECK_THROWS_WITH(app::accept_loss(district.configuration, district.folder.path() / "nowhere", "Thử", district.clock), Contains("there is no log"));
}

TEST_CASE("Another key signs from now on: the old one vouches for it, what it signed still verifies, and its secret is gone") {
  District district;
  const auto data = district.folder.path(), keys = data / "keys";
  district.restart();
  district.app.reset();
  const audit::VerifierKey old = *audit::read_signed_state(keys).key;
  const std::string old_secret = read_file(keys / "log.key");
  district.configuration.cheap_passwords = false;
  const std::string fresh = app::change_log_key(district.configuration, data, district.clock);
  const audit::VerifierKey now = *audit::VerifierKey::parse(fresh);
  CHECK(now.name == old.name);
  CHECK(fresh != old.text());
  CHECK(read_file(keys / "log.pub") == fresh + "\n");
  CHECK(read_file(keys / "log.key") != old_secret);
  CHECK(mode(keys / "log.key") == 0600);
  CHECK_FALSE(std::filesystem::exists(keys / "log.key.next"));
  for (const audit::VerifierKey& key : {old, now}) {
    const auto handover = audit::read_signed_state(keys).handovers;
    REQUIRE(handover.size() == 1);
    CHECK(opened(handover.front(), key).size > 0);
  }

  district.restart();
  (void)district.nominate();
  district.app.reset();
  CHECK_FALSE(audit::open_note(read_file(keys / "checkpoint"), old));  // the new one alone
  for (const audit::VerifierKey& key : {old, now}) {
    const auto report = store::verify_log(data, key);
    CHECK(report.findings.empty());
    CHECK(report.against_signature);
  }
  const std::string third = app::change_log_key(district.configuration, data, district.clock);
  CHECK(third != fresh);
  CHECK(store::verify_log(data, old).findings.empty());  // hand over hand
  const audit::SignerKey stranger{old.name, std::string(32, 'x')};
  CHECK_FALSE(store::verify_log(data, stranger.verifier()).findings.empty());
}
