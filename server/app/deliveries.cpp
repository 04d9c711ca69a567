// The dispatcher: what plugins are asked, and what becomes of their answers.
//
// A delivery goes out at least once under its stable id. It is leased, the plugin is called, and the outcome is written
// down; until that is on the disk the outcome stays in memory and nothing more is sent to that plugin, so that a failure of
// the bookkeeping never means a second call. If the server itself ends between acknowledgement and commit (at most
// `settle_most` deliveries of a plugin, or `settle_every`), the lease runs out and the delivery comes again under the same
// id: notifiers know it by that.
#include <spdlog/spdlog.h>

#include <algorithm>

#include "app/impl.hpp"
#include "app/retry.hpp"
#include "app/scorer_input.hpp"

namespace luan::app {
namespace {

using plugin::FailureKind;
using plugin::PluginFailure;
using std::chrono::steady_clock;

constexpr int batch = 32;
constexpr int nominees_most = 100;  // that are compared for one post
constexpr std::size_t settle_most = 16;
constexpr std::chrono::milliseconds settle_every{200};
/// Renewed between two calls when a third has gone; a call, with its process's start and end, takes less than a third.
constexpr std::chrono::seconds lease_time{120};
/// At a plugin that is off, or cannot be used as it is configured.
constexpr std::chrono::minutes looks_again{5};

const Localized nobody_waits{"Không còn ai chờ việc này nên không gửi.", "Nobody waits for this any more; it was not sent."};

const Retry& retry_of(const store::LeasedRow& row) { return row.row.call == "score" ? score_retry : notify_retry; }

/// What is wrong with the plugin itself is no attempt of a delivery: it waits until somebody has mended that. (A scorer is
/// configured by the step that asks: what it refuses there is that delivery's own.)
bool held_up(const store::LeasedRow& row, FailureKind kind) {
  if (kind == FailureKind::resting || kind == FailureKind::quarantined || kind == FailureKind::disabled) return true;
  return row.row.call == "notify" && (kind == FailureKind::configuration_refused || kind == FailureKind::library_changed || kind == FailureKind::no_sandbox);
}

bool write_down(store::Transaction& transaction, const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::delivered: return transaction.delivered(outcome.row);
    case Outcome::Kind::moot: return transaction.moot(outcome.row, outcome.error);
    case Outcome::Kind::failed: return transaction.failed(outcome.row, outcome.error, outcome.next);
    case Outcome::Kind::given_back: return transaction.give_back(outcome.row, outcome.error, *outcome.next);
  }
  std::abort();
}

/// What failed goes before the later ones of its lane; they wait with it.
void give_back_lane(const std::string& lane, std::deque<store::LeasedRow>& held, std::vector<Outcome>& outcomes, Instant now) {
  std::erase_if(held, [&](const store::LeasedRow& row) {
    if (row.row.lane != lane) return false;
    outcomes.push_back({Outcome::Kind::given_back, row, {}, now});
    return true;
  });
}

Outcome moot(const store::LeasedRow& row) { return {Outcome::Kind::moot, row, stored_text(nobody_waits)}; }

}  // namespace

Outcome App::Impl::after(const store::LeasedRow& row, const PluginFailure& failure) const {
  Outcome outcome{Outcome::Kind::failed, row, stored_text(failure.sentence())};
  if (held_up(row, failure.kind)) {
    outcome.kind = Outcome::Kind::given_back;
    outcome.next = clock->now() + (failure.kind == FailureKind::resting ? failure.retry_after : looks_again);
    return outcome;
  }
  spdlog::warn("{} for {}: {}", row.row.plugin, row.row.delivery, failure.sentence().en);
  const int failed = row.attempts + 1;
  if (failure.again() && failed < retry_of(row).attempts_most) outcome.next = clock->now() + pause_after(retry_of(row), failed, chance());
  return outcome;
}

std::vector<store::RotationPtr> App::Impl::nominees_for(const PositionId& position) const {
  std::vector<store::RotationPtr> out;
  const store::Reader reader = database->reader();
  for (const char* status : {"open", "suspended"}) {
    store::RotationQuery query;
    query.status = status, query.position = position.text(), query.limit = nominees_most;
    for (const auto& row : store::rotations(reader.session(), query))
      if (store::RotationPtr rotation = database->rotation(RotationId::trusted(row.id)); rotation && !rotation->decision) out.push_back(std::move(rotation));
  }
  return out;
}

json::object App::Impl::input_for(const store::Directory& people, const workflow::Rotation& rotation, Date day, const std::vector<std::string>& needs) const {
  const auto needed = [&](std::string_view what) { return std::ranges::find(needs, what) != needs.end(); };
  ScorerQuestion question{people, rotation, day};
  if (needed("post")) {
    const store::Reader reader = database->reader();
    question.nomination = store::nomination_form(reader.session(), rotation.id.text());
  }
  std::vector<store::RotationPtr> nominees;
  if (needed("alternatives")) nominees = nominees_for(rotation.facts.position);
  for (const store::RotationPtr& one : nominees)
    if (one->id != rotation.id) question.alternatives.push_back(one.get());
  question.alternatives.push_back(&rotation);
  return scorer_input(question, needs);
}

Outcome App::Impl::ask_scorer(const store::LeasedRow& row) {
  const store::RotationPtr rotation = database->rotation(RotationId::trusted(row.row.rotation));
  const workflow::StepRun* run = rotation ? rotation->run(row.row.step, row.row.run) : nullptr;
  const workflow::Step* step = run ? definition_ptr(*rotation)->find_step(row.row.step).second : nullptr;
  const store::DirectoryPtr people = directory();
  const store::Official* official = rotation ? people->official(rotation->facts.official) : nullptr;
  if (!step || !step->plugin || !run->open() || !official) return moot(row);  // the stage was left meanwhile
  const json::object input = input_for(*people, *rotation, zone.date(run->opened_at), plugins->needs_input(row.row.plugin));
  plugin::Answered by;
  auto answer = plugins->call(row.row.plugin, {{"call", "score"}, {"with", step->plugin->with}, {"input", input}}, &by);
  if (!answer) return after(row, answer.error());
  json::object content = answer->as_object();
  content["input"] = input;
  const std::string points = text_member(content, "points");
  return {Outcome::Kind::delivered,
          row,
          {},
          {},
          workflow::RecordScore{row.row.step, row.row.run, row.row.plugin, by.version, by.digest, points, std::move(content)}};
}

Outcome App::Impl::ask(const store::LeasedRow& row) {
  try {
    return row.row.call == "score" ? ask_scorer(row) : ask_notifier(row);
  } catch (const std::exception& error) {
    // Our own fault, or the store's while reading: an attempt like any other, so that it cannot hold the queue up for ever.
    return after(row, {FailureKind::failed, error.what()});
  }
}

std::vector<Outcome>& App::Impl::unsettled_of(const std::string& id) {
  const std::lock_guard lock(unsettled_mutex);
  return unsettled[id];
}

void App::Impl::settle(const std::string& id, std::deque<store::LeasedRow>* held) {
  std::vector<Outcome>& outcomes = unsettled_of(id);
  if (outcomes.empty() && (!held || held->empty())) return;
  bool stirs = false;
  writer->run([&](store::Transaction& transaction) {
    stirs = false;
    for (const Outcome& outcome : outcomes) {
      if (!write_down(transaction, outcome)) {
        spdlog::warn("{}: the lease of {} had run out when its outcome came", id, outcome.row.row.delivery);
        continue;
      }
      if (!outcome.score) continue;
      const auto recorded = carry_out(transaction, RotationId::trusted(outcome.row.row.rotation), *outcome.score, nullptr);
      if (recorded)
        stirs |= recorded->stirs;
      else
        spdlog::warn("score of {} not recorded: {}", outcome.row.row.rotation, recorded.error().sentence(Language::en));
    }
    if (held) std::erase_if(*held, [&](const store::LeasedRow& row) { return !transaction.renew(row, transaction.now() + lease_time); });
  });
  outcomes.clear();
  if (stirs) poke();
}

bool App::Impl::deliver(const std::string& id, const std::stop_token& stop) {
  settle(id);                                  // what the store did not take last time
  if (!plugins->is_enabled(id)) return false;  // what waits for it waits
  if (const store::Reader reader = database->reader(); !store::has_due_delivery(reader.session(), id, clock->now())) return false;
  const auto leased = on_writer_blocking<std::vector<store::LeasedRow>>(*writer, [&](store::Transaction& transaction) -> Result<std::vector<store::LeasedRow>> {
    return transaction.lease(id, batch, transaction.now() + lease_time, notify_retry.attempts_most);
  });
  std::deque<store::LeasedRow> held(leased->begin(), leased->end());
  if (held.empty()) return false;
  std::vector<Outcome>& outcomes = unsettled_of(id);
  Instant rest_until = clock->now();
  std::string rest_error;
  const auto give_back_rest = [&] {
    for (store::LeasedRow& row : held) outcomes.push_back({Outcome::Kind::given_back, std::move(row), rest_error, rest_until});
    held.clear();
  };
  auto settled = steady_clock::now(), renewed = settled;
  try {
    while (!held.empty() && !stop.stop_requested()) {
      const auto began = steady_clock::now();
      const store::LeasedRow row = std::move(held.front());
      held.pop_front();
      outcomes.push_back(ask(row));
      if (outcomes.back().kind == Outcome::Kind::given_back) {
        rest_until = *outcomes.back().next, rest_error = outcomes.back().error;
        break;
      }
      if (outcomes.back().kind == Outcome::Kind::failed && outcomes.back().next) give_back_lane(row.row.lane, held, outcomes, clock->now());
      if (const auto now = steady_clock::now(); outcomes.size() >= settle_most || now - settled >= settle_every) {
        const bool renew = now - renewed >= lease_time / 3;
        settle(id, renew ? &held : nullptr);
        settled = now;
        if (renew) renewed = now;
      }
      // For a score people wait as well.
      if (row.row.call == "notify" && stop.stop_possible()) pace.give_way(steady_clock::now() - began, stop);
    }
  } catch (...) {
    give_back_rest();
    throw;
  }
  give_back_rest();
  settle(id);
  return true;
}

}  // namespace luan::app
