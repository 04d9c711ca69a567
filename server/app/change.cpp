// A definition changes while rotations run: new versions are installed, open rotations move to them, past ones are judged by
// them.
#include "app/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/workflow_needs.hpp"

namespace luan::app {
namespace {

using workflow::DefinitionPtr;

constexpr int every_rotation = 1'000'000;

std::vector<std::string> rotations_with(const App::Impl& impl, const std::string& status) {
  const store::Reader reader = impl.database->reader();
  store::RotationQuery query;
  query.status = status, query.limit = every_rotation;
  std::vector<std::string> ids;
  for (const auto& row : store::rotations(reader.session(), query)) ids.push_back(row.id);
  return ids;
}

/// Open or suspended, and under an older version of this definition.
std::vector<store::RotationPtr> movable(const App::Impl& impl, const workflow::Definition& to) {
  std::vector<store::RotationPtr> out;
  for (const char* status : {"open", "suspended"})
    for (const std::string& id : rotations_with(impl, status))
      if (store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(id));
          rotation && rotation->facts.definition == to.name && rotation->facts.version < to.version)
        out.push_back(std::move(rotation));
  return out;
}

Localized all_of(const std::vector<workflow::LoadError>& faults) {
  Localized text;
  for (const auto& fault : faults) {
    text.vi += (text.vi.empty() ? "" : " ") + fault.line(Language::vi);
    text.en += (text.en.empty() ? "" : " ") + fault.line(Language::en);
  }
  return text;
}

std::vector<Localized> titles(const workflow::Definition& definition, const std::vector<std::string>& steps) {
  std::vector<Localized> out;
  for (const std::string& id : steps) {
    const workflow::Step* step = definition.find_step(id).second;
    out.push_back(step ? step->title : Localized{id, id});
  }
  return out;
}

MigrationProved view_of(const MigrationFrom& one) {
  MigrationProved proved{one.from->version, one.proof.states, one.proof.complete, {}, {}};
  for (const workflow::Unplaced& unplaced : one.proof.unplaced) proved.unplaced.push_back({unplaced.why, workflow::sentences(*one.from, unplaced.story)});
  for (const auto& [stage, steps] : one.proof.again) proved.again.emplace_back(one.from->stage(stage)->title, titles(*one.from, steps));
  return proved;
}

const MigrationFrom& way_of(const std::vector<MigrationFrom>& ways, int version) {
  return *std::ranges::find(ways, version, [](const MigrationFrom& one) { return one.from->version; });
}

Result<DefinitionPtr> newer(const App::Impl& impl, std::string_view name, int version) {
  DefinitionPtr found = impl.definitions.find(name, version);
  if (!found) return refuse(RefusalCode::definition_unknown, {{"name", fmt::format("{} {}", name, version)}});
  return found;
}

}  // namespace

namespace {

/// The way from the version that this rotation is under; made, and proved, where it is the first of its version.
Result<const MigrationFrom*> way_from(MigrationPlan& plan, const App::Impl& impl, const DefinitionPtr& to, int version, const std::string& mapping) {
  const auto known = std::ranges::find(plan.ways, version, [](const MigrationFrom& one) { return one.from->version; });
  if (known != plan.ways.end()) return &*known;
  MigrationFrom one{impl.definitions.find(to->name, version), nullptr, {}};
  if (!one.from) throw std::runtime_error("workflow " + to->name + " version " + std::to_string(version) + " is not installed");
  workflow::Mapping names;
  if (!mapping.empty()) {
    auto read = workflow::read_mapping("map", mapping, *one.from, *to);
    if (!read) return refuse(RefusalCode::definition_invalid, {{"detail", all_of(read.error())}});
    names = std::move(*read);
  }
  one.migration = std::make_unique<workflow::Migration>(*one.from, *to, std::move(names));
  one.proof = one.migration->prove();
  plan.view.proved.push_back(view_of(one));
  plan.ways.push_back(std::move(one));
  return &plan.ways.back();
}

/// Why the whole cannot be moved, or nothing.
std::expected<void, Refusal> all_placed(const MigrationView& view) {
  for (const MigrationProved& proved : view.proved) {
    if (!proved.unplaced.empty()) return refuse(RefusalCode::no_place, {{"why", proved.unplaced.front().why}});
    if (!proved.complete)
      return refuse(
          RefusalCode::no_place,
          {{"why", Localized{"Bản cũ có quá nhiều trạng thái nên chưa chứng minh hết được.", "The old version has too many states to prove them all."}}});
  }
  for (const MigrationMove& move : view.moves)
    if (move.refused) return refuse(RefusalCode::no_place, {{"why", *move.refused}});
  return {};
}

}  // namespace

bool MigrationView::possible() const { return all_placed(*this).has_value(); }

Result<MigrationPlan> plan_migration(const App::Impl& impl, const DefinitionPtr& to, const std::string& mapping) {
  MigrationPlan plan{{}, {to->name, to->title, to->version, {}, {}}};
  const DirectoryPtr directory = impl.directory();
  for (const store::RotationPtr& rotation : movable(impl, *to)) {
    const auto found = way_from(plan, impl, to, rotation->facts.version, mapping);
    if (!found) return std::unexpected(found.error());
    const MigrationFrom& way = **found;
    const workflow::Landing landing = way.migration->land(workflow::standpoint_of(*rotation));
    plan.view.moves.push_back({rotation->id.text(), rotation->facts.code, official_ref(*directory, rotation->facts.official).name, rotation->facts.version,
                               workflow::place_title(*way.from, rotation->stage), workflow::place_title(*to, landing.stage), titles(*way.from, landing.kept),
                               titles(*way.from, landing.again), titles(*way.from, landing.gone), landing.refused});
  }
  return plan;
}

std::vector<ReplayedRotation> replay_all(const App::Impl& impl, const workflow::Definition& to, const workflow::Mapping& mapping) {
  const DirectoryPtr directory = impl.directory();
  const workflow::Context now = context_for(impl, *directory, nullptr, impl.clock->now());
  const workflow::ReenactmentWorld world{&impl.zone, &directory->calendar(), now.holders, now.account_of, now.unit_of_position};
  std::vector<ReplayedRotation> out;
  for (const char* status : {"closed", "open", "suspended"})
    for (const std::string& id : rotations_with(impl, status)) {
      const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(id));
      if (!rotation || rotation->facts.definition != to.name) continue;
      std::vector<workflow::Event> history;
      {
        const store::Reader reader = impl.database->reader();
        for (const store::HistoryRow& row : store::history(reader.session(), id)) {
          workflow::Event event = store::workflow_event(row.event);
          for (const auto& content : row.contents) event.contents.push_back({content.name, content.value});
          history.push_back(std::move(event));
        }
      }
      ReplayedRotation replayed{id, rotation->facts.code, rotation->facts.version, 0, {}, {}};
      if (const auto departure = workflow::reenact(*impl.definition_ptr(*rotation), to, mapping, history, world))
        replayed.sequence = departure->sequence, replayed.at = departure->at, replayed.otherwise = departure->text;
      out.push_back(std::move(replayed));
    }
  std::ranges::sort(out, {}, &ReplayedRotation::code);
  return out;
}

Result<bool> App::Impl::install(store::Transaction& transaction, const DefinitionPtr& definition, const std::string& bytes, const std::string& actor) const {
  const auto changed = [&] { return refuse(RefusalCode::definition_changed, {{"name", definition->name}, {"version", std::to_string(definition->version)}}); };
  if (const DefinitionPtr known = definitions.find(definition->name, definition->version)) {
    if (known->digest != definition->digest) return changed();
    return true;
  }
  if (!transaction.put_definition(definition->name, definition->version, definition->digest, bytes)) return changed();
  transaction.append(actor, store::DefinitionInstalled{definition->name, definition->version, definition->digest});
  return true;
}

Result<void> needs_met(const App::Impl& impl, const std::string& file, const workflow::Definition& definition) {
  if (impl.definitions.find(definition.name, definition.version)) return {};
  const auto needs = [&](const workflow::Definition& one) {
    return unmet_needs(one, impl.definitions.newest(), *impl.directory(), impl.today(), impl.configuration);
  };
  std::vector<workflow::Finding> findings = needs(definition);
  // A gap that the version in force has too (a ward without a clerk this week) is no fault of its successor, which may be what
  // mends it: the start of the server warns of it.
  if (const DefinitionPtr now = findings.empty() ? nullptr : impl.definitions.newest(definition.name))
    for (const workflow::Finding& known : needs(*now))
      std::erase_if(findings, [&](const workflow::Finding& one) { return one.kind == known.kind && one.text == known.text; });
  if (!findings.empty()) return refuse(RefusalCode::definition_invalid, {{"detail", told_with_places(file, findings)}});
  return {};
}

Result<void> App::may_change_workflows(const Caller& caller) const { return needs_one_of(caller, {"organisation_board"}); }
Result<void> App::may_install_workflows(const Caller& caller) const { return needs_one_of(caller, {"organisation_board", "administrator"}); }

Awaitable<Result<DefinitionPtr>> App::install_workflow(Caller caller, std::string bytes) {
  if (auto may = may_install_workflows(caller); !may) co_return std::unexpected(std::move(may.error()));
  const auto proved = prove_definition("workflow", bytes);
  if (!proved) co_return refuse(RefusalCode::definition_invalid, {{"detail", proved.error()}});
  const DefinitionPtr& definition = *proved;
  if (auto met = needs_met(*impl_, "workflow", *definition); !met) co_return std::unexpected(std::move(met.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) {
    return impl_->install(transaction, definition, bytes, actor_text(caller));
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  if (!caller.errand.rehearsal) impl_->definitions.put(definition);
  co_return definition;
}

Result<std::vector<DefinitionPtr>> App::workflow_versions(const Caller&, std::string_view name) const {
  auto found = impl_->definitions.versions(name);
  if (found.empty()) return refuse(RefusalCode::definition_unknown, {{"name", std::string(name)}});
  return found;
}

Result<MigrationView> App::migration(const Caller& caller, std::string_view name, int version, const std::string& mapping) const {
  if (auto may = may_change_workflows(caller); !may) return std::unexpected(std::move(may.error()));
  const auto to = newer(*impl_, name, version);
  if (!to) return std::unexpected(to.error());
  auto plan = plan_migration(*impl_, *to, mapping);
  if (!plan) return std::unexpected(std::move(plan.error()));
  return std::move(plan->view);
}

namespace {

/// On the writer's thread. Nothing recorded: somebody else has moved it meanwhile.
Result<Recorded> move_one(const App::Impl& impl, store::Transaction& transaction, const MigrationPlan& plan, const MigrationMove& move,
                          const workflow::Actor* actor) {
  const auto id = RotationId::trusted(move.rotation);
  if (transaction.rotation(id)->facts.version != move.version) return Recorded{};
  return impl.carry_out(transaction, id, workflow::Migrate{way_of(plan.ways, move.version).migration.get()}, actor);
}

void count(MigrationDone& finished, const MigrationMove& move, const Result<Recorded>& done) {
  if (!done)
    finished.refused.emplace_back(move.code, Localized{done.error().sentence(Language::vi), done.error().sentence(Language::en)});
  else if (done->version > 0)
    ++finished.moved;
}

}  // namespace

Awaitable<Result<MigrationDone>> App::migrate(Caller caller, std::string name, int version, std::string mapping) {
  if (auto may = may_change_workflows(caller); !may) co_return std::unexpected(std::move(may.error()));
  const auto to = newer(*impl_, name, version);
  if (!to) co_return std::unexpected(to.error());
  const auto plan = plan_migration(*impl_, *to, mapping);
  if (!plan) co_return std::unexpected(plan.error());
  if (auto placed = all_placed(plan->view); !placed) co_return std::unexpected(std::move(placed.error()));
  MigrationDone finished;
  for (const MigrationMove& move : plan->view.moves) {
    std::function<Result<Recorded>(store::Transaction&)> job = [&](store::Transaction& transaction) {
      const workflow::Actor actor = impl_->actor_of(*transaction.directory(), caller.account(), impl_->zone.date(transaction.now()));
      return move_one(*impl_, transaction, *plan, move, &actor);
    };
    const auto done = co_await on_writer<Recorded>(*impl_->writer, std::move(job));
    count(finished, move, done);
  }
  impl_->poke();
  co_return finished;
}

Result<bool> install_offline(App& app, const DefinitionPtr& definition, const std::string& bytes) {
  App::Impl& impl = app.impl();
  auto installed = on_writer_blocking<bool>(*impl.writer, [&](store::Transaction& transaction) { return impl.install(transaction, definition, bytes, "-"); });
  if (installed) impl.definitions.put(definition);
  return installed;
}

Result<MigrationDone> migrate_offline(App& app, const MigrationPlan& plan) {
  App::Impl& impl = app.impl();
  if (auto placed = all_placed(plan.view); !placed) return std::unexpected(std::move(placed.error()));
  MigrationDone finished;
  for (const MigrationMove& move : plan.view.moves)
    count(finished, move,
          on_writer_blocking<Recorded>(*impl.writer, [&](store::Transaction& transaction) { return move_one(impl, transaction, plan, move, nullptr); }));
  return finished;
}

}  // namespace luan::app
