#include <algorithm>
#include <cassert>

#include "workflow/unfolding.hpp"

namespace luan::workflow {
namespace {

std::string post_kind(const Unfolding& unfolding) {
  const Context& context = unfolding.context();
  return context.kind_of_position ? context.kind_of_position(unfolding.state().facts.position) : "";
}

void post(Unfolding& unfolding, const std::string& step, const Filled& form) {
  const auto effective = parse_date(text_member(form.values, "effective"));
  assert(effective && "the form was checked");
  const int months = static_cast<int>(int_member(form.values, "term_months"));
  const auto registers = registers_for(unfolding.definition(), unfolding.definition().find_step(step).second->issues, post_kind(unfolding));
  std::vector<Numbered> numbers;
  for (const Register* reg : registers) numbers.push_back(unfolding.draw(*reg));
  const Numbered& own = numbers.front();
  unfolding.emit(DecisionIssued{step, registers.front()->id, own.number, own.ordinal, *effective, months, last_day_of_term(*effective, months), own.period});
  for (std::size_t i = 1; i < numbers.size(); ++i)
    unfolding.emit(DocumentNumbered{step, registers[i]->id, numbers[i].period, numbers[i].number, numbers[i].ordinal});
}

void place(Unfolding& unfolding, const Filled& form) {
  const RotationNominated& facts = unfolding.state().facts;
  const PartyUnits& parties = unfolding.state().parties;
  PlacementDecided placed{form.answer.empty() ? "early" : form.answer, parties.sending, {}, 0};
  if (const auto* position = form.values.if_contains("placement_position")) {
    placed.position = PositionId::trusted(std::string(position->as_string()));
    placed.unit = unfolding.context().unit_of_position(placed.position);
  } else if (placed.kind == "early" || placed.kind == "leave_service") {
    // No post was demanded of the early end, so there is none to go to.
    placed.unit = parties.receiving;
    placed.leaves = true;
  } else if (placed.kind != "return_to_sender") {
    placed.unit = parties.receiving;
    placed.position = facts.position;
  }
  if (const auto* months = form.values.if_contains("extension_months")) placed.months = static_cast<int>(months->as_int64());
  unfolding.emit(std::move(placed));
}

void raise_petitions(Unfolding& unfolding, const std::string& step, int run, const Filled& form) {
  int row = 0;
  for (const json::value& one : form.values.at("petitions").as_array()) {
    PetitionRaised raised{unfolding.state().petitions + 1, step, run, ++row, {}, {}};
    raised.owner = UnitId::trusted(text_or_empty(one.as_object(), "owner"));
    raised.due = parse_date(text_or_empty(one.as_object(), "due"));
    unfolding.emit(std::move(raised));
  }
}

}  // namespace

Date last_day_of_term(Date first, int months) { return add_days(add_months(first, months), -1); }

std::vector<const Register*> registers_for(const Definition& definition, const std::vector<Issue>& issues, std::string_view post_kind,
                                           std::string_view outcome) {
  const auto among = [](const std::vector<std::string>& some, std::string_view one) { return some.empty() || std::ranges::find(some, one) != some.end(); };
  std::vector<const Register*> out;
  for (const Issue& issue : issues)
    if (among(issue.posts, post_kind) && (outcome.empty() || among(issue.with, outcome))) out.push_back(&definition.reg(issue.reg));
  return out;
}

void number_papers_of_step(Unfolding& unfolding, const Step& step, int run, std::string_view outcome) {
  if (step.effect == Effect::post) return;
  for (const Register* reg : registers_for(unfolding.definition(), step.issues, post_kind(unfolding), outcome)) {
    Numbered drawn = unfolding.draw(*reg);
    unfolding.emit(PaperNumbered{step.id, run, {}, reg->id, std::move(drawn.period), std::move(drawn.number), drawn.ordinal});
  }
}

void number_papers_of_action(Unfolding& unfolding, const Action& action) {
  for (const Register* reg : registers_for(unfolding.definition(), action.issues, post_kind(unfolding))) {
    Numbered drawn = unfolding.draw(*reg);
    unfolding.emit(PaperNumbered{{}, 0, action.id, reg->id, std::move(drawn.period), std::move(drawn.number), drawn.ordinal});
  }
}

void unfold_effect(Unfolding& unfolding, Effect effect, const std::string& step, int run, const Filled& form) {
  switch (effect) {
    case Effect::none:
    case Effect::assign: return;  // the assignments stand in the response's content
    case Effect::post: return post(unfolding, step, form);
    case Effect::petition: return raise_petitions(unfolding, step, run, form);
    case Effect::evaluate: return unfolding.emit(EvaluationConcluded{step, run, text_member(form.values, "level")});
    case Effect::place: return place(unfolding, form);
  }
}

}  // namespace luan::workflow
