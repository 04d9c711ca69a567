#include "workflow/rehearsal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "workflow/dossier.hpp"
#include "workflow/form_terms.hpp"

namespace luan::workflow {
namespace {

constexpr int wakes_max = 2'000;

UnitId party_unit(char digit) { return UnitId::trusted(std::string(32, digit)); }
const UnitId sending = party_unit('1'), receiving = party_unit('2'), deciding = party_unit('3');
const OfficialId the_official = OfficialId::trusted(std::string(32, '4'));
const AccountId official_account = AccountId::trusted(std::string(32, '5'));
const PositionId the_position = PositionId::trusted(std::string(32, '6'));

std::string_view party_of(const UnitId& unit) { return unit == sending ? "sending" : unit == receiving ? "receiving" : "deciding"; }

Played stopped(Stopped::Why why, std::string vi, std::string en) { return std::unexpected(Stopped{why, {std::move(vi), std::move(en)}}); }

json::value sample_value(const Field& field, Date today) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::long_text: return "…";
    case FieldKind::number:
    case FieldKind::months:
    case FieldKind::duration: return field.min.value_or(1);
    case FieldKind::date: return json::value(luan::to_text(today));
    case FieldKind::choice: return json::value(field.choices.front().id);
    case FieldKind::choices: {
      json::array chosen;
      for (const Choice& choice : field.choices)
        if (chosen.empty() || static_cast<std::int64_t>(chosen.size()) < field.min.value_or(1)) chosen.emplace_back(choice.id);
      return chosen;
    }
    case FieldKind::person: return json::value(the_official.text());
    case FieldKind::unit: return json::value(receiving.text());
    case FieldKind::position: return json::value(the_position.text());
    case FieldKind::attachment: return json::array();
    case FieldKind::plan_line: return json::value(std::string(32, '0'));  // what is played stands in no plan
    case FieldKind::rows: {
      json::array rows;
      for (std::int64_t i = 0; i < std::max<std::int64_t>(1, field.min.value_or(1)); ++i) {
        json::object row;
        for (const Field& column : field.columns) row[column.id] = sample_value(column, today);
        rows.push_back(std::move(row));
      }
      return rows;
    }
  }
  return nullptr;
}

/// An answer that counts as this one's side: of `each`, the first that agrees or the first that does not.
std::string answer_that(const Form& form, bool agrees) {
  const auto found = std::ranges::find(form.answers, agrees, &Answer::agrees);
  return found == form.answers.end() ? std::string() : found->id;
}

}  // namespace

Filled sample_form(const Form& form, const std::string& answer, Date today) {
  Filled filled{answer, {}};
  for (const Field& field : form.fields)
    if (allowed_with(field, answer, filled.values)) filled.values[field.id] = sample_value(field, today);
  return filled;
}

bool comes_by_silence(const Step& step, std::string_view outcome) {
  if (step.plugin) return false;
  if (std::holds_alternative<AllRule>(step.rule)) return outcome == "incomplete";
  if (std::holds_alternative<BallotRule>(step.rule)) return outcome == "too_few";
  const auto* each = std::get_if<EachRule>(&step.rule);
  return each && outcome == each->silent;
}

Rehearsal::Rehearsal(const Definition& definition, People people)
    : definition_(definition), people_(std::move(people)), zone_(std::make_shared<const TimeZone>()), now_(*parse_instant("2027-01-04T02:00:00.000Z")) {
  rotation_.id = RotationId::trusted(std::string(32, '9'));
}

std::vector<AccountId> Rehearsal::holders(std::string_view role, const UnitId& unit) const {
  const auto said = people_.find(fmt::format("{} at {}", role, party_of(unit)));
  const std::size_t count = said != people_.end() ? said->second : role == "member" ? 3 : 1;
  std::vector<AccountId> all;
  // An id that tells who it is: role, unit and number are all that matters.
  const std::size_t digest = std::hash<std::string>()(fmt::format("{} at {}", role, party_of(unit)) + std::string(static_cast<std::size_t>(replaced_), '+'));
  for (std::size_t i = 0; i < count; ++i) all.push_back(AccountId::trusted(fmt::format("{:016x}{:016x}", digest, i)));
  return all;
}

std::vector<Actor> Rehearsal::actors_of(const Seat& seat) const {
  if (seat.role == "official") return {Actor{official_account, {}, the_official}};
  if (!seat.account.none()) return {Actor{seat.account, {{seat.role, seat.unit}}}};
  std::vector<Actor> all;
  for (const AccountId& account : holders(seat.role, seat.unit)) all.push_back({account, {{seat.role, seat.unit}}});
  return all;
}

Played Rehearsal::carry_out(const Actor* actor, const Command& command) {
  Context context;
  context.now = now_;
  context.zone = zone_.get();
  context.calendar = &calendar_;
  context.actor = actor;
  context.holders = [this](std::string_view role, const UnitId& unit) { return holders(role, unit); };
  context.account_of = [](const OfficialId&) { return official_account; };
  context.account_name = [](const AccountId&) { return std::string("—"); };
  context.body_name = [](std::string_view role, const UnitId& unit) {
    const std::string name = fmt::format("{} at {}", role, party_of(unit));
    return Localized{name, name};
  };
  context.unit_of_position = [](const PositionId&) { return receiving; };
  context.successor = [](const UnitId& unit) { return unit; };
  context.next_code = "LC-1";
  context.next_number = [this](const Register&, int) {
    ++decisions_;
    return Numbered{decisions_, std::to_string(decisions_), "1"};
  };
  try {
    auto decided = decide(definition_, rotation_, command, context);
    if (!decided) return stopped(Stopped::Why::refused, decided.error().sentence(Language::vi), decided.error().sentence(Language::en));
    history_.insert(history_.end(), std::make_move_iterator(decided->events.begin()), std::make_move_iterator(decided->events.end()));
    rotation_ = std::move(decided->after);
  } catch (const Unsound& fault) {
    return stopped(Stopped::Why::unsound, fault.text.vi, fault.text.en);
  }
  now_ += std::chrono::minutes(10);
  return {};
}

Played Rehearsal::begin() {
  Nominate nominate{
      sample_form(definition_.form(definition_.start_form), "", zone_->date(now_)), the_official, sending, receiving, deciding, the_position, "key", "down"};
  const PartyUnits parties{sending, receiving, deciding};
  for (const Who& who : definition_.start_who) {
    const UnitId& unit = parties.of(who.party);
    for (const AccountId& account : holders(who.role, unit)) {
      const Actor actor{account, {{who.role, unit}}};
      return carry_out(&actor, nominate);
    }
  }
  return stopped(Stopped::Why::does_not_come, "Không ai đề cử được.", "There is nobody to nominate.");
}

const StepRun* Rehearsal::open_run(const Step& step) const {
  const StepRun* run = rotation_.run_now(step.id);
  return run && run->open() ? run : nullptr;
}

Played Rehearsal::respond(const Step& step, const Seat& seat, const std::string& answer) {
  const auto actors = actors_of(seat);
  if (actors.empty())
    return stopped(Stopped::Why::does_not_come, fmt::format("Không ai giữ vai trò {} at {}.", seat.role, party_of(seat.unit)),
                   fmt::format("Nobody holds {} at {}.", seat.role, party_of(seat.unit)));
  if (auto whole = fill_dossier(step, answer); !whole) return whole;
  return carry_out(&actors.front(), Respond{step.id, sample_form(definition_.form(step.form), answer, zone_->date(now_)), {}});
}

/// What the answer needs is recorded first, by whoever keeps the dossier.
Played Rehearsal::fill_dossier(const Step& step, const std::string& answer) {
  const Date today = zone_->date(now_);
  if (!dossier_lacks(definition_, rotation_, step, answer, today)) return {};
  for (const DossierItem& item : definition_.dossier.items) {
    const auto lines = dossier_of(definition_, rotation_, today);
    if (!std::ranges::find(lines, &item, &DossierLine::item)->lacking()) continue;
    bool recorded = false;
    for (const Who& who : definition_.dossier.who) {
      const UnitId& unit = rotation_.parties.of(who.party);
      const auto all = holders(who.role, unit);
      if (all.empty()) continue;
      const Actor actor{all.front(), {{who.role, unit}}};
      if (auto done = carry_out(&actor, KeepDossier{KeepDossier::Kind::record, item.id, today, today}); !done) return done;
      recorded = true;
      break;
    }
    if (!recorded)
      return stopped(Stopped::Why::does_not_come, fmt::format("Không ai ghi được «{}» vào hồ sơ.", item.title.vi),
                     fmt::format("There is nobody to record «{}» in the dossier.", item.title.en));
  }
  return {};
}

const StepRun* Rehearsal::still_open(const Step& step, int number) const {
  const StepRun* run = rotation_.run(step.id, number);
  return run && run->open() ? run : nullptr;
}

Played Rehearsal::respond_all(const Step& step, int number, const std::string& answer) {
  const std::vector<Seat> roll = still_open(step, number)->roll;
  for (const Seat& seat : roll) {
    const StepRun* run = still_open(step, number);
    if (!run) return {};
    if (!run->awaits(seat)) continue;
    if (auto done = respond(step, seat, answer); !done) return done;
  }
  return {};
}

Played Rehearsal::recuse_all(const Step& step, int number) {
  const std::vector<Seat> roll = still_open(step, number)->roll;
  for (const Seat& seat : roll)
    for (const Actor& actor : actors_of(seat))
      if (const StepRun* run = still_open(step, number); run && !run->vacated(seat) && !run->recusal_of(actor.account))
        if (auto done = carry_out(&actor, Recuse{step.id, "…"}); !done) return done;
  // Who has declared a conflict takes no action any more: others take their places.
  ++replaced_;
  return {};
}

std::expected<bool, Stopped> Rehearsal::wake() {
  const auto at = next_wake(definition_, rotation_, *zone_);
  if (!at) return false;
  now_ = std::max(now_, *at);
  if (auto done = carry_out(nullptr, Wake{}); !done) return std::unexpected(done.error());
  return true;
}

Played Rehearsal::await(const Step& step) {
  for (int i = 0; !open_run(step); ++i) {
    const auto woken = i < wakes_max ? wake() : std::expected<bool, Stopped>(false);
    if (!woken) return std::unexpected(woken.error());
    if (!*woken)
      return stopped(Stopped::Why::does_not_come, fmt::format("Bước «{}» không mở.", step.title.vi), fmt::format("Step «{}» does not open.", step.title.en));
  }
  return {};
}

Played Rehearsal::wait_for_close(const Step& step, int number) {
  for (int i = 0; still_open(step, number); ++i) {
    const auto woken = i < wakes_max ? wake() : std::expected<bool, Stopped>(false);
    if (!woken) return std::unexpected(woken.error());
    if (!*woken)
      return stopped(Stopped::Why::does_not_come, fmt::format("Bước «{}» không có thời hạn nào để kết thúc.", step.title.vi),
                     fmt::format("Step «{}» has no deadline to end it.", step.title.en));
  }
  return {};
}

Played Rehearsal::close(const Step& step, std::string_view wanted) {
  const std::string outcome(wanted);
  const auto possible = outcomes(definition_, step);
  if (std::ranges::find(possible, outcome) == possible.end())
    return stopped(Stopped::Why::does_not_come, fmt::format("«{}» không có kết quả «{}».", step.title.vi, outcome),
                   fmt::format("«{}» has no outcome «{}».", step.title.en, outcome));
  if (auto open = await(step); !open) return open;
  const StepRun& run = *open_run(step);
  const int number = run.run;
  if (step.plugin) {
    const auto band = std::ranges::find(step.plugin->bands, outcome, &Band::outcome);
    return carry_out(nullptr, RecordScore{step.id, number, step.plugin->plugin, "1.0.0", "", band->from, {}});
  }
  if (!step.nobody_left.empty() && outcome == step.nobody_left) return recuse_all(step, number);
  if (comes_by_silence(step, outcome)) return wait_for_close(step, number);
  const Form& form = definition_.form(step.form);
  if (std::holds_alternative<FirstRule>(step.rule)) {
    const auto able = std::ranges::find_if(run.roll, [&](const Seat& seat) { return run.awaits(seat) && !actors_of(seat).empty(); });
    return respond(step, able == run.roll.end() ? run.roll.front() : *able, form.answers.empty() ? "" : outcome);
  }
  if (const auto* ballot = std::get_if<BallotRule>(&step.rule))
    return respond_all(step, number, outcome == "passed" ? ballot->for_answer : ballot->against_answer);
  if (std::holds_alternative<EachRule>(step.rule)) return respond_all(step, number, answer_that(form, outcome == "all_agree"));
  return respond_all(step, number, form.answers.empty() ? "" : form.answers.front().id);
}

Played Rehearsal::act(const Action& action) {
  for (const Who& who : action.who) {
    const UnitId& unit = rotation_.parties.of(who.party);
    if (who.role == "official") continue;
    for (const AccountId& account : holders(who.role, unit)) {
      const Actor actor{account, {{who.role, unit}}};
      const Filled form = action.form.empty() ? Filled{} : sample_form(definition_.form(action.form), "", zone_->date(now_));
      return carry_out(&actor, workflow::Act{action.id, "…", form});
    }
  }
  return stopped(Stopped::Why::does_not_come, fmt::format("Không ai thực hiện được «{}».", action.title.vi),
                 fmt::format("There is nobody to take «{}».", action.title.en));
}

}  // namespace luan::workflow
