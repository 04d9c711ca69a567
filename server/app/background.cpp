// The server's own work: timers that fire, deliveries that go out, sessions that are written down.
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include "app/pending_rotations.hpp"
#include "store/fault.hpp"

namespace luan::app {
namespace {

constexpr int wakes_at_once = 64;
constexpr int every_rotation = 1'000'000;
constexpr std::chrono::hours refused_wake_rests{1};
constexpr std::chrono::seconds timers_look_every{15}, notices_look_every{15}, deliveries_look_every{2};
constexpr std::chrono::hours sessions_kept{12}, requests_kept{24}, deliveries_kept{24 * 90}, drafts_kept{24 * 30};
/// What is sent out gives way to what people wait for, on a machine that has not enough for both.
constexpr int deliveries_nice = 10;
constexpr std::chrono::minutes sessions_kept_every{1};

/// A fault of the machinery (a full disk) is waited out; the thread stays.
void guarded(const char* what, const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& error) {
    spdlog::error("{}: {}", what, store::fault_text(error));
  }
}

/// On Linux the nice value is a thread's own.
void give_way() { ::setpriority(PRIO_PROCESS, 0, deliveries_nice); }

}  // namespace

bool App::Impl::wake_each(const std::vector<RotationId>& due, const char* cannot) {
  bool all = true;
  for (const RotationId& id : due) {
    const auto woken =
        on_writer_blocking<Recorded>(*writer, [&](store::Transaction& transaction) { return carry_out(transaction, id, workflow::Wake{}, nullptr); });
    if (!woken) spdlog::warn("rotation {} {}: {}", id.text(), cannot, woken.error().sentence(Language::en));
    all = all && woken.has_value();
  }
  return all;
}

bool App::Impl::pass_units() {
  const DirectoryPtr people = database->directory();
  const Date day = today();
  if (passed == std::pair(people, day)) return false;
  const auto successor = [&](const UnitId& unit) { return people->successor(unit, day); };
  std::vector<RotationId> due;
  {
    const store::Reader reader = database->reader();
    for (const store::Unit* unit : people->gone(day))
      for (const char* status : {"open", "suspended"}) {
        store::RotationQuery query;
        query.status = status, query.limit = every_rotation;
        if (unit->id != people->committee().unit) query.units = {unit->id.text()};
        for (const auto& row : store::rotations(reader.session(), query))
          if (const store::RotationPtr rotation = database->rotation(RotationId::trusted(row.id)); rotation && workflow::passing_due(*rotation, successor))
            due.push_back(rotation->id);
      }
  }
  const bool all = wake_each(due, "cannot pass to the unit that succeeds");
  if (all) passed = {people, day};
  return all && !due.empty();
}

bool App::Impl::follow_suspension() {
  const DirectoryPtr people = database->directory();
  if (suspension_followed == people->suspension_number()) return false;
  std::vector<RotationId> due;
  {
    const store::Reader reader = database->reader();
    for (const char* status : {"open", "suspended"}) {
      store::RotationQuery query;
      query.status = status, query.limit = every_rotation;
      for (const auto& row : store::rotations(reader.session(), query)) {
        const store::RotationPtr rotation = database->rotation(RotationId::trusted(row.id));
        const bool stop = people->suspension() && people->suspension()->stops(rotation->facts.official, rotation->decision.has_value());
        if (stop ? rotation->status == workflow::Status::open : rotation->suspended_by_organisation) due.push_back(rotation->id);
      }
    }
  }
  const bool all = wake_each(due, "cannot follow the suspension of the organisation");
  if (all) suspension_followed = people->suspension_number();
  return all && !due.empty();
}

bool App::Impl::fire_timers() {
  const Instant now = clock->now();
  const DirectoryPtr people = database->directory();
  std::vector<std::string> due;
  {
    const store::Reader reader = database->reader();
    due = store::rotations_to_wake(reader.session(), now, wakes_at_once + static_cast<int>(postponed.size()));
  }
  bool fired = pass_units();
  fired |= follow_suspension();
  for (const std::string& id : due) {
    // What the directory hindered is tried again once somebody has changed it.
    if (const auto rests = postponed.find(id); rests != postponed.end() && rests->second.until > now && rests->second.directory == people) continue;
    const auto woken = on_writer_blocking<Recorded>(
        *writer, [&](store::Transaction& transaction) { return carry_out(transaction, RotationId::trusted(id), workflow::Wake{}, nullptr); });
    if (woken && woken->version > 0) {
      postponed.erase(id);
      fired = true;
      if (woken->stirs) poke();
      continue;
    }
    // A step that nobody could answer does not open; the administrator may grant the role meanwhile.
    if (!woken) spdlog::warn("rotation {} cannot go on by the calendar: {}", id, woken.error().sentence(Language::en));
    postponed[id] = {now + refused_wake_rests, people};
  }
  return fired;
}

void App::Impl::keep_sessions() {
  const Instant now = clock->now();
  const auto changes = sessions.take_changes(now);
  writer->run([&](store::Transaction& transaction) {
    for (const identity::Session& session : changes.seen) transaction.put_session(session.sha256, session.account, session.created, session.last_seen);
    for (const std::string& over : changes.over) transaction.drop_session(over);
    transaction.sweep({now - sessions_kept, now - requests_kept, now - deliveries_kept, now - drafts_kept});
  });
}

void App::Impl::poke() const {
  {
    const std::lock_guard lock(wake_mutex);
    ++pokes;
  }
  wake.notify_all();
}

void App::Impl::wait_for_poke(const std::stop_token& stop, std::chrono::milliseconds most, std::uint64_t& seen) const {
  std::unique_lock lock(wake_mutex);
  wake.wait_for(lock, stop, most, [&] { return pokes != seen; });
  seen = pokes;
}

void App::Impl::start_background() {
  background.emplace_back([this](const std::stop_token& stop) {
    std::uint64_t seen = 0;
    auto kept = std::chrono::steady_clock::now();
    bool listed = false;
    while (!stop.stop_requested()) {
      guarded("timers", [&] {
        while (!stop.stop_requested() && fire_timers()) {
        }
      });
      // What is due first; then what visitors would wait for, the first of them.
      if (!std::exchange(listed, true) && !stop.stop_requested()) guarded("lists", [&] { static_cast<void>(pending->now(*this)); });
      if (std::chrono::steady_clock::now() - kept > sessions_kept_every) {
        kept = std::chrono::steady_clock::now();
        guarded("sessions", [&] { keep_sessions(); });
        guarded("files", [&] { sweep_files(); });
      }
      wait_for_poke(stop, timers_look_every, seen);
    }
  });
  background.emplace_back([this](const std::stop_token& stop) { keep_log_signed(stop); });
  background.emplace_back([this](const std::stop_token& stop) {
    give_way();
    std::uint64_t seen = 0;
    while (!stop.stop_requested()) {
      guarded("notices", [&] {
        auto began = std::chrono::steady_clock::now();
        while (!stop.stop_requested() && tell_people()) {
          pace.give_way(std::chrono::steady_clock::now() - began, stop);
          began = std::chrono::steady_clock::now();
        }
      });
      wait_for_poke(stop, notices_look_every, seen);
    }
  });
  in_background = true;
  for (const std::string& id : plugins->enabled()) start_dispatcher(id);
}

/// One thread a plugin, from when it is first enabled; while it is disabled, what waits for it waits.
void App::Impl::start_dispatcher(const std::string& id) {
  const std::lock_guard lock(dispatching_mutex);
  if (!in_background || !dispatching.insert(id).second) return;
  background.emplace_back([this, id](const std::stop_token& stop) {
    give_way();
    std::uint64_t seen = 0;
    while (!stop.stop_requested()) {
      guarded("deliveries", [&] {
        while (!stop.stop_requested() && deliver(id, stop)) {
        }
      });
      wait_for_poke(stop, deliveries_look_every, seen);
    }
  });
}

void App::Impl::stop_background() {
  {
    const std::lock_guard lock(dispatching_mutex);  // nobody adds a thread from here on
    in_background = false;
  }
  for (std::jthread& thread : background) thread.request_stop();
  background.clear();
}

void App::start_background() { impl_->start_background(); }

void App::stop() {
  impl_->stop_background();
  if (!impl_->writer->healthy()) return;
  impl_->keep_sessions();
}

void App::run_due() {
  bool worked = true;
  while (worked) {
    worked = impl_->fire_timers();
    worked |= impl_->tell_people();
    for (const std::string& id : impl_->plugins->enabled()) worked |= impl_->deliver(id);
  }
}

}  // namespace luan::app
