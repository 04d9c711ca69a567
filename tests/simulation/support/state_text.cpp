#include "simulation/support/state_text.hpp"

namespace luan::test {
namespace {

using namespace workflow;

template <class T>
json::value maybe(const std::optional<T>& value) {
  return value ? json::value(to_text(*value)) : json::value();
}
json::value maybe(const std::optional<int>& value) { return value ? json::value(*value) : json::value(); }

json::string seat(const Seat& one) { return json::string(one.role + "@" + one.unit.text() + "/" + one.account.text()); }
template <class Body>
json::object body(const Body& one) {
  Event event;
  event.body = one;
  return to_payload(event);
}

json::object run(const StepRun& one) {
  json::array roll, remind, told, responses, recusals, replaced;
  for (const Seat& asked : one.roll) roll.push_back(seat(asked));
  for (const Date& day : one.remind) remind.push_back(json::string(to_text(day)));
  for (const Seat& other : one.told) told.push_back(seat(other));
  for (const GivenResponse& given : one.responses)
    responses.push_back({seat(given.seat), given.actor.text(), given.outcome, to_text(given.at), given.sequence, given.principal.text(), given.corrected});
  for (const Recusal& recusal : one.recusals)
    recusals.push_back({seat(recusal.seat), recusal.account.text(), recusal.conflict, to_text(recusal.at), recusal.vacates});
  for (const Replacement& replacement : one.replaced) replaced.push_back({seat(replacement.was), replacement.now.text()});
  return {{"step", one.step},
          {"run", one.run},
          {"roll", roll},
          {"plugin", one.plugin},
          {"opened", to_text(one.opened_at)},
          {"due", maybe(one.due)},
          {"due_minute", maybe(one.due_minute)},
          {"remind", remind},
          {"escalate", maybe(one.escalate)},
          {"told", told},
          {"responses", responses},
          {"recusals", recusals},
          {"replaced", replaced},
          {"outcome", one.outcome},
          {"closed", maybe(one.closed_at)},
          {"visit", one.visit}};
}

json::object petition(const Petition& one) {
  return {{"raised", body(one.raised)},
          {"state", to_text(one.state)},
          {"due", maybe(one.due)},
          {"raised_at", to_text(one.raised_at)},
          {"answered_at", maybe(one.answered_at)},
          {"closed_at", maybe(one.closed_at)},
          {"answered_by", one.answered_by.text()},
          {"version", one.version},
          {"overdue", one.overdue}};
}

json::object dossier_paper(const DossierPaper& one) {
  return {{"recorded", body(one.recorded)}, {"there", one.there},      {"excepted", one.excepted}, {"by", one.by.text()},
          {"at", to_text(one.at)},          {"sequence", one.sequence}};
}

}  // namespace

std::string state_text(const Rotation& r) {
  json::array runs, path, documents, papers, visits, evaluations, petitions, dossier;
  for (const StepRun& one : r.runs) runs.push_back(run(one));
  for (const auto& [from, to] : r.path) path.push_back({from, to});
  for (const DocumentNumbered& one : r.documents) documents.push_back(body(one));
  for (const PaperNumbered& one : r.papers) papers.push_back(body(one));
  for (const StageVisit& one : r.visits) visits.push_back({one.stage, to_text(one.entered), one.left ? to_text(*one.left) : ""});
  for (const EvaluationConcluded& one : r.evaluations) evaluations.push_back(body(one));
  for (const Petition& one : r.petition_list) petitions.push_back(petition(one));
  for (const DossierPaper& one : r.dossier) dossier.push_back(dossier_paper(one));
  return json::serialize(json::object{{"id", r.id.text()},
                                      {"facts", body(r.facts)},
                                      {"parties", {r.parties.sending.text(), r.parties.receiving.text(), r.parties.deciding.text()}},
                                      {"status", to_text(r.status)},
                                      {"stage", r.stage},
                                      {"visit", r.visit},
                                      {"entered", to_text(r.stage_entered_at)},
                                      {"nominated", to_text(r.nominated_at)},
                                      {"closed", maybe(r.closed_at)},
                                      {"suspended", maybe(r.suspended_at)},
                                      {"until", maybe(r.suspended_until)},
                                      {"by_organisation", r.suspended_by_organisation},
                                      {"runs", runs},
                                      {"path", path},
                                      {"decision", r.decision ? body(*r.decision) : json::object()},
                                      {"documents", documents},
                                      {"papers", papers},
                                      {"visits", visits},
                                      {"term_end", maybe(r.term_end)},
                                      {"evaluations", evaluations},
                                      {"placement", r.placement ? body(*r.placement) : json::object()},
                                      {"raised", r.petitions},
                                      {"petitions", petitions},
                                      {"dossier", dossier},
                                      {"sequence", r.sequence}});
}

}  // namespace luan::test
