#include <cassert>

#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

void post(Unfolding& unfolding, const std::string& step, const Filled& form) {
  const auto effective = parse_date(text_member(form.values, "effective"));
  assert(effective && "the form was checked");
  const int months = static_cast<int>(int_member(form.values, "term_months"));
  const auto [ordinal, number] = unfolding.context().next_number("decision");
  // A term of 36 months from 01/04/2023 has 31/03/2026 as its last day. Source: domain.md §7b, term arithmetic.
  unfolding.emit(DecisionIssued{step, "decision", number, ordinal, *effective, months, add_days(add_months(*effective, months), -1)});
}

void place(Unfolding& unfolding, const Filled& form) {
  const RotationNominated& facts = unfolding.state().facts;
  const PartyUnits& parties = unfolding.state().parties;
  PlacementDecided placed{form.answer.empty() ? "early" : form.answer, parties.sending, {}, 0};
  if (const auto* position = form.values.if_contains("placement_position")) {
    placed.position = PositionId::trusted(std::string(position->as_string()));
    placed.unit = unfolding.context().unit_of_position(placed.position);
  } else if (placed.kind != "return_to_sender") {
    placed.unit = parties.receiving;
    placed.position = facts.position;
  }
  if (const auto* months = form.values.if_contains("extension_months")) placed.months = static_cast<int>(months->as_int64());
  unfolding.emit(std::move(placed));
}

}  // namespace

void unfold_effect(Unfolding& unfolding, Effect effect, const std::string& step, int run, const Filled& form) {
  switch (effect) {
    case Effect::none:
    case Effect::assign: return;  // the assignments stand in the response's content
    case Effect::post: return post(unfolding, step, form);
    case Effect::petition: return unfolding.emit(PetitionsRaised{step, run, static_cast<int>(form.values.at("petitions").as_array().size())});
    case Effect::evaluate: return unfolding.emit(EvaluationConcluded{step, run, text_member(form.values, "level")});
    case Effect::place: return place(unfolding, form);
  }
}

}  // namespace luan::workflow
