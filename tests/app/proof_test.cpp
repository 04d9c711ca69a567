#include "app/proof.hpp"

#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "audit/bundle.hpp"
#include "audit/log_signer.hpp"

using namespace luan;
using test::District;

namespace {

std::string bundle_of(const District& district, const std::string& id, const std::string& who = "kiem.tra") {
  district.app->impl().sign_log();
  const auto file = app::proof_bundle(*district.app, district.caller(who), id);
  REQUIRE(file);
  return file->bytes;
}

app::ProofVerdict verdict(const District& district, const std::string& bytes, const std::string& key = "") {
  const auto found = app::verify_proof(*district.app, district.caller("kiem.tra"), bytes, key);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("The bundle of a rotation holds here, elsewhere, and after more has happened") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "decision");
  const std::string bytes = bundle_of(district, id);
  const app::ProofVerdict here = verdict(district, bytes);
  INFO(here.sentence.en);
  CHECK(here.holds);
  CHECK(here.events > 20);
  CHECK(here.code == district.app->rotation(district.caller("kiem.tra"), id)->row.code);
  const auto key = audit::read_signed_state(district.folder.path() / "keys").key;
  REQUIRE(key);
  const audit::BundleVerdict elsewhere = audit::verify_bundle(bytes, {*key});
  CHECK(elsewhere.holds);
  CHECK(elsewhere.erased == 0);
  CHECK(elsewhere.withheld == 0);
  district.work();
  CHECK(verdict(district, bytes).holds);
  CHECK(verdict(district, bytes, key->text()).holds);
}

TEST_CASE("A bundle that was changed does not match, and the verdict says where") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  std::string bytes = bundle_of(district, id);
  const auto at = bytes.find("\\\"kind\\\":\\\"key\\\"");
  REQUIRE(at != bytes.npos);
  bytes[at + 12] = 'K';
  const app::ProofVerdict changed = verdict(district, bytes);
  CHECK_FALSE(changed.holds);
  CHECK(changed.place.vi.starts_with("nhật ký số "));
}

TEST_CASE("While a ballot is open its votes are in nobody's bundle") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  REQUIRE(district.respond("uy.vien.1", id, "vote", {{"outcome", "against"}, {"form", {{"remark", "Chua-nam-vung-dia-ban"}}}}));
  const std::string bytes = bundle_of(district, id);
  CHECK(bytes.find("Chua-nam-vung-dia-ban") == bytes.npos);
  CHECK(bytes.find("\\\"against\\\"") == bytes.npos);
  const app::ProofVerdict found = verdict(district, bytes);
  CHECK(found.holds);
  CHECK(found.withheld == 1);
  for (const char* who : {"chu.tri", "uy.vien.2", "uy.vien.3", "uy.vien.4"})
    REQUIRE(district.respond(who, id, "vote", {{"outcome", "for"}, {"form", json::object()}}));
  CHECK(bundle_of(district, id).find("Chua-nam-vung-dia-ban") != bytes.npos);
}

TEST_CASE("A checkpoint is held against the log here; another log's, or one that was touched, does not match") {
  District district, other;
  (void)district.nominate();
  district.app->impl().sign_log();
  const std::string note = district.app->checkpoint();
  const app::ProofVerdict good = verdict(district, note);
  CHECK(good.kind == app::ProofVerdict::Kind::checkpoint);
  CHECK(good.holds);
  (void)district.work();
  CHECK(verdict(district, note).holds);
  CHECK_FALSE(verdict(other, note).holds);
  std::string touched = note;
  touched[touched.find('\n') + 1] ^= 1;
  CHECK_FALSE(verdict(district, touched).holds);
  // Well signed by a key that the asker trusts, but of a log that is not this one: its key is all that is asked for.
  const auto key = audit::read_signed_state(district.folder.path() / "keys").key;
  CHECK(verdict(other, note, key->text()).holds);
}

TEST_CASE("Bundles and verdicts are for the committee and auditors, and nothing is no file") {
  District district;
  const std::string id = district.nominate();
  district.app->impl().sign_log();
  CHECK(app::proof_bundle(*district.app, district.caller("chu.tri"), id));
  CHECK(app::proof_bundle(*district.app, district.caller("dang.uy"), id).error().code == RefusalCode::forbidden);
  CHECK(app::proof_bundle(*district.app, district.caller("quan.tri"), id).error().code == RefusalCode::not_found);
  CHECK(app::verify_proof(*district.app, district.caller("dang.uy"), "{}", "").error().code == RefusalCode::forbidden);
  CHECK(app::verify_proof(*district.app, district.caller("kiem.tra"), " \n", "").error().fields.at(0).field == "file");
  CHECK(app::verify_proof(*district.app, district.caller("kiem.tra"), "{}", "khoá").error().fields.at(0).field == "key");
}
