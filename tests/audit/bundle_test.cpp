#include "audit/bundle.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "audit/merkle.hpp"
#include "audit/merkle_levels.hpp"
#include "base/json.hpp"

using namespace luan;
using namespace luan::audit;

namespace {

const std::string salt(16, '\1'), rotation(32, 'a');
const SignerKey signer{"luan.example/log", std::string(32, '\7')}, stranger{"luan.example/log", std::string(32, '\x8')};

std::string hex(const std::string& bytes) { return to_hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size())); }

/// A log of seven entries, four of which are the rotation's, and their bundle.
struct Made {
  std::vector<std::string> entries;
  std::vector<std::string> payloads;
  Bundle bundle;

  Made() {
    add("definition.installed", "-", R"({"name":"rotation","version":1,"digest":")" + to_hex(definition_digest("name: rotation\n")) + "\"}");
    add("account.created", "-", "{}");
    add("rotation.nominated", rotation, R"({"contents":[{"name":"form","size":2,"sha256":")" + to_hex(content_digest(salt, "{}")) + "\"}]}");
    add("stage.entered", rotation, "{}");
    add("rotation.nominated", std::string(32, 'b'), "{}");
    add("response.recorded", rotation, R"({"outcome":"for"})");
    add("step.closed", rotation, "{}");
    std::vector<Sha256> leaves;
    for (const std::string& entry : entries) leaves.push_back(leaf_hash(entry));
    const MerkleLevels tree(leaves);
    bundle.rotation = rotation, bundle.key = signer.verifier().text();
    bundle.checkpoint = signer.sign(Checkpoint{signer.name, entries.size(), tree.root()}.text());
    for (const std::size_t seq : {0, 2, 3, 5, 6}) {
      bundle.events.push_back({entries[seq], tree.inclusion(seq), payloads[seq], hex(salt), {}});
      if (seq == 2) bundle.events.back().contents.push_back({"form", "{}", hex(salt)});
    }
    bundle.definitions.push_back({"rotation", 1, "name: rotation\n"});
  }
  void add(const std::string& type, const std::string& of, const std::string& payload) {
    Entry entry;
    entry.seq = entries.size(), entry.type = type, entry.rotation = of, entry.payload = to_hex(payload_digest(salt, payload));
    entries.push_back(to_record(entry)), payloads.push_back(payload);
  }
  [[nodiscard]] BundleVerdict checked(const std::vector<VerifierKey>& trusted = {signer.verifier()}) const { return verify_bundle(to_text(bundle), trusted); }
};

}  // namespace

TEST_CASE("A tree in memory proves what the proof by the book proves") {
  for (std::uint64_t size = 1; size <= 33; ++size) {
    std::vector<Sha256> leaves;
    MerkleTree tree;
    for (std::uint64_t i = 0; i < size; ++i) leaves.push_back(leaf_hash(std::to_string(i))), tree.append(leaves.back());
    const MerkleLevels levels(leaves);
    CHECK(levels.root() == tree.root());
    for (std::uint64_t i = 0; i < size; ++i) {
      CHECK(levels.inclusion(i) == inclusion_proof(i, size, [&](std::uint64_t index) { return leaves[index]; }));
      CHECK(verify_inclusion(i, size, leaves[i], levels.inclusion(i), tree.root()));
    }
  }
}

TEST_CASE("A bundle as it was made holds, under the key that is trusted or the one it brings") {
  const Made made;
  const BundleVerdict verdict = made.checked();
  INFO(verdict.reason.en << " " << verdict.place.en);
  REQUIRE(verdict.holds);
  CHECK(verdict.events == 5);
  CHECK(verdict.size == 7);
  CHECK(verdict.origin == "luan.example/log");
  CHECK(verdict.rotation == rotation);
  CHECK(verdict.withheld == 0);
  CHECK(made.checked({}).holds);
}

TEST_CASE("What is withheld or was erased is counted, and the rest still holds") {
  Made made;
  made.bundle.events[3].payload.reset();
  made.bundle.events[1].contents.clear();
  const BundleVerdict verdict = made.checked();
  REQUIRE(verdict.holds);
  CHECK(verdict.withheld == 1);
  CHECK(verdict.erased == 1);
}

TEST_CASE("Beside an entry whose payload is withheld nothing stands but its proof") {
  Made made;
  made.bundle.events[3].payload.reset();
  const std::string good = to_text(made.bundle);
  REQUIRE(verify_bundle(good, {signer.verifier()}).holds);
  auto parsed = parse_json(good);
  REQUIRE(parsed);
  for (const char* beside : {R"({"salt":"00"})", R"({"contents":[]})", R"({"contents":[{"name":"form","bytes":"{}","salt":"00"}]})"}) {
    INFO(beside);
    json::value smuggled = *parsed;
    const auto more = parse_json(beside);
    for (const auto& member : more->as_object()) smuggled.as_object()["events"].as_array()[3].as_object()[member.key()] = member.value();
    const BundleVerdict verdict = verify_bundle(json::serialize(smuggled), {signer.verifier()});
    CHECK_FALSE(verdict.holds);
    CHECK_FALSE(verdict.reason.vi.empty());
  }
}

TEST_CASE("Whatever is changed in a bundle is found, and its place is named") {
  struct Case {
    const char* what;
    void (*change)(Made&);
    const char* place;
  };
  const Case cases[]{
      {"a payload", [](Made& m) { m.bundle.events[3].payload = R"({"outcome":"against"})"; }, "log no. 5"},
      {"its salt", [](Made& m) { m.bundle.events[3].salt = std::string(32, '0'); }, "log no. 5"},
      {"a content", [](Made& m) { m.bundle.events[1].contents[0].bytes = "{ }"; }, "log no. 2"},
      {"a content that nothing names", [](Made& m) { m.bundle.events[2].contents.push_back({"form", "{}", hex(salt)}); }, "log no. 3"},
      {"an entry", [](Made& m) { m.bundle.events[2].entry.replace(m.bundle.events[2].entry.find("stage.entered"), 13, "stage.refused"); }, "log no. 3"},
      {"an entry's shape", [](Made& m) { m.bundle.events[2].entry += "x\n"; }, "event 3 of the bundle"},
      {"a proof", [](Made& m) { m.bundle.events[4].proof.front()[0] ^= 1; }, "log no. 6"},
      {"a proof cut short", [](Made& m) { m.bundle.events[4].proof.pop_back(); }, "log no. 6"},
      {"the order", [](Made& m) { std::swap(m.bundle.events[2], m.bundle.events[3]); }, "log no. 3"},
      {"an event twice", [](Made& m) { m.bundle.events.push_back(m.bundle.events.back()); }, "log no. 6"},
      {"whose it is", [](Made& m) { m.bundle.rotation = std::string(32, 'b'); }, "log no. 2"},
      {"the nomination", [](Made& m) { m.bundle.events.erase(m.bundle.events.begin() + 1); }, ""},
      {"the workflow", [](Made& m) { m.bundle.definitions[0].bytes += "#"; }, "workflow rotation 1"},
      {"a workflow that was never installed", [](Made& m) { m.bundle.definitions[0].version = 2; }, "workflow rotation 2"},
      {"the size that was signed", [](Made& m) { m.bundle.checkpoint.replace(m.bundle.checkpoint.find("\n7\n"), 3, "\n8\n"); }, "the checkpoint"},
      {"who signed it", [](Made& m) { m.bundle.checkpoint = stranger.sign(Checkpoint{stranger.name, 7, Sha256{}}.text()); }, "the checkpoint"},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    Made made;
    one.change(made);
    const BundleVerdict verdict = made.checked();
    CHECK_FALSE(verdict.holds);
    CHECK(verdict.place.en == one.place);
    CHECK_FALSE(verdict.reason.vi.empty());
    CHECK_FALSE(verdict.reason.en.empty());
  }
}

TEST_CASE("Bytes that are no bundle are told so, whatever they are") {
  const std::string good = to_text(Made().bundle);
  for (const std::string& bytes : {std::string(), std::string("{}"), std::string("[]"), std::string("null"), std::string("{\"format\":1}"),
                                   std::string("\xff\xfe"), std::string(R"({"format":"luan-bundle/v2"})"), good.substr(0, good.size() / 2), good + good}) {
    const BundleVerdict verdict = verify_bundle(bytes, {signer.verifier()});
    CHECK_FALSE(verdict.holds);
    CHECK_FALSE(verdict.reason.en.empty());
  }
  // No single byte of it can be another: only white space between members does not count.
  std::size_t survived = 0;
  std::string where;
  for (std::size_t at = 0; at < good.size(); at += 7) {
    std::string changed = good;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    if (!verify_bundle(changed, {signer.verifier()}).holds) continue;
    ++survived, where += good.substr(at < 20 ? 0 : at - 20, 40) + "\n";
  }
  INFO(where);
  // The key a bundle brings is not looked at by who has one already.
  CHECK(survived <= Made().bundle.key.size() / 7 + 2);
}

TEST_CASE("The worked example of docs/formats/bundle.md holds under the key of docs/formats/log.md") {
  std::ifstream file(std::string(LUAN_SOURCE_DIR) + "/docs/formats/bundle.md");
  REQUIRE(file);
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  const auto from = page.find("```bundle\n"), to = page.rfind("```");
  REQUIRE(from < to);
  const std::string example = page.substr(from + 10, to - from - 10);
  const BundleVerdict verdict = verify_bundle(example, {signer.verifier()});
  INFO(verdict.reason.en << " " << verdict.place.en);
  CHECK(verdict.holds);
  CHECK(verdict.events == 3);
}
