// «Kiểm chứng»: the proof bundle of a rotation, and the check of a bundle or a checkpoint that somebody brings. For the committee and
// auditors.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/localized.hpp"
#include "base/refusal.hpp"

namespace luan::app {

class App;
struct Caller;

/// What may be brought to be checked, in bytes.
inline constexpr std::size_t proof_bytes_most = 16U << 20;

struct ProofFile {
  std::string name;  // LC-2026-017.json
  std::string bytes;
};
/// Against the checkpoint signed last: what happened in the seconds since is not in it. A vote of a ballot that is open is in it
/// without what it says. Reads every entry of the log: about a microsecond each.
[[nodiscard]] Result<ProofFile> proof_bundle(const App& app, const Caller& caller, std::string_view id);

/// Who may bring a bundle or a checkpoint: who reads every rotation.
[[nodiscard]] Result<void> may_verify(const Caller& caller);

struct ProofVerdict {
  enum class Kind : unsigned char { bundle, checkpoint };
  Kind kind = Kind::bundle;
  bool holds = false;
  Localized sentence;    // the verdict, with the reason
  Localized place;       // where it fails; may be empty
  std::string rotation;  // of a bundle: where this server has it; else ""
  std::string code;      // the same
  std::string origin, root;
  std::uint64_t size = 0;  // of the checkpoint
  int events = 0, withheld = 0, erased = 0;
};
/// A bundle (JSON) or a checkpoint (a signed note). `key`: the verifier key to trust; "": the keys of this server, and then the log
/// here must extend the checkpoint as well. Refused with the field `file` or `key` where there is nothing to check.
[[nodiscard]] Result<ProofVerdict> verify_proof(const App& app, const Caller& caller, std::string_view bytes, std::string_view key);

}  // namespace luan::app
