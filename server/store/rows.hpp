// The writer's prepared statements: each is prepared once for the life of the session. Private to the store; a row is
// bound by value, written, and forgotten.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/passages.hpp"
#include "store/projection.hpp"
#include "store/transaction.hpp"

namespace luan::store {

class Rows {
 public:
  explicit Rows(soci::session& session);
  ~Rows();

  void begin();
  void commit();
  void rollback();
  void savepoint();
  void release();
  void rollback_to_savepoint();

  void event(std::uint64_t seq, const std::string& rotation, int sequence, const std::string& type, const std::string& entry, const std::string& payload,
             const std::string& salt);
  void content(std::uint64_t seq, const std::string& name, const std::string& bytes, const std::string& salt);
  void log_state(const std::string& frontier, const std::string& root);
  [[nodiscard]] std::string frontier();  // of log_state; "" before the first entry

  void rotation(const RotationProjection& row);
  void task(const TaskProjection& row);
  void task_status(const std::string& rotation, bool open);  // of all its tasks
  void drop_task(const std::string& rotation, const std::string& step, int run, const std::string& seat);
  void drop_tasks(const std::string& rotation, const std::string& step, int run);
  void answer(const AnswerProjection& row);
  void drop_answer(const std::string& rotation, const std::string& step, int run, const std::string& seat);
  void recusal(const RecusalProjection& row);
  /// Answers and recusals of the whole rotation, written anew.
  void take_part(const workflow::Rotation& rotation);
  void turn(const TurnProjection& row);
  void wake(const std::string& rotation, const std::string& at);  // "" removes it
  void register_last(const std::string& name, const std::string& period, int last);
  void petition(const PetitionProjection& row);
  void document(const DocumentProjection& row);
  void plan_use(const PlanLineId& line, const std::string& rotation);
  void passage(const PassageProjection& row);
  /// What stood there under other names.
  void rename_passages(const workflow::Rotation& rotation);
  [[nodiscard]] int register_last(const std::string& name, const std::string& period);
  [[nodiscard]] int last_sequence(const std::string& rotation);

  void request(const AccountId& account, const std::string& key, const std::string& route, const StoredAnswer& answer, const std::string& at);
  [[nodiscard]] std::optional<StoredAnswer> find_request(const AccountId& account, const std::string& key, const std::string& route);
  void outbox(const OutboxRow& row, const std::string& at);
  void notice(const Notice& notice);
  void drop_draft(const AccountId& account, const std::string& form);
  [[nodiscard]] soci::session& session() { return session_; }

 private:
  soci::session& session_;
  struct Statements;
  std::unique_ptr<Statements> statements_;
};

}  // namespace luan::store
