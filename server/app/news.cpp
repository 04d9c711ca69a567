#include "app/news.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "app/impl.hpp"
#include "store/fault.hpp"
#include "store/log_tail.hpp"

namespace luan::app {
namespace {

using store::LogChange;
/// News give way to what people wait for.
constexpr int news_nice = 5;

struct Listening {
  std::shared_ptr<NewsListener> listener;
  Caller caller;
  std::int64_t heard = -1;  // index of the last entry told or passed over
  bool begins = false;      // has heard nothing yet, and does not go on from anywhere
  bool resumes = false;     // goes on from what it heard before: told each change at its own index
  int tasks = -1;           // as told last; -1: not yet
};

using Counts = std::vector<std::pair<std::string, int>>;
/// What is looked up once for everybody.
struct Round {
  std::map<std::string, store::RotationPtr> rotations{};
  std::map<std::string, Counts> counts{};  // by account
};

bool same_roles(const workflow::Actor& a, const workflow::Actor& b) {
  return a.official == b.official && std::ranges::equal(a.grants, b.grants, [](const auto& x, const auto& y) { return x.role == y.role && x.unit == y.unit; });
}

/// Persons who answer under their names: pages say how many have, before they say what.
bool is_counted(const workflow::Step& step) {
  return std::holds_alternative<workflow::BallotRule>(step.rule) || std::holds_alternative<workflow::AllRule>(step.rule);
}

}  // namespace

std::string turnout_name(std::string_view rotation, std::string_view step, int run) {
  return "turnout-" + std::string(rotation) + "-" + std::string(step) + "-" + std::to_string(run);
}

struct News::Impl {
  const App& app;
  Options options;

  std::mutex mutex;  // of what follows, held for moments
  std::condition_variable_any arrived;
  std::vector<Listening> arriving{};
  std::map<std::string, std::vector<std::weak_ptr<NewsListener>>> by_account{};

  // Of the one who looks.
  std::vector<Listening> listening{};
  std::deque<LogChange> ring{};
  std::int64_t last = -1;  // index of the last entry in it
  DirectoryPtr people{};
  Date day{};
  std::chrono::steady_clock::time_point sessions_seen{};
  bool failing = false;

  std::jthread thread{};

  Impl(const App& a, Options o) : app(a), options(o) {}

  void run(const std::stop_token& stop);
  void look();
  void catch_up();
  void follow_people(bool all);
  void dismiss(const std::function<bool(Listening&)>& goes);
  void end_sessions();
  void tell(Listening& one, Round& round);
  void tell_changes(Listening& one, const std::vector<LogChange>& changes, Round& round);
  [[nodiscard]] std::vector<LogChange> changes_for(const Listening& one, Round& round) const;
  [[nodiscard]] bool sees(const Caller& caller, const LogChange& change, Round& round) const;
  [[nodiscard]] store::RotationPtr rotation(const std::string& id, Round& round) const;
  void add_counts(Listening& one, NewsItem& item, Round& round) const;
  void add_turnout(const std::string& id, NewsItem& item, Round& round) const;
};

News::News(const App& app, Options options) : impl_(std::make_unique<Impl>(app, options)) {}
News::~News() = default;

void News::start() {
  impl_->thread = std::jthread([impl = impl_.get()](const std::stop_token& stop) { impl->run(stop); });
}

void News::look() { impl_->look(); }

Result<void> News::listen(const Caller& caller, std::optional<std::int64_t> after, std::shared_ptr<NewsListener> listener) {
  {
    const std::lock_guard lock(impl_->mutex);
    auto& own = impl_->by_account[caller.account().text()];
    std::erase_if(own, [](const std::weak_ptr<NewsListener>& one) {
      const auto held = one.lock();
      return !held || !held->listens();
    });
    if (own.size() >= impl_->options.each_account) return refuse(RefusalCode::unavailable, {{"seconds", "60"}});
    own.push_back(listener);
    impl_->arriving.push_back({std::move(listener), caller, after.value_or(-1), !after, after.has_value()});
  }
  impl_->arrived.notify_all();
  return {};
}

void News::Impl::run(const std::stop_token& stop) {
  ::setpriority(PRIO_PROCESS, 0, news_nice);  // on Linux a thread's own
  while (!stop.stop_requested()) {
    try {
      look();
      failing = false;
    } catch (const std::exception& error) {
      // Whoever was not told is told by the next look.
      if (!failing) spdlog::error("news: {}", store::fault_text(error));
      failing = true;
    }
    std::unique_lock lock(mutex);
    const auto somebody = [this] { return !arriving.empty(); };
    if (listening.empty())
      arrived.wait(lock, stop, somebody);
    else
      arrived.wait_for(lock, stop, options.look_every, somebody);
  }
}

void News::Impl::look() {
  bool newcomers = false;
  {
    const std::lock_guard lock(mutex);
    newcomers = !arriving.empty();
    std::ranges::move(arriving, std::back_inserter(listening));
    arriving.clear();
  }
  std::erase_if(listening, [](const Listening& one) { return !one.listener->listens(); });
  if (listening.empty()) return;
  catch_up();
  follow_people(newcomers);
  end_sessions();
  Round round;
  for (Listening& one : listening) tell(one, round);
}

/// The ring ends where the published log ends: what it names can be read as it is after that.
void News::Impl::catch_up() {
  const auto size = static_cast<std::int64_t>(app.log_size());
  if (size - 1 <= last) return;
  const std::int64_t from = std::max(last + 1, size - options.kept);
  if (from > last + 1) ring.clear();
  const store::Reader reader = app.database().reader();
  std::ranges::move(store::log_changes(reader.session(), from, size), std::back_inserter(ring));
  while (static_cast<std::int64_t>(ring.size()) > options.kept) ring.pop_front();
  last = size - 1;
}

void News::Impl::dismiss(const std::function<bool(Listening&)>& goes) {
  std::erase_if(listening, [&](Listening& one) {
    if (!goes(one)) return false;
    one.listener->hear({NewsItem::Kind::bye, last});
    return true;
  });
}

/// Permissions are those of now. Whose own roles have changed has another navigation and other pages: he begins anew.
void News::Impl::follow_people(bool all) {
  const DirectoryPtr now = app.impl().directory();
  const Date today = app.impl().today();
  if (!all && now == people && today == day) return;
  people = now, day = today;
  dismiss([&](Listening& one) {
    const store::Account* account = people->account(one.caller.account());
    if (!account || account->disabled) return true;
    workflow::Actor actor = app.impl().actor_of(*people, account->id, day);
    if (!same_roles(actor, one.caller.actor)) return true;
    one.caller.actor = std::move(actor);  // whom he stands in for may be others
    return false;
  });
}

/// A stream that is open is no activity: it ends with its session.
void News::Impl::end_sessions() {
  const auto now = std::chrono::steady_clock::now();
  if (listening.empty() || now - sessions_seen < options.sessions_every) return;
  sessions_seen = now;
  std::set<std::string, std::less<>> open;
  {
    const store::Reader reader = app.database().reader();
    for (store::SessionRow& row : store::sessions(reader.session())) open.insert(std::move(row.sha256));
  }
  dismiss([&](const Listening& one) { return !open.contains(one.caller.session); });
}

store::RotationPtr News::Impl::rotation(const std::string& id, Round& round) const {
  const auto [found, fresh] = round.rotations.try_emplace(id);
  if (fresh) found->second = app.database().rotation(RotationId::trusted(id));
  return found->second;
}

bool News::Impl::sees(const Caller& caller, const LogChange& change, Round& round) const {
  switch (change.of) {
    case LogChange::Of::rotation: {
      const store::RotationPtr found = rotation(change.id, round);
      return found && may_see(caller, *found);
    }
    case LogChange::Of::meeting:
    case LogChange::Of::plan: return caller.reads_all();
    case LogChange::Of::other: break;
  }
  return false;
}

/// Each once, by its last change.
std::vector<LogChange> News::Impl::changes_for(const Listening& one, Round& round) const {
  std::vector<LogChange> out;
  for (auto at = std::ranges::upper_bound(ring, one.heard, {}, &LogChange::seq); at != ring.end(); ++at) {
    if (!sees(one.caller, *at, round)) continue;
    std::erase_if(out, [&](const LogChange& earlier) { return earlier.id == at->id; });
    out.push_back(*at);
  }
  return out;
}

void News::Impl::tell(Listening& one, Round& round) {
  const bool lost = !one.begins && (one.heard > last || (!ring.empty() && one.heard + 1 < ring.front().seq));
  if (one.begins || lost) {
    NewsItem item{lost ? NewsItem::Kind::reset : NewsItem::Kind::news, last};
    add_counts(one, item, round);
    one.listener->hear(item);
  } else if (one.heard < last) {
    tell_changes(one, changes_for(one, round), round);
  }
  one.heard = last;
  one.begins = one.resumes = false;
}

/// Pages are drawn at different times, and each passes over what it has seen: who resumes is told of each change at its own index.
void News::Impl::tell_changes(Listening& one, const std::vector<LogChange>& changes, Round& round) {
  if (changes.empty()) return;
  NewsItem item;
  for (const LogChange& change : changes) {
    item.at = change.seq;
    item.about.push_back(change.id);
    if (change.of == LogChange::Of::rotation) add_turnout(change.id, item, round);
    if (!one.resumes || &change == &changes.back()) continue;
    one.listener->hear(item);
    item = {};
  }
  add_counts(one, item, round);
  one.listener->hear(item);
}

void News::Impl::add_counts(Listening& one, NewsItem& item, Round& round) const {
  if (!one.caller.takes_part()) return;
  const auto [found, fresh] = round.counts.try_emplace(one.caller.account().text());
  Counts& counts = found->second;
  if (fresh) {
    counts.emplace_back("tasks", app.open_task_count(one.caller));
    const PetitionCounts petitions = app.petition_counts(one.caller);
    counts.emplace_back("petitions", petitions.to_answer);
    counts.emplace_back("petitions-overdue", petitions.overdue);
    counts.emplace_back("petitions-to-close", petitions.to_close);
  }
  const int tasks = counts.front().second;
  if (tasks != one.tasks && !one.begins) item.about.emplace_back("tasks");
  one.tasks = tasks;
  item.counts.insert(item.counts.end(), counts.begin(), counts.end());
}

/// How many have answered the votes that are open. Nothing of what they said leaves here.
void News::Impl::add_turnout(const std::string& id, NewsItem& item, Round& round) const {
  const store::RotationPtr found = rotation(id, round);
  if (!found) return;
  const workflow::DefinitionPtr definition = app.impl().definition_ptr(*found);
  for (const workflow::StepRun& run : found->runs) {
    const workflow::Step* step = run.open() ? definition->find_step(run.step).second : nullptr;
    if (step && is_counted(*step)) item.counts.emplace_back(turnout_name(id, run.step, run.run), static_cast<int>(run.responses.size()));
  }
}

}  // namespace luan::app
