#include <fmt/format.h>

#include <algorithm>

#include "app/directions.hpp"
#include "app/plan_lines.hpp"
#include "app/shown.hpp"
#include "base/bytes.hpp"
#include "workflow/reasons.hpp"

namespace luan::app {
namespace {

json::object to_json(const Recorded& r) {
  json::array happened;
  for (const Localized& text : r.happened) happened.push_back(json::object{{"vi", text.vi}, {"en", text.en}});
  return {{"rotation", r.rotation},         {"code", r.code},   {"sequence", r.sequence},       {"log_index", r.log_index},
          {"version", r.version},           {"stage", r.stage}, {"stage_vi", r.stage_title.vi}, {"stage_en", r.stage_title.en},
          {"happened", std::move(happened)}};
}

Recorded recorded_from(const std::string& answer) {
  const json::object o = json::parse(answer).as_object();
  Recorded r{text_member(o, "rotation"),
             text_member(o, "code"),
             static_cast<int>(int_member(o, "sequence")),
             int_member(o, "log_index"),
             static_cast<int>(int_member(o, "version")),
             text_member(o, "stage"),
             {text_member(o, "stage_vi"), text_member(o, "stage_en")},
             {},
             true};
  for (const auto& text : member(o, "happened").as_array()) r.happened.push_back({text_member(text.as_object(), "vi"), text_member(text.as_object(), "en")});
  return r;
}

/// The first answer under this key, if there was one; a refusal where the key came with another body.
Result<std::optional<Recorded>> answered_before(store::Transaction& transaction, const Caller& caller, const RequestMeta& meta) {
  if (meta.key.empty()) return std::optional<Recorded>();
  const auto known = transaction.find_request(caller.account(), meta.key, meta.route);
  if (!known) return std::optional<Recorded>();
  if (known->body_sha256 != meta.body_sha256) return refuse(RefusalCode::idempotency_mismatch);
  return std::optional(recorded_from(known->answer));
}

void keep(store::Transaction& transaction, const Caller& caller, const RequestMeta& meta, const Recorded& recorded) {
  if (!meta.key.empty()) transaction.keep_request(caller.account(), meta.key, meta.route, {meta.body_sha256, 200, json::serialize(to_json(recorded))});
}

}  // namespace

std::expected<void, Refusal> fresh_enough(int version, const RequestMeta& meta) {
  if (meta.if_match != 0 && meta.if_match != version) return refuse(RefusalCode::stale, {{"version", std::to_string(version)}});
  return {};
}

Awaitable<Result<Recorded>> once(App::Impl& impl, const Caller& caller, const RequestMeta& meta, DraftOf draft,
                                 std::function<Result<Recorded>(store::Transaction&)> decide) {
  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    auto before = answered_before(transaction, caller, meta);
    if (!before) return std::unexpected(std::move(before.error()));
    if (*before) return std::move(**before);
    auto recorded = decide(transaction);
    if (!recorded) return recorded;
    keep(transaction, caller, meta, *recorded);
    transaction.drop_draft(caller.account(), draft.text());
    return recorded;
  };
  impl.pace.command_came();
  auto answer = co_await on_writer<Recorded>(*impl.writer, caller, std::move(job));
  if (answer && answer->stirs) impl.poke();
  co_return answer;
}

workflow::Context context_for(const App::Impl& impl, const store::Directory& directory, const workflow::Actor* actor, Instant now) {
  workflow::Context context;
  context.now = now;
  context.zone = &impl.zone;
  context.calendar = &directory.calendar();
  context.remind = impl.reminders();
  context.actor = actor;
  context.holders = [&directory](std::string_view role, const UnitId& unit) { return directory.holders(role, unit); };
  context.account_of = [&directory](const OfficialId& official) {
    const store::Account* account = directory.of_official(official);
    return account ? account->id : AccountId();
  };
  context.account_name = [&directory](const AccountId& account) { return account_name(directory, account); };
  context.body_name = [&directory](std::string_view role, const UnitId& unit) { return body_name(directory, role, unit); };
  context.unit_of_position = [&directory](const PositionId& position) {
    const store::Position* found = directory.position(position);
    return found ? found->unit : UnitId();
  };
  context.kind_of_position = [&directory](const PositionId& position) {
    const store::Position* found = directory.position(position);
    return found ? found->kind : std::string();
  };
  if (directory.suspension())
    context.stopped = [&directory](const OfficialId& official, bool posted) { return directory.suspension()->stops(official, posted); };
  context.successor = [&directory, today = impl.zone.date(now)](const UnitId& unit) { return directory.successor(unit, today); };
  return context;
}

namespace {

/// Who is asked by this event and was not before.
std::vector<workflow::Seat> newly_asked(const workflow::Event& event, const workflow::Rotation& after) {
  if (const auto* opened = std::get_if<workflow::StepOpened>(&event.body)) return opened->roll;
  if (const auto* replaced = std::get_if<workflow::ParticipantReplaced>(&event.body))
    return {{replaced->seat.role, replaced->seat.unit, replaced->replacement}};
  if (const auto* voided = std::get_if<workflow::ResponseVoided>(&event.body)) return {voided->seat};
  std::vector<workflow::Seat> out;
  if (const auto* passed = std::get_if<workflow::StepPassed>(&event.body))
    for (const workflow::Seat& seat : after.run(passed->step, passed->run)->roll)
      if (seat.unit == passed->to) out.push_back(seat);
  return out;
}

/// These seats are to be told of the step. How, and when, is worked out later, off the writer's thread.
void announce(store::Transaction& transaction, About about, const RotationId& id, const workflow::StepRun& run, const std::vector<workflow::Seat>& seats) {
  store::Notice notice{0, std::string(key(about)), id.text(), run.step, run.run, {}, {}, run.due ? to_text(*run.due) : "", transaction.now()};
  for (const workflow::Seat& seat : seats)
    notice.seats.push_back(json::object{{"role", seat.role}, {"unit", seat.unit.text()}, {"account", seat.account.text()}});
  transaction.announce(notice);
}

/// Of a petition: the place of the step is taken by its number.
void announce(store::Transaction& transaction, const workflow::PetitionOverdue& overdue, const workflow::Rotation& after) {
  const workflow::Petition& petition = *after.petition(overdue.number);
  store::Notice notice{
      0, std::string(key(About::petition_overdue)), after.id.text(), "petition", overdue.number, {}, {}, to_text(*petition.due), transaction.now()};
  for (const workflow::Seat& seat : workflow::told_of(after, overdue))
    notice.seats.push_back(json::object{{"role", seat.role}, {"unit", seat.unit.text()}, {"account", ""}});
  transaction.announce(notice);
}

/// What came by the calendar: who has not answered is reminded, others are told.
bool announce_late(store::Transaction& transaction, const workflow::Event& event, const workflow::Rotation& after) {
  if (const auto* reminded = std::get_if<workflow::StepReminded>(&event.body)) {
    const workflow::StepRun& run = *after.run(reminded->step, reminded->run);
    std::vector<workflow::Seat> awaited;
    for (const workflow::Seat& seat : run.roll)
      if (run.awaits(seat)) awaited.push_back(seat);
    announce(transaction, reminded->day > *run.due ? About::overdue : About::due_soon, after.id, run, awaited);
    return true;
  }
  if (const auto* overdue = std::get_if<workflow::PetitionOverdue>(&event.body)) {
    announce(transaction, *overdue, after);
    return true;
  }
  const auto* escalated = std::get_if<workflow::StepEscalated>(&event.body);
  if (escalated) announce(transaction, About::escalated, after.id, *after.run(escalated->step, escalated->run), escalated->to);
  return escalated != nullptr;
}

/// Rows that are written with the events: a plugin that is asked for a score, people who are to be told. True where the
/// background has something to do.
bool send_out(store::Transaction& transaction, const workflow::Event& event, const workflow::Rotation& after, bool notify) {
  if (const auto* opened = std::get_if<workflow::StepOpened>(&event.body); opened && !opened->plugin.empty()) {
    transaction.enqueue({transaction.ids().hex(), opened->plugin, "score", after.id.text(), {}, after.id.text(), opened->step, opened->run});
    return true;
  }
  if (!notify) return false;
  if (std::holds_alternative<workflow::RotationResumed>(event.body)) {
    // While it was suspended nobody was told anything.
    for (const workflow::StepRun& run : after.runs)
      if (run.open() && run.plugin.empty()) announce(transaction, About::task, after.id, run, run.roll);
    return true;
  }
  if (announce_late(transaction, event, after)) return true;
  const auto asked = newly_asked(event, after);
  if (asked.empty()) return false;
  const json::object payload = workflow::to_payload(event);
  announce(transaction, About::task, after.id, *after.run(text_member(payload, "step"), static_cast<int>(int_member(payload, "run"))), asked);
  return true;
}

}  // namespace

Result<Recorded> App::Impl::carry_out(store::Transaction& transaction, const RotationId& id, const workflow::Command& command, const workflow::Actor* actor,
                                      workflow::DefinitionPtr definition) const {
  static const workflow::Rotation nothing;
  store::RotationPtr before = std::holds_alternative<workflow::Nominate>(command) ? nullptr : transaction.rotation(id);
  if (before) definition = definition_ptr(*before);
  if (!definition) return refuse(RefusalCode::not_found);
  const store::DirectoryPtr directory = transaction.directory();
  workflow::Context context = context_for(*this, *directory, actor, transaction.now());
  // A unit that is no more hands over before anything else happens, as a decision of its own: the caller's event stays first.
  if (before && !std::holds_alternative<workflow::Wake>(command) && workflow::passing_due(*before, context.successor)) {
    if (auto handed = carry_out(transaction, id, workflow::Wake{}, nullptr); !handed) return handed;
    before = transaction.rotation(id);
  }
  workflow::Rotation start;
  if (!before) {
    const std::string year = std::to_string(static_cast<int>(zone.date(transaction.now()).year()));
    context.next_code = fmt::format("LC-{}-{:03}", year, transaction.next_number("rotation", year));
    start.id = id;
  }
  context.next_number = [&](const workflow::Register& reg, int drawn) {
    const std::string period = register_period(reg, *directory, zone.date(transaction.now()));
    const int ordinal = transaction.next_number(reg.id, period) + drawn;
    return workflow::Numbered{ordinal, register_number(reg, *directory, ordinal), period};
  };
  auto decided = workflow::decide(*definition, before ? *before : start, command, context);
  if (!decided) return std::unexpected(std::move(decided.error()));
  // A rotation that moves to another version goes on, and is shown, under that one.
  if (std::holds_alternative<workflow::Migrate>(command)) definition = definition_ptr(decided->after);
  const bool notifies = !quiet && !notifiers()->empty();
  Recorded recorded;
  recorded.rotation = id.text();
  if (decided->events.empty()) return recorded;
  for (const workflow::Event& event : decided->events) {
    recorded.stirs |= send_out(transaction, event, decided->after, notifies);
    if (auto told = tell(*directory, *definition, decided->after, event.body, event.to, false, zone.date(event.at)); told.key && event.actor == "-")
      recorded.happened.push_back(std::move(told.what));
  }
  recorded.code = decided->after.facts.code;
  recorded.version = decided->after.sequence;
  recorded.stage = decided->after.stage;
  const workflow::Stage* stage = definition->stage(recorded.stage);
  recorded.stage_title = stage ? stage->title : definition->end(recorded.stage)->title;
  const store::Appended appended = transaction.append(id, *definition, std::move(*decided));
  recorded.sequence = appended.first_sequence;
  recorded.log_index = static_cast<std::int64_t>(appended.first_seq);
  return recorded;
}

namespace {

/// What the response was given on (StepView::shown) stands beside the form; it is taken out of the body. Anything else
/// of that name stays, and the form's check names it.
std::string take_shown(json::value& body) {
  json::object* given = body.if_object();
  const json::value* shown = given ? given->if_contains("shown") : nullptr;
  if (!shown || !shown->is_string()) return {};
  std::string digest(shown->as_string());
  if (const auto bytes = from_hex(digest); !bytes || bytes->size() != 32) return {};
  given->erase("shown");
  return digest;
}

/// The form's check, and the workflow's own rule of what a reason must be: it binds people, not what is replayed.
Result<workflow::Filled> with_reason_judged(const workflow::Definition& definition, Result<workflow::Filled> filled) {
  if (!filled) return filled;
  if (auto wrong = workflow::judge_reason(definition.reasons, text_member(filled->values, "reason"))) return refuse_fields({std::move(*wrong)});
  return filled;
}

}  // namespace

Awaitable<Result<Recorded>> App::respond(Caller caller, std::string rotation, std::string step, json::value body, RequestMeta meta) {
  const auto visible = impl_->visible(caller, rotation);
  if (!visible) co_return std::unexpected(visible.error());
  const store::RotationPtr seen = *visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(*seen);
  const workflow::Step* found = definition->find_step(step).second;
  if (!found) co_return refuse(RefusalCode::not_found);
  const std::string shown = take_shown(body);
  // The form is checked here, on a thread that may take its time, and what it shows reckoned; who may answer is judged by the writer, first.
  Result<workflow::Filled> filled = refuse(RefusalCode::not_found);
  std::optional<Shown> reckoned;
  if (!found->plugin) {
    workflow::FormWorld world = impl_->form_world(impl_->directory(), seen.get(), step, nullptr);
    impl_->offer_files(world, caller);
    filled = workflow::check_form(definition->form(found->form), body, world);
    if (const workflow::StepRun* run = seen->run_now(step); run && !shown.empty())
      reckoned = shown_of(*impl_, *definition, *seen, *run, caller, std::move(world.assigned));
  }

  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    const store::RotationPtr now = transaction.rotation(seen->id);
    const store::DirectoryPtr directory = transaction.directory();
    const workflow::Actor actor = impl_->actor_of(*directory, caller.account(), impl_->zone.date(transaction.now()));  // as it is now, not as it signed in
    // A refusal that says who acted is worth more than one of what was filled in, or than «stale».
    const auto refused = [&](Refusal why) -> Result<Recorded> {
      const auto may = workflow::may_respond(*definition, *now, step, context_for(*impl_, *directory, &actor, transaction.now()));
      return std::unexpected(may ? std::move(why) : may.error());
    };
    if (!filled) return refused(filled.error());
    if (auto fresh = fresh_enough(now->sequence, meta); !fresh) return refused(std::move(fresh.error()));
    if (!shown.empty()) {
      // Something else is shown by now than what the answer was given on. A program that names nothing is recorded as naming nothing.
      const workflow::StepRun* run = now->run_now(step);
      Caller reader = caller;
      reader.actor = actor;
      if (run && run->open() && !(reckoned && still_shows(*impl_, *definition, *now, *run, reader, *reckoned, shown)))
        return refused({RefusalCode::stale, {{"version", std::to_string(now->sequence)}}});
    }
    if (auto may = impl_->may_attach(transaction, seen->id.text(), filled->attachments); !may) return std::unexpected(std::move(may.error()));
    return impl_->carry_out(transaction, seen->id, workflow::Respond{step, *filled, shown}, &actor);
  };
  DraftOf draft{DraftOf::Kind::step, seen->id.text(), step};
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

Awaitable<Result<Recorded>> App::recuse(Caller caller, std::string rotation, std::string step, json::value body, RequestMeta meta) {
  const auto visible = impl_->visible(caller, rotation);
  if (!visible) co_return std::unexpected(visible.error());
  const store::RotationPtr seen = *visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(*seen);
  const Result<workflow::Filled> filled = with_reason_judged(
      *definition, workflow::check_form(recusal_form(), action_body(std::move(body)), impl_->form_world(impl_->directory(), seen.get(), step, nullptr)));

  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    const store::RotationPtr now = transaction.rotation(seen->id);
    const store::DirectoryPtr directory = transaction.directory();
    const workflow::Actor actor = impl_->actor_of(*directory, caller.account(), impl_->zone.date(transaction.now()));
    if (auto may = workflow::may_recuse(*definition, *now, step, context_for(*impl_, *directory, &actor, transaction.now())); !may)
      return std::unexpected(std::move(may.error()));
    if (!filled) return std::unexpected(filled.error());
    if (auto fresh = fresh_enough(now->sequence, meta); !fresh) return std::unexpected(std::move(fresh.error()));
    return impl_->carry_out(transaction, seen->id, workflow::Recuse{step, text_member(filled->values, "reason")}, &actor);
  };
  DraftOf draft{DraftOf::Kind::recusal, seen->id.text(), step};
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

Awaitable<Result<Recorded>> App::act(Caller caller, std::string rotation, std::string action, json::value body, RequestMeta meta) {
  const auto visible = impl_->visible(caller, rotation);
  if (!visible) co_return std::unexpected(visible.error());
  const store::RotationPtr seen = *visible;
  const workflow::DefinitionPtr definition = impl_->definition_ptr(*seen);
  const workflow::Action* found = definition->action(action);
  if (!found) co_return refuse(RefusalCode::not_found);
  const workflow::Form form = action_form(*impl_->directory(), *definition, *found, *seen);
  workflow::FormWorld world = impl_->form_world(impl_->directory(), seen.get(), "", nullptr);
  impl_->offer_files(world, caller);
  const Result<workflow::Filled> filled = with_reason_judged(*definition, workflow::check_form(form, action_body(std::move(body)), world));

  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    const workflow::Actor actor = impl_->actor_of(*transaction.directory(), caller.account(), impl_->zone.date(transaction.now()));
    const store::RotationPtr now = transaction.rotation(seen->id);
    if (!filled) {
      const auto may = workflow::may_act(*definition, *now, action, context_for(*impl_, *transaction.directory(), &actor, transaction.now()));
      if (!may) return std::unexpected(may.error());
    }
    if (auto fresh = fresh_enough(now->sequence, meta); !fresh) return std::unexpected(std::move(fresh.error()));
    if (!filled) return std::unexpected(filled.error());
    if (auto may = impl_->may_attach(transaction, seen->id.text(), filled->attachments); !may) return std::unexpected(std::move(may.error()));
    workflow::Act command{found->id, text_member(filled->values, "reason"), *filled, replacement_of(*found, filled->values)};
    command.form.values.erase("reason");
    return impl_->carry_out(transaction, seen->id, command, &actor);
  };
  DraftOf draft{DraftOf::Kind::action, seen->id.text(), action};
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

Awaitable<Result<Recorded>> App::nominate(Caller caller, std::string workflow, json::value body, RequestMeta meta) {
  const workflow::DefinitionPtr definition = impl_->newest(workflow);
  if (!definition) co_return refuse(RefusalCode::definition_unknown, {{"name", workflow}});
  if (auto may = may_start(caller, *definition); !may) co_return std::unexpected(std::move(may.error()));
  const workflow::Form& form = definition->form(definition->start_form);
  workflow::FormWorld world = impl_->form_world(impl_->directory(), nullptr, "", &caller);
  impl_->offer_files(world, caller);
  // Of a line that is used up or was withdrawn the writer says so; that it cannot be chosen would say less.
  world.items = [this, &caller, offered = std::move(world.items)](const workflow::Field& field) {
    return field.kind == workflow::FieldKind::plan_line ? plan_line_items(*impl_, *impl_->directory(), caller, true) : offered(field);
  };
  const Result<workflow::Filled> filled = workflow::check_form(form, body, world);

  std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<Recorded> {
    if (!filled) return std::unexpected(filled.error());
    if (auto may = impl_->may_attach(transaction, "", filled->attachments); !may) return std::unexpected(std::move(may.error()));
    const store::DirectoryPtr directory = transaction.directory();
    const Date today = impl_->zone.date(transaction.now());
    const store::Official& official = *directory->official(OfficialId::trusted(text_member(filled->values, "official")));
    const store::Position& position = *directory->position(PositionId::trusted(text_member(filled->values, "position")));
    const UnitId sending = directory->successor(official.unit, today);
    if (sending == position.unit)
      return refuse_fields(
          {{"position", {"Chọn chức danh ở đơn vị khác với đơn vị hiện nay của cán bộ", "Choose a post at a unit other than the official's own"}}});
    if (transaction.has_open_rotation(official.id))
      return refuse_fields({{"official", {"Cán bộ này đang có hồ sơ luân chuyển chưa kết thúc", "This official has a rotation that has not ended"}}});
    const PlanLineId line = line_of(form, filled->values);
    if (!line.none())
      if (auto may = may_use_line(transaction, line); !may) return std::unexpected(std::move(may.error()));
    const workflow::Actor actor = impl_->actor_of(*directory, caller.account(), today);
    const workflow::Nominate command{*filled,
                                     official.id,
                                     sending,
                                     position.unit,
                                     directory->committee().unit,
                                     position.id,
                                     position.key ? "key" : "civil_servant",
                                     direction_between(*directory->unit(sending), *directory->unit(position.unit)),
                                     line};
    return impl_->carry_out(transaction, transaction.ids().fresh<RotationId>(), command, &actor, definition);
  };
  DraftOf draft{DraftOf::Kind::nomination, "-", workflow};
  auto answer = co_await once(*impl_, caller, meta, std::move(draft), std::move(job));
  co_return answer;
}

}  // namespace luan::app
