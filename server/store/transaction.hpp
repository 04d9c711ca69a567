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
#include "store/draft.hpp"
#include "store/preferences.hpp"
#include "store/uploads.hpp"
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

/// One message to one plugin. Rows of a plugin that share a lane go out one after another, in the order of asking.
struct OutboxRow {
  std::string delivery;      // stable id of the delivery, 32 hex
  std::string plugin, call;  // call: score, notify
  std::string lane;
  std::string account{};  // to whom, or empty
  std::string rotation{}, step{};
  int run = 0;
  json::object body{};
};
/// A row that is ours to carry out until the lease ends. The token fences: what comes under another one changes nothing.
struct LeasedRow {
  OutboxRow row;
  std::string token;
  int attempts = 0;  // begun before this one
  Instant created{};
};

/// What people are to be told. At first for everybody who sits on `seats`; then, where a person wants to hear of it later,
/// held for that person alone.
struct Notice {
  std::int64_t number = 0;     // given by the store
  std::string about;           // task, due_soon, overdue, escalated, petition_overdue, meeting
  std::string rotation, step;  // with meeting: its id in the place of the rotation's
  int run = 0;                 // with petition_overdue: its number
  json::array seats{};         // {"role", "unit", "account"}
  std::string account{};
  std::string due{};  // YYYY-MM-DD, or empty
  Instant release{};  // not before
};

class Transaction {
 public:
  virtual ~Transaction() = default;

  [[nodiscard]] virtual Instant now() const = 0;                         // when the job began, never before the last entry
  [[nodiscard]] virtual RotationPtr rotation(const RotationId& id) = 0;  // null: none
  [[nodiscard]] virtual const DirectoryPtr& directory() const = 0;
  /// Has the official a rotation that has not ended, those of the group's earlier jobs included?
  [[nodiscard]] virtual bool has_open_rotation(const OfficialId& official) = 0;
  /// Those that began by this line of a plan, those of the group's earlier jobs included.
  [[nodiscard]] virtual std::vector<RotationPtr> rotations_of_line(const PlanLineId& line) = 0;
  [[nodiscard]] virtual IdSource& ids() = 0;

  /// Events of one decision, in order, with every projection that follows from them. Takes over the state after them.
  virtual Appended append(const RotationId& id, const workflow::Definition& definition, workflow::Decided&& decided) = 0;
  virtual std::uint64_t append(const std::string& actor, const DirectoryEvent& event) = 0;
  /// Many at once: the next snapshot of the directory is made once for all of them.
  virtual void append_all(const std::string& actor, const std::vector<DirectoryEvent>& events) = 0;

  /// The number after the last one that stands in an event; drawing it twice gives the same.
  [[nodiscard]] virtual int next_number(const std::string& reg, const std::string& period) = 0;
  /// Numbers of the register under which a paper stands, those of the group's earlier jobs included. Ascending.
  [[nodiscard]] virtual std::vector<int> numbers_used(const std::string& reg, const std::string& period) = 0;

  /// False: the same version is there with other bytes.
  [[nodiscard]] virtual bool put_definition(const std::string& name, int version, const std::string& digest, const std::string& bytes) = 0;

  [[nodiscard]] virtual std::optional<StoredAnswer> find_request(const AccountId& account, const std::string& key, const std::string& route) = 0;
  virtual void keep_request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer) = 0;

  // -- deliveries
  virtual void enqueue(const OutboxRow& row) = 0;
  /// Rows of one plugin that are due, in the order of asking, each under a fresh token until `until`; none whose elder in
  /// its lane waits. They must be carried out in that order: when one fails, the later ones of its lane are given back. A
  /// lease that ran out counts as an attempt; with the last of `attempts_most` the row becomes a dead letter instead.
  [[nodiscard]] virtual std::vector<LeasedRow> lease(const std::string& plugin, int count, Instant until, int attempts_most) = 0;
  // The following return false, and change nothing, where the lease is no longer held.
  [[nodiscard]] virtual bool renew(const LeasedRow& row, Instant until) = 0;
  [[nodiscard]] virtual bool delivered(const LeasedRow& row) = 0;
  /// Back to waiting until `next`, or a dead letter where there is none.
  [[nodiscard]] virtual bool failed(const LeasedRow& row, const std::string& error, std::optional<Instant> next) = 0;
  /// Nobody waits for it any more: dropped without having been tried.
  [[nodiscard]] virtual bool moot(const LeasedRow& row, const std::string& reason) = 0;
  /// Back to waiting until `next`, as if it had not been leased: nothing was tried.
  [[nodiscard]] virtual bool give_back(const LeasedRow& row, const std::string& error, Instant next) = 0;
  /// A dead or dropped letter is tried again, one that waits is tried now. False: it is neither.
  [[nodiscard]] virtual bool revive(const std::string& delivery, const std::string& by) = 0;
  /// A dead letter is given up for good. False: there is none of that id.
  [[nodiscard]] virtual bool drop(const std::string& delivery, const std::string& by, const std::string& reason) = 0;

  // -- what people are told
  virtual void announce(const Notice& notice) = 0;
  /// False: it is gone already.
  [[nodiscard]] virtual bool take_notice(std::int64_t number) = 0;
  virtual void put_preferences(const AccountId& account, const Preferences& preferences) = 0;
  // -- the address of somebody's calendar (feeds.hpp)
  virtual void put_feed(const AccountId& account, const std::string& id) = 0;  // in the place of the one before
  virtual void drop_feed(const AccountId& account) = 0;

  // -- drafts: one of a form for an account
  /// False, and nothing is kept, where it would be one more than `most` of that account.
  [[nodiscard]] virtual bool put_draft(const AccountId& account, const Draft& draft, int most) = 0;
  virtual void drop_draft(const AccountId& account, const std::string& form) = 0;
  virtual void drop_drafts(const AccountId& account) = 0;  // all of an account that is no more
  // -- files handed in that belong to no event yet; `append` takes those that its events name
  virtual void put_upload(const UploadRow& row) = 0;
  /// False: it is gone, or whole already.
  [[nodiscard]] virtual bool finish_upload(const std::string& id, const std::string& sha256) = 0;
  [[nodiscard]] virtual bool drop_upload(const std::string& id) = 0;
  [[nodiscard]] virtual std::optional<UploadRow> upload(const std::string& id) = 0;
  /// Those begun before; what of them lies on the disk is the caller's to remove, once this is committed.
  [[nodiscard]] virtual std::vector<UploadRow> drop_uploads_before(Instant before) = 0;

  virtual void put_credential(const AccountId& account, const std::string& hash) = 0;
  virtual void put_session(const std::string& sha256, const AccountId& account, Instant created, Instant last_seen) = 0;
  virtual void drop_session(const std::string& sha256) = 0;
  virtual void put_meta(const std::string& key, const std::string& value) = 0;
  struct Sweep {
    Instant sessions_before{};    // last seen
    Instant requests_before{};    // kept
    Instant deliveries_before{};  // delivered or dropped
    Instant drafts_before{};      // touched last
  };
  virtual void sweep(const Sweep& before) = 0;
};

}  // namespace luan::store
