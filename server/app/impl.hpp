// What the App keeps, shared by the files that implement it. Private to this folder.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/app.hpp"
#include "identity/csrf.hpp"
#include "identity/password.hpp"
#include "identity/session.hpp"
#include "identity/throttle.hpp"
#include "plugin/registry.hpp"
#include "store/database.hpp"
#include "store/directory.hpp"
#include "store/queries.hpp"
#include "store/transaction.hpp"
#include "store/writer.hpp"

namespace luan::app {

using DirectoryPtr = std::shared_ptr<const store::Directory>;

struct App::Impl {
  Configuration configuration;
  std::filesystem::path data;
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<IdSource> ids;
  TimeZone zone;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<plugin::Registry> plugins;
  std::unique_ptr<identity::PasswordHasher> hasher;
  identity::Throttle throttle;
  identity::SessionTable sessions;
  std::string csrf_key;
  bool sample = false;
  int clock_offset_days = 0;

  /// Every definition installed, by (name, version); the newest of a name starts rotations. Filled at the start.
  std::map<std::pair<std::string, int>, workflow::DefinitionPtr> definitions;

  // background
  std::jthread dispatcher;
  std::mutex wake_mutex;
  std::condition_variable_any wake;
  bool woken = false;

  Impl(Configuration, std::filesystem::path, std::shared_ptr<const Clock>, std::shared_ptr<IdSource>);
  ~Impl();

  [[nodiscard]] DirectoryPtr directory() const { return database->directory(); }
  [[nodiscard]] workflow::DefinitionPtr newest(std::string_view name) const;
  [[nodiscard]] const workflow::Definition& definition_of(const workflow::Rotation& rotation) const;
  [[nodiscard]] workflow::DefinitionPtr definition_ptr(const workflow::Rotation& rotation) const;

  /// The rotation if the caller may know of it.
  [[nodiscard]] Result<std::shared_ptr<const workflow::Rotation>> visible(const Caller& caller, std::string_view id) const;

  // -- on the writer's thread
  /// Decides on what the transaction sees, appends, puts what follows into the outbox.
  [[nodiscard]] Result<Recorded> carry_out(store::Transaction& transaction, const RotationId& id, const workflow::Command& command, const workflow::Actor* actor,
                                           const workflow::DefinitionPtr& definition) const;
  void install_definitions();
  void start_sample_marks();

  // -- background work, on the dispatcher's thread
  void dispatch(std::stop_token stop);
  bool fire_timers();
  bool deliver_due();
  void keep_sessions();
  void poke();
};

/// Runs a job on the writer's thread and resumes on the caller's executor with its result, after the commit. A full
/// queue is the refusal `unavailable`; broken machinery is thrown here.
template <class T>
Awaitable<Result<T>> on_writer(store::Writer& writer, std::function<Result<T>(store::Transaction&)> job);

/// For work outside coroutines (start, demo, dispatcher): waits.
template <class T>
Result<T> on_writer_blocking(store::Writer& writer, std::function<Result<T>(store::Transaction&)> job);

// -- names and sentences (names.cpp)
[[nodiscard]] Localized unit_name(const store::Directory& directory, const UnitId& unit);
[[nodiscard]] UnitRef unit_ref(const store::Directory& directory, const UnitId& unit);
[[nodiscard]] PositionRef position_ref(const store::Directory& directory, const PositionId& position);
[[nodiscard]] PersonRef official_ref(const store::Directory& directory, const OfficialId& official);
[[nodiscard]] std::string account_name(const store::Directory& directory, const AccountId& account);
[[nodiscard]] Parties parties_of(const store::Directory& directory, const workflow::Rotation& rotation);
[[nodiscard]] Localized role_name(std::string_view role);
/// «Đảng uỷ phường Bến Đá», «UBND phường Bến Đá», «Ban Tổ chức»: how a body is called where it answers.
[[nodiscard]] Localized body_name(const store::Directory& directory, std::string_view role, const UnitId& unit);
[[nodiscard]] DueView due_view(const Impl_facts_of_time& time, Date due);

}  // namespace luan::app
