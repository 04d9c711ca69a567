#include "workflow/support/world.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "workflow/dossier.hpp"

namespace luan::test {
using namespace workflow;

const UnitId World::committee = UnitId::trusted(std::string(32, 'a'));
const UnitId World::office = UnitId::trusted(std::string(32, 'b'));
const UnitId World::ward = UnitId::trusted(std::string(32, 'c'));
const std::vector<std::string> roles{"organisation_board", "chair",    "member",  "party_committee", "government",
                                     "sending_unit",       "official", "auditor", "administrator"};

namespace {

Actor actor(char id, const std::string& role, const UnitId& unit) { return {AccountId::trusted(std::string(31, '0') + id), {{role, unit}}, {}}; }

}  // namespace

Definition shipped_rotation() {
  std::ifstream file(std::string(LUAN_SOURCE_DIR) + "/workflows/rotation.yaml");
  std::stringstream bytes;
  bytes << file.rdbuf();
  auto loaded = load_definition("workflows/rotation.yaml", bytes.str(), roles);
  if (!loaded) {
    std::string all;
    for (const LoadError& error : loaded.error()) all += error.line(Language::en) + "\n";
    FAIL(all);
  }
  return std::move(*loaded);
}

World::World() : definition(shipped_rotation()), calendar(WorkingDays::weekdays(2020, 2060)), now(*parse_instant("2026-11-24T02:00:00.000Z")) {
  board = actor('1', "organisation_board", committee);
  chair = actor('2', "chair", committee);
  sending = actor('3', "sending_unit", office);
  ward_party = actor('4', "party_committee", ward);
  ward_government = actor('5', "government", ward);
  official = {AccountId::trusted(std::string(31, '0') + '6'), {}, OfficialId::trusted(std::string(32, 'd'))};
  for (char id = 'a'; id < 'd'; ++id) members.push_back(actor(id, "member", committee));
  rotation.id = RotationId::trusted(std::string(32, '9'));
}

bool World::carry_out(const Actor* who, const Command& command, Refusal* refusal) {
  Context context;
  context.now = now;
  context.zone = &zone;
  context.calendar = &calendar;
  context.actor = who;
  context.holders = [&](std::string_view role, const UnitId& unit) {
    std::vector<AccountId> out;
    if (chair.holds(role, unit)) out.push_back(chair.account);
    for (const Actor& member : members)
      if (member.holds(role, unit)) out.push_back(member.account);
    for (const Actor& other : others)
      if (other.holds(role, unit)) out.push_back(other.account);
    return out;
  };
  context.account_of = [&](const OfficialId&) { return official.account; };
  context.account_name = [&](const AccountId& account) { return account == chair.account ? "Chủ trì" : "ai đó"; };
  context.body_name = [](std::string_view, const UnitId&) { return Localized{"nơi đó", "that body"}; };
  context.unit_of_position = [](const PositionId&) { return office; };
  context.successor = [&](const UnitId& unit) { return successors.contains(unit) ? successors.at(unit) : unit; };
  context.next_code = "LC-2026-001";
  context.kind_of_position = [&](const PositionId&) { return post_kind; };
  context.next_number = [&](const Register& reg, int drawn) {
    const int number = last_number(reg.id) + 1 + drawn;
    return Numbered{number, std::to_string(number) + (reg.per == Register::Per::term ? "-QĐ/QU" : "/QĐ-UBND"),
                    reg.per == Register::Per::term ? "2025-2030" : "2026"};
  };
  auto decided = decide(definition, rotation, command, context);
  if (!decided) {
    if (refusal) *refusal = decided.error();
    return false;
  }
  // What deciding says the state is must be what its events make of the old one.
  Rotation applied = rotation;
  for (const Event& event : decided->events) apply(applied, event);
  CHECK(applied.sequence == decided->after.sequence);
  CHECK(applied.stage == decided->after.stage);
  history.insert(history.end(), decided->events.begin(), decided->events.end());
  rotation = std::move(decided->after);
  return true;
}

int World::last_number(std::string_view reg) const {
  int last = 0;
  const auto look = [&](const auto* numbered) {
    if (numbered && numbered->reg == reg) last = std::max(last, numbered->ordinal);
  };
  for (const Event& event : history)
    look(std::get_if<DecisionIssued>(&event.body)), look(std::get_if<DocumentNumbered>(&event.body)), look(std::get_if<PaperNumbered>(&event.body));
  return last;
}

std::optional<RefusalCode> World::tried(const Actor& who, const Command& command) {
  Refusal refusal;
  if (carry_out(&who, command, &refusal)) return {};
  return refusal.code;
}

void World::nominate() {
  REQUIRE(carry_out(&board, Nominate{{}, official.official, office, ward, committee, PositionId::trusted(std::string(32, 'f')), "key", "down"}));
}

void World::fill_dossier() {
  const Date today = zone.date(now);
  for (const DossierItem& item : definition.dossier.items)
    if (const auto* paper = rotation.paper(item.id); !paper || !paper->there)
      REQUIRE(carry_out(&board, KeepDossier{KeepDossier::Kind::record, item.id, today, {}, {{"number", "1"}}}));
}

void World::must(const Actor& who, const std::string& step, const std::string& answer, json::object values) {
  Refusal refusal;
  if (dossier_lacks(definition, rotation, *definition.find_step(step).second, answer, zone.date(now))) fill_dossier();
  INFO(step);
  const bool done = carry_out(&who, Respond{step, {answer, std::move(values)}, {}}, &refusal);
  INFO((done ? std::string() : refusal.sentence(Language::vi)));
  REQUIRE(done);
}

void World::all_members(const std::string& step, const std::string& answer, json::object values) {
  must(chair, step, answer, values);
  for (const Actor& member : members) must(member, step, answer, values);
}

void World::act(const Actor& who, const std::string& action, json::object values) { REQUIRE(carry_out(&who, Act{action, "Lý do", {"", std::move(values)}})); }

bool World::score(const std::string& points, const std::string& step) {
  const std::string plugin = definition.find_step(step).second->plugin->plugin;
  return carry_out(nullptr, RecordScore{step, rotation.run_now(step)->run, plugin, "1.0.0", "", points, {}});
}
void World::must_score(const std::string& points, const std::string& step) { REQUIRE(score(points, step)); }

bool World::wake() {
  const auto at = next_wake(definition, rotation, zone);
  if (!at) return false;
  now = std::max(now, *at);
  REQUIRE(carry_out(nullptr, Wake{}));
  return true;
}

Refusal World::refusal(const Actor& who, const std::string& step) {
  Refusal refusal;
  REQUIRE_FALSE(carry_out(&who, Respond{step, {"agree", {}}, {}}, &refusal));
  return refusal;
}

std::vector<std::string> World::open_steps() const {
  std::vector<std::string> out;
  for (const StepRun& run : rotation.runs)
    if (run.open()) out.push_back(run.step);
  return out;
}

void World::to_review() {
  nominate();
  must(sending, "proposal", "introduce", {});
  must_score("100", "eligibility");
  must(board, "check", "eligible", {});
}

void World::to_consultation() {
  to_review();
  must_score("75");
  all_members("assessment", "", {});
  all_members("vote", "for", {});
  must(board, "assignments", "", {});
}

void World::to_decision() {
  to_consultation();
  must(ward_party, "party_opinion", "agree", {});
  must(ward_government, "government_opinion", "agree", {});
  must(board, "meeting_with_official", "", {});
  must(board, "appraisal", "agree", {});
  must(board, "synthesis", "submit", {});
  all_members("resolution", "for", {});
}

void World::to_term(const char* effective) {
  to_decision();
  must(chair, "decision", "issue", {{"effective", effective}, {"term_months", 36}});
  REQUIRE(rotation.stage == "term");
}

}  // namespace luan::test
