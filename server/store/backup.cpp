#include "store/backup.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "audit/log_signer.hpp"
#include "base/files.hpp"

namespace luan::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* database = "luan.db";

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// One moment of the database, whatever a running server writes meanwhile.
void copy_database(const fs::path& from, const fs::path& to) {
  soci::session session(soci::sqlite3, "dbname=" + from.string() + " timeout=30");
  session << "VACUUM INTO " + quoted(to.string());
}

/// The names on the disk of what the log attaches.
std::vector<std::string> attached(soci::session& session) {
  std::vector<std::string> out;
  int there = 0;  // a directory that was not opened since an older version wrote it has none
  session << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'attachments'", soci::into(there);
  if (there == 0) return out;
  std::string sha256;
  soci::statement rows = (session.prepare << "SELECT DISTINCT sha256 FROM attachments ORDER BY sha256", soci::into(sha256));
  rows.execute();
  while (rows.fetch())
    if (sha256.size() == 64 && from_hex(sha256)) out.push_back(sha256);
  return out;
}

void copy_files(const fs::path& from, const fs::path& to, const std::vector<std::string>& names) {
  if (names.empty()) return;
  make_private_folder(to);
  for (const std::string& name : names) {
    if (!fs::exists(from / name)) continue;  // one that is missing is what the verifying finds
    fs::copy_file(from / name, to / name);
    sync_file(to / name);
  }
  sync_folder(to);
}

/// In which the directory itself stands.
fs::path folder_of(const fs::path& directory) { return fs::absolute(directory / "..").lexically_normal(); }

/// A journal without its database would be played into the one that is put there; files without theirs may be all that is left of it.
void refuse_what_is_there(const fs::path& data) {
  for (const char* name : {database, "luan.db-wal", "luan.db-shm", "files"}) {
    const fs::path path = data / name;
    if (fs::is_directory(path) ? !fs::is_empty(path) : fs::exists(path))
      throw std::runtime_error(path.string() + " is there already: move it away before a backup is put in its place.");
  }
}

[[noreturn]] void does_not_hold(const fs::path& where, const VerifyReport& report) {
  std::string text = where.string() + " does not hold: " + std::to_string(report.findings.size()) + " findings";
  for (std::size_t i = 0; i < report.findings.size() && i < 5; ++i) text += "\n" + report.findings[i].text.en;
  throw std::runtime_error(text);
}

}  // namespace

VerifyReport back_up(const fs::path& data, const fs::path& to) {
  if (!fs::exists(data / database))
    throw std::runtime_error("there is no " + (data / database).string() + ". Name the data directory of a server with --data.");
  if (fs::exists(to) && !fs::is_empty(to)) throw std::runtime_error(to.string() + " is not empty. Name a folder that is missing or empty with --to.");
  const bool made = !fs::exists(to);
  make_private_folder(to);
  try {
    copy_database(data / database, to / database);
    fs::permissions(to / database, fs::perms::owner_read | fs::perms::owner_write);
    {
      soci::session session(soci::sqlite3, "dbname=" + (to / database).string());
      session << "PRAGMA secure_delete = ON";  // what is not to be in a copy is not to be found in its free pages either
      for (const char* table : {"uploads", "sessions"}) {
        int there = 0;
        session << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :t", soci::into(there), soci::use(std::string(table));
        if (there != 0) session << std::string("DELETE FROM ") + table;
      }
      copy_files(data / "files", to / "files", attached(session));
    }
    sync_file(to / database);
    sync_folder(to);
    if (made) sync_folder(folder_of(to));
    VerifyReport report = verify_log(to, audit::read_signed_state(data / "keys").key);
    if (!report.findings.empty()) does_not_hold("the copy of " + data.string(), report);
    return report;
  } catch (...) {
    for (const auto& entry : fs::directory_iterator(to)) fs::remove_all(entry.path());
    if (made) fs::remove(to);
    throw;
  }
}

VerifyReport restore(const fs::path& copy, const fs::path& data) {
  refuse_what_is_there(data);
  VerifyReport report = verify_log(copy);
  if (!report.findings.empty()) does_not_hold(copy, report);
  const bool made = !fs::exists(data);
  make_private_folder(data);
  fs::remove(data / "luan.db.part");  // of a restore that was cut short
  soci::session session(soci::sqlite3, "dbname=" + (copy / database).string());
  copy_files(copy / "files", data / "files", attached(session));
  fs::copy_file(copy / database, data / "luan.db.part");
  fs::permissions(data / "luan.db.part", fs::perms::owner_read | fs::perms::owner_write);
  sync_file(data / "luan.db.part");
  sync_folder(data);  // the files are there for good before the database that names them
  fs::rename(data / "luan.db.part", data / database);
  sync_folder(data);
  if (made) sync_folder(folder_of(data));
  return report;
}

}  // namespace luan::store
