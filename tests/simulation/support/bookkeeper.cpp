#include "simulation/support/bookkeeper.hpp"

#include <fmt/format.h>
#include <soci/soci.h>

#include <algorithm>

#include "simulation/support/state_text.hpp"

namespace luan::test {
namespace {

bool settles_petition(const workflow::EventBody& body) {
  return std::holds_alternative<workflow::PetitionAnswered>(body) || std::holds_alternative<workflow::PetitionReturned>(body) ||
         std::holds_alternative<workflow::PetitionClosed>(body) || std::holds_alternative<workflow::PetitionOverdue>(body);
}

std::set<AccountId> of_committee(const store::Directory& directory) {
  std::set<AccountId> out;
  for (const char* role : {"chair", "member"})
    for (const AccountId& one : directory.holders(role, directory.committee().unit)) out.insert(one);
  return out;
}

}  // namespace

/// One event, entered in the book of its rotation.
struct Bookkeeper::Reading {
  Bookkeeper& keeper;
  Book& book;
  const workflow::Event& event;
  const store::Directory& directory;

  void operator()(const workflow::RotationNominated& e) const {
    require(book.status == "none", "is nominated twice");
    require(keeper.codes_.insert(e.code).second, "has the code of another one");
    for (const auto& [id, other] : keeper.books_)
      require(&other == &book || other.official != e.official || other.status == "closed", "is the official's second open rotation");
    book.name = e.definition, book.version = e.version, book.official = e.official;
    keeper.committee_.nominated(book.id, e);
    book.status = "open", book.stage = event.to;
  }
  void operator()(const workflow::StepOpened& e) const {
    const auto* stage = definition().stage(book.stage);
    require(stage && stage->step(e.step), "a step of another stage opens: " + e.step);
    require(std::ranges::find(book.asks, e.step, &Ask::step) == book.asks.end(), "a step opens a second time: " + e.step);
    require(e.roll.empty() == !e.plugin.empty(), "nobody is asked, or a plugin and people: " + e.step);
    book.asks.push_back({e.step, e.run, e.roll, e.plugin, e.due, e.due_minute});
  }
  void operator()(const workflow::ResponseRecorded& e) const {
    Ask* ask = asked(e.step, e.run);
    if (!ask) return;
    require(book.status == "open", "is answered while suspended");
    const auto awaited = ask->awaited();
    require(std::ranges::find(awaited, e.seat) != awaited.end(), "a seat answers that is not waited for: " + e.seat.key());
    const AccountId actor = AccountId::trusted(event.actor), holder = e.principal.none() ? actor : e.principal;
    const auto holders = directory.holders(e.seat.role, e.seat.unit);
    require((e.seat.account.none() || e.seat.account == holder) && (e.seat.role == "official" || std::ranges::find(holders, holder) != holders.end()),
            "answers without the right: " + e.step);
    const store::Account* own = directory.of_official(book.official);
    require(!own || e.seat.role == "official" || (own->id != actor && own->id != holder), "the official judges himself: " + e.step);
    if (!e.principal.none())
      require(std::ranges::any_of(directory.substitutions(), [&](const auto& one) { return one.principal == e.principal && one.substitute == actor; }),
              "answers for somebody without being the substitute: " + e.step);
    if (!e.seat.account.none())
      require(std::ranges::find(ask->answers, actor, &Ask::Answer::actor) == ask->answers.end(), "the same person answers twice: " + e.step);
    ask->answers.push_back({e.seat, e.outcome, actor, e.principal});
  }
  void operator()(const workflow::ResponseCorrected& e) const {
    const auto open = std::ranges::find_if(book.asks, [&](const Ask& one) { return one.step == e.step && one.run == e.run; });
    if (open != book.asks.end()) {
      const auto answer = std::ranges::find(open->answers, e.seat, &Ask::Answer::seat);
      require(answer != open->answers.end(), "what nobody said is corrected: " + e.step);
      const bool ballot = std::holds_alternative<workflow::BallotRule>(definition().find_step(e.step).second->rule);
      require(!ballot || answer->outcome == e.outcome, "a vote is changed: " + e.step);
      answer->outcome = e.outcome;
    }
    for (Ask& ask : book.asks)
      if (ask.step != e.step && voided_by(ask, "correction") && !ask.answers.empty()) ask.stale = true;
  }
  void operator()(const workflow::ResponseVoided& e) const {
    Ask* ask = asked(e.step, e.run);
    if (!ask) return;
    require(voided_by(*ask, e.by), "is voided by what voids nothing: " + e.step);
    require(ask->answered(e.seat), "what nobody said is voided: " + e.step);
    std::erase_if(ask->answers, [&](const Ask::Answer& one) { return one.seat == e.seat; });
    if (ask->answers.empty()) ask->stale = false;
  }
  void operator()(const workflow::ScoreRecorded& e) const {
    if (Ask* ask = asked(e.step, e.run)) ask->band = e.outcome;
  }
  void operator()(const workflow::StepClosed& e) const {
    const Ask* ask = asked(e.step, e.run);
    if (!ask) return;
    if (e.outcome != "lapsed") {
      const auto wanted = expected(definition(), *ask, local_minutes(event.at));
      require(wanted == e.outcome, fmt::format("{} closes as {}, its rule says {}", e.step, e.outcome, wanted.value_or("that it stays open")));
      book.outcomes[e.step] = e.outcome;
      keeper.closings_.insert(e.step + " " + e.outcome);
    }
    std::erase_if(book.asks, [&](const Ask& one) { return one.step == e.step; });
  }
  void operator()(const workflow::StageEntered& e) const {
    leave(e.by_action);
    book.stage = event.to;
    book.outcomes.clear();
    require(definition().stage(event.to), "enters a stage that is none: " + event.to);
  }
  void operator()(const workflow::RotationEnded&) const {
    leave(book.leaves);
    book.stage = event.to, book.status = "closed";
    ++keeper.ended_;
    require(definition().end(event.to), "ends at what is no end: " + event.to);
  }
  void operator()(const workflow::ActionTaken& e) const { book.leaves = definition().action(e.action)->kind == workflow::Action::Kind::leave; }
  void operator()(const workflow::RotationSuspended&) const {
    require(book.status == "open", "is suspended twice");
    book.status = "suspended";
  }
  void operator()(const workflow::RotationResumed&) const {
    require(book.status == "suspended", "is resumed without having been suspended");
    book.status = "open";
  }
  void operator()(const workflow::DecisionIssued& e) const {
    keeper.number(book, e.reg, e.period, e.ordinal);
    book.posted = true;
    require(e.ends == expected_end(e.effective, e.months), "its term ends on " + to_text(e.ends));
  }
  void operator()(const workflow::DocumentNumbered& e) const { keeper.number(book, e.reg, e.period, e.ordinal); }
  void operator()(const workflow::PaperNumbered& e) const { keeper.number(book, e.reg, e.period, e.ordinal); }
  void operator()(const workflow::ParticipantRecused& e) const {
    Ask* ask = asked(e.step, e.run);
    if (ask && e.vacates) ask->vacant.push_back(e.seat);
  }
  void operator()(const workflow::ParticipantReplaced& e) const {
    Ask* ask = asked(e.step, e.run);
    if (!ask) return;
    require(!ask->answered(e.seat), "who has answered is replaced: " + e.step);
    const auto seat = std::ranges::find(ask->roll, e.seat);
    require(seat != ask->roll.end(), "who is not asked is replaced: " + e.step);
    if (seat != ask->roll.end()) seat->account = e.replacement;
    std::erase(ask->vacant, e.seat);  // somebody sits there again, and is counted
  }
  void operator()(const workflow::StepPassed& e) const {
    Ask* ask = asked(e.step, e.run);
    if (!ask) return;
    std::vector<workflow::Seat> roll;
    for (workflow::Seat seat : ask->roll) {
      if (seat.unit == e.from && !ask->answered(seat)) seat.unit = e.to;
      if (std::ranges::find(roll, seat) == roll.end()) roll.push_back(seat);
    }
    ask->roll = roll;
    for (workflow::Seat& seat : ask->vacant)
      if (seat.unit == e.from) seat.unit = e.to;
  }
  void operator()(const workflow::StepEscalated& e) const {
    Ask* ask = asked(e.step, e.run);
    if (!ask || !e.may_answer) return;
    for (const workflow::Seat& seat : e.to)
      if (std::ranges::find(ask->roll, seat) == ask->roll.end()) ask->roll.push_back(seat);
  }
  void operator()(const workflow::StepRescheduled& e) const {
    if (Ask* ask = asked(e.step, e.run)) ask->due = e.due;
  }
  void operator()(const workflow::RotationMigrated& e) const {
    for (const auto& again : e.again) book.outcomes.erase(again.step);
    std::map<std::string, std::string> outcomes;
    for (const auto& [step, outcome] : book.outcomes) outcomes[renamed(step, e)] = outcome;
    book.outcomes = std::move(outcomes);
    for (Ask& ask : book.asks) {
      ask.step = renamed(ask.step, e);
      require(definition_of(e).find_step(ask.step).second, "keeps a step open that the new version has not: " + ask.step);
    }
    book.name = e.definition, book.version = e.version, book.stage = e.stage;
  }
  template <class Other>
  void operator()(const Other&) const {}

  void require(bool holds, const std::string& what) const {
    if (!holds) keeper.fault(book, what);
  }

 private:
  [[nodiscard]] const workflow::Definition& definition() const { return *keeper.definitions_(book.name, book.version); }
  [[nodiscard]] const workflow::Definition& definition_of(const workflow::RotationMigrated& e) const { return *keeper.definitions_(e.definition, e.version); }
  [[nodiscard]] static std::string renamed(const std::string& step, const workflow::RotationMigrated& e) {
    for (const auto& [old, now] : e.steps)
      if (old == step) return now;
    return step;
  }
  [[nodiscard]] bool voided_by(const Ask& ask, const std::string& change) const {
    const workflow::Step* step = definition().find_step(ask.step).second;
    return step && std::ranges::find(step->void_on, change) != step->void_on.end();
  }
  [[nodiscard]] Ask* asked(const std::string& step, int run) const {
    const auto found = std::ranges::find_if(book.asks, [&](const Ask& one) { return one.step == step && one.run == run; });
    require(found != book.asks.end(), "something happens to a step that is not open: " + step);
    return found == book.asks.end() ? nullptr : &*found;
  }
  void leave(bool by_action) const {
    require(book.asks.empty(), "a stage is left with open steps");
    const auto* stage = definition().stage(book.stage);
    const std::string wanted = stage && !by_action ? expected_next(*stage, book.outcomes) : event.to;
    require(book.leaves == by_action && wanted == event.to, fmt::format("goes from {} to {}, its table says {}", book.stage, event.to, wanted));
    book.leaves = false;
  }
};

Bookkeeper::Bookkeeper(Definitions definitions)
    : definitions_(std::move(definitions)),
      committee_([this](const std::string& rotation) { return standing(rotation); }, [this](const std::string& what) { faults_.push_back(what); }) {}

CommitteeBooks::Standing Bookkeeper::standing(const std::string& rotation) const {
  const auto found = books_.find(rotation);
  if (found == books_.end()) return {};
  const Book& book = found->second;
  return {book.status == "closed", book.status == "suspended", book.posted, &book.asks};
}

void Bookkeeper::fault(const Book& book, const std::string& what) {
  if (first_at_.empty()) first_at_ = book.id;
  faults_.push_back(fmt::format("rotation {} at event {} in stage {}: {}", book.id, book.sequence, book.stage, what));
}

void Bookkeeper::number(const Book& book, const std::string& reg, const std::string& period, int ordinal) {
  int& last = numbers_[{reg, period}];
  if (ordinal != last + 1) fault(book, fmt::format("number {} of {} {} follows {}", ordinal, reg, period, last));
  last = std::max(last, ordinal);
}

void Bookkeeper::take(Book& book, const workflow::Event& event, const store::Directory& directory) {
  ++book.sequence;
  ++events_[std::string(workflow::type_name(event.body))];
  const Reading reading{*this, book, event, directory};
  reading.require(book.status != "closed" || settles_petition(event.body), "something follows its end");
  if (book.status != "none") reading.require(event.from == book.stage, "an event comes from another stage: " + event.from);
  std::visit(reading, event.body);
  if (!settles_petition(event.body)) book.settled = local_minutes(event.at);
}

void Bookkeeper::read(const store::Database& database) {
  std::set<std::string> touched;
  {
    const store::Reader reader = database.reader();
    const store::DirectoryPtr directory = database.directory();
    long long seq = 0;
    int sequence = 0;
    std::string rotation, entry, payload;
    soci::statement rows = (reader.session().prepare << "SELECT seq, sequence, rotation, entry, payload FROM events WHERE seq >= :s ORDER BY seq",
                            soci::into(seq), soci::into(sequence), soci::into(rotation), soci::into(entry), soci::into(payload), soci::use(next_seq_));
    long long next = next_seq_;
    rows.execute();
    while (rows.fetch()) {
      if (seq != next) faults_.push_back(fmt::format("entry {} of the log follows {}", seq, next - 1));
      next = seq + 1;
      if (rotation == "-") {
        const store::EventRow row = store::event_row(seq, sequence, entry, payload);
        committee_.take(row.type, row.payload, of_committee(*directory));
        continue;
      }
      Book& book = books_[rotation];
      book.id = rotation;
      if (sequence != book.sequence + 1) fault(book, fmt::format("event {} follows event {}", sequence, book.sequence));
      take(book, store::workflow_event(store::event_row(seq, sequence, entry, payload)), *directory);
      touched.insert(rotation);
    }
    next_seq_ = next;
  }
  for (const std::string& id : touched) compare(database, books_.at(id));
}

void Bookkeeper::compare(const store::Database& database, const Book& book) {
  std::set<std::string> wanted, found;
  for (const Ask& ask : book.asks) {
    if (ask.stale) fault(book, ask.step + " keeps answers given on what was then corrected");
    for (const workflow::Seat& seat : ask.awaited()) wanted.insert(fmt::format("{} {} {} {}", ask.step, ask.run, seat.key(), ask.due ? to_text(*ask.due) : ""));
    const auto definition = definitions_(book.name, book.version);
    if (const auto ready = expected(*definition, ask, book.settled); ready && book.status == "open")
      fault(book, ask.step + " stays open, its rule says " + *ready);
  }
  const store::Reader reader = database.reader();
  std::string task, status, stage;
  {
    soci::statement rows = (reader.session().prepare << "SELECT step || ' ' || run || ' ' || seat || ' ' || due FROM tasks WHERE rotation = :r",
                            soci::into(task), soci::use(book.id));
    rows.execute();
    while (rows.fetch()) found.insert(task);
  }
  if (found != wanted) fault(book, fmt::format("the tasks are «{}», not «{}»", fmt::join(found, "», «"), fmt::join(wanted, "», «")));
  reader.session() << "SELECT status, stage FROM rotations WHERE id = :r", soci::into(status), soci::into(stage), soci::use(book.id);
  if (status != book.status || stage != book.stage) fault(book, "stands in the list as " + status + " in " + stage);
  const store::RotationPtr rotation = database.rotation(RotationId::trusted(book.id));
  if (workflow::to_text(rotation->status) != book.status || rotation->stage != book.stage || rotation->sequence != book.sequence)
    fault(book, fmt::format("is in memory {} in {} at event {}", workflow::to_text(rotation->status), rotation->stage, rotation->sequence));
}

void Bookkeeper::compare_all(const store::Database& database) {
  for (const auto& [id, book] : books_) {
    compare(database, book);
    const store::RotationPtr kept = database.rotation(RotationId::trusted(id)), applied = store::replay(database.reader().session(), RotationId::trusted(id));
    if (const std::string one = state_text(*kept), other = state_text(*applied); one != other)
      fault(book, "the state in memory is not what the log says:\n" + one + "\n" + other);
  }
}

}  // namespace luan::test
