#include "workflow/rotation.hpp"

#include <algorithm>
#include <cassert>
#include <ranges>

namespace luan::workflow {
namespace {

StepRun& open_run(Rotation& rotation, std::string_view step, int run) {
  const auto found = std::ranges::find_if(rotation.runs, [&](const StepRun& r) { return r.step == step && r.run == run && r.open(); });
  assert(found != rotation.runs.end() && "an event speaks of a run that is not open");
  return *found;
}

struct Applier {
  Rotation& rotation;
  const Event& event;

  void operator()(const RotationNominated& e) const {
    rotation.facts = e;
    rotation.parties = {e.sending, e.receiving, e.deciding};
    rotation.status = Status::open;
    rotation.nominated_at = event.at;
    enter();
  }
  void operator()(const StageEntered&) const {
    rotation.path.emplace_back(event.from, event.to);
    enter();
  }
  void operator()(const StepOpened& e) const {
    StepRun run;
    run.step = e.step, run.run = e.run, run.roll = e.roll, run.plugin = e.plugin, run.due = e.due, run.due_minute = e.due_minute, run.remind = e.remind,
    run.escalate = e.escalate;
    run.opened_at = event.at;
    run.visit = rotation.visit;
    rotation.runs.push_back(std::move(run));
  }
  void operator()(const ResponseRecorded& e) const {
    open_run(rotation, e.step, e.run).responses.push_back({e.seat, AccountId::trusted(event.actor), e.outcome, event.at, rotation.sequence + 1, e.principal});
  }
  void operator()(const ResponseCorrected& e) const {
    GivenResponse& given = response(e.step, e.run, e.seat);
    given.outcome = e.outcome, given.corrected = rotation.sequence + 1;
    if (e.level.empty()) return;
    for (EvaluationConcluded& concluded : rotation.evaluations)
      if (concluded.step == e.step && concluded.run == e.run) concluded.level = e.level;
  }
  void operator()(const ResponseVoided& e) const {
    StepRun& run = open_run(rotation, e.step, e.run);
    std::erase_if(run.responses, [&](const GivenResponse& given) { return given.seat == e.seat; });
  }
  void operator()(const StepClosed& e) const { close(e.step, e.run, e.outcome); }
  void operator()(const ScoreRecorded& e) const { open_run(rotation, e.step, e.run); }
  void operator()(const DecisionIssued& e) const {
    rotation.decision = e;
    rotation.term_end = e.ends;
  }
  void operator()(const DocumentNumbered& e) const { rotation.documents.push_back(e); }
  void operator()(const PaperNumbered& e) const { rotation.papers.push_back(e); }
  void operator()(const TermExtended& e) const {
    rotation.term_end = e.ends;
    rotation.placement.reset();
  }
  void operator()(const EvaluationConcluded& e) const { rotation.evaluations.push_back(e); }
  void operator()(const PetitionsRaised& e) const { rotation.petitions += e.count; }
  void operator()(const PetitionRaised& e) const {
    ++rotation.petitions;
    rotation.petition_list.push_back({e, Petition::State::open, e.due, event.at, {}, {}, {}, rotation.sequence + 1, false});
  }
  void operator()(const PetitionAnswered& e) const {
    Petition& petition = changed(e.number);
    petition.state = Petition::State::answered, petition.answered_at = event.at, petition.answered_by = AccountId::trusted(event.actor);
  }
  void operator()(const PetitionReturned& e) const {
    Petition& petition = changed(e.number);
    petition.state = Petition::State::open;
    if (e.due) petition.due = e.due, petition.overdue = false;
  }
  void operator()(const PetitionOverdue& e) const { known(e.number).overdue = true; }
  void operator()(const PetitionClosed& e) const {
    Petition& petition = changed(e.number);
    assert(petition.state == Petition::State::answered && "a petition is closed on an answer");
    petition.state = Petition::State::closed, petition.closed_at = event.at;
  }
  void operator()(const DossierItemRecorded& e) const {
    DossierPaper& paper = paper_of(e.item);
    paper.recorded = e, paper.there = true;
  }
  void operator()(const DossierItemWithdrawn& e) const { paper_of(e.item).there = false; }
  void operator()(const DossierItemExcepted& e) const { paper_of(e.item).excepted = true; }
  void operator()(const PlacementDecided& e) const { rotation.placement = e; }
  void operator()(const ActionTaken&) const {}
  void operator()(const StepReminded& e) const {
    std::erase_if(open_run(rotation, e.step, e.run).remind, [&](const Date day) { return day <= e.day; });
  }
  void operator()(const StepEscalated& e) const {
    StepRun& run = open_run(rotation, e.step, e.run);
    run.escalate.reset();
    run.told = e.to;
    if (!e.may_answer) return;
    for (const Seat& seat : e.to)
      if (std::ranges::find(run.roll, seat) == run.roll.end()) run.roll.push_back(seat);
  }
  void operator()(const StepRescheduled& e) const {
    StepRun& run = open_run(rotation, e.step, e.run);
    run.due = e.due, run.remind = e.remind, run.escalate = e.escalate;
  }
  void operator()(const RotationSuspended& e) const {
    rotation.status = Status::suspended;
    rotation.suspended_at = event.at;
    rotation.suspended_until = e.until;
    rotation.suspended_by_organisation = e.organisation;
  }
  void operator()(const RotationResumed&) const {
    rotation.status = Status::open;
    rotation.suspended_at.reset();
    rotation.suspended_until.reset();
    rotation.suspended_by_organisation = false;
  }
  void operator()(const RotationEnded&) const {
    rotation.path.emplace_back(event.from, event.to);
    rotation.stage = event.to;
    rotation.status = Status::closed;
    rotation.closed_at = event.at;
    rotation.visits.back().left = event.at;
  }
  void operator()(const ParticipantRecused& e) const {
    open_run(rotation, e.step, e.run).recusals.push_back({e.seat, e.account, e.conflict, event.at, e.vacates});
  }
  void operator()(const ParticipantReplaced& e) const {
    StepRun& run = open_run(rotation, e.step, e.run);
    const auto seat = std::ranges::find(run.roll, e.seat);
    assert(seat != run.roll.end() && "only who is asked can be replaced");
    seat->account = e.replacement;
    run.replaced.push_back({e.seat, e.replacement});
  }
  void operator()(const PartyPassed& e) const {
    (e.party == "deciding" ? rotation.parties.deciding : e.party == "sending" ? rotation.parties.sending : rotation.parties.receiving) = e.to;
  }
  void operator()(const StepPassed& e) const {
    StepRun& run = open_run(rotation, e.step, e.run);
    std::vector<Seat> roll;
    for (const Seat& seat : run.roll) {
      Seat now = seat;
      if (seat.unit == e.from && !run.response_of(seat)) now.unit = e.to;
      // Two bodies that became one are asked once.
      if (std::ranges::find(roll, now) == roll.end()) roll.push_back(std::move(now));
    }
    run.roll = std::move(roll);
    for (Recusal& recusal : run.recusals)
      if (recusal.seat.unit == e.from) recusal.seat.unit = e.to;
  }
  void operator()(const RotationMigrated& e) const {
    rotation.facts.definition = e.definition, rotation.facts.version = e.version, rotation.facts.digest = e.digest;
    // A run that is asked again belongs to no visit: its step has not come out yet.
    for (const RotationMigrated::Run& again : e.again)
      for (StepRun& run : rotation.runs)
        if (run.step == again.step && run.run == again.run) run.visit = 0;
    const auto rename = [](std::string& id, const std::vector<std::pair<std::string, std::string>>& names) {
      const auto found = std::ranges::find(names, id, &std::pair<std::string, std::string>::first);
      if (found != names.end()) id = found->second;
    };
    for (StepRun& run : rotation.runs) rename(run.step, e.steps);
    for (PaperNumbered& paper : rotation.papers) rename(paper.step, e.steps);
    for (auto& [from, to] : rotation.path) rename(from, e.stages), rename(to, e.stages);
    for (StageVisit& visit : rotation.visits) rename(visit.stage, e.stages);
    rotation.stage = e.stage;
  }

 private:
  [[nodiscard]] Petition& changed(int number) const {
    Petition& petition = known(number);
    petition.version = rotation.sequence + 1;
    return petition;
  }
  [[nodiscard]] DossierPaper& paper_of(const std::string& item) const {
    auto found = std::ranges::find(rotation.dossier, item, [](const DossierPaper& one) { return one.recorded.item; });
    if (found == rotation.dossier.end()) {
      rotation.dossier.push_back({});
      found = std::prev(rotation.dossier.end());
      found->recorded.item = item;
    }
    found->by = AccountId::trusted(event.actor), found->at = event.at, found->sequence = rotation.sequence + 1;
    return *found;
  }
  [[nodiscard]] Petition& known(int number) const {
    const auto found = std::ranges::find(rotation.petition_list, number, [](const Petition& one) { return one.raised.number; });
    assert(found != rotation.petition_list.end() && "an event speaks of a petition that was not raised");
    return *found;
  }
  [[nodiscard]] GivenResponse& response(std::string_view step, int number, const Seat& seat) const {
    const auto run = std::ranges::find_if(rotation.runs, [&](const StepRun& one) { return one.step == step && one.run == number; });
    assert(run != rotation.runs.end() && "an event speaks of a run that was never opened");
    const auto found = std::ranges::find(run->responses, seat, &GivenResponse::seat);
    assert(found != run->responses.end() && "an event speaks of a response that was not given");
    return *found;
  }
  void enter() const {
    rotation.stage = event.to;
    rotation.stage_entered_at = event.at;
    ++rotation.visit;
    if (!rotation.visits.empty()) rotation.visits.back().left = event.at;
    rotation.visits.push_back({event.to, event.at, {}});
  }
  void close(std::string_view step, int run, const std::string& outcome) const {
    StepRun& closing = open_run(rotation, step, run);
    closing.outcome = outcome;
    closing.closed_at = event.at;
  }
};

}  // namespace

std::string_view to_text(Status status) {
  switch (status) {
    case Status::none: return "none";
    case Status::open: return "open";
    case Status::suspended: return "suspended";
    case Status::closed: return "closed";
  }
  return "none";
}

std::optional<Instant> StepRun::deadline(const TimeZone& zone) const {
  if (!due) return {};
  return due_minute ? zone.at(*due, *due_minute) : zone.end_of(*due);
}

const GivenResponse* StepRun::response_of(const Seat& seat) const {
  const auto found = std::ranges::find(responses, seat, &GivenResponse::seat);
  return found == responses.end() ? nullptr : &*found;
}

const Recusal* StepRun::recusal_of(const AccountId& account) const {
  const auto found = std::ranges::find(recusals, account, &Recusal::account);
  return found == recusals.end() ? nullptr : &*found;
}

bool StepRun::vacated(const Seat& seat) const {
  return std::ranges::any_of(recusals, [&](const Recusal& recusal) { return recusal.vacates && recusal.seat == seat; });
}
std::size_t StepRun::vacated() const {
  return static_cast<std::size_t>(std::ranges::count_if(roll, [&](const Seat& seat) { return vacated(seat); }));
}

const StepRun* Rotation::run_now(std::string_view step) const {
  for (const StepRun& run : std::views::reverse(runs))
    if (run.visit == visit && run.step == step) return &run;
  return nullptr;
}

const StepRun* Rotation::run(std::string_view step, int number) const {
  for (const StepRun& run : std::views::reverse(runs))
    if (run.step == step && run.run == number) return &run;
  return nullptr;
}

const StepRun* Rotation::due_first() const {
  const auto when = [](const StepRun& run) { return std::pair(*run.due, run.due_minute.value_or(24 * 60)); };
  const StepRun* first = nullptr;
  for (const StepRun& run : runs)
    if (run.open() && run.due && (!first || when(run) < when(*first))) first = &run;
  return first;
}

const UnitId& Rotation::owner_of(const Petition& petition) const { return petition.raised.owner.none() ? parties.deciding : petition.raised.owner; }

const Petition* Rotation::petition(int number) const {
  const auto found = std::ranges::find(petition_list, number, [](const Petition& one) { return one.raised.number; });
  return found == petition_list.end() ? nullptr : &*found;
}

const DossierPaper* Rotation::paper(std::string_view item) const {
  const auto found = std::ranges::find(dossier, item, [](const DossierPaper& one) { return std::string_view(one.recorded.item); });
  return found == dossier.end() ? nullptr : &*found;
}

const Recusal* Rotation::conflict_of(const AccountId& account) const {
  for (const StepRun& run : runs)
    for (const Recusal& recusal : run.recusals)
      if (recusal.account == account && recusal.conflict == "declared") return &recusal;
  return nullptr;
}

std::string_view to_text(Petition::State state) {
  switch (state) {
    case Petition::State::open: return "open";
    case Petition::State::answered: return "answered";
    case Petition::State::closed: return "closed";
  }
  return "";
}

void apply(Rotation& rotation, const Event& event) {
  // A petition outlives its rotation until somebody has answered it.
  [[maybe_unused]] const bool settles = std::holds_alternative<PetitionAnswered>(event.body) || std::holds_alternative<PetitionReturned>(event.body) ||
                                        std::holds_alternative<PetitionClosed>(event.body) || std::holds_alternative<PetitionOverdue>(event.body);
  assert((rotation.status != Status::closed || settles) && "nothing else follows the end of a rotation");
  std::visit(Applier{rotation, event}, event.body);
  ++rotation.sequence;
}

}  // namespace luan::workflow
