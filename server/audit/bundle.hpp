// The proof bundle of one rotation: its events as the log holds them, each with the way to a signed root, so that somebody with
// nothing but the file and a verifier key can check it. The format is docs/formats/bundle.md. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/note.hpp"
#include "base/bytes.hpp"
#include "base/localized.hpp"

namespace luan::audit {

struct BundleContent {
  std::string name, bytes, salt;  // salt: hex
};
struct BundleEvent {
  std::string entry;                   // the record, nine lines
  std::vector<Sha256> proof;           // from the leaf upward, to the checkpoint's root
  std::optional<std::string> payload;  // nothing: withheld from whom the bundle was made for
  std::string salt;                    // hex; of the payload
  std::vector<BundleContent> contents;
};
struct BundleDefinition {
  std::string name;
  int version = 0;
  std::string bytes;
};
struct Bundle {
  std::string rotation;    // 32 hex
  std::string key;         // verifier key, as text: who has it already does not take it from here
  std::string checkpoint;  // the signed note
  std::vector<BundleEvent> events;
  std::vector<BundleDefinition> definitions;
};

/// One JSON document, a line an event.
[[nodiscard]] std::string to_text(const Bundle& bundle);

/// What a check came to. `place` says where it failed, in words; empty where it holds.
struct BundleVerdict {
  bool holds = false;
  Localized reason, place;
  std::string rotation, origin, root;        // root: base64
  std::uint64_t size = 0;                    // of the checkpoint
  int events = 0, withheld = 0, erased = 0;  // erased: contents named by a payload and not there
};
/// Checks everything a bundle says. Its note must be signed by one of `trusted`; where that is empty, by the key it brings along,
/// which then proves no more than that the bundle fits itself. Any bytes are taken; at most 16 MB are read.
[[nodiscard]] BundleVerdict verify_bundle(std::string_view bytes, const std::vector<VerifierKey>& trusted);

}  // namespace luan::audit
