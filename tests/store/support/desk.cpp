#include "store/support/desk.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <stdlib.h>

#include <catch2/catch.hpp>

#include "audit/digest.hpp"
#include "base/files.hpp"
#include "support/every_weekday.hpp"
#include "workflow/landing.hpp"
#include "workflow/loader.hpp"

namespace luan::test {
using namespace workflow;

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "luan_store_XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}
Folder::~Folder() { std::filesystem::remove_all(path_); }

DefinitionPtr definition_of(const std::string& yaml) {
  auto loaded =
      load_definition("rotation.yaml", yaml,
                      {"organisation_board", "chair", "member", "party_committee", "government", "sending_unit", "official", "auditor", "administrator"});
  REQUIRE(loaded);
  loaded->digest = to_hex(audit::definition_digest(yaml));
  return std::make_shared<const Definition>(std::move(*loaded));
}

DefinitionPtr shipped_definition() { return definition_of(read_file(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml")); }

Desk::Desk(store::Database::Options options)
    : clock(std::make_shared<ManualClock>(*parse_instant("2026-03-02T02:00:00.000Z"))),
      ids(std::make_shared<SeededIds>("desk")),
      definition(shipped_definition()) {
  reopen(std::move(options));
  directory();
}

void Desk::close() {
  writer.reset();
  database.reset();
}

void Desk::reopen(store::Database::Options options) {
  close();
  database = std::make_unique<store::Database>(folder.path(), std::move(options));
  writer = std::make_unique<store::Writer>(*database, clock, ids);
}

Actor Desk::account(store::Transaction& t, const std::string& username, const std::string& role, const UnitId& unit) const {
  const auto id = t.ids().fresh<AccountId>();
  t.append("-", store::AccountCreated{id, {}, username, "Đồng chí " + username, {}});
  t.append("-", store::RoleGranted{id, role, unit});
  return {id, {{role, unit}}, {}};
}

void Desk::directory() {
  writer->run([&](store::Transaction& t) {
    const Date from = *parse_date("2020-01-01");
    committee = t.ids().fresh<UnitId>(), office = t.ids().fresh<UnitId>(), ward = t.ids().fresh<UnitId>();
    t.append("-", store::UnitCreated{committee, "committee", 1, "normal", from, {"Đảng uỷ", "Committee"}});
    t.append("-", store::UnitCreated{office, "office", 1, "normal", from, {"Phòng Nội vụ", "Home Affairs Office"}});
    t.append("-", store::UnitCreated{ward, "ward", 2, "difficult", from, {"Phường Bến Đá", "Bến Đá ward"}});
    t.append("-", store::CommitteeSet{committee, "ĐU", "2025-2030"});
    t.append("-", every_weekday());
    post = t.ids().fresh<PositionId>();
    const auto desk = t.ids().fresh<PositionId>();
    t.append("-", store::PositionCreated{post, ward, "party", true, {"Bí thư phường", "Secretary"}});
    t.append("-", store::PositionCreated{desk, office, "government", true, {"Phó Trưởng phòng", "Deputy head"}});
    official = t.ids().fresh<OfficialId>();
    t.append("-", store::OfficialRegistered{official, office, desk, {{"family", "Đỗ"}, {"middle", "Văn"}, {"given", "Bình"}}});
    board = account(t, "ban", "organisation_board", committee);
    chair = account(t, "chu.tri", "chair", committee);
    sending = account(t, "noi.vu", "sending_unit", office);
    ward_party = account(t, "dang.uy", "party_committee", ward);
    ward_government = account(t, "uy.ban", "government", ward);
    const auto own = t.ids().fresh<AccountId>();
    t.append("-", store::AccountCreated{own, official, "binh", "Đỗ Văn Bình", {}});
  });
}

void Desk::carry_out(store::Transaction& t, const RotationId& id, const Command& command, const Actor* actor) const {
  const store::DirectoryPtr people = t.directory();
  Context context;
  context.now = t.now();
  context.zone = &database->zone();
  context.calendar = &people->calendar();
  context.actor = actor;
  context.holders = [&](std::string_view role, const UnitId& unit) { return people->holders(role, unit); };
  context.account_of = [&](const OfficialId& of) { return people->of_official(of)->id; };
  context.account_name = [](const AccountId& account) { return account.text(); };
  context.body_name = [](std::string_view, const UnitId&) { return Localized{"nơi đó", "that body"}; };
  context.unit_of_position = [&](const PositionId& position) { return people->position(position)->unit; };
  const std::string year = std::to_string(static_cast<int>(database->zone().date(t.now()).year()));
  context.next_code = "LC-" + year + "-" + std::to_string(t.next_number("rotation", year));
  context.next_number = [&](const workflow::Register& reg, int drawn) {
    const int ordinal = t.next_number(reg.id, people->committee().term) + drawn;
    return workflow::Numbered{ordinal, std::to_string(ordinal) + "-QĐ/" + people->committee().organ, people->committee().term};
  };
  Rotation fresh;
  fresh.id = id;
  const store::RotationPtr before = t.rotation(id);
  auto decided = decide(*definition, before ? *before : fresh, command, context);
  const std::string why = decided ? "" : decided.error().sentence(Language::en);
  INFO(why);
  REQUIRE(decided);
  // One that moves to another version is shown under that one.
  const auto* moves = std::get_if<Migrate>(&command);
  t.append(id, moves ? moves->migration->to() : *definition, std::move(*decided));
}

RotationId Desk::nominate(store::Transaction& t) const {
  const auto id = t.ids().fresh<RotationId>();
  carry_out(t, id, Nominate{{"", {{"reason", "Đào tạo cán bộ"}}}, official, office, ward, committee, post, "key", "down"}, &board);
  return id;
}

void Desk::introduce(store::Transaction& t, const RotationId& id) const {
  carry_out(t, id, Respond{"proposal", {"introduce", {{"remarks", "Tốt"}}}, {}}, &sending);
}

RotationId Desk::nominate() {
  RotationId id;
  writer->run([&](store::Transaction& t) { id = nominate(t); });
  return id;
}

RotationId Desk::posted() {
  const RotationId id = nominate();
  const auto must = [&](const Actor& actor, const std::string& step, const std::string& answer, json::object values) {
    writer->run([&](store::Transaction& t) { carry_out(t, id, Respond{step, {answer, values}, {}}, &actor); });
  };
  writer->run([&](store::Transaction& t) { introduce(t, id); });
  const auto score = [&](const char* step, const char* plugin, const std::string& points) {
    writer->run(
        [&](store::Transaction& t) { carry_out(t, id, RecordScore{step, 1, plugin, "1.0.0", std::string(64, 'a'), points, {{"points", points}}}, nullptr); });
  };
  score("eligibility", "score_eligibility", "100");
  must(board, "check", "with_exception", {{"authoriser", "Thường trực Đảng uỷ"}, {"basis", "41-KL/ĐU"}});
  score("score", "score_weighted", "75");
  must(chair, "assessment", "", {});
  must(chair, "vote", "for", {});
  must(board, "assignments", "", {});
  must(ward_party, "party_opinion", "agree", {});
  must(ward_government, "government_opinion", "disagree", {{"reason", "Chưa qua cơ sở"}});
  must(board, "meeting_with_official", "", {});
  must(board, "appraisal", "agree", {});
  must(board, "synthesis", "submit", {});
  must(chair, "resolution", "for", {});
  must(chair, "decision", "issue", {{"effective", "2026-04-01"}, {"term_months", 36}});
  clock->advance(std::chrono::days(300));
  writer->run([&](store::Transaction& t) { carry_out(t, id, Wake{}, nullptr); });
  return id;
}

store::RebuildReport Desk::rebuild() {
  writer.reset();
  auto report = store::rebuild(*database, [&](const std::string&, int) { return definition; });
  writer = std::make_unique<store::Writer>(*database, clock, ids);
  return report;
}

std::string Desk::value(const std::string& sql) const {
  soci::session session(soci::sqlite3, (folder.path() / "luan.db").string());
  std::string out;
  soci::indicator found = soci::i_null;
  session << sql, soci::into(out, found);
  return session.got_data() && found == soci::i_ok ? out : "";
}

void Desk::execute(const std::string& sql) const {
  soci::session session(soci::sqlite3, (folder.path() / "luan.db").string());
  session << sql;
}

}  // namespace luan::test
