#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "audit/merkle.hpp"
#include "audit/note.hpp"

using namespace luan;
using namespace luan::audit;

namespace {

/// The fenced blocks of docs/formats/log.md under one name, in order.
std::vector<std::string> blocks(const std::string& name) {
  std::ifstream file(std::string(LUAN_SOURCE_DIR) + "/docs/formats/log.md");
  REQUIRE(file);
  std::vector<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "```" + name && !inside) {
      inside = true;
      out.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      out.back() += line + "\n";
    }
  }
  return out;
}

const std::string salt = *from_hex("000102030405060708090a0b0c0d0e0f");
std::string trimmed(std::string text) { return text.substr(0, text.size() - 1); }

}  // namespace

TEST_CASE("the worked example of the log's page holds") {
  const auto entries = blocks("entry"), leaves = blocks("leaf");
  REQUIRE(entries.size() == 2);
  REQUIRE(leaves.size() == 2);
  CHECK(entries[0].size() == 261);
  CHECK(entries[1].size() == 221);
  MerkleTree tree;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto entry = parse_record(entries[i]);
    REQUIRE(entry);
    CHECK(to_record(*entry) == entries[i]);
    CHECK(entry->seq == i);
    CHECK(to_hex(leaf_hash(entries[i])) == trimmed(leaves[i]));
    const std::string payload = i == 0 ? trimmed(blocks("payload").at(0)) : "{}";
    CHECK(to_hex(payload_digest(salt, payload)) == entry->payload);
    tree.append(leaf_hash(entries[i]));
  }

  const SignerKey key{"luan.example/log", std::string(32, '\x07')};
  const std::string signed_note = key.sign(Checkpoint{"luan.example/log", tree.size(), tree.root()}.text());
  CHECK(signed_note == blocks("checkpoint").at(0));
  CHECK(key.verifier().text() == trimmed(blocks("key").at(0)));

  const std::string signing_key = trimmed(blocks("signing-key").at(0));
  CHECK(key.text() == signing_key);
  REQUIRE(SignerKey::parse(signing_key));
  CHECK(SignerKey::parse(signing_key)->seed == key.seed);
  for (const std::string& wrong :
       {signing_key + "=", signing_key.substr(8), trimmed(blocks("key").at(0)), "PRIVATE+KEY+other/log" + signing_key.substr(28), std::string()}) {
    INFO(wrong);
    CHECK_FALSE(SignerKey::parse(wrong));
  }

  const auto opened = open_note(blocks("checkpoint").at(0), *VerifierKey::parse(trimmed(blocks("key").at(0))));
  REQUIRE(opened);
  CHECK(Checkpoint::parse(*opened)->root == tree.root());
  std::string forged = signed_note;
  forged[forged.find("\n2\n") + 1] = '3';
  CHECK_FALSE(open_note(forged, key.verifier()));
}

TEST_CASE("a record that would not print back the same is refused") {
  const std::string good = blocks("entry").at(0);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string out = good;
    out.replace(out.find(from), from.size(), to);
    return out;
  };
  CHECK_FALSE(parse_record(""));
  CHECK_FALSE(parse_record(good + "\n"));
  CHECK_FALSE(parse_record(good.substr(0, good.size() - 1)));
  CHECK_FALSE(parse_record(with("seq 0", "seq 00")));
  CHECK_FALSE(parse_record(with("seq 0", "seq -1")));
  CHECK_FALSE(parse_record(with("seq 0", "seq  0")));
  CHECK_FALSE(parse_record(with(".123Z", ".12Z")));
  CHECK_FALSE(parse_record(with("11-24T", "13-24T")));
  CHECK_FALSE(parse_record(with("response.recorded", "response")));
  CHECK_FALSE(parse_record(with("response.recorded", "Response.recorded")));
  CHECK_FALSE(parse_record(with("response.recorded", "response..recorded")));
  CHECK_FALSE(parse_record(with("7f3c9a5e", "7F3c9a5e")));
  CHECK_FALSE(parse_record(with("from consultation", "from Consultation")));
  CHECK_FALSE(parse_record(with("luan-entry/v1", "luan-entry/v2")));
  CHECK_FALSE(parse_record(with("payload ae", "payload a")));
  CHECK_FALSE(parse_record(std::string(600, 'x')));
}
