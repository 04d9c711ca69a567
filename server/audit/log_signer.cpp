#include "audit/log_signer.hpp"

#include <algorithm>
#include <cassert>
#include <sstream>
#include <stdexcept>

#include "audit/merkle.hpp"
#include "base/files.hpp"

namespace luan::audit {
namespace {

constexpr const char *key_file = "log.key", *public_file = "log.pub", *note_file = "checkpoint", *older_file = "log.pub.old", *next_file = "log.key.next";
constexpr std::string_view handover_prefix = "handover-";

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

std::vector<VerifierKey> read_older(const std::filesystem::path& file) {
  std::vector<VerifierKey> out;
  if (!std::filesystem::exists(file)) return out;
  std::istringstream lines(read_file(file));
  for (std::string line; std::getline(lines, line);) {
    const auto key = VerifierKey::parse(line);
    if (!key) throw std::runtime_error(file.string() + ": this is no verifier key");
    out.push_back(*key);
  }
  return out;
}

SignerKey read_signer(const std::filesystem::path& file) {
  const auto key = SignerKey::parse(without_line_end(read_secret(file)));
  if (!key) throw std::runtime_error(file.string() + ": this is no signing key");
  return *key;
}

std::string hex_id(const VerifierKey& key) {
  const std::string id = key.id();
  return to_hex(std::span(reinterpret_cast<const unsigned char*>(id.data()), id.size()));
}

}  // namespace

std::vector<VerifierKey> SignedState::vouched_for(const VerifierKey& trusted) const {
  std::vector<VerifierKey> out{trusted}, rest = older;
  if (key) rest.push_back(*key);
  for (std::size_t i = 0; i < out.size(); ++i)
    for (const std::string& handover : handovers) {
      if (!open_note(handover, out[i])) continue;
      for (const VerifierKey& other : rest)
        if (open_note(handover, other) && std::ranges::none_of(out, [&](const VerifierKey& known) { return known.text() == other.text(); }))
          out.push_back(other);
    }
  return out;
}

SignedState read_signed_state(const std::filesystem::path& folder) {
  SignedState state;
  if (std::filesystem::exists(folder / public_file)) {
    state.key = VerifierKey::parse(without_line_end(read_file(folder / public_file)));
    if (!state.key) throw std::runtime_error((folder / public_file).string() + ": this is no verifier key");
  }
  if (std::filesystem::exists(folder / note_file)) state.note = read_file(folder / note_file);
  state.older = read_older(folder / older_file);
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().filename().string().starts_with(handover_prefix)) state.handovers.push_back(read_file(entry.path()));
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
  key_ = read_signer(folder_ / key_file);
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

const std::string& LogSigner::sign_after_loss(std::uint64_t size, const Sha256& root) {
  replace_file(folder_ / ("lost-" + std::to_string(last_.size)), note_);
  last_ = {key_.name, 0, MerkleTree().root()};
  return sign(size, root);
}

SignerKey LogSigner::next_key() const {
  const auto file = folder_ / next_file;
  if (!std::filesystem::exists(file)) replace_file(file, SignerKey{key_.name, random_bytes(32)}.text() + "\n");
  return read_signer(file);
}

const std::string& LogSigner::change_key(const SignerKey& next, std::uint64_t size, const Sha256& root) {
  assert(next.name == key_.name && size >= last_.size && "the log goes on under its name");
  const Checkpoint now{key_.name, size, root};
  const std::string note = sign_together(now.text(), key_, next);
  // In this order a stop at any place leaves a note that the key in place has signed.
  replace_file(folder_ / (std::string(handover_prefix) + hex_id(next.verifier())), note);
  replace_file(folder_ / note_file, note);
  std::string older = key_.verifier().text() + "\n";
  for (const VerifierKey& before : read_older(folder_ / older_file))
    if (before.text() != key_.verifier().text()) older += before.text() + "\n";
  replace_file(folder_ / older_file, older);
  replace_file(folder_ / public_file, next.verifier().text() + "\n");
  replace_file(folder_ / key_file, next.text() + "\n");
  std::filesystem::remove(folder_ / next_file);
  key_ = next, last_ = now, note_ = note;
  return note_;
}

}  // namespace luan::audit
