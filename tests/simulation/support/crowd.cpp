#include "simulation/support/crowd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>

namespace luan::test {
namespace {

constexpr int nominated_a_round = 4;
constexpr int answers_in_time = 50, anybody = 10, any_step = 3, substitute_tries = 3, comes_or_goes = 20;  // of a hundred
constexpr std::size_t trace_kept = 80;

template <class T>
std::string told(const Result<T>& done) {
  if (done) return "recorded";
  return std::string(name(done.error().code));
}

}  // namespace

Dice Crowd::dice(std::string_view about) const { return {seed_, fmt::format("{} {}", round_, about)}; }
int Crowd::forward(const RotationId& id) const { return Dice(seed_, id.text()).between(40, 97); }

std::string Crowd::trace(const std::string& rotation) const {
  const auto found = traces_.find(rotation);
  return found == traces_.end() ? "" : fmt::format("{}", fmt::join(found->second, "\n"));
}

void Crowd::note(store::Transaction& transaction, const RotationId& id, const std::string& kind, const std::string& what, const AccountId& who,
                 const Result<app::Recorded>& done) {
  const store::Account* account = transaction.directory()->account(who);
  ++tried_[kind + " " + told(done)];
  auto& trace = traces_[id.text()];
  trace.push_back(fmt::format("{} {}: {} {} -> {}", to_text(transaction.now()), account ? account->username : "-", kind, what, told(done)));
  if (trace.size() > trace_kept) trace.pop_front();
}

Result<app::Recorded> Crowd::command(store::Transaction& transaction, const RotationId& id, const workflow::Command& command, const AccountId& who) {
  const app::App::Impl& impl = town_.app->impl();
  if (who.none()) return impl.carry_out(transaction, id, command, nullptr);
  const workflow::Actor actor = impl.actor_of(*transaction.directory(), who, impl.zone.date(transaction.now()));
  return impl.carry_out(transaction, id, command, &actor);
}

AccountId Crowd::somebody(const store::Directory& directory, const workflow::StepRun* run, Dice& dice) const {
  if (dice.chance(substitute_tries)) return directory.by_username("noi.vu")->id;
  if (run && !run->roll.empty() && !dice.chance(anybody)) {
    std::vector<workflow::Seat> seats;
    for (const workflow::Seat& seat : run->roll)
      if (run->awaits(seat)) seats.push_back(seat);
    const workflow::Seat& seat = dice.pick(seats.empty() || dice.chance(anybody) ? run->roll : seats);
    if (!seat.account.none()) return seat.account;
    if (const auto holders = directory.holders(seat.role, seat.unit); !holders.empty()) return dice.pick(holders);
  }
  return directory.by_username(dice.pick(town_.usernames))->id;
}

void Crowd::answer(store::Transaction& transaction, const RotationId& id, Dice dice) {
  const app::App::Impl& impl = town_.app->impl();
  const store::RotationPtr rotation = transaction.rotation(id);
  const workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
  std::vector<const workflow::StepRun*> open;
  for (const workflow::StepRun& run : rotation->runs)
    if (run.open() && run.plugin.empty()) open.push_back(&run);
  const workflow::StepRun* run = open.empty() || dice.chance(any_step) ? nullptr : dice.pick(open);
  const std::string step = run ? run->step : dice.pick(dice.pick(definition->stages).steps).id;
  const AccountId who = somebody(*transaction.directory(), run, dice);
  workflow::Filled filled;
  if (const workflow::Step* asked = definition->find_step(step).second; !asked->plugin) {
    const workflow::Form& form = definition->form(asked->form);
    const workflow::FormWorld world = impl.form_world(transaction.directory(), rotation.get(), step, nullptr);
    const auto checked = workflow::check_form(form, fill(form, world, dice, forward(id)), world);
    if (!checked) return note(transaction, id, "form", step, who, std::unexpected(checked.error()));
    filled = *checked;
  }
  note(transaction, id, "respond", step + " " + filled.answer, who, command(transaction, id, workflow::Respond{step, filled}, who));
}

void Crowd::recuse(store::Transaction& transaction, const RotationId& id, Dice dice) {
  const store::RotationPtr rotation = transaction.rotation(id);
  std::vector<const workflow::StepRun*> open;
  for (const workflow::StepRun& run : rotation->runs)
    if (run.open()) open.push_back(&run);
  if (open.empty()) return;
  const workflow::StepRun* run = dice.pick(open);
  const AccountId who = somebody(*transaction.directory(), run, dice);
  note(transaction, id, "recuse", run->step, who, command(transaction, id, workflow::Recuse{run->step, "Là người nhà của cán bộ"}, who));
}

/// Papers come into the dossier, and now and then one is taken out again.
void Crowd::keep_dossier(store::Transaction& transaction, const RotationId& id, Dice dice) {
  const app::App::Impl& impl = town_.app->impl();
  const workflow::DefinitionPtr definition = impl.definition_ptr(*transaction.rotation(id));
  const Date today = impl.zone.date(transaction.now());
  workflow::KeepDossier command{dice.chance(15) ? workflow::KeepDossier::Kind::withdraw : workflow::KeepDossier::Kind::record,
                                dice.pick(definition->dossier.items).id,
                                add_days(today, -dice.below(300)),
                                add_days(today, dice.below(300)),
                                {},
                                {}};
  command.content =
      command.kind == workflow::KeepDossier::Kind::record ? json::object{{"number", "12-CV/BTC"}} : json::object{{"reason", "Nộp nhầm bản của người khác"}};
  const AccountId who = transaction.directory()->by_username(dice.chance(80) ? "ban.to.chuc" : dice.pick(town_.usernames))->id;
  note(transaction, id, "dossier", command.item, who, this->command(transaction, id, command, who));
}

/// Something that was sent is corrected, mostly by who sent it, now and then with another answer.
void Crowd::put_right(store::Transaction& transaction, const RotationId& id, Dice dice) {
  const app::App::Impl& impl = town_.app->impl();
  const store::RotationPtr rotation = transaction.rotation(id);
  const workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
  std::vector<std::pair<const workflow::StepRun*, const workflow::GivenResponse*>> given;
  for (const workflow::StepRun& run : rotation->runs)
    for (const workflow::GivenResponse& one : run.responses) given.emplace_back(&run, &one);
  if (given.empty()) return;
  const auto [run, response] = dice.chance(60) ? given.back() : dice.pick(given);
  const workflow::Step* step = definition->find_step(run->step).second;
  if (!step) return;
  const AccountId who = dice.chance(anybody) ? somebody(*transaction.directory(), nullptr, dice) : response->actor;
  const workflow::Form& form = definition->form(step->form);
  const workflow::FormWorld world = impl.form_world(transaction.directory(), rotation.get(), run->step, nullptr);
  auto checked = workflow::check_form(form, fill(form, world, dice, forward(id)), world);
  if (!checked) return note(transaction, id, "form", run->step, who, std::unexpected(checked.error()));
  if (!dice.chance(20)) checked->answer = response->outcome;
  workflow::Filled before{response->outcome, checked->values};
  before.values["as_it_was"] = "nhầm";
  note(transaction, id, "correct", fmt::format("{} {}", run->step, response->sequence), who,
       command(transaction, id, workflow::Correct{response->sequence, *checked, before, "Ghi nhầm so với biên bản"}, who));
}

void Crowd::take_action(store::Transaction& transaction, const RotationId& id, Dice dice) {
  const app::App::Impl& impl = town_.app->impl();
  const store::RotationPtr rotation = transaction.rotation(id);
  const store::DirectoryPtr directory = transaction.directory();
  const workflow::DefinitionPtr definition = impl.definition_ptr(*rotation);
  const bool waits = rotation->status == workflow::Status::suspended && dice.chance(80);
  const workflow::Action& action = waits ? *definition->action("resume") : dice.pick(definition->actions);
  const std::string name = dice.chance(anybody) ? dice.pick(town_.usernames) : dice.chance(50) ? "chu.tri" : "ban.to.chuc";
  const AccountId who = directory->by_username(name)->id;
  const workflow::Form form = app::action_form(*directory, *definition, action, *rotation);
  const workflow::FormWorld world = impl.form_world(directory, rotation.get(), "", nullptr);
  const auto filled = workflow::check_form(form, fill(form, world, dice, 100), world);
  if (!filled) return note(transaction, id, "form", action.id, who, std::unexpected(filled.error()));
  workflow::Act act{action.id, text_member(filled->values, "reason"), *filled};
  act.form.values.erase("reason");
  act.replaces = app::replacement_of(action, filled->values);
  if (dice.chance(5)) act.reason = "theo quy định";
  note(transaction, id, "act", action.id, who, command(transaction, id, act, who));
}

void Crowd::settle_petition(store::Transaction& transaction, const RotationId& id, Dice dice) {
  const store::RotationPtr rotation = transaction.rotation(id);
  using Kind = workflow::SettlePetition::Kind;
  const Kind kind = dice.pick(std::vector{Kind::answer, Kind::close, Kind::give_back, Kind::answer});
  const workflow::Petition& petition = dice.pick(rotation->petition_list);
  workflow::StepRun owner;  // whoever speaks for the unit that must answer
  owner.roll = {{"government", petition.raised.owner, {}}, {"sending_unit", petition.raised.owner, {}}};
  const AccountId board = transaction.directory()->by_username("ban.to.chuc")->id;
  const AccountId who = kind == Kind::answer ? somebody(*transaction.directory(), &owner, dice) : board;
  note(transaction, id, "settle", std::to_string(petition.raised.number), who,
       command(transaction, id, workflow::SettlePetition{kind, petition.raised.number, "Đã bố trí nhà ở"}, who));
}

/// As the dispatchers do it; nothing but scores stands in the outbox of a quiet app. A plugin may fail, and is asked again.
void Crowd::score(store::Transaction& transaction, const RotationId&, Dice dice) {
  const store::DirectoryPtr directory = transaction.directory();
  for (const auto& [plugin, enabled] : directory->plugins())
    for (const store::LeasedRow& row : transaction.lease(plugin, 64, transaction.now() + std::chrono::minutes(2), 1'000)) {
      if (dice.chance(10)) {
        static_cast<void>(transaction.failed(row, "it ended by itself", transaction.now() + std::chrono::hours(1)));
        continue;
      }
      const std::string points = std::to_string(dice.below(101));
      const RotationId id = RotationId::trusted(row.row.rotation);
      const workflow::RecordScore recorded{row.row.step, row.row.run, plugin, enabled.version, enabled.digest, points, {{"points", points}}};
      note(transaction, id, "score", row.row.step + " " + points, {}, command(transaction, id, recorded, {}));
      static_cast<void>(transaction.delivered(row));
    }
}

void Crowd::nominate() {
  const std::vector<std::string> nominators{"ban.to.chuc", "ban.to.chuc", "ban.to.chuc", "noi.vu", "kinh.te", "sending_unit.1.0"};
  for (int i = 0; i < nominated_a_round && nominated_ < rotations_; ++i) {
    Dice dice = this->dice(fmt::format("nominate {}", i));
    const app::Caller who = town_.caller(dice.pick(nominators));
    const auto start = town_.app->start(who, "rotation");
    if (!start) continue;
    json::value body = fill(*start->form, start->world, dice, 100);
    if (dice.chance(20))  // one who may be under way already
      body.at("form").as_object()["official"] = dice.pick(town_.app->impl().directory()->officials())->id.text();
    if (dice.chance(40))  // by a line of a plan, whether it takes one more or not
      for (const auto& [name, value] : committee_.some_line(dice)) body.at("form").as_object()[name] = value;
    const auto done = wait_for(town_.app->nominate(who, "rotation", body, {}));
    ++tried_["nominate " + told(done)];
    if (!done) continue;
    ++nominated_;
    alive_.push_back(RotationId::trusted(done->rotation));
  }
}

void Crowd::plan(const workflow::Rotation& rotation, std::vector<Planned>& out) {
  Dice chance = dice(rotation.id.text());
  const auto add = [&](Behaviour behaviour) { out.push_back({rotation.id, behaviour, dice(fmt::format("{} {}", rotation.id.text(), out.size()))}); };
  const bool in_term = rotation.stage == "term";
  for (const workflow::StepRun& run : rotation.runs)
    for (const workflow::Seat& seat : run.roll)
      if (run.open() && run.awaits(seat) && chance.chance(answers_in_time)) add(&Crowd::answer);
  if (chance.chance(in_term ? 1 : 5)) add(&Crowd::answer);
  if (chance.chance(rotation.status == workflow::Status::suspended ? 30 : in_term ? 1 : 4)) add(&Crowd::take_action);
  if (chance.chance(in_term ? 1 : 4)) add(&Crowd::recuse);
  if (chance.chance(in_term ? 1 : 6)) add(&Crowd::put_right);
  if (!in_term && chance.chance(rotation.stage == "nomination" ? 25 : 3)) add(&Crowd::keep_dossier);
  if (!rotation.petition_list.empty() && chance.chance(5)) add(&Crowd::settle_petition);
}

void Crowd::carry_out(const std::vector<Planned>& planned) {
  std::promise<void> all_done;
  std::exception_ptr first_error;
  std::size_t left = planned.size();
  for (const Planned& one : planned) {
    const bool taken =
        town_.app->impl().writer->submit([this, &one](store::Transaction& transaction) { (this->*one.behaviour)(transaction, one.rotation, one.dice); },
                                         [&](std::exception_ptr error) {
                                           if (error && !first_error) first_error = error;
                                           if (--left == 0) all_done.set_value();
                                         });
    if (!taken) throw std::runtime_error("the writer takes no more work");
  }
  all_done.get_future().get();
  if (first_error) std::rethrow_exception(first_error);
}

void Crowd::come_and_go() {
  Dice dice = this->dice("grants");
  if (!dice.chance(comes_or_goes)) return;
  const store::Account* member = town_.app->impl().directory()->by_username(fmt::format("can.bo.{}", dice.between(1, 3)));
  const bool granted = dice.chance(50);
  if (!wait_for(town_.app->set_grant(town_.caller("quan.tri"), member->id.text(), "member", town_.committee.text(), granted)))
    throw std::runtime_error("the administrator cannot change a grant");
}

void Crowd::pass_time() {
  Dice dice = this->dice("time");
  const auto quiet = [&](const RotationId& id) {
    const auto rotation = town_.app->database().rotation(id);
    return rotation->stage == "term" && std::ranges::none_of(rotation->runs, &workflow::StepRun::open);
  };
  const bool nothing_to_do = nominated_ >= rotations_ && std::ranges::all_of(alive_, quiet);
  town_.clock->advance(std::chrono::minutes(nothing_to_do     ? dice.between(5, 30) * 24 * 60
                                            : dice.chance(75) ? dice.between(120, 1'900)
                                                              : dice.between(2'000, 12'000)));
  while (town_.app->impl().fire_timers()) {
  }
}

void Crowd::round() {
  ++round_;
  come_and_go();
  pass_time();
  committee_.round();
  nominate();
  std::erase_if(alive_, [&](const RotationId& id) { return town_.app->database().rotation(id)->status == workflow::Status::closed; });
  std::vector<Planned> planned{{{}, &Crowd::score, dice("scores")}};
  for (const RotationId& id : alive_) plan(*town_.app->database().rotation(id), planned);
  carry_out(planned);
}

}  // namespace luan::test
