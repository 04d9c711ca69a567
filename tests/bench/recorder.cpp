#include "recorder.hpp"

#include <sqlite3.h>

#include <charconv>
#include <memory>
#include <stdexcept>

namespace luan::bench {

struct Recorder::State {
  Recording recording;
  std::map<std::string, std::size_t, std::less<>> known;
  std::size_t group_begins = 0;  // index of the group's first job
  bool in_job = false;

  void finished(sqlite3_stmt* statement);
  void wrote(sqlite3_stmt* statement, std::string_view sql);
};

namespace {

Recorder::State* recording_now = nullptr;

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// A literal as SQLite writes it; `at` moves past it.
Value literal(std::string_view text, std::size_t& at) {
  if (text[at] != '\'') {
    std::size_t end = at;
    while (end < text.size() && (is_name(text[end]) || text[end] == '-' || text[end] == '.')) ++end;
    const std::string_view word = text.substr(at, end - at);
    at = end;
    if (word == "NULL") return nullptr;
    std::int64_t number = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), number).ptr != word.data() + word.size())
      throw std::runtime_error("no literal: " + std::string(word));
    return number;
  }
  std::string out;
  for (++at; text.at(at) != '\'' || (at + 1 < text.size() && text[at + 1] == '\''); ++at) {
    if (text[at] == '\'') ++at;
    out += text[at];
  }
  ++at;
  return out;
}

int on_event(unsigned, void* state, void* statement, void*) {
  static_cast<Recorder::State*>(state)->finished(static_cast<sqlite3_stmt*>(statement));
  return 0;
}

int on_open(sqlite3* connection, const char**, const void*) {
  // PROFILE comes when a statement is done: then it is known whether it changed anything.
  if (recording_now) sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, on_event, recording_now);
  return SQLITE_OK;
}

}  // namespace

std::vector<Value> values_of(std::string_view parameters, std::string_view expanded) {
  std::vector<Value> out;
  std::size_t at = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i] == '\'') in_text = !in_text;
    if (parameters[i] != ':' || in_text) {
      if (parameters[i] != expanded.at(at++)) throw std::runtime_error("a statement and its values do not lie side by side");
      continue;
    }
    while (i + 1 < parameters.size() && is_name(parameters[i + 1])) ++i;
    out.push_back(literal(expanded, at));
  }
  return out;
}

void Recorder::State::finished(sqlite3_stmt* statement) {
  const std::string_view sql = sqlite3_sql(statement);
  if (sql.starts_with("SAVEPOINT")) {
    recording.jobs.emplace_back();
    recording.group.emplace_back();
    in_job = true;
  } else if (sql.starts_with("RELEASE")) {
    in_job = false;
  } else if (sql.starts_with("COMMIT")) {
    group_begins = recording.jobs.size();
  } else if (sql.starts_with("INSERT") || sql.starts_with("UPDATE") || sql.starts_with("DELETE")) {
    // What touched no row is no row written: the floor does without it.
    if (sqlite3_changes64(sqlite3_db_handle(statement)) > 0) wrote(statement, sql);
  }
}

void Recorder::State::wrote(sqlite3_stmt* statement, std::string_view sql) {
  const std::unique_ptr<char, decltype(&sqlite3_free)> expanded(sqlite3_expanded_sql(statement), sqlite3_free);
  auto found = known.find(sql);
  if (found == known.end()) {
    found = known.emplace(std::string(sql), recording.statements.size()).first;
    recording.statements.emplace_back(sql);
  }
  Write write{found->second, values_of(sql, expanded.get())};
  if (in_job)
    recording.jobs.back().push_back(std::move(write));
  else
    for (std::size_t i = group_begins; i < recording.group.size(); ++i) recording.group[i].push_back(write);
}

Recorder::Recorder() : state_(std::make_unique<State>()) {
  recording_now = state_.get();
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(on_open));
}

Recorder::~Recorder() {
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(on_open));
  recording_now = nullptr;
}

Recording Recorder::take() { return std::move(state_->recording); }

}  // namespace luan::bench
