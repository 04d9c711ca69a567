// What pages of one rotation are put together from, read once. Private to this folder.
#pragma once
#include <map>
#include <set>

#include "app/dossier_views.hpp"
#include "app/impl.hpp"

namespace luan::app {

struct RotationParts {
  const App::Impl* impl = nullptr;
  DirectoryPtr directory;
  store::RotationPtr rotation;
  workflow::DefinitionPtr definition;
  store::RotationProjection projection;
  std::vector<store::HistoryRow> history;  // oldest first
  const TimeZone* zone = nullptr;

  /// The version of the definition that the rotation was under when the row was written.
  [[nodiscard]] const workflow::Definition& definition_of(const store::HistoryRow& row) const;
  /// Also of one that the present version has no more.
  [[nodiscard]] std::pair<const workflow::Definition*, const workflow::Step*> step_of(const workflow::StepRun& run) const;
  InForce in_force;
  std::map<int, const store::HistoryRow*> corrections;  // the one that stands, by the sequence of the response
  std::set<int> voided;                                 // sequences of responses that a later change voided

  /// The content of a row by name, as it was corrected last; empty where it is not there (any more).
  [[nodiscard]] json::object content(const store::HistoryRow& row, std::string_view name) const;
};

[[nodiscard]] Correction correction_of(const RotationParts& parts, int sequence, const Caller& caller);
[[nodiscard]] RotationParts rotation_parts(const App::Impl& impl, store::RotationPtr rotation);
/// As it stood after the entry of that log number: nothing of what came later is known to it. Requires that it was nominated by then.
[[nodiscard]] RotationParts parts_at(const RotationParts& now, std::int64_t log_index);
[[nodiscard]] HistoryEntry history_entry(const RotationParts& parts, const store::HistoryRow& row, const Caller& caller);
[[nodiscard]] std::vector<OpinionView> opinions_of(const RotationParts& parts, const Caller& caller);
/// The latest score of each step, oldest first.
[[nodiscard]] std::vector<ScoreView> scores_of(const RotationParts& parts, const Caller& caller);
[[nodiscard]] ResponseSummary response_summary(const RotationParts& parts, const store::HistoryRow& row, const workflow::ResponseRecorded& response,
                                               const Caller& caller);
/// What is asked for an item of the dossier; with no item, every field that one may have: to tell what was filled in.
[[nodiscard]] workflow::Form dossier_form(workflow::KeepDossier::Kind kind, const workflow::DossierItem* item);
/// The dossier as the caller may see it; nothing where there is none, or it is not his to see.
[[nodiscard]] std::optional<DossierView> dossier_view(const App::Impl& impl, const RotationParts& parts, const Caller& caller);
/// A paper that was entered in a register, and the event by which its number was drawn.
struct IssuedPaper {
  const store::HistoryRow* row = nullptr;  // of the parts
  NumberedPaper paper;
};
/// The decision, what was issued with it, and the papers of other steps and of actions, oldest first; each in the words of the version
/// that was in force.
[[nodiscard]] std::vector<IssuedPaper> issued_papers(const RotationParts& parts);
/// Responses the caller may read, by what they are: assignments, evaluations, meetings, others.
void sort_responses(const RotationParts& parts, const Caller& caller, RotationView& view);

}  // namespace luan::app
