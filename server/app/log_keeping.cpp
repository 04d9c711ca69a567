// The signed log: its key is made with the directory, what was signed must be kept by the log at every start, and what was
// committed since is signed every few seconds, off the writer's way (hardening.md §1).
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "app/impl.hpp"
#include "app/log_keeping.hpp"
#include "store/fault.hpp"

namespace luan::app {
namespace {

constexpr std::chrono::seconds signed_every{5};

}  // namespace

Sha256 root_of(audit::MerkleTree::Frontier frontier) {
  audit::MerkleTree tree;
  tree.restore(std::move(frontier));
  return tree.root();
}

void hold_against(const store::Reader& reader, std::vector<Promise> promises, const std::filesystem::path& data) {
  std::ranges::sort(promises, {}, &Promise::size);
  std::vector<std::uint64_t> sizes;
  for (const Promise& promise : promises) sizes.push_back(promise.size);
  const auto roots = store::log_roots(reader.session(), sizes);
  for (std::size_t i = 0; i < promises.size(); ++i) {
    if (!roots[i])
      throw std::runtime_error(
          fmt::format("the tail of the log in {} was cut off: {} holds {} entries, the log has fewer. Do not go on with this file: find out who changed it, "
                      "and restore the newest backup. luan audit verify --data {} says how much is left. Where a backup was put back and nothing newer is "
                      "left, luan audit accept-loss --data {} --reason TEXT goes on from it and records the loss.",
                      data.string(), promises[i].where, promises[i].size, data.string(), data.string()));
    if (*roots[i] != promises[i].root)
      throw std::runtime_error(
          fmt::format("the log in {} was changed: its first {} entries do not give the root in {}. luan audit verify --data {} names the place.", data.string(),
                      promises[i].size, promises[i].where, data.string()));
  }
}

audit::Checkpoint open_stored(const std::string& note, const std::vector<audit::VerifierKey>& keys) {
  auto text = audit::open_note(note, keys.front());
  for (const audit::VerifierKey& key : keys)
    if (auto other = text ? text : audit::open_note(note, key)) text = std::move(other);
  const auto checkpoint = text ? audit::Checkpoint::parse(*text) : std::unexpected(text.error());
  if (!checkpoint)
    throw std::runtime_error("the checkpoint in the database " + checkpoint.error() +
                             ": it was signed by another key than keys/log.key. Put back the folder keys that belongs to this log.");
  return *checkpoint;
}

std::vector<audit::VerifierKey> keys_of(const std::filesystem::path& folder, const audit::LogSigner& signer) {
  std::vector<audit::VerifierKey> out{signer.verifier()};
  std::ranges::copy(audit::read_signed_state(folder).older, std::back_inserter(out));
  return out;
}

void App::Impl::open_log() {
  const std::filesystem::path folder = data / "keys";
  const auto frontier = database->log_frontier();
  const store::Reader reader = database->reader();
  const auto stored = store::meta(reader.session(), store::signed_note_key);
  if (!audit::LogSigner::has_key(folder)) {
    if (stored) throw std::runtime_error((folder / "log.key").string() + " is missing: it has signed this log. Put back the folder keys that belongs to it.");
    audit::LogSigner::make_key(folder, frontier.size, root_of(frontier));
  }
  signer = std::make_unique<audit::LogSigner>(folder);
  std::vector<Promise> promises{{frontier.size, root_of(frontier), "its own state"},
                                {signer->last().size, signer->last().root, (folder / "checkpoint").string()}};
  if (stored) {
    const audit::Checkpoint checkpoint = open_stored(*stored, keys_of(folder, *signer));
    promises.push_back({checkpoint.size, checkpoint.root, "the checkpoint in the database"});
  }
  hold_against(reader, std::move(promises), data);
  signed_note = signer->note();
}

void App::Impl::sign_log() {
  const auto frontier = database->log_frontier();  // committed, never more
  if (frontier.size == signer->last().size) return;
  const std::string note = signer->sign(frontier.size, root_of(frontier));
  writer->run([&](store::Transaction& transaction) { transaction.put_meta(store::signed_note_key, note); });
  const std::lock_guard lock(signing);
  signed_note = note;
}

void App::Impl::keep_log_signed(const std::stop_token& stop) {
  std::mutex alone;
  std::condition_variable_any never;
  while (!stop.stop_requested()) {
    try {
      sign_log();
    } catch (const std::exception& error) {
      spdlog::error("the log was not signed: {}", store::fault_text(error));
    }
    std::unique_lock lock(alone);
    never.wait_for(lock, stop, signed_every, [] { return false; });
  }
}

std::string App::checkpoint() const {
  const std::lock_guard lock(impl_->signing);
  return impl_->signed_note;
}

}  // namespace luan::app
