// What a job may do while it stands in the writer's group: read what the group has decided so far, append events, and
// write what goes with them. Only on the writer's thread, only while the job runs. A job that throws is undone alone.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "store/database.hpp"
#include "workflow/engine.hpp"

namespace luan::store {

struct Appended {
  std::uint64_t first_seq = 0;
  int first_sequence = 0;
};

struct StoredAnswer {
  std::string body_sha256;
  int status = 0;
  std::string answer;
};

struct OutboxRow {
  std::string delivery;      // stable id of the delivery, 32 hex
  std::string plugin, call;  // call: score, notify
  std::string rotation, step;
  int run = 0;
  json::object body;
};
struct LeasedRow {
  OutboxRow row;
  std::string token;
  int attempts = 0;          // begun before this one
};

class Transaction {
 public:
  virtual ~Transaction() = default;

  [[nodiscard]] virtual Instant now() const = 0;             // when the job began, never before the last entry
  [[nodiscard]] virtual RotationPtr rotation(const RotationId& id) = 0;  // null: none
  [[nodiscard]] virtual const DirectoryPtr& directory() const = 0;
  [[nodiscard]] virtual IdSource& ids() = 0;

  /// Events of one decision, in order, with every projection that follows from them. Takes over the state after them.
  virtual Appended append(const RotationId& id, const workflow::Definition& definition, workflow::Decided&& decided) = 0;
  virtual std::uint64_t append(const std::string& actor, const DirectoryEvent& event) = 0;

  /// The number after the last one that stands in an event; drawing it twice gives the same.
  [[nodiscard]] virtual int next_number(const std::string& reg, const std::string& period) = 0;

  /// False: the same version is there with other bytes.
  [[nodiscard]] virtual bool put_definition(const std::string& name, int version, const std::string& digest, const std::string& bytes) = 0;

  [[nodiscard]] virtual std::optional<StoredAnswer> find_request(const AccountId& account, const std::string& key, const std::string& route) = 0;
  virtual void keep_request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer) = 0;

  virtual void enqueue(const OutboxRow& row) = 0;
  /// Rows of one plugin that are due, each under a fresh token until `until`. A lease that ran out counts as an attempt.
  [[nodiscard]] virtual std::vector<LeasedRow> lease(const std::string& plugin, int count, Instant until) = 0;
  /// Nothing happens where the lease is no longer this one: it ran out and another took the row, or it was settled.
  virtual void delivered(const LeasedRow& row) = 0;
  /// Back to waiting until `next`, or a dead letter where there is none.
  virtual void failed(const LeasedRow& row, const std::string& error, std::optional<Instant> next) = 0;
  /// A dead letter is tried again. False: there is none of that id.
  [[nodiscard]] virtual bool revive(const std::string& delivery) = 0;

  virtual void put_credential(const AccountId& account, const std::string& hash) = 0;
  virtual void put_session(const std::string& sha256, const AccountId& account, Instant created, Instant last_seen) = 0;
  virtual void drop_session(const std::string& sha256) = 0;
  virtual void put_meta(const std::string& key, const std::string& value) = 0;
  /// Sessions last seen before the one instant, requests kept before the other.
  virtual void sweep(Instant sessions_before, Instant requests_before) = 0;
};

}  // namespace luan::store
