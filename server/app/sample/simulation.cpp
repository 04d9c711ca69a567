#include "app/sample/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <stdexcept>

namespace luan::app::sample {
namespace {

/// So many acts are committed together: the disk is waited for once.
constexpr int acts_at_once = 250;
constexpr int joining_each_year = 6;
constexpr int first_year = 2011, joining_since = 2013;

Date on(int y, unsigned m, unsigned d) { return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)}; }

}  // namespace

Simulation::Simulation(App::Impl& impl, std::shared_ptr<ManualClock> clock, const Source& source, unsigned seed, Date today)
    : impl_(impl),
      clock_(std::move(clock)),
      source_(source),
      seed_(seed),
      today_(today),
      end_(impl.zone.start_of(today)),
      land_(source, seed),
      script_(source_, land_, seed) {
  plan_directory();
}

void Simulation::at(Instant instant, Job job) {
  // The past cannot be added to: what is late comes next.
  instant = std::max(instant, clock_->now() + std::chrono::milliseconds(1));
  if (instant < end_) queue_.emplace(std::pair(instant, order_++), std::move(job));
}

void Simulation::plan_directory() {
  const TimeZone& zone = impl_.zone;
  const auto morning = [&](Date date) { return zone.start_of(date) + std::chrono::hours(8); };
  at(morning(on(first_year, 1, 3)), [this](store::Transaction& transaction) {
    transaction.put_meta("sample", "1");
    land_.found(transaction, on(first_year - 7, 1, 1));
    land_.first_officials(transaction, first_year);
    plan_cases(transaction);
  });
  for (const Term& term : source_.terms)
    if (term.from > on(first_year, 1, 3)) at(morning(term.from), [this, term](store::Transaction& transaction) { land_.new_term(transaction, term); });
  for (int year = joining_since; year <= static_cast<int>(today_.year()); ++year)
    at(morning(on(year, 1, 8)), [this, year](store::Transaction& transaction) { land_.join(transaction, year, joining_each_year); });
  plan_plans();
  at(morning(source_.merge.on), [this](store::Transaction& transaction) { land_.merge(transaction); });
}

void Simulation::plan_cases(store::Transaction& transaction) {
  cases_ = make_plan(source_, transaction.directory()->calendar(), today_, seed_);
  for (Case& of : cases_) {
    of.id = transaction.ids().fresh<RotationId>();
    by_rotation_[of.id] = static_cast<std::size_t>(of.number);
    at(script_.moment(of.nominated, fmt::format("{} nominated", of.number), impl_.zone), [this, &of](store::Transaction& later) { nominate(later, of); });
  }
}

void Simulation::step(store::Transaction& transaction) {
  if (failed_ || queue_.empty()) return;
  const Job job = std::move(queue_.begin()->second);
  queue_.erase(queue_.begin());
  try {
    job(transaction);
  } catch (...) {
    failed_ = true;
    throw;
  }
  // The next job of the writer's group stands at its own instant. Only the writer's thread sets the clock now.
  if (!queue_.empty()) clock_->set(queue_.begin()->first.first);
}

void Simulation::run() {
  if (!queue_.empty()) clock_->set(queue_.begin()->first.first);
  while (!queue_.empty() && !failed_) {
    std::promise<void> all_done;
    std::exception_ptr first_error;
    int left = acts_at_once;
    for (int i = 0; i < acts_at_once; ++i) {
      const bool taken = impl_.writer->submit([this](store::Transaction& transaction) { step(transaction); },
                                              [&](std::exception_ptr error) {
                                                if (error && !first_error) first_error = error;
                                                if (--left == 0) all_done.set_value();
                                              });
      if (!taken) throw std::runtime_error("the writer takes no more work");
    }
    all_done.get_future().get();
    if (first_error) std::rethrow_exception(first_error);
  }
  finish();
}

void Simulation::finish() {
  clock_->set(end_ - std::chrono::seconds(1));
  const auto directory = impl_.directory();
  for (const Case& of : cases_) {
    if (of.official < 0) continue;
    const Official& official = land_.officials[static_cast<std::size_t>(of.official)];
    if (official.busy && impl_.database->rotation(of.id)->status == workflow::Status::open)
      land_.tell(official, directory->unit(directory->official(official.id)->unit)->name.vi);
  }
  // Whoever tries the program nominates one of these, and can then be the official too.
  impl_.writer->run([&](store::Transaction& transaction) {
    const store::DirectoryPtr now = transaction.directory();
    for (const Place& place : land_.places) {
      if (place.ward) continue;
      const auto free = std::ranges::find_if(land_.officials, [&](const Official& official) {
        const store::Official* known = now->official(official.id);
        return !official.busy && known->unit == place.unit && !known->position.none();
      });
      if (free == land_.officials.end()) continue;
      land_.give_account(transaction, *free);
      land_.tell(*free, place.name.vi);
    }
  });
  impl_.writer->run([this](store::Transaction& transaction) { call_meetings(transaction); });
  const identity::HashCost cost = impl_.configuration.cheap_passwords ? identity::cheap_cost() : identity::HashCost{};
  std::vector<std::string> hashes;
  for (const Login& login : land_.logins) hashes.push_back(identity::hash_password(login.shown.password, cost));
  impl_.writer->run([&](store::Transaction& transaction) {
    for (std::size_t i = 0; i < hashes.size(); ++i) transaction.put_credential(land_.logins[i].account, hashes[i]);
  });
}

}  // namespace luan::app::sample
