// SQLite through its C API alone: writes recorded rows into a file with the product's settings. The second half of the floor.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "recorder.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace luan::bench {

class BareSqlite {
 public:
  /// Opens as the store's writer does: WAL, synchronous=FULL, secure_delete, foreign keys.
  BareSqlite(const std::filesystem::path& file, const Recording& recording);
  ~BareSqlite();

  /// Writes the next jobs of the recording, so many a commit. Gives the seconds it took.
  double write(std::size_t jobs, std::size_t jobs_a_commit);
  [[nodiscard]] bool at_end() const { return next_ == recording_.jobs.size(); }

 private:
  void execute(const Write& write);
  void execute(const char* sql);

  const Recording& recording_;
  sqlite3* connection_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
  sqlite3_stmt *begin_ = nullptr, *commit_ = nullptr;
  std::size_t next_ = 0;
};

/// The first table in which two databases differ, or "". Both as committed.
[[nodiscard]] std::string first_difference(const std::filesystem::path& a, const std::filesystem::path& b);
/// One number asked of a database.
[[nodiscard]] std::int64_t ask(const std::filesystem::path& file, const std::string& sql);

}  // namespace luan::bench
