#include "store/database.hpp"

#include <fcntl.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "store/migrations.hpp"

namespace luan::store {
namespace {

using namespace sqlite_api;  // where SOCI's header puts SQLite's own

sqlite3* handle(soci::session& session) { return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_; }

std::string pragma(soci::session& session, const std::string& name) {
  std::string value;
  session << "PRAGMA " + name, soci::into(value);
  return value;
}

/// Sets and reads back: a setting that does not hold is no setting.
void require(soci::session& session, const std::string& name, const std::string& wanted, const std::string& read_back) {
  session << "PRAGMA " + name + "=" + wanted;
  if (const std::string is = pragma(session, name); is != read_back)
    throw std::runtime_error(fmt::format("SQLite does not keep {}={} here (it says {}). Use a local disk.", name, wanted, is));
}

void prepare(soci::session& session, bool writes, std::int64_t pages_max) {
  session << "PRAGMA busy_timeout=5000";
  session << "PRAGMA trusted_schema=OFF";
  session << "PRAGMA cache_size=-65536";
  require(session, "foreign_keys", "ON", "1");
  if (writes) {
    require(session, "journal_mode", "WAL", "wal");
    require(session, "synchronous", "FULL", "2");
    require(session, "secure_delete", "ON", "1");
    if (pages_max > 0) session << "PRAGMA max_page_count=" + std::to_string(pages_max);
  } else {
    // Only the writer checkpoints: SQLite up to 3.51.2 has a race when several connections reset the WAL.
    sqlite3_db_config(handle(session), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    require(session, "query_only", "ON", "1");
  }
}

void migrate(soci::session& session) {
  int version = std::stoi(pragma(session, "user_version"));
  const int newest = static_cast<int>(migrations().size());
  if (version > newest)
    throw std::runtime_error(fmt::format("the data was written by a newer version of Luân (schema {}, this one knows {}). Use that version.", version, newest));
  for (; version < newest; ++version) {
    const Migration& migration = migrations()[static_cast<std::size_t>(version)];
    const std::string sql = fmt::format("BEGIN IMMEDIATE;\n{}\nPRAGMA user_version={};\nCOMMIT;", migration.sql, version + 1);
    char* error = nullptr;
    if (sqlite3_exec(handle(session), sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK) {
      const std::string what = error ? error : "unknown";
      sqlite3_free(error);
      session << "ROLLBACK";
      throw std::runtime_error(fmt::format("migration {} failed: {}", migration.name, what));
    }
  }
}

audit::MerkleTree::Frontier stored_frontier(soci::session& session) {
  std::string text;
  session << "SELECT frontier FROM log_state WHERE id = 1", soci::into(text);
  if (!session.got_data()) return {};
  const auto parsed = audit::parse_frontier(text);
  if (!parsed) throw std::runtime_error("the log's state cannot be read. Run luan audit verify.");
  return *parsed;
}

constexpr std::size_t cached_rotations_max = 16'384;

}  // namespace

Reader::Reader(std::unique_ptr<soci::session> session, std::function<void(std::unique_ptr<soci::session>)> give_back)
    : session_(std::move(session)), give_back_(std::move(give_back)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader::~Reader() {
  if (session_) give_back_(std::move(session_));
}

struct Database::Impl {
  std::filesystem::path file;
  Options options;
  TimeZone zone;
  int lock = -1;

  explicit Impl(Options o) : options(std::move(o)), zone(options.time_zone) {}

  mutable std::mutex pool_mutex;
  std::vector<std::unique_ptr<soci::session>> pool;

  mutable std::shared_mutex published;
  std::unordered_map<std::string, RotationPtr> rotations;
  DirectoryPtr directory;
  audit::MerkleTree::Frontier frontier;

  ~Impl() {
    pool.clear();
    if (lock >= 0) ::close(lock);
  }

  void take_lock(const std::filesystem::path& folder) {
    lock = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0)
      throw std::runtime_error(fmt::format("another Luân server is using {}. Stop it first, or use another data directory.", folder.string()));
  }

  void load(soci::session& session) {
    if (const std::string verdict = pragma(session, "quick_check"); verdict != "ok")
      throw std::runtime_error("the database is damaged: " + verdict + ". Restore a backup.");
    frontier = stored_frontier(session);
    directory = replay_directory(session);
  }
};

Database::Database(const std::filesystem::path& folder, Options options) : impl_(std::make_unique<Impl>(std::move(options))) {
  std::filesystem::create_directories(folder);
  impl_->file = folder / "luan.db";
  if (impl_->options.lock) impl_->take_lock(folder);
  const auto session = open_session(true);
  if (impl_->options.lock) migrate(*session);
  impl_->load(*session);
}
Database::~Database() = default;

const std::filesystem::path& Database::file() const { return impl_->file; }
const TimeZone& Database::zone() const { return impl_->zone; }

std::unique_ptr<soci::session> Database::open_session(bool writes) const {
  auto session = std::make_unique<soci::session>(soci::sqlite3, "dbname=" + impl_->file.string() + " timeout=5");
  prepare(*session, writes, impl_->options.pages_max);
  return session;
}

Reader Database::reader() const {
  std::unique_ptr<soci::session> session;
  {
    const std::scoped_lock guard(impl_->pool_mutex);
    if (!impl_->pool.empty()) {
      session = std::move(impl_->pool.back());
      impl_->pool.pop_back();
    }
  }
  if (!session) session = open_session(false);
  return {std::move(session), [impl = impl_.get()](std::unique_ptr<soci::session> back) {
            const std::scoped_lock guard(impl->pool_mutex);
            impl->pool.push_back(std::move(back));
          }};
}

RotationPtr Database::rotation(const RotationId& id) const {
  {
    const std::shared_lock guard(impl_->published);
    if (const auto found = impl_->rotations.find(id.text()); found != impl_->rotations.end()) return found->second;
  }
  const Reader reader = this->reader();
  RotationPtr loaded = replay(reader.session(), id);
  if (!loaded) return loaded;
  const std::unique_lock guard(impl_->published);
  // What the writer published in the meantime is newer than what was read.
  return impl_->rotations.try_emplace(id.text(), std::move(loaded)).first->second;
}

DirectoryPtr Database::directory() const {
  const std::shared_lock guard(impl_->published);
  return impl_->directory;
}

audit::MerkleTree::Frontier Database::log_frontier() const {
  const std::shared_lock guard(impl_->published);
  return impl_->frontier;
}

void Database::publish(const std::vector<RotationPtr>& rotations, const DirectoryPtr& directory, const audit::MerkleTree::Frontier& frontier) {
  const std::unique_lock guard(impl_->published);
  // Whoever is dropped is replayed when next asked for: bounded, and rarely reached.
  if (impl_->rotations.size() > cached_rotations_max) impl_->rotations.clear();
  for (const RotationPtr& rotation : rotations) impl_->rotations[rotation->id.text()] = rotation;
  impl_->directory = directory;
  impl_->frontier = frontier;
}

void Database::reload(soci::session& session) {
  const auto frontier = stored_frontier(session);
  DirectoryPtr directory = replay_directory(session);
  const std::unique_lock guard(impl_->published);
  impl_->rotations.clear();
  impl_->frontier = frontier;
  impl_->directory = std::move(directory);
}

}  // namespace luan::store
