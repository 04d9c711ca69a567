#include "audit/log_signer.hpp"

#include <cassert>
#include <stdexcept>

#include "base/files.hpp"

namespace luan::audit {
namespace {

constexpr const char *key_file = "log.key", *public_file = "log.pub", *note_file = "checkpoint";

std::string without_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

/// The checkpoint that a note of this key carries. Its origin is the key's name (docs/formats/log.md).
Checkpoint open_checkpoint(const std::string& note, const VerifierKey& key, const std::filesystem::path& file) {
  const auto text = open_note(note, key);
  if (!text) throw std::runtime_error(file.string() + ": the note " + text.error());
  const auto checkpoint = Checkpoint::parse(*text);
  if (!checkpoint) throw std::runtime_error(file.string() + ": the checkpoint " + checkpoint.error());
  if (checkpoint->origin != key.name) throw std::runtime_error(file.string() + ": the checkpoint is of another log, " + checkpoint->origin);
  return *checkpoint;
}

}  // namespace

SignedState read_signed_state(const std::filesystem::path& folder) {
  SignedState state;
  if (std::filesystem::exists(folder / public_file)) {
    state.key = VerifierKey::parse(without_line_end(read_file(folder / public_file)));
    if (!state.key) throw std::runtime_error((folder / public_file).string() + ": this is no verifier key");
  }
  if (std::filesystem::exists(folder / note_file)) state.note = read_file(folder / note_file);
  return state;
}

bool LogSigner::has_key(const std::filesystem::path& folder) { return std::filesystem::exists(folder / key_file); }

void LogSigner::make_key(const std::filesystem::path& folder, std::uint64_t size, const Sha256& root) {
  make_private_folder(folder);
  // The name is chosen once and means nothing: two logs never share it.
  const std::string random = random_bytes(8);
  const SignerKey key{"luan.localhost/" + to_hex(std::span(reinterpret_cast<const unsigned char*>(random.data()), random.size())), random_bytes(32)};
  replace_file(folder / note_file, key.sign(Checkpoint{key.name, size, root}.text()));
  replace_file(folder / public_file, key.verifier().text() + "\n");
  replace_file(folder / key_file, key.text() + "\n");  // last: a key is there only with its note
}

LogSigner::LogSigner(std::filesystem::path folder) : folder_(std::move(folder)) {
  const auto key = SignerKey::parse(without_line_end(read_secret(folder_ / key_file)));
  if (!key) throw std::runtime_error((folder_ / key_file).string() + ": this is no signing key");
  key_ = *key;
  note_ = read_file(folder_ / note_file);
  last_ = open_checkpoint(note_, key_.verifier(), folder_ / note_file);
}

const std::string& LogSigner::sign(std::uint64_t size, const Sha256& root) {
  assert(size >= last_.size && "only what extends the last signed checkpoint is signed");
  const Checkpoint next{key_.name, size, root};
  std::string note = key_.sign(next.text());
  replace_file(folder_ / note_file, note);
  last_ = next;
  note_ = std::move(note);
  return note_;
}

}  // namespace luan::audit
