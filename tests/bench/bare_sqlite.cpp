#include "bare_sqlite.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>

namespace luan::bench {
namespace {

[[noreturn]] void fail(sqlite3* connection, const std::string& what) { throw std::runtime_error("bare SQLite: " + what + ": " + sqlite3_errmsg(connection)); }

sqlite3_stmt* prepare(sqlite3* connection, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(connection, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    fail(connection, sql);
  return statement;
}

void bind(sqlite3_stmt* statement, int at, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
  else if (const auto* number = std::get_if<std::int64_t>(&value))
    sqlite3_bind_int64(statement, at, *number);
  else
    sqlite3_bind_null(statement, at);
}

/// The single column of a query, row by row.
std::vector<std::string> column(sqlite3* connection, const std::string& sql) {
  std::vector<std::string> out;
  sqlite3_stmt* statement = prepare(connection, sql);
  while (sqlite3_step(statement) == SQLITE_ROW) out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
  sqlite3_finalize(statement);
  return out;
}

struct Closer {
  void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
std::unique_ptr<sqlite3, Closer> open(const std::filesystem::path& file) {
  sqlite3* connection = nullptr;
  if (sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) fail(connection, file.string());
  return std::unique_ptr<sqlite3, Closer>(connection);
}

}  // namespace

BareSqlite::BareSqlite(const std::filesystem::path& file, const Recording& recording) : recording_(recording), connection_(open(file).release()) {
  for (const char* pragma : {"PRAGMA trusted_schema=OFF", "PRAGMA cache_size=-65536", "PRAGMA foreign_keys=ON", "PRAGMA journal_mode=WAL",
                             "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON"})
    execute(pragma);
  for (const std::string& sql : recording.statements) statements_.push_back(prepare(connection_, sql));
  begin_ = prepare(connection_, "BEGIN IMMEDIATE");
  commit_ = prepare(connection_, "COMMIT");
}

BareSqlite::~BareSqlite() {
  for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
  sqlite3_finalize(begin_);
  sqlite3_finalize(commit_);
  sqlite3_close(connection_);
}

void BareSqlite::execute(const char* sql) {
  if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(connection_, sql);
}

void BareSqlite::execute(const Write& write) {
  sqlite3_stmt* statement = statements_[write.statement];
  for (std::size_t i = 0; i < write.values.size(); ++i) bind(statement, static_cast<int>(i) + 1, write.values[i]);
  if (sqlite3_step(statement) != SQLITE_DONE) fail(connection_, recording_.statements[write.statement]);
  sqlite3_reset(statement);
}

double BareSqlite::write(std::size_t jobs, std::size_t jobs_a_commit) {
  const auto began = std::chrono::steady_clock::now();
  const std::size_t end = std::min(recording_.jobs.size(), next_ + jobs);
  while (next_ < end) {
    sqlite3_step(begin_);
    sqlite3_reset(begin_);
    const std::size_t group_end = std::min(end, next_ + jobs_a_commit);
    for (; next_ < group_end; ++next_)
      for (const Write& write : recording_.jobs[next_]) execute(write);
    for (const Write& write : recording_.group[next_ - 1]) execute(write);
    if (sqlite3_step(commit_) != SQLITE_DONE) fail(connection_, "COMMIT");
    sqlite3_reset(commit_);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

std::string first_difference(const std::filesystem::path& a, const std::filesystem::path& b) {
  const auto connection = open(a);
  const std::string attach = "ATTACH '" + b.string() + "' AS other";
  if (sqlite3_exec(connection.get(), attach.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(connection.get(), attach);
  for (const std::string& table : column(connection.get(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
    const std::string ours = "SELECT * FROM main." + table, others = "SELECT * FROM other." + table;
    for (const std::string& sql : {ours + " EXCEPT " + others, others + " EXCEPT " + ours})
      if (column(connection.get(), "SELECT count(*) FROM (" + sql + ")").front() != "0") return table;
  }
  return {};
}

std::int64_t ask(const std::filesystem::path& file, const std::string& sql) { return std::stoll(column(open(file).get(), sql).at(0)); }

}  // namespace luan::bench
