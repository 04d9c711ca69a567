// What waits for somebody, and what he has done: counted and listed by queries, however many there are. The rows say exactly what
// workflow::standing_of says of each open step (a test holds the two against each other).
#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"

namespace soci {
class session;
}

namespace luan::store {

/// Whose tasks.
struct TaskScope {
  std::string account, official;   // ids; official "" where the account is nobody's own
  std::vector<std::string> roles;  // role@unit that he holds
  struct Principal {
    std::string account, official;
    std::vector<std::string> roles;
    std::vector<std::string> steps;  // these only; empty: every step
    bool operator==(const Principal&) const = default;
  };
  std::vector<Principal> stands_for{};
  bool operator==(const TaskScope&) const = default;
};

struct TaskRow {
  std::string rotation, step, due;  // due: YYYY-MM-DD or empty
  int run = 0;
};
/// Where the list goes on after this row.
[[nodiscard]] std::string cursor_of(const TaskRow& row);
struct TaskSearch {
  std::string after{};  // cursor_of the last row seen, or ""
  std::size_t offset = 0;
  int limit = -1;  // -1: all
};
/// Open tasks, one for each open step: overdue and due first, those without a date last.
[[nodiscard]] std::vector<TaskRow> tasks_of(soci::session& session, const TaskScope& scope, const TaskSearch& search);

struct TaskCounts {
  int open = 0, overdue = 0;
};
/// `minute`: of `today`, in the committee's time zone.
[[nodiscard]] TaskCounts task_counts(soci::session& session, const TaskScope& scope, Date today, int minute);

}  // namespace luan::store
