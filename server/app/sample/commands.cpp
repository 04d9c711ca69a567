// What happens at one instant of the simulation: a command of somebody, checked and carried out as the server does it.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/directions.hpp"
#include "app/sample/simulation.hpp"
#include "app/scorer_input.hpp"
#include "workflow/dossier.hpp"

namespace luan::app::sample {
namespace {

constexpr std::chrono::minutes score_takes{2};

std::string seat_key(const workflow::StepRun& run, const workflow::Seat& seat) { return fmt::format("{} {} {}", run.step, run.run, seat.key()); }

[[noreturn]] void refused(const std::string& where, const Refusal& refusal) {
  std::string what = where + ": " + refusal.sentence(Language::en);
  for (const FieldError& field : refusal.fields) what += " " + field.field + ": " + field.text.en;
  throw std::runtime_error("the sample: " + what);
}

}  // namespace

workflow::FormWorld Simulation::world(const store::DirectoryPtr& directory, const OfficialId& official, Date today) const {
  workflow::FormWorld out;
  out.today = today;
  out.items = [directory, official, today](const workflow::Field& field) {
    const auto exists = [&](const store::Unit* unit) { return unit && unit->from <= today && (!unit->to || *unit->to >= today); };
    std::vector<workflow::FormWorld::Item> items;
    if (field.kind == workflow::FieldKind::person) {
      items.push_back({official.text(), "", directory->official(official)->unit.text()});
    } else if (field.kind == workflow::FieldKind::position) {
      for (const store::Position* position : directory->positions())
        if (exists(directory->unit(position->unit))) items.push_back({position->id.text(), "", position->unit.text()});
    } else if (field.kind == workflow::FieldKind::plan_line) {
      for (const store::Plan* plan : directory->plans())
        for (const store::PlanLine& line : plan->lines) items.push_back({line.id.text(), "", line.position.text()});
    } else {
      for (const store::Unit* unit : directory->units())
        if (exists(unit)) items.push_back({unit->id.text(), "", unit->kind});
    }
    return items;
  };
  return out;
}

workflow::Filled Simulation::filled(const workflow::Form& form, const json::value& body, const workflow::FormWorld& world, const std::string& where) const {
  auto out = workflow::check_form(form, body, world);
  if (!out) refused(where, out.error());
  return std::move(*out);
}

AccountId Simulation::account_for(const store::Directory& directory, const workflow::Seat& seat, Dice dice) const {
  if (!seat.account.none()) return seat.account;
  const auto holders = directory.holders(seat.role, seat.unit);
  if (holders.empty()) throw std::runtime_error("the sample has nobody who is " + seat.role);
  return dice.pick(holders);
}

void Simulation::carry_out(store::Transaction& transaction, Case& of, const workflow::Command& command, const AccountId& account,
                           workflow::DefinitionPtr definition) {
  const workflow::Actor actor = account.none() ? workflow::Actor{} : impl_.actor_of(*transaction.directory(), account, impl_.zone.date(transaction.now()));
  const auto recorded = impl_.carry_out(transaction, of.id, command, account.none() ? nullptr : &actor, std::move(definition));
  if (!recorded) refused(fmt::format("rotation {}", of.number), recorded.error());
  if (recorded->stirs) at(transaction.now() + score_takes, [this](store::Transaction& later) { scores(later); });
  if (recorded->version > 0) look_on(transaction, of);
}

void Simulation::nominate(store::Transaction& transaction, Case& of) {
  const Date today = impl_.zone.date(transaction.now());
  choose(*transaction.directory(), of, today);
  Official& official = land_.officials[static_cast<std::size_t>(of.official)];
  official.busy = true, ++official.turns;
  land_.give_account(transaction, official);

  const workflow::DefinitionPtr definition = impl_.newest("rotation");
  if (!definition) throw std::runtime_error("the sample needs the workflow «rotation» (workflows/rotation.yaml)");
  const store::DirectoryPtr before = transaction.directory();
  const store::Position& position = *before->position(of.position);
  const store::Unit& sending = *before->unit(before->official(official.id)->unit);
  const store::Unit& receiving = *before->unit(position.unit);
  const std::string direction = direction_between(sending, receiving);
  json::value body = script_.nomination(of, *before, today);
  add_line(transaction, of,
           {position.id, receiving.id, official.id, direction, of.months, of.effective, 1, text_member(body.at("form").as_object(), "reason"), {}});
  if (!of.plan_line.none()) body.at("form").as_object()["plan_line"] = of.plan_line.text();
  const store::DirectoryPtr directory = transaction.directory();
  workflow::Filled form = filled(definition->form(definition->start_form), body, world(directory, official.id, today), "nomination");
  of.nomination = form.values;
  const workflow::Nominate command{std::move(form), official.id, sending.id, receiving.id, land_.committee, position.id, position.key ? "key" : "civil_servant",
                                   direction,       of.plan_line};
  Dice dice(seed_, fmt::format("nominator {}", of.number));
  carry_out(transaction, of, command, account_for(*directory, {"organisation_board", land_.committee, {}}, dice), definition);
}

void Simulation::respond(store::Transaction& transaction, Case& of, const std::string& step, int run_number, const workflow::Seat& seat, std::size_t place) {
  const store::RotationPtr rotation = transaction.rotation(of.id);
  const workflow::StepRun* run = rotation->run(step, run_number);
  if (rotation->status != workflow::Status::open || !run || !run->open() || run->response_of(seat)) return;  // too late
  const store::DirectoryPtr directory = transaction.directory();
  const Date today = impl_.zone.date(transaction.now());
  const workflow::DefinitionPtr definition = impl_.definition_ptr(*rotation);
  const Asked asked{of, *rotation, *run, seat, place};
  PositionId placement;
  if (script_.names_post(asked, *directory, today)) placement = choose_placement(of, *directory, *rotation, today);

  workflow::FormWorld form_world = world(directory, rotation->facts.official, today);
  form_world.opened = impl_.zone.date(run->opened_at);
  form_world.assigned = of.assigned;
  const auto body = script_.answer(asked, *directory, today, placement);
  const workflow::Form& form = definition->form(definition->find_step(step).second->form);
  keep_dossier(transaction, of, step, body.as_object());
  if (definition->find_step(step).second->effect == workflow::Effect::assign) {
    of.assigned.clear();
    for (const json::value& one : body.at("form").at("assignments").as_array()) of.assigned.push_back(assignment_line(one.as_object()));
  }
  const Dice dice(seed_, fmt::format("hand {} {}", of.number, step));
  carry_out(transaction, of, workflow::Respond{step, filled(form, body, form_world, step), ""}, account_for(*directory, seat, dice));
}

/// The sending unit hands in what it has with its introduction, the organisation board gathers the rest; of a rotation that is given
/// back for supplement some papers are lacking at first.
void Simulation::keep_dossier(store::Transaction& transaction, Case& of, const std::string& step, const json::object& answer) {
  const bool introduces = step == "proposal", checks = step == "check";
  if (!introduces && !checks) return;
  const store::RotationPtr rotation = transaction.rotation(of.id);
  const workflow::DefinitionPtr definition = impl_.definition_ptr(*rotation);
  const Date today = impl_.zone.date(transaction.now());
  const std::string outcome = text_or_empty(answer, "outcome");
  const bool whole = checks && outcome != "supplement" && outcome != "with_exception";
  Dice dice(seed_, fmt::format("dossier {} {}", of.number, step));
  const workflow::Seat seat =
      introduces ? workflow::Seat{"sending_unit", rotation->parties.sending, {}} : workflow::Seat{"organisation_board", land_.committee, {}};
  for (const workflow::DossierLine& line : workflow::dossier_of(*definition, *rotation, today)) {
    if (line.state == workflow::DossierLine::State::present || (!whole && dice.chance(introduces ? 25 : 60))) continue;
    const Date signed_on = add_days(today, -dice.between(1, 40));
    workflow::KeepDossier command{workflow::KeepDossier::Kind::record, line.item->id, signed_on};
    command.content = {{"signed_on", luan::to_text(signed_on)}, {"number", fmt::format("{}-HS/{}", dice.between(1, 240), static_cast<int>(signed_on.year()))}};
    command.content["place"] = introduces ? "Văn phòng cơ quan" : "Ban Tổ chức";
    carry_out(transaction, of, command, account_for(*transaction.directory(), seat, dice));
  }
}

void Simulation::act(store::Transaction& transaction, Case& of, const std::string& action) {
  const store::RotationPtr rotation = transaction.rotation(of.id);
  if (rotation->status != workflow::Status::open) return;
  const store::DirectoryPtr directory = transaction.directory();
  const workflow::DefinitionPtr definition = impl_.definition_ptr(*rotation);
  const Date today = impl_.zone.date(transaction.now());
  workflow::Act command{action, {}, {}};
  workflow::Seat seat{"sending_unit", rotation->parties.sending, {}};
  if (action == "end_early") {
    seat = {"chair", land_.committee, {}};
    const PositionId placement = choose_placement(of, *directory, *rotation, today);
    const json::object form{{"ground", of.ground}, {"placement_position", placement.text()}};
    command.reason = script_.early_end(of);
    command.form =
        filled(definition->form(definition->action(action)->form), json::object{{"form", form}}, world(directory, rotation->facts.official, today), action);
  } else {
    command.reason = script_.withdrawal(of);
  }
  carry_out(transaction, of, command, account_for(*directory, seat, Dice(seed_, action)));
}

void Simulation::wake(store::Transaction& transaction, Case& of) {
  wakes_.erase(static_cast<std::size_t>(of.number));
  carry_out(transaction, of, workflow::Wake{}, {});
}

void Simulation::scores(store::Transaction& transaction) {
  // As the dispatcher does it; quiet, nothing but scores stands in the outbox.
  const store::DirectoryPtr directory = transaction.directory();
  for (const auto& [id, enabled] : directory->plugins())
    for (const store::LeasedRow& row : transaction.lease(id, 64, transaction.now() + score_takes, 1)) score(transaction, row);
}

void Simulation::score(store::Transaction& transaction, const store::LeasedRow& row) {
  Case& of = cases_[by_rotation_.at(RotationId::trusted(row.row.rotation))];
  const store::RotationPtr rotation = transaction.rotation(of.id);
  const workflow::StepRun* run = rotation->run(row.row.step, row.row.run);
  if (run && run->open()) {
    const store::DirectoryPtr directory = transaction.directory();
    const ScorerQuestion question{*directory, *rotation, impl_.zone.date(run->opened_at), of.nomination, {rotation.get()}};
    const json::object input = scorer_input(question, impl_.plugins->needs_input(row.row.plugin));
    const workflow::Step* step = impl_.definition_ptr(*rotation)->find_step(row.row.step).second;
    json::object& content = scores_[row.row.step + json::serialize(input)];
    if (content.empty()) {
      const auto answer = impl_.plugins->call(row.row.plugin, {{"call", "score"}, {"with", step->plugin->with}, {"input", input}});
      if (!answer) throw std::runtime_error("the sample needs the plugin " + row.row.plugin + ": " + answer.error().sentence().en);
      content = answer->as_object();
      content["input"] = input;
    }
    const store::PluginEnabled& plugin = directory->plugins().at(row.row.plugin);
    carry_out(transaction, of,
              workflow::RecordScore{row.row.step, row.row.run, row.row.plugin, plugin.version, plugin.digest, text_member(content, "points"), content}, {});
  }
  static_cast<void>(transaction.delivered(row));
}

void Simulation::look_on(store::Transaction& transaction, Case& of) {
  const store::RotationPtr rotation = transaction.rotation(of.id);
  look_on_petitions(of, *rotation);
  if (rotation->status == workflow::Status::closed) {
    land_.officials[static_cast<std::size_t>(of.official)].busy = false;
    return;
  }
  for (const workflow::StepRun& run : rotation->runs)
    if (run.open() && run.plugin.empty()) look_on_run(transaction, of, *rotation, run);
  look_on_actions(transaction, of, *rotation);
  const auto next = workflow::next_wake(*impl_.definition_ptr(*rotation), *rotation, impl_.zone);
  const auto number = static_cast<std::size_t>(of.number);
  if (!next || (wakes_.contains(number) && wakes_.at(number) == *next)) return;
  wakes_[number] = *next;
  at(*next, [this, &of](store::Transaction& later) { wake(later, of); });
}

void Simulation::look_on_run(store::Transaction& transaction, Case& of, const workflow::Rotation& rotation, const workflow::StepRun& run) {
  for (std::size_t place = 0; place < run.roll.size(); ++place) {
    const workflow::Seat& seat = run.roll[place];
    if (run.response_of(seat) || !of.asked.insert(seat_key(run, seat)).second) continue;
    const auto when = script_.when({of, rotation, run, seat, place}, transaction.directory()->calendar(), impl_.zone);
    if (!when) continue;
    at(*when, [this, &of, step = run.step, number = run.run, seat, place](store::Transaction& later) { respond(later, of, step, number, seat, place); });
  }
}

void Simulation::look_on_actions(store::Transaction& transaction, Case& of, const workflow::Rotation& rotation) {
  if (of.acted) return;
  const auto plan = [&](Date date, const std::string& action) {
    of.acted = true;
    at(script_.moment(date, fmt::format("{} {}", of.number, action), impl_.zone), [this, &of, action](store::Transaction& later) { act(later, of, action); });
  };
  if (of.fate == Fate::ended_early && rotation.stage == "term") plan(of.early, "end_early");
  if (of.fate == Fate::withdrawn && rotation.stage == "consultation") plan(add_days(impl_.zone.date(transaction.now()), 1), "withdraw");
}

/// An owner takes two to five weeks; the board closes some days later. Of a rotation whose follow-up still waits, the second
/// petition is answered and the first is overdue.
void Simulation::look_on_petitions(Case& of, const workflow::Rotation& rotation) {
  for (const workflow::Petition& petition : rotation.petition_list) {
    const int number = petition.raised.number;
    Dice dice(seed_, fmt::format("petition {} {}", of.number, number));
    const bool waits = of.stops.contains("follow_up"), open = petition.state == workflow::Petition::State::open;
    if (petition.state == workflow::Petition::State::closed || (waits && (number == 1 || !open))) continue;
    if (!of.asked.insert(fmt::format("petition {} {}", number, workflow::to_text(petition.state))).second) continue;
    const Date since = impl_.zone.date(open ? petition.raised_at : *petition.answered_at);
    const Instant when = script_.moment(add_days(since, open ? dice.between(14, 35) : dice.between(2, 9)), fmt::format("{} {}", of.number, number), impl_.zone);
    at(when, [this, &of, number, open](store::Transaction& later) { settle(later, of, number, open); });
  }
}

void Simulation::settle(store::Transaction& transaction, Case& of, int number, bool answers) {
  const store::RotationPtr rotation = transaction.rotation(of.id);
  const store::DirectoryPtr directory = transaction.directory();
  const workflow::Petition* petition = rotation->petition(number);
  if ((petition->state == workflow::Petition::State::open) != answers) return;
  Dice dice(seed_, fmt::format("settled {} {}", of.number, number));
  const workflow::Seat seat = answers ? workflow::Seat{"sending_unit", directory->successor(petition->raised.owner, impl_.zone.date(transaction.now())), {}}
                                      : workflow::Seat{"organisation_board", land_.committee, {}};
  using Kind = workflow::SettlePetition::Kind;
  carry_out(transaction, of, workflow::SettlePetition{answers ? Kind::answer : Kind::close, number, answers ? dice.pick(source_.texts.at("settled")) : "", {}},
            account_for(*directory, seat, dice));
}

}  // namespace luan::app::sample
