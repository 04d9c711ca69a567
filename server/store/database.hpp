// One SQLite file in a data directory: opened with the settings of hardening.md §8, migrated, locked against a second
// server. Readers are many and see what is committed; the one writer is Writer. Thread-safe.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "audit/merkle.hpp"
#include "store/directory.hpp"
#include "workflow/rotation.hpp"

namespace soci {
class session;
}

namespace luan::store {

using RotationPtr = std::shared_ptr<const workflow::Rotation>;

/// A session for reading, given back to the pool when it goes.
class Reader {
 public:
  Reader(std::unique_ptr<soci::session> session, std::function<void(std::unique_ptr<soci::session>)> give_back);
  Reader(Reader&&) noexcept;
  ~Reader();
  [[nodiscard]] soci::session& session() const { return *session_; }

 private:
  std::unique_ptr<soci::session> session_;
  std::function<void(std::unique_ptr<soci::session>)> give_back_;
};

class Database {
 public:
  struct Options {
    bool lock = true;            // false: a reader beside a running server (verify)
    std::int64_t pages_max = 0;  // 0: no limit; tests provoke a full disk with it
    std::string time_zone = "Asia/Ho_Chi_Minh";
  };
  /// Makes directory and file where they are missing. Throws std::runtime_error with the cause and what to do: locked by
  /// another server, damaged, written by a newer version, settings that the file system does not keep.
  explicit Database(const std::filesystem::path& folder) : Database(folder, Options{}) {}
  Database(const std::filesystem::path& folder, Options options);
  ~Database();

  [[nodiscard]] const std::filesystem::path& file() const;
  [[nodiscard]] Reader reader() const;
  [[nodiscard]] const TimeZone& zone() const;

  /// As committed. Null where there is no such rotation.
  [[nodiscard]] RotationPtr rotation(const RotationId& id) const;
  [[nodiscard]] DirectoryPtr directory() const;
  [[nodiscard]] audit::MerkleTree::Frontier log_frontier() const;

  // -- for the writer
  [[nodiscard]] std::unique_ptr<soci::session> open_session(bool writes) const;
  void publish(const std::vector<RotationPtr>& rotations, const DirectoryPtr& directory, const audit::MerkleTree::Frontier& frontier);
  /// Reads frontier and directory from the tables again and forgets rotations: after a commit whose end is unknown.
  void reload(soci::session& session);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Replays a rotation from its events; null where it has none.
[[nodiscard]] RotationPtr replay(soci::session& session, const RotationId& id);
/// Replays the directory from the whole log.
[[nodiscard]] DirectoryPtr replay_directory(soci::session& session);

/// An event read back, with what its entry says.
struct EventRow {
  std::uint64_t seq = 0;
  int sequence = 0;
  Instant time{};
  std::string type, rotation, actor, from, to, payload_digest;
  json::object payload;
};
[[nodiscard]] EventRow event_row(std::int64_t seq, int sequence, const std::string& entry, const std::string& payload);
[[nodiscard]] workflow::Event workflow_event(const EventRow& row);

}  // namespace luan::store
