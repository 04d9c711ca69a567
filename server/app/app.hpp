// The use cases: every command and query of the product, with its permission. Pages, API and command line come in here
// and nowhere else. All members may be called from any thread; awaitables resume on the executor they were spawned on.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/alert_views.hpp"
#include "app/caller.hpp"
#include "app/change_views.hpp"
#include "app/comparison_view.hpp"
#include "app/configuration.hpp"
#include "app/delivery_views.hpp"
#include "app/dossier_views.hpp"
#include "app/draft_views.hpp"
#include "app/import.hpp"
#include "app/meeting_views.hpp"
#include "app/official_views.hpp"
#include "app/page.hpp"
#include "app/people_views.hpp"
#include "app/petition_views.hpp"
#include "app/plan_views.hpp"
#include "app/suspension_views.hpp"
#include "app/upload_views.hpp"
#include "app/views.hpp"

namespace luan::store {
class Database;
class Writer;
}  // namespace luan::store

namespace luan::app {

template <class T>
using Awaitable = boost::asio::awaitable<T>;

/// How a command came: for idempotency and optimistic locking. Empty members ask for neither.
struct RequestMeta {
  std::string key;          // Idempotency-Key
  std::string route;        // "POST /api/v1/…", part of the key's scope
  std::string body_sha256;  // hex
  int if_match = 0;         // version of what is changed, a rotation or a petition; 0: any
};

struct SignedIn {
  std::string token;    // for the session's cookie
  std::string browser;  // the mark by which this browser is known from now on, for a cookie of its own
  Caller caller;
};

struct NewAccount {
  std::string username, name, password;
  Localized title;
  std::vector<std::pair<std::string, std::string>> grants;  // role, unit id
};

struct NewSubstitution {
  std::string principal, substitute;  // account ids
  std::string role, unit;             // or
  std::vector<std::string> steps;
  std::string from, until;  // YYYY-MM-DD, both inclusive
  std::string reason;
};
struct GapExplanation {
  std::string reg, period;
  int from = 0, to = 0;  // both inclusive
  std::string reason;
};
struct NewUnit {
  std::string kind, traits;  // committee, office, ward; normal, difficult, complex
  int level = 0;             // 1 above, 2 at the grassroots
  Localized name;
  std::string from;  // YYYY-MM-DD
};

class App {
 public:
  /// Opens the data directory (made where it is missing), installs the definitions of the configuration, loads the
  /// directory of units and people. Throws std::runtime_error with place and cause when it cannot be used.
  App(Configuration configuration, std::filesystem::path data, std::shared_ptr<const Clock> clock, std::shared_ptr<IdSource> ids = nullptr);
  ~App();

  // -- identity
  /// `network` is the address that asks, `browser` the mark that an earlier sign-in gave, or empty.
  Awaitable<Result<SignedIn>> sign_in(std::string username, std::string password, std::string network, std::string browser);
  /// The caller of a session token, or nothing: signed out, expired, disabled.
  [[nodiscard]] std::optional<Caller> caller(std::string_view token) const;
  void sign_out(std::string_view token);
  [[nodiscard]] std::string csrf_token(const Caller& caller) const;  // masked afresh
  [[nodiscard]] bool csrf_fits(const Caller& caller, std::string_view token) const;
  /// Before there is a session: bound to a random value in a cookie.
  [[nodiscard]] std::string csrf_token(std::string_view pre_session) const;
  [[nodiscard]] bool csrf_fits(std::string_view pre_session, std::string_view token) const;

  // -- rotations: commands
  Awaitable<Result<Recorded>> nominate(Caller caller, std::string workflow, json::value body, RequestMeta meta);
  Awaitable<Result<Recorded>> respond(Caller caller, std::string rotation, std::string step, json::value body, RequestMeta meta);
  /// Puts right what the caller, or somebody of the same seat, sent under this sequence of the rotation.
  Awaitable<Result<Recorded>> correct(Caller caller, std::string rotation, int sequence, json::value body, RequestMeta meta);
  /// Declares a conflict of interest of the caller in this step.
  Awaitable<Result<Recorded>> recuse(Caller caller, std::string rotation, std::string step, json::value body, RequestMeta meta);
  Awaitable<Result<Recorded>> act(Caller caller, std::string rotation, std::string action, json::value body, RequestMeta meta);

  // -- rotations: queries
  [[nodiscard]] Result<std::vector<TaskView>> tasks(const Caller& caller) const;  // all; overdue and due first
  [[nodiscard]] Page<TaskView> task_page(const Caller& caller, const PageQuery& query) const;
  /// From the cursor on (at first ""), so many.
  [[nodiscard]] TaskRows task_rows(const Caller& caller, const std::string& cursor, int limit) const;
  /// Counted without reading a rotation: every page tells it.
  [[nodiscard]] TaskCounts task_counts(const Caller& caller) const;
  [[nodiscard]] int open_task_count(const Caller& caller) const { return task_counts(caller).open; }
  /// What the caller has sent since `from`, newest first, of the rotations he sees now: so many, and how many there are.
  [[nodiscard]] Page<DoneView> done_since(const Caller& caller, Instant from, int most) const;
  /// Open rotations in which somebody else must move by a day, the most pressing first: so many, and how many there are.
  [[nodiscard]] Page<RotationRow> waiting_for_others(const Caller& caller, int most) const;
  /// Open rotations whose term ends in these days, both inclusive, the earliest first.
  [[nodiscard]] std::vector<RotationRow> terms_ending(const Caller& caller, Date from, Date to, int most) const;
  [[nodiscard]] Result<RotationRows> rotations(const Caller& caller, const RotationFilter& filter) const;
  [[nodiscard]] Result<RotationView> rotation(const Caller& caller, std::string_view id) const;
  /// `terms`: those considered, for the preview of a posting.
  [[nodiscard]] Result<StepView> step(const Caller& caller, std::string_view id, std::string_view step, const TermQuery& terms = {}) const;
  [[nodiscard]] Result<CorrectionFormView> correction(const Caller& caller, std::string_view id, int sequence) const;
  [[nodiscard]] Result<ActionFormView> recusal(const Caller& caller, std::string_view id, std::string_view step) const;
  [[nodiscard]] Result<ActionFormView> action(const Caller& caller, std::string_view id, std::string_view action) const;
  [[nodiscard]] Result<std::vector<HistoryEntry>> history(const Caller& caller, std::string_view id) const;  // oldest first
  /// `line`: of a plan, to be filled in; may be empty.
  [[nodiscard]] Result<StartView> start(const Caller& caller, std::string_view workflow, std::string_view line = {}) const;
  /// The newest of each workflow that this caller may begin; that of the rotations first.
  [[nodiscard]] std::vector<workflow::DefinitionPtr> startable(const Caller& caller) const;
  [[nodiscard]] bool may_nominate(const Caller& caller) const { return !startable(caller).empty(); }
  /// Checks a form's fields without recording anything: for the check page.
  [[nodiscard]] Result<workflow::Filled> check(const workflow::Form& form, const workflow::FormWorld& world, const json::value& body) const;
  /// The filled form as text for people.
  [[nodiscard]] std::vector<ValueView> describe(const workflow::Form& form, const json::object& values, Language language) const;

  // -- the field
  [[nodiscard]] Result<TurnTable> turns(const Caller& caller, const TurnQuery& query) const;
  [[nodiscard]] Result<Page<TurnView>> turn_list(const Caller& caller, const TurnQuery& query,
                                                 const PageQuery& page) const;  // oldest first; `by` is not looked at
  /// Of every open rotation, the longest-standing first: for those who read all.
  [[nodiscard]] Result<std::vector<AlertView>> alerts(const Caller& caller) const;
  /// By given name, in Vietnamese collation; every word of `text` stands in name, post or unit.
  [[nodiscard]] Result<Page<OfficialView>> official_page(const Caller& caller, std::string_view text, const PageQuery& query) const;
  [[nodiscard]] Result<std::vector<OfficialView>> officials(const Caller& caller, std::string_view text) const;
  [[nodiscard]] Result<OfficialView> official(const Caller& caller, std::string_view id) const;
  [[nodiscard]] Result<std::vector<UnitView>> units(const Caller& caller) const;
  [[nodiscard]] Result<std::vector<PositionView>> positions(const Caller& caller) const;  // at units that exist today
  [[nodiscard]] Result<std::vector<workflow::DefinitionPtr>> workflows(const Caller& caller) const;
  [[nodiscard]] Result<workflow::DefinitionPtr> workflow(const Caller& caller, std::string_view name) const;

  // -- who stands in for whom (substitutions.cpp)
  /// His own, on either side; all of them for the organisation board and the administrator. Newest first.
  [[nodiscard]] Result<std::vector<SubstitutionView>> substitutions(const Caller& caller) const;
  [[nodiscard]] Result<SubstitutionChoices> substitution_choices(const Caller& caller) const;
  /// By the principal himself; for one who is absent, by the organisation board or the administrator, who then names a third.
  Awaitable<Result<SubstitutionView>> grant_substitution(Caller caller, NewSubstitution substitution);
  Awaitable<Result<void>> end_substitution(Caller caller, std::string id, std::string reason);

  // -- units change (units.cpp): by the administrator or the organisation board, from a day on
  [[nodiscard]] Result<void> may_change_units(const Caller& caller) const;
  Awaitable<Result<std::string>> add_unit(Caller caller, NewUnit unit);  // its id
  Awaitable<Result<void>> rename_unit(Caller caller, std::string unit, Localized name, std::string on);
  Awaitable<Result<void>> merge_units(Caller caller, std::vector<std::string> from, std::string into, std::string on);
  /// What was open at the unit goes to the first of `into`.
  Awaitable<Result<void>> split_unit(Caller caller, std::string unit, std::vector<std::string> into, std::string on);

  // -- what is recorded of officials (officials.cpp): kept by the organisation board, its history is kept too
  [[nodiscard]] Result<void> may_keep_officials(const Caller& caller) const;
  /// The form with what is recorded; of nobody where `id` is empty.
  [[nodiscard]] Result<OfficialFormView> official_form(const Caller& caller, std::string_view id) const;
  /// `body`: {"form": {…}}, the whole of what is to be recorded: what is left out is recorded no more. `id` empty: somebody new.
  Awaitable<Result<OfficialKept>> keep_official(Caller caller, std::string id, json::value body, FactsMeta meta);
  /// What became otherwise and when, newest first; for who reads every rotation, and for himself.
  [[nodiscard]] Result<std::vector<FactsChange>> facts_history(const Caller& caller, std::string_view id) const;
  // -- tables (import_officials.cpp, import_units.cpp): by the organisation board, or at the machine
  Awaitable<Result<ImportReport>> import_officials(Caller caller, std::string bytes, ImportOptions options);
  Awaitable<Result<ImportReport>> import_units(Caller caller, std::string bytes, ImportOptions options);

  // -- a definition changes while rotations run (change.cpp)
  [[nodiscard]] Result<void> may_change_workflows(const Caller& caller) const;   // organisation board
  [[nodiscard]] Result<void> may_install_workflows(const Caller& caller) const;  // the administrator too, who sees no rotation
  /// The text of a definition file; proved first. What the definition is called.
  Awaitable<Result<workflow::DefinitionPtr>> install_workflow(Caller caller, std::string bytes);
  [[nodiscard]] Result<std::vector<workflow::DefinitionPtr>> workflow_versions(const Caller& caller, std::string_view name) const;
  /// Where every open rotation would go; `mapping` is YAML (workflow/mapping.hpp) and may be empty. Nothing is changed.
  [[nodiscard]] Result<MigrationView> migration(const Caller& caller, std::string_view name, int version, const std::string& mapping) const;
  /// Refused as a whole where something has no place.
  Awaitable<Result<MigrationDone>> migrate(Caller caller, std::string name, int version, std::string mapping);
  // -- registers of papers (registers.cpp): read by the committee and auditors, kept by the organisation board
  [[nodiscard]] Result<std::vector<RegisterView>> registers(const Caller& caller) const;  // the current period of each first
  /// Papers with numbers below `before`, where it is not 0.
  [[nodiscard]] Result<RegisterPage> register_page(const Caller& caller, std::string_view id, std::string_view period, int before = 0) const;
  [[nodiscard]] Result<void> may_keep_registers(const Caller& caller) const;
  /// Numbers of the current period up to `to` are used outside; the next paper gets the one after.
  Awaitable<Result<void>> advance_register(Caller caller, std::string id, int to);
  /// What became of numbers that no paper bears.
  Awaitable<Result<void>> explain_gap(Caller caller, GapExplanation gap);
  // -- working days (calendar.cpp)
  [[nodiscard]] CalendarView calendar(const Caller& caller) const;  // no secret: for everybody
  [[nodiscard]] Result<void> may_change_calendar(const Caller& caller) const;
  /// Replaces the whole calendar from now on; dates reckoned already stay. `version` is the one the caller saw: a stale one is
  /// refused, 0 takes any. Answers the version it has now: the same where nothing would change.
  Awaitable<Result<int>> set_calendar(Caller caller, std::vector<CalendarDay> days, std::vector<int> years, int version);
  /// Changes the calendar as it stands when this is recorded: what others entered meanwhile stays. False: it says so already.
  /// Faults are told of `date`, `name` or `year`.
  Awaitable<Result<bool>> change_calendar(Caller caller, CalendarChange change);

  // -- the suspension of the whole organisation (suspension.cpp)
  [[nodiscard]] std::optional<SuspensionView> suspension(const Caller& caller) const;  // nothing: none. No secret, but for whom it does not hold
  [[nodiscard]] std::optional<Date> suspended_since() const;
  [[nodiscard]] Result<void> may_suspend(const Caller& caller) const;
  Awaitable<Result<void>> suspend_organisation(Caller caller, NewSuspension wanted);
  Awaitable<Result<void>> except_from_suspension(Caller caller, NewException wanted);
  Awaitable<Result<void>> resume_organisation(Caller caller, std::string reason, std::string basis);

  // -- petitions (petitions.cpp): an owner answers, the organisation board closes or gives back, the official reads his own
  [[nodiscard]] Result<PetitionRows> petitions(const Caller& caller, const PetitionFilter& filter) const;  // the most pressing first
  [[nodiscard]] Result<PetitionView> petition(const Caller& caller, const std::string& rotation, int number) const;
  /// By unit that must answer, as units are listed. For those who read every rotation.
  [[nodiscard]] Result<std::vector<PetitionSum>> petition_sums(const Caller& caller) const;
  [[nodiscard]] PetitionCounts petition_counts(const Caller& caller) const;
  /// `meta.if_match` is the petition's version.
  Awaitable<Result<Recorded>> settle_petition(Caller caller, std::string rotation, int number, PetitionAct act, RequestMeta meta);

  // -- drafts (drafts.cpp): the caller's own, never anybody else's; gone when the form is recorded
  /// When it was saved. `fields` are texts by name, `seen` the rotation's version when the form was opened (0: none). Where
  /// `meta` names a request that has been recorded already, nothing is saved.
  Awaitable<Result<Instant>> save_draft(Caller caller, DraftOf of, json::object fields, int seen, RequestMeta meta);
  Awaitable<Result<void>> discard_draft(Caller caller, std::string of);  // DraftOf::text; nothing happens where there is none
  [[nodiscard]] std::optional<DraftView> draft(const Caller& caller, const DraftOf& of) const;
  [[nodiscard]] int draft_count(const Caller& caller) const;
  [[nodiscard]] std::vector<DraftView> drafts(const Caller& caller) const;  // saved last first, with titles
  // -- the dossier (dossier.cpp): kept by those whom the workflow names
  [[nodiscard]] Result<DossierView> dossier(const Caller& caller, std::string_view rotation) const;
  [[nodiscard]] Result<ActionFormView> dossier_item(const Caller& caller, std::string_view rotation, std::string_view item, DossierAct::Kind kind) const;
  /// `body`: {"form": {…}} as that form asks.
  Awaitable<Result<Recorded>> keep_dossier(Caller caller, std::string rotation, std::string item, DossierAct::Kind kind, json::value body, RequestMeta meta);

  // -- files (uploads.cpp): handed in by whoever works on rotations, read by who may read what they came with
  [[nodiscard]] Result<void> may_upload(const Caller& caller) const;
  Awaitable<Result<UploadView>> begin_upload(Caller caller, NewUpload upload);
  /// `bytes` follow those that are there: another offset is refused, and the refusal says the right one. With the last of them the
  /// file is looked at; one that is not what it was said to be is refused, and nothing of it stays.
  Awaitable<Result<UploadView>> append_upload(Caller caller, std::string id, std::uint64_t offset, std::string bytes);
  [[nodiscard]] Result<UploadView> upload(const Caller& caller, const std::string& id) const;  // his own only
  Awaitable<Result<void>> drop_upload(Caller caller, std::string id);
  [[nodiscard]] Result<std::vector<AttachmentView>> attachments(const Caller& caller, std::string_view rotation) const;  // in the order of the log
  [[nodiscard]] Result<AttachmentFile> attachment(const Caller& caller, const std::string& file) const;
  /// Where bodies too long for memory may lie while they are read.
  [[nodiscard]] const std::filesystem::path& body_folder() const;

  // -- plans of rotations (plans.cpp): written by the organisation board
  [[nodiscard]] Result<std::vector<PlanView>> plans(const Caller& caller) const;                       // the latest period first
  [[nodiscard]] Result<Page<PlanView>> plan_page(const Caller& caller, const PageQuery& query) const;  // without their lines
  /// `lines`: that page of them; nothing: all.
  [[nodiscard]] Result<PlanView> plan(const Caller& caller, std::string_view id, const std::optional<PageQuery>& lines = {}) const;
  [[nodiscard]] Result<void> may_write_plans(const Caller& caller) const;
  [[nodiscard]] Result<PlanFormView> plan_form(const Caller& caller, const PlanAct& act) const;
  /// `body` as plan_form's schema says.
  Awaitable<Result<PlanChanged>> change_plan(Caller caller, PlanAct act, json::value body);

  // -- meetings of the committee (meetings.cpp): read by the committee and auditors, called and composed by the organisation board
  [[nodiscard]] Result<std::vector<MeetingView>> meetings(const Caller& caller) const;  // those to come first
  [[nodiscard]] Result<Page<MeetingView>> meeting_page(const Caller& caller, const PageQuery& query) const;
  /// `minutes`: with what was said about the items that have closed.
  [[nodiscard]] Result<MeetingView> meeting(const Caller& caller, std::string_view id, bool minutes = false) const;
  [[nodiscard]] Result<void> may_call_meetings(const Caller& caller) const;
  [[nodiscard]] Result<MeetingFormView> meeting_form(const Caller& caller, const MeetingAct& act) const;
  Awaitable<Result<std::string>> change_meeting(Caller caller, MeetingAct act, json::value body);  // the meeting's id
  /// Open steps that are for such a meeting and on no other one's agenda; what is due first is first.
  [[nodiscard]] Result<std::vector<MeetingItemView>> agenda_choices(const Caller& caller, std::string_view id) const;
  /// The open items are these from now on: (rotation, step).
  Awaitable<Result<void>> set_agenda(Caller caller, std::string id, std::vector<std::pair<std::string, std::string>> items);
  /// Several answers at once, each a command of its own: recorded or refused by itself, in their order. `meta.key` is the key
  /// from which each derives its own.
  Awaitable<Result<std::vector<MeetingAnswer>>> respond_at(Caller caller, std::string meeting, std::vector<MeetingResponse> responses, RequestMeta meta);

  // -- audit
  [[nodiscard]] std::string checkpoint() const;                      // the note signed last: size and root of the log, for anybody
  [[nodiscard]] Result<void> may_trace(const Caller& caller) const;  // who reads every rotation
  [[nodiscard]] Result<RotationRows> traceable(const Caller& caller, const RotationFilter& filter) const;
  [[nodiscard]] Result<TraceView> trace(const Caller& caller, std::string_view id) const;

  // -- administration
  [[nodiscard]] Result<void> may_administer(const Caller& caller) const;                // accounts, roles, plugins, deliveries
  [[nodiscard]] Result<std::vector<AccountView>> accounts(const Caller& caller) const;  // by given name
  /// Every word of `text` stands in name, username, role or unit.
  [[nodiscard]] Result<Page<AccountView>> account_page(const Caller& caller, std::string_view text, const PageQuery& query) const;
  [[nodiscard]] Result<AccountView> account(const Caller& caller, std::string_view id) const;
  Awaitable<Result<AccountView>> add_account(Caller caller, NewAccount account);
  Awaitable<Result<void>> reset_password(Caller caller, std::string account, std::string password);
  Awaitable<Result<void>> set_grant(Caller caller, std::string account, std::string role, std::string unit, bool granted);
  Awaitable<Result<void>> set_disabled(Caller caller, std::string account, bool disabled);
  /// The account becomes this official's own; `official` empty: nobody's. An official has one account at most.
  Awaitable<Result<void>> tie_account(Caller caller, std::string account, std::string official);
  /// Officials to whom an account may be tied, by name; nothing of what is recorded of them.
  [[nodiscard]] Result<std::vector<std::pair<PersonRef, UnitRef>>> officials_to_tie(const Caller& caller) const;
  [[nodiscard]] Result<std::vector<PluginView>> plugins(const Caller& caller) const;
  /// From now on this file runs and no other: `digest` is that of the file the caller has looked at. A plugin that runs is
  /// replaced, no call is lost.
  Awaitable<Result<void>> enable_plugin(Caller caller, std::string plugin, std::string digest);
  Awaitable<Result<void>> disable_plugin(Caller caller, std::string plugin);
  /// Ends the quarantine or the pause of one that failed: what waits for it is tried again.
  [[nodiscard]] Result<void> release_plugin(const Caller& caller, const std::string& plugin);
  /// `state`: one of DeliveryView's, or empty: those that wait and the dead ones.
  [[nodiscard]] Result<DeliveryList> deliveries(const Caller& caller, std::string_view state = {}, const PageQuery& page = {1, 200}) const;
  [[nodiscard]] Result<DeliveryView> delivery(const Caller& caller, std::string_view id) const;
  Awaitable<Result<void>> retry_delivery(Caller caller, std::string id);
  Awaitable<Result<void>> drop_delivery(Caller caller, std::string id, std::string reason);
  /// Every letter there is, in both languages, on an invented rotation.
  [[nodiscard]] Result<std::vector<LetterPreview>> letter_previews(const Caller& caller) const;

  // -- how one is told oneself
  [[nodiscard]] Result<PreferencesView> preferences(const Caller& caller) const;
  Awaitable<Result<void>> set_preferences(Caller caller, NoticePreferences preferences);

  // -- the server's own work
  void start_background();  // threads: dispatchers, timers, session keeping
  void stop();              // finishes what was accepted
  /// Whatever is due by now: timers fire, deliveries go out. Returns when nothing is left to do. For tests and demo.
  void run_due();
  [[nodiscard]] bool ready() const;  // the writer takes commands

  // -- facts
  [[nodiscard]] const Configuration& configuration() const;
  [[nodiscard]] const Clock& clock() const;
  [[nodiscard]] const TimeZone& zone() const;
  [[nodiscard]] Localized committee() const;  // name of the deciding committee
  [[nodiscard]] bool sample() const;
  [[nodiscard]] int clock_offset_days() const;
  /// Of a sample directory only, and only forward: what has been recorded at a later time stays in the past. Kept there;
  /// the clock is the caller's to set.
  Result<void> set_clock_offset(int days);
  /// Who works at the machine itself, with the rights of an administrator: for the command line.
  [[nodiscard]] Caller machine_operator() const;
  [[nodiscard]] std::uint64_t log_size() const;
  /// One that was installed, of any version; null where there is none.
  [[nodiscard]] workflow::DefinitionPtr definition(const std::string& name, int version) const;
  [[nodiscard]] store::Database& database() const;
  [[nodiscard]] store::Writer& writer() const;

  struct Impl;  // private to this folder (impl.hpp)
  /// All who are nominated for this rotation's post, compared by what the workflow says. For those who read every rotation.
  [[nodiscard]] Result<ComparisonView> comparison(const Caller& caller, std::string_view id) const;

  [[nodiscard]] Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// Reads and checks every workflow that a configuration leads to. Throws std::runtime_error as App does.
void prove_workflows(const Configuration& configuration);

/// The plugins a configuration leads to: as a data directory has them enabled, beside a server that runs there or not, or
/// where none is given all that the configuration names. Throws std::runtime_error as App does.
[[nodiscard]] std::vector<PluginView> list_plugins(const Configuration& configuration, const std::filesystem::path& data = {});
/// Of the file that lies there now; empty where the plugin is none of these.
[[nodiscard]] std::string found_digest(const std::vector<PluginView>& plugins, const std::string& id);

}  // namespace luan::app
