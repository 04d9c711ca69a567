// Signs the size and root of a data directory's log. The key and the note signed last lie in its folder of keys, which is
// in no backup: whoever puts an older file in the log's place has not got the note that says how far the log had come.
//
//   log.key      the signing key, 0600: PRIVATE+KEY+name+id+base64 (docs/formats/log.md)
//   log.pub      the verifier key, to be handed to auditors
//   checkpoint   the note signed last
//   log.pub.old  verifier keys of before, the newest first, one a line: what they signed is verified with them
//   handover-ID  the note that the key before and the key of this id signed together
//   lost-SIZE    a note of a log whose tail was lost, and that this was accepted (luan audit accept-loss)
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audit/note.hpp"

namespace luan::audit {

/// What a folder of keys says without its secret: for who verifies.
struct SignedState {
  std::optional<VerifierKey> key;        // none: no key was made yet
  std::string note;                      // "" where there is none
  std::vector<VerifierKey> older{};      // the newest first
  std::vector<std::string> handovers{};  // notes that two keys signed together
  /// Those of the keys that lie here which `trusted` vouches for, hand over hand, itself first.
  [[nodiscard]] std::vector<VerifierKey> vouched_for(const VerifierKey& trusted) const;
};
/// Throws std::runtime_error where a file is there and malformed.
[[nodiscard]] SignedState read_signed_state(const std::filesystem::path& folder);

/// Not thread-safe.
class LogSigner {
 public:
  /// Makes folder and key, whose first note says size and root. Leaves no key behind where it does not come to its end.
  static void make_key(const std::filesystem::path& folder, std::uint64_t size, const Sha256& root);
  [[nodiscard]] static bool has_key(const std::filesystem::path& folder);

  /// Throws std::runtime_error with file and cause: missing, malformed, open to others, or a note of another key.
  explicit LogSigner(std::filesystem::path folder);

  [[nodiscard]] VerifierKey verifier() const { return key_.verifier(); }
  [[nodiscard]] const Checkpoint& last() const { return last_; }
  [[nodiscard]] const std::string& note() const { return note_; }
  /// The note, on the disk when this returns. `size` must not be below the last one's: the log only grows.
  const std::string& sign(std::uint64_t size, const Sha256& root);
  /// What the last note says is lost, and that is accepted: it is kept beside, and the log goes on from this size.
  const std::string& sign_after_loss(std::uint64_t size, const Sha256& root);

  /// The key that comes next, made where none waits: it signs from change_key on.
  [[nodiscard]] SignerKey next_key() const;
  /// Old and new sign together, then the new one alone; the secret of the old one is gone, its verifier key is kept.
  const std::string& change_key(const SignerKey& next, std::uint64_t size, const Sha256& root);

 private:
  std::filesystem::path folder_;
  SignerKey key_;
  Checkpoint last_;
  std::string note_;
};

}  // namespace luan::audit
