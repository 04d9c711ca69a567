// What the App keeps, shared by the files that implement it. Private to this folder.
#pragma once
#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "app/app.hpp"
#include "app/definitions.hpp"
#include "app/letter.hpp"
#include "app/outcome.hpp"
#include "app/pace.hpp"
#include "identity/csrf.hpp"
#include "identity/known_browser.hpp"
#include "identity/password.hpp"
#include "identity/session.hpp"
#include "identity/throttle.hpp"
#include "plugin/registry.hpp"
#include "store/database.hpp"
#include "store/directory.hpp"
#include "store/queries.hpp"
#include "store/transaction.hpp"
#include "store/writer.hpp"

namespace luan::audit {
class LogSigner;
}
namespace luan::store {
class FileStore;
}

namespace luan::app {

using store::DirectoryPtr;
class Comparing;
class PendingRotations;

/// The workflow this server is for; it stands first where several can be begun.
inline constexpr std::string_view main_workflow = "rotation";

struct App::Impl {
  Configuration configuration;
  std::filesystem::path data;
  std::shared_ptr<const Clock> clock;
  std::shared_ptr<IdSource> ids;
  TimeZone zone;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<store::FileStore> files;
  std::unique_ptr<store::Writer> writer;
  std::unique_ptr<plugin::Registry> plugins;
  std::unique_ptr<Comparing> comparing;  // asks `plugins`, and ends before they do
  std::unique_ptr<PendingRotations> pending;
  std::unique_ptr<identity::PasswordHasher> hasher;
  identity::Throttle throttle;
  identity::SessionTable sessions;
  std::string csrf_key;
  bool sample = false;
  int clock_offset_days = 0;

  Definitions definitions;

  // background: one thread for timers and sessions, one a plugin for its deliveries, so that a slow plugin delays its own
  std::vector<std::jthread> background;
  Pace pace;
  std::mutex dispatching_mutex;  // guards background and what follows, once it has started
  std::set<std::string> dispatching;
  bool in_background = false;
  mutable std::mutex wake_mutex;
  mutable std::condition_variable_any wake;
  mutable std::uint64_t pokes = 0;
  std::pair<DirectoryPtr, Date> passed;  // timers' thread only: what pass_units has gone through last
  int suspension_followed = 0;           // the same: Directory::suspension_number()
  mutable std::mutex named_mutex;
  mutable std::tuple<DirectoryPtr, Date, DirectoryPtr> named;  // a snapshot, a day, and it under that day's names
  struct Counted {
    std::uint64_t size = 0;   // of the log
    std::int64_t minute = 0;  // since 1970
    store::TaskScope scope;   // what the account held
    TaskCounts counts;
  };
  mutable std::mutex counted_mutex;                // held for moments
  mutable std::map<std::string, Counted> counted;  // by account: what the query said, as long as nothing was recorded since
  struct Postponed {
    Instant until{};
    DirectoryPtr directory;  // under which it was refused
  };
  std::map<std::string, Postponed> postponed;  // timers' thread only: rotations whose wake was refused

  Impl(Configuration, std::filesystem::path, std::shared_ptr<const Clock>, std::shared_ptr<IdSource>);
  ~Impl();

  /// As committed, units under the names of today.
  [[nodiscard]] DirectoryPtr directory() const;
  [[nodiscard]] Date today() const { return zone.date(clock->now()); }
  [[nodiscard]] workflow::DefinitionPtr newest(std::string_view name) const;
  [[nodiscard]] workflow::DefinitionPtr definition_ptr(const workflow::Rotation& rotation) const;

  /// The rotation if the caller may know of it.
  [[nodiscard]] Result<store::RotationPtr> visible(const Caller& caller, std::string_view id) const;

  // -- on the writer's thread
  /// Decides on what the transaction sees, appends, puts what follows into the outbox. `definition` is needed for
  /// Nominate; other commands use the one the rotation is pinned to.
  [[nodiscard]] Result<Recorded> carry_out(store::Transaction& transaction, const RotationId& id, const workflow::Command& command,
                                           const workflow::Actor* actor, workflow::DefinitionPtr definition = nullptr) const;
  bool quiet = false;  // while the sample district's past is made: nobody is notified of it
  /// What the account holds, and whom it stands in for on that day.
  [[nodiscard]] workflow::Actor actor_of(const store::Directory& directory, const AccountId& account, Date day) const;
  [[nodiscard]] workflow::FormWorld form_world(const DirectoryPtr& directory, const workflow::Rotation* rotation, const std::string& step,
                                               const Caller* nominator) const;
  void install_definitions();
  /// Refused where that version is there with other bytes; does nothing where it is the same. The caller puts it among
  /// `definitions` once that is committed.
  [[nodiscard]] Result<bool> install(store::Transaction& transaction, const workflow::DefinitionPtr& definition, const std::string& bytes,
                                     const std::string& actor) const;
  /// Says in the program's log which of this year and the next the calendar lacks.
  void warn_of_calendar() const;
  void look_for_needs() const;
  std::mutex enabling;  // held while what the log says of a plugin is carried out
  void open_plugins();
  void install_plugins();

  // -- the signed log (log_keeping.cpp)
  std::unique_ptr<audit::LogSigner> signer;  // one thread at a time: the start, the background, the end
  mutable std::mutex signing;
  std::string signed_note;  // under `signing`
  /// Makes the key where there is none, and holds the log against what was signed. Throws std::runtime_error.
  void open_log();
  /// Signs what was committed since, into the folder of keys and then into the database.
  void sign_log();
  void keep_log_signed(const std::stop_token& stop);

  // -- files (uploads.cpp)
  mutable std::mutex uploading_mutex;  // held for moments
  mutable std::set<std::string> uploading;
  /// What the caller has handed in and not used yet can be attached.
  void offer_files(workflow::FormWorld& world, const Caller& caller) const;
  /// On the writer's thread: are they all still there, and is there room in the rotation?
  [[nodiscard]] Result<void> may_attach(store::Transaction& transaction, const std::string& rotation,
                                        const std::vector<workflow::Attachment>& attachments) const;
  /// Files that were never used go after a day.
  void sweep_files();

  // -- background work
  void start_background();
  void stop_background();
  void poke() const;  // something may be due
  void wait_for_poke(const std::stop_token& stop, std::chrono::milliseconds most, std::uint64_t& seen) const;
  /// True where something was done.
  bool fire_timers();
  /// False where one could not; the cause stands in the log.
  bool wake_each(const std::vector<RotationId>& due, const char* cannot);
  /// Rotations that the whole organisation has stopped, or lets go on, follow.
  bool follow_suspension();
  /// Rotations of units that have merged or split away by today go to their successors.
  bool pass_units();
  /// Notices whose time has come become deliveries to persons, each as the person wants to be told.
  bool tell_people();
  /// A batch of one plugin's deliveries. Throws where the store does not take what became of them; nothing is sent on then.
  bool deliver(const std::string& plugin, const std::stop_token& stop = {});
  [[nodiscard]] Outcome ask(const store::LeasedRow& row);
  [[nodiscard]] Outcome ask_scorer(const store::LeasedRow& row);
  /// What a scorer reads, by what its manifest needs.
  [[nodiscard]] json::object input_for(const store::Directory& people, const workflow::Rotation& rotation, Date day,
                                       const std::vector<std::string>& needs) const;
  /// Rotations towards that post that are not decided yet.
  [[nodiscard]] std::vector<store::RotationPtr> nominees_for(const PositionId& position) const;
  [[nodiscard]] Outcome ask_notifier(const store::LeasedRow& row);
  [[nodiscard]] Outcome after(const store::LeasedRow& row, const plugin::PluginFailure& failure) const;
  /// Writes down what became of a plugin's deliveries and renews the leases of those still held; they leave `held` where
  /// the lease was lost.
  void settle(const std::string& plugin, std::deque<store::LeasedRow>* held = nullptr);
  std::mutex unsettled_mutex;                             // of the map, held for moments
  std::map<std::string, std::vector<Outcome>> unsettled;  // by plugin; what is in one is its dispatcher's alone
  [[nodiscard]] std::vector<Outcome>& unsettled_of(const std::string& plugin);
  std::function<std::uint32_t()> chance;  // jitter; thread-safe
  /// Enabled plugins that notify; the first is the default. Found anew when one is enabled or disabled.
  using Notifiers = std::shared_ptr<const std::vector<plugin::PluginInfo>>;
  [[nodiscard]] Notifiers notifiers() const;
  void find_notifiers();
  mutable std::mutex notifiers_mutex;  // held for moments
  Notifiers found_notifiers;           // under it
  /// Where a person with these preferences is told; empty: not at all.
  [[nodiscard]] std::string channel_of(const store::Preferences& preferences) const;
  [[nodiscard]] std::string address_of(const store::Account& account, const store::Preferences& preferences) const;
  /// When people are reminded of a step whose definition says nothing of it: once before its due date, once after it.
  [[nodiscard]] std::vector<workflow::Moment> reminders() const;
  /// Is this account still expected to answer?
  [[nodiscard]] bool still_asked(const store::Directory& directory, const workflow::Rotation* rotation, const std::string& step, int run,
                                 const AccountId& account) const;
  /// The same for any notice: who is told that something is late need not be asked himself.
  [[nodiscard]] bool still_told(const store::Directory& directory, std::string_view about, const workflow::Rotation* rotation, const std::string& step, int run,
                                const AccountId& account) const;
  void keep_sessions();
  void start_dispatcher(const std::string& plugin);
};

[[nodiscard]] plugin::RegistryOptions registry_options(const Configuration& configuration, const std::filesystem::path& data);
/// Configuration and grants of one plugin, whether it is enabled or not.
[[nodiscard]] plugin::Enabled plugin_configuration(const Configuration& configuration, const std::filesystem::path& data, const std::string& id);
/// What the log says of plugins goes before what the configuration names (plugins.cpp).
void enable_as_recorded(plugin::RegistryOptions& options, const Configuration& configuration, const std::filesystem::path& data,
                        const store::Directory& directory, bool sample);

/// Holds the caller one of these roles, at any unit? The refusal otherwise says who does.
[[nodiscard]] Result<void> needs_one_of(const Caller& caller, const std::vector<std::string_view>& roles);
/// Why somebody does not get what only they may open who read every rotation.
[[nodiscard]] Refusal readers_only();
/// Who may administer; a refusal for everybody else.
[[nodiscard]] inline Result<void> administers(const Caller& caller) { return needs_one_of(caller, {"administrator"}); }
/// Who brings tables in: the organisation board, and who works at the machine.
[[nodiscard]] inline Result<void> may_import(const Caller& caller) { return needs_one_of(caller, {"organisation_board", "administrator"}); }
/// Begins this workflow a role of the caller's? At which unit is judged with the nomination.
[[nodiscard]] std::expected<void, Refusal> may_start(const Caller& caller, const workflow::Definition& definition);
/// What of this rotation must not be left lying.
[[nodiscard]] std::vector<AlertView> alerts_of(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation);
/// Who asks with this account; `session` is empty where he has none.
[[nodiscard]] Caller caller_of(const App::Impl& impl, const store::Directory& directory, const store::Account& account, std::string session);
/// As the log names who acted.
[[nodiscard]] std::string actor_text(const Caller& caller);

/// What the letters say of one open step, to this account.
[[nodiscard]] LetterItem letter_item(const App::Impl& impl, const store::Directory& directory, const workflow::Rotation& rotation, const workflow::Step& step,
                                     About about, const workflow::StepRun& run);

/// Argon2id on the hasher's threads. Nothing: the queue was full.
Awaitable<std::optional<std::string>> hash_off_loop(identity::PasswordHasher& hasher, std::string password);

/// Runs a job on the writer's thread and resumes on the caller's executor after the commit. False: the queue was full.
/// Throws what the job threw.
Awaitable<bool> run_on_writer(store::Writer& writer, std::function<void(store::Transaction&)> job);

template <class T>
Awaitable<Result<T>> on_writer(store::Writer& writer, std::function<Result<T>(store::Transaction&)> job) {
  auto answer = std::make_shared<std::optional<Result<T>>>();
  // A named value: GCC 12 frees twice what a lambda inside a co_await expression captures.
  std::function<void(store::Transaction&)> erased = [answer, job = std::move(job)](store::Transaction& transaction) { answer->emplace(job(transaction)); };
  try {
    const bool taken = co_await run_on_writer(writer, std::move(erased));
    if (!taken) co_return refuse(RefusalCode::unavailable, {{"seconds", "2"}});
  } catch (const store::Unavailable&) {
    co_return refuse(RefusalCode::unavailable, {{"seconds", "5"}});
  }
  co_return std::move(**answer);
}

/// Thrown by a job that was only to be judged: the writer takes back what it did.
struct Rehearsed {};
/// May this errand be recorded? Refused where it was, under the same key.
[[nodiscard]] Result<void> first_time(store::Transaction& transaction, const Caller& caller);
/// Its key and its draft, in the transaction that records it.
void settle_errand(store::Transaction& transaction, const Caller& caller);

/// The same for a command that a page's form may carry (Caller::errand): once under its key, its draft gone with it; a rehearsal
/// answers as the command would, and records nothing. `caller` outlives the wait.
template <class T>
Awaitable<Result<T>> on_writer(store::Writer& writer, const Caller& caller, std::function<Result<T>(store::Transaction&)> job) {
  const auto judged = std::make_shared<std::optional<Result<T>>>();
  std::function<Result<T>(store::Transaction&)> whole = [judged, &caller, job = std::move(job)](store::Transaction& transaction) -> Result<T> {
    if (auto fresh = first_time(transaction, caller); !fresh) return std::unexpected(std::move(fresh.error()));
    auto answer = job(transaction);
    if (!answer) return answer;
    if (caller.errand.rehearsal) {
      judged->emplace(std::move(answer));
      throw Rehearsed();
    }
    settle_errand(transaction, caller);
    return answer;
  };
  try {
    auto answer = co_await on_writer<T>(writer, std::move(whole));
    co_return answer;
  } catch (const Rehearsed&) {
  }
  co_return std::move(**judged);
}

/// For work outside coroutines (start, background): waits.
template <class T>
Result<T> on_writer_blocking(store::Writer& writer, const std::function<Result<T>(store::Transaction&)>& job) {
  std::optional<Result<T>> answer;
  writer.run([&](store::Transaction& transaction) { answer.emplace(job(transaction)); });
  return std::move(*answer);
}

/// Carries a command out on the writer, once under its idempotency key: a second request gets the first one's answer. What the
/// caller had typed for it as a draft goes in the same transaction. `caller` and `meta` outlive the wait.
Awaitable<Result<Recorded>> once(App::Impl& impl, const Caller& caller, const RequestMeta& meta, DraftOf draft,
                                 std::function<Result<Recorded>(store::Transaction&)> decide);

/// `stale` where the request names a version and this, of what it would change, is another.
[[nodiscard]] std::expected<void, Refusal> fresh_enough(int version, const RequestMeta& meta);

// -- actions: the reason, asked of everybody, beside the action's own form (action_form.cpp)
[[nodiscard]] workflow::Form action_form(const store::Directory& directory, const workflow::Definition& definition, const workflow::Action& action,
                                         const workflow::Rotation& rotation);
/// False for a replacement where there is nobody to replace, or nobody to take the seat.
[[nodiscard]] bool has_a_choice(const workflow::Form& form);
/// What a declared conflict of interest asks: the reason.
[[nodiscard]] workflow::Form recusal_form();
/// With an action that replaces: who is asked now, and who is to be asked instead, as its form names them.
[[nodiscard]] std::optional<workflow::Act::Replaces> replacement_of(const workflow::Action& action, const json::object& values);
/// {"reason": …, "form": {…}} as the body of that form.
[[nodiscard]] json::value action_body(json::value body);
/// JSON Schema of that body.
[[nodiscard]] json::object action_schema(const workflow::Form& form, const workflow::FormWorld& world);

// -- names and sentences (names.cpp)
/// As it is called today, or was on that day.
[[nodiscard]] Localized unit_name(const store::Directory& directory, const UnitId& unit, std::optional<Date> day = {});
[[nodiscard]] UnitRef unit_ref(const store::Directory& directory, const UnitId& unit);
[[nodiscard]] PositionRef position_ref(const store::Directory& directory, const PositionId& position);
[[nodiscard]] PersonRef official_ref(const store::Directory& directory, const OfficialId& official);
[[nodiscard]] std::string account_name(const store::Directory& directory, const AccountId& account);
[[nodiscard]] Parties parties_of(const store::Directory& directory, const workflow::Rotation& rotation);
[[nodiscard]] Localized role_name(std::string_view role);
/// Roles in words, for a refusal that says who may: «Ban Tổ chức, Chủ trì Ban Thường vụ».
[[nodiscard]] Localized role_list(const std::vector<std::string_view>& roles);
/// «Đảng uỷ phường Bến Đá», «UBND phường Bến Đá», «Ban Tổ chức»: how a body is called where it answers.
[[nodiscard]] Localized body_name(const store::Directory& directory, std::string_view role, const UnitId& unit, std::optional<Date> day = {});
/// Words of a search, folded.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);
/// Whose answers this open step waits for, beside those in `out`; persons of a vote are counted, not named.
void add_awaited(const store::Directory& directory, const workflow::StepRun& run, Localized& out);
[[nodiscard]] RotationRow rotation_row_view(const App::Impl& impl, const store::Directory& directory, const store::RotationProjection& row);

/// «Rà soát hồ sơ tồn đọng (Báo cáo), 30/06/2027»
[[nodiscard]] std::string assignment_line(const json::object& assignment);
/// What the official has been given to do, each in a line, as it was corrected last (assigned.cpp). Reads the history.
[[nodiscard]] std::vector<std::string> assigned_in(const App::Impl& impl, const workflow::Definition& definition, const workflow::Rotation& rotation);

// -- registers (registers.cpp)
/// The period in which the register counts on that day: the committee's term, or the year.
[[nodiscard]] std::string register_period(const workflow::Register& reg, const store::Directory& directory, Date day);
/// "12-QĐ/ĐU"
[[nodiscard]] std::string register_number(const workflow::Register& reg, const store::Directory& directory, int ordinal);
/// What a posting into this post would draw now.
[[nodiscard]] std::vector<ExpectedNumber> expected_numbers(const App::Impl& impl, const store::Directory& directory, const workflow::Definition& definition,
                                                           const workflow::Step& step, const PositionId& position);

/// What happened, as a sentence that calls units as they were called that day: for the history and for the confirmation of a command.
struct Told {
  Localized what;
  bool key = false;  // a turning point
};
[[nodiscard]] Told tell(const store::Directory& directory, const workflow::Definition& definition, const workflow::Rotation& rotation,
                        const workflow::EventBody& body, const std::string& to, bool names_votes, Date day);
/// Levels of an evaluation and what stands for a turn without one.
[[nodiscard]] Localized level_label(std::string_view level);
[[nodiscard]] std::string tone_of(const workflow::Form& form, std::string_view answer);
/// The files that an attachment field holds, as they stand in a form that was recorded.
[[nodiscard]] std::vector<FileView> files_of(const json::value& value);
/// The filled form as text for people.
[[nodiscard]] std::vector<ValueView> describe_values(const store::Directory& directory, const workflow::Form& form, const json::object& values,
                                                     Language language);
/// A sentence in both languages in one column of text, and back.
[[nodiscard]] std::string stored_text(const Localized& sentence);
[[nodiscard]] Localized stored_sentence(const std::string& stored);
/// Of a run that has a due date.
[[nodiscard]] DueView due_view(const App::Impl& impl, const store::Directory& directory, const workflow::StepRun& run);

/// What the engine may look up, over one snapshot of the directory. Valid while `directory` and `actor` are.
[[nodiscard]] workflow::Context context_for(const App::Impl& impl, const store::Directory& directory, const workflow::Actor* actor, Instant now);

}  // namespace luan::app
