// The writer's side of a transaction: the state of one group of jobs, and how it goes back when a job or the commit
// fails. Private to the store; lives on the writer's thread.
#pragma once
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/rows.hpp"

namespace luan::store {

class Group final : public Transaction {
 public:
  Group(Database& database, const Clock& clock, IdSource& ids);
  ~Group() override;

  // -- the life of a group
  void begin_job();
  void end_job();
  void undo_job();
  /// Durable, then published. Throws when it is not; undo_group then puts everything back.
  void commit();
  void undo_group();
  /// False after undo_group threw: nothing but undo_group may be called until it succeeds.
  [[nodiscard]] bool usable() const { return rows_ != nullptr; }

  // -- Transaction
  [[nodiscard]] Instant now() const override { return job_time_; }
  [[nodiscard]] RotationPtr rotation(const RotationId& id) override;
  [[nodiscard]] const DirectoryPtr& directory() const override { return state_.directory; }
  [[nodiscard]] bool has_open_rotation(const OfficialId& official) override;
  [[nodiscard]] std::vector<RotationPtr> rotations_of_line(const PlanLineId& line) override;
  [[nodiscard]] IdSource& ids() override { return ids_; }
  Appended append(const RotationId& id, const workflow::Definition& definition, workflow::Decided&& decided) override;
  std::uint64_t append(const std::string& actor, const DirectoryEvent& event) override;
  void append_all(const std::string& actor, const std::vector<DirectoryEvent>& events) override;
  [[nodiscard]] int next_number(const std::string& reg, const std::string& period) override;
  [[nodiscard]] std::vector<int> numbers_used(const std::string& reg, const std::string& period) override;
  [[nodiscard]] bool put_definition(const std::string& name, int version, const std::string& digest, const std::string& bytes) override;
  [[nodiscard]] std::optional<StoredAnswer> find_request(const AccountId& account, const std::string& key, const std::string& route) override;
  void keep_request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer) override;
  void enqueue(const OutboxRow& row) override;
  [[nodiscard]] std::vector<LeasedRow> lease(const std::string& plugin, int count, Instant until, int attempts_most) override;
  [[nodiscard]] bool renew(const LeasedRow& row, Instant until) override;
  [[nodiscard]] bool delivered(const LeasedRow& row) override;
  [[nodiscard]] bool failed(const LeasedRow& row, const std::string& error, std::optional<Instant> next) override;
  [[nodiscard]] bool moot(const LeasedRow& row, const std::string& reason) override;
  [[nodiscard]] bool give_back(const LeasedRow& row, const std::string& error, Instant next) override;
  [[nodiscard]] bool revive(const std::string& delivery, const std::string& by) override;
  [[nodiscard]] bool drop(const std::string& delivery, const std::string& by, const std::string& reason) override;
  void announce(const Notice& notice) override;
  [[nodiscard]] bool take_notice(std::int64_t number) override;
  void put_preferences(const AccountId& account, const Preferences& preferences) override;
  void put_feed(const AccountId& account, const std::string& id) override;
  void drop_feed(const AccountId& account) override;
  [[nodiscard]] bool put_draft(const AccountId& account, const Draft& draft, int most) override;
  void drop_draft(const AccountId& account, const std::string& form) override;
  void drop_drafts(const AccountId& account) override;
  void put_upload(const UploadRow& row) override;
  [[nodiscard]] bool finish_upload(const std::string& id, const std::string& sha256) override;
  [[nodiscard]] bool drop_upload(const std::string& id) override;
  [[nodiscard]] std::optional<UploadRow> upload(const std::string& id) override;
  [[nodiscard]] std::vector<UploadRow> drop_uploads_before(Instant before) override;
  void put_credential(const AccountId& account, const std::string& hash) override;
  void put_session(const std::string& sha256, const AccountId& account, Instant created, Instant last_seen) override;
  void drop_session(const std::string& sha256) override;
  void put_meta(const std::string& key, const std::string& value) override;
  void sweep(const Sweep& before) override;

 private:
  /// What goes back with the rows.
  struct State {
    audit::MerkleTree::Frontier frontier;
    Instant last_time{};
    DirectoryPtr directory;
    std::map<std::pair<std::string, std::string>, int> registers;  // last numbers seen
    int dash_sequence = 0;                                         // of the rotation "-"
  };
  /// One UPDATE of a leased row, fenced by its token; false where it touched none.
  [[nodiscard]] bool settle(const LeasedRow& row, const std::string& state, int attempts, const std::string& next_at, const std::string& error);
  struct Record {
    std::string type, rotation, actor = "-", from = "-", to = "-";
    int sequence = 0;
  };

  void load();
  void touch();  // before the first write of a job
  std::uint64_t write_event(const Record& record, json::object payload, const std::vector<workflow::Content>& contents,
                            const std::vector<workflow::Attachment>& attachments = {});
  [[nodiscard]] json::array take_attachments(std::uint64_t seq, const std::vector<workflow::Attachment>& attachments);
  void project(const workflow::Definition& definition, const workflow::Decided& decided);
  void project_tasks(const workflow::Definition& definition, const workflow::Rotation& after, const std::vector<workflow::Event>& events);
  void project_part(const workflow::Rotation& after, const workflow::Event& event);
  void ask_again(const workflow::Definition& definition, const workflow::Rotation& after, const workflow::EventBody& body);
  void rename_tasks(const workflow::Definition& definition, const workflow::Rotation& after, const workflow::RotationMigrated& migrated,
                    const std::vector<workflow::Event>& events);
  void rename_in_lists(const OfficialId& official);
  void note_number(const std::string& reg, const std::string& period, int ordinal);

  Database& database_;
  const Clock& clock_;
  IdSource& ids_;
  std::unique_ptr<soci::session> session_;
  std::unique_ptr<Rows> rows_;

  State state_, before_job_, before_group_;
  std::unordered_map<std::string, RotationPtr> staged_;                 // decided in this group, not yet committed
  std::vector<std::pair<std::string, RotationPtr>> staged_before_job_;  // what the job replaced
  Instant job_time_{};
  bool begun_ = false, touched_ = false;
};

}  // namespace luan::store
