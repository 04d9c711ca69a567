// Who takes part, through the use cases: recusal, substitution, replacement, units that change while rotations run.
#include <algorithm>
#include <catch2/catch.hpp>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

const json::value vote_for = json::object{{"outcome", "for"}, {"form", json::object{}}};
const json::value reason = json::object{{"reason", "Là em ruột của cán bộ"}};

bool has_task(const District& district, const std::string& username, const std::string& step) {
  const auto tasks = district.app->tasks(district.caller(username));
  REQUIRE(tasks);
  CHECK(district.app->open_task_count(district.caller(username)) == static_cast<int>(tasks->size()));
  return std::ranges::find(*tasks, step, &app::TaskView::step) != tasks->end();
}

std::vector<std::string> sentences(const District& district, const std::string& username, const std::string& id) {
  const auto history = district.app->history(district.caller(username), id);
  REQUIRE(history);
  std::vector<std::string> out;
  for (const auto& entry : *history) out.push_back(entry.what.vi);
  return out;
}
bool told(const std::vector<std::string>& all, const std::string& words) {
  return std::ranges::any_of(all, [&](const std::string& one) { return one.find(words) != one.npos; });
}

std::string day(const District& district, int later = 0) { return to_text(add_days(district.app->impl().today(), later)); }

std::string id_of(const District& district, const std::string& username) { return district.caller(username).account().text(); }

app::NewSubstitution wanted(const District& district, const std::string& principal, const std::string& substitute, const std::string& role,
                            const UnitId& unit) {
  return {id_of(district, principal), id_of(district, substitute), role, unit.text(), {}, day(district), day(district, 30), "Đi học tập trung"};
}

void projections_hold(District& district) {
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.empty());
  CHECK(store::verify_log(district.folder.path()).findings.empty());
}

}  // namespace

TEST_CASE("A member declares a conflict of interest and is neither asked nor counted; the committee reads why") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  const app::Caller member = district.caller("uy.vien.1");
  REQUIRE(district.app->step(member, id, "vote")->may_recuse);
  REQUIRE(district.app->recusal(member, id, "vote"));

  CHECK(wait_for(district.app->recuse(member, id, "vote", json::object{}, {})).error().code == RefusalCode::invalid);
  const app::RequestMeta once{"khoa-1", "POST recusals", "00", 0};
  const auto recorded = wait_for(district.app->recuse(member, id, "vote", reason, once));
  REQUIRE(recorded);
  CHECK(wait_for(district.app->recuse(member, id, "vote", reason, once))->repeated);
  CHECK(wait_for(district.app->recuse(member, id, "vote", reason, {})).error().code == RefusalCode::recused);
  CHECK(district.respond("uy.vien.1", id, "vote", vote_for).error().code == RefusalCode::recused);
  CHECK_FALSE(has_task(district, "uy.vien.1", "vote"));
  CHECK(has_task(district, "uy.vien.2", "vote"));
  CHECK_FALSE(district.app->step(member, id, "vote")->may_recuse);
  CHECK(district.app->recusal(member, id, "vote")->refused->code == RefusalCode::recused);

  const auto history = district.app->history(district.caller("chu.tri"), id);
  const auto entry = std::ranges::find(*history, "participant.recused", &app::HistoryEntry::type);
  REQUIRE(entry != history->end());
  CHECK(entry->what.vi.find("Phạm Thu Hà") != std::string::npos);
  CHECK(entry->values.front().text == "Là em ruột của cán bộ");
  const auto outside = district.app->history(district.caller("noi.vu"), id);
  const auto hidden = std::ranges::find(*outside, "participant.recused", &app::HistoryEntry::type);
  REQUIRE(hidden != outside->end());
  CHECK(hidden->what.vi.find("Phạm Thu Hà") == std::string::npos);
  CHECK(hidden->actor == "-");
  CHECK_FALSE(hidden->payload.contains("account"));
  CHECK_FALSE(hidden->payload.contains("seat"));

  for (const char* username : {"chu.tri", "uy.vien.2", "uy.vien.3", "uy.vien.4"}) REQUIRE(district.respond(username, id, "vote", vote_for));
  CHECK(told(sentences(district, "chu.tri", id), "có mặt 4/4 được triệu tập; không tham gia vì xung đột lợi ích: 1"));
  projections_hold(district);
}

TEST_CASE("A substitute finds the tasks of the one he stands in for, answers under both names, and it ends by itself") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  CHECK_FALSE(has_task(district, "noi.vu", "party_opinion"));
  const auto granted =
      wait_for(district.app->grant_substitution(district.caller("dang.uy"), wanted(district, "dang.uy", "noi.vu", "party_committee", district.ward)));
  REQUIRE(granted);
  CHECK(granted->state == "active");
  REQUIRE(has_task(district, "noi.vu", "party_opinion"));
  const auto tasks = district.app->tasks(district.caller("noi.vu"));
  CHECK(std::ranges::find(*tasks, "party_opinion", &app::TaskView::step)->why.vi == "Vì đồng chí làm thay đ/c Đặng Thị Mỹ.");
  const auto step = district.app->step(district.caller("noi.vu"), id, "party_opinion");
  REQUIRE(step);
  CHECK(step->mine);
  CHECK(step->instead_of == "Đặng Thị Mỹ");

  SECTION("answered once, whoever does it") {
    REQUIRE(district.respond("noi.vu", id, "party_opinion", test::first_choices(step->schema)));
    CHECK(district.respond("dang.uy", id, "party_opinion", test::first_choices(step->schema)).error().code == RefusalCode::already_answered);
    CHECK_FALSE(has_task(district, "dang.uy", "party_opinion"));
    const auto history = district.app->history(district.caller("chu.tri"), id);
    const auto entry = std::ranges::find_if(
        *history, [](const app::HistoryEntry& one) { return one.type == "response.recorded" && text_member(one.payload, "step") == "party_opinion"; });
    REQUIRE(entry != history->end());
    CHECK(entry->who == "Trần Quốc Khánh");
    CHECK(text_member(entry->payload, "principal") == id_of(district, "dang.uy"));
    CHECK(entry->what.vi.find("làm thay đ/c Đặng Thị Mỹ") != std::string::npos);
    projections_hold(district);
  }
  SECTION("over after its last day") {
    district.days(31);
    CHECK_FALSE(has_task(district, "noi.vu", "party_opinion"));
    CHECK(district.respond("noi.vu", id, "party_opinion", test::first_choices(step->schema)).error().code == RefusalCode::not_yours);
    CHECK(district.app->substitutions(district.caller("dang.uy"))->front().state == "over");
  }
  SECTION("ended before it") {
    CHECK(wait_for(district.app->end_substitution(district.caller("noi.vu"), granted->id, "Đã về")).error().code == RefusalCode::forbidden);
    CHECK(wait_for(district.app->end_substitution(district.caller("uy.ban"), granted->id, "Đã về")).error().code == RefusalCode::not_found);
    CHECK(wait_for(district.app->end_substitution(district.caller("dang.uy"), granted->id, "")).error().code == RefusalCode::invalid);
    REQUIRE(wait_for(district.app->end_substitution(district.caller("dang.uy"), granted->id, "Đã về")));
    CHECK_FALSE(has_task(district, "noi.vu", "party_opinion"));
  }
  SECTION("and with the principal's role") {
    REQUIRE(wait_for(district.app->set_grant(district.caller("quan.tri"), id_of(district, "dang.uy"), "party_committee", district.ward.text(), false)));
    CHECK_FALSE(has_task(district, "noi.vu", "party_opinion"));
  }
  SECTION("a restart keeps it") {
    district.restart();
    CHECK(has_task(district, "noi.vu", "party_opinion"));
  }
}

TEST_CASE("Who may name a substitute, for whom, in what and until when") {
  District district;
  struct Case {
    const char* what;
    const char* caller;
    std::function<void(app::NewSubstitution&, const District&)> change;
    std::optional<RefusalCode> refusal;
    const char* field;
  };
  const auto nothing = [](app::NewSubstitution&, const District&) {};
  const std::vector<Case> cases{
      {"the principal himself", "dang.uy", nothing, {}, ""},
      {"the organisation board, for one who is absent", "ban.to.chuc", nothing, {}, ""},
      {"the administrator", "quan.tri", nothing, {}, ""},
      {"a colleague", "uy.ban", nothing, RefusalCode::forbidden, ""},
      {"an auditor", "kiem.tra", nothing, RefusalCode::forbidden, ""},
      {"the board for itself", "ban.to.chuc", [](auto& s, const District& d) { s.substitute = id_of(d, "ban.to.chuc"); }, RefusalCode::invalid, "substitute"},
      {"himself", "dang.uy", [](auto& s, const District& d) { s.substitute = id_of(d, "dang.uy"); }, RefusalCode::invalid, "substitute"},
      {"nobody", "dang.uy", [](auto& s, const District&) { s.substitute = "?"; }, RefusalCode::invalid, "substitute"},
      {"a role he does not hold", "dang.uy", [](auto& s, const District&) { s.role = "government"; }, RefusalCode::invalid, "role"},
      {"an auditor's work", "quan.tri", [](auto& s, const District& d) { s.principal = id_of(d, "kiem.tra"), s.role = "auditor", s.unit = d.committee.text(); },
       RefusalCode::invalid, "principal"},
      {"an official's own work", "quan.tri", [](auto& s, const District& d) { s.principal = id_of(d, "binh"), s.role = "official", s.unit = d.office.text(); },
       RefusalCode::invalid, "principal"},
      {"neither role nor steps", "dang.uy", [](auto& s, const District&) { s.role = "", s.unit = ""; }, RefusalCode::invalid, "role"},
      {"both role and steps", "dang.uy", [](auto& s, const District&) { s.steps = {"party_opinion"}; }, RefusalCode::invalid, "role"},
      {"named steps", "dang.uy", [](auto& s, const District&) { s.role = "", s.unit = "", s.steps = {"party_opinion"}; }, {}, ""},
      {"a vote", "dang.uy", [](auto& s, const District&) { s.role = "", s.unit = "", s.steps = {"vote"}; }, RefusalCode::invalid, "steps"},
      {"a step that is not there", "dang.uy", [](auto& s, const District&) { s.role = "", s.unit = "", s.steps = {"nowhere"}; }, RefusalCode::invalid, "steps"},
      {"from yesterday", "dang.uy", [](auto& s, const District& d) { s.from = day(d, -1); }, RefusalCode::invalid, "from"},
      {"until before it begins", "dang.uy", [](auto& s, const District& d) { s.from = day(d, 5), s.until = day(d, 4); }, RefusalCode::invalid, "until"},
      {"for more than a year", "dang.uy", [](auto& s, const District& d) { s.until = day(d, 400); }, RefusalCode::invalid, "until"},
      {"no day at all", "dang.uy", [](auto& s, const District&) { s.until = "mai"; }, RefusalCode::invalid, "until"},
      {"without a reason", "dang.uy", [](auto& s, const District&) { s.reason = " "; }, RefusalCode::invalid, "reason"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.what) {
      app::NewSubstitution substitution = wanted(district, "dang.uy", "noi.vu", "party_committee", district.ward);
      c.change(substitution, district);
      const auto granted = wait_for(district.app->grant_substitution(district.caller(c.caller), std::move(substitution)));
      if (!c.refusal) {
        CHECK(granted.has_value());
      } else {
        REQUIRE_FALSE(granted);
        CHECK(granted.error().code == *c.refusal);
        if (*c.field) CHECK(std::ranges::any_of(granted.error().fields, [&](const FieldError& fault) { return fault.field == c.field; }));
      }
      CHECK(district.app->substitutions(district.caller("quan.tri"))->size() == (c.refusal ? 0u : 1u));
      CHECK(district.app->substitutions(district.caller("uy.ban"))->empty());
    }
  }
}

TEST_CASE("A vote is not delegated; one whose principal is the chair may act for him elsewhere") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  REQUIRE(wait_for(district.app->grant_substitution(district.caller("chu.tri"), wanted(district, "chu.tri", "noi.vu", "chair", district.committee))));
  CHECK_FALSE(has_task(district, "noi.vu", "vote"));
  CHECK(district.respond("noi.vu", id, "vote", vote_for).error().code == RefusalCode::not_delegable);
  REQUIRE(district.act("noi.vu", id, "suspend", json::object{{"reason", "Chờ xác minh"}}));
  const auto history = district.app->history(district.caller("kiem.tra"), id);
  const auto entry = std::ranges::find(*history, "action.taken", &app::HistoryEntry::type);
  REQUIRE(entry != history->end());
  CHECK(entry->who == "Trần Quốc Khánh");
  CHECK(entry->what.vi.find("thay đ/c Nguyễn Văn Đức") != std::string::npos);
}

TEST_CASE("The board replaces a member who is away by one whose role came later") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  const app::Caller board = district.caller("ban.to.chuc");
  const auto offers = [&] {
    const auto view = district.app->rotation(board, id);
    return std::ranges::find(view->actions, "replace", &app::ActionView::id) != view->actions.end();
  };
  CHECK_FALSE(offers());  // nobody could take the seat
  CHECK(district.app->action(board, id, "replace").error().code == RefusalCode::action_not_allowed);
  REQUIRE(wait_for(district.app->set_grant(district.caller("quan.tri"), id_of(district, "uy.ban"), "member", district.committee.text(), true)));
  CHECK(offers());
  CHECK_FALSE(has_task(district, "uy.ban", "vote"));
  const auto form = district.app->action(board, id, "replace");
  REQUIRE(form);
  json::object body{{"reason", "Đi công tác nước ngoài"},
                    {"form", json::object{{"participant", "vote." + id_of(district, "uy.vien.4")}, {"replacement", id_of(district, "uy.ban")}}}};
  REQUIRE(district.act("ban.to.chuc", id, "replace", body));
  CHECK(has_task(district, "uy.ban", "vote"));
  CHECK_FALSE(has_task(district, "uy.vien.4", "vote"));
  CHECK(district.respond("uy.vien.4", id, "vote", vote_for).error().code == RefusalCode::not_yours);
  REQUIRE(district.respond("uy.ban", id, "vote", vote_for));
  CHECK(told(sentences(district, "chu.tri", id), "Lý Hoàng Nam được hỏi thay Bùi Đình Phúc"));
  CHECK_FALSE(told(sentences(district, "noi.vu", id), "Bùi Đình Phúc"));
  CHECK(district.act("ban.to.chuc", id, "replace", body).error().code == RefusalCode::invalid);
  projections_hold(district);
}

TEST_CASE("A ward merges while its opinion is open: from that day the successor is asked, and history keeps the ward") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const app::Caller admin = district.caller("quan.tri");
  const auto merged = wait_for(district.app->add_unit(admin, {"ward", "normal", 2, {"Phường Bến Đá Mới", "New Bến Đá ward"}, day(district)}));
  REQUIRE(merged);
  REQUIRE(wait_for(district.app->set_grant(admin, id_of(district, "noi.vu"), "party_committee", *merged, true)));
  REQUIRE(wait_for(district.app->merge_units(admin, {district.ward.text()}, *merged, day(district, 5))));
  district.app->run_due();
  CHECK(has_task(district, "dang.uy", "party_opinion"));
  CHECK_FALSE(has_task(district, "noi.vu", "party_opinion"));

  district.days(5);
  district.app->run_due();
  CHECK_FALSE(has_task(district, "dang.uy", "party_opinion"));
  REQUIRE(has_task(district, "noi.vu", "party_opinion"));
  CHECK(told(sentences(district, "chu.tri", id), "Phường Bến Đá Mới kế thừa Phường Bến Đá làm nơi đến"));
  CHECK(told(sentences(district, "chu.tri", id), "chuyển từ Phường Bến Đá sang Phường Bến Đá Mới"));
  const auto found = district.app->rotation(district.caller("chu.tri"), id);
  CHECK(found->row.parties.receiving.name.vi == "Phường Bến Đá");
  const auto step = district.app->step(district.caller("noi.vu"), id, "party_opinion");
  REQUIRE(step);
  REQUIRE(district.respond("noi.vu", id, "party_opinion", test::first_choices(step->schema)));
  const auto units = district.app->units(admin);
  const auto old_unit = std::ranges::find(*units, district.ward.text(), &app::UnitView::id);
  CHECK(old_unit->to == add_days(district.app->impl().today(), -1));
  CHECK(old_unit->successors.front().id == *merged);
  projections_hold(district);
  district.restart();
  CHECK_FALSE(has_task(district, "noi.vu", "party_opinion"));
}

TEST_CASE("Whoever acts first on the day of a merger finds the rotation handed over") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const app::Caller admin = district.caller("quan.tri");
  const auto merged = wait_for(district.app->add_unit(admin, {"ward", "normal", 2, {"Phường Mới", "New ward"}, day(district)}));
  REQUIRE(wait_for(district.app->set_grant(admin, id_of(district, "uy.ban"), "party_committee", *merged, true)));
  REQUIRE(wait_for(district.app->merge_units(admin, {district.ward.text()}, *merged, day(district))));
  const auto own = district.respond("uy.ban", id, "party_opinion",
                                    json::object{{"outcome", "agree"}, {"form", json::object{{"summoned", 9}, {"present", 9}, {"in_favour", 9}}}});
  REQUIRE(own);
  const auto history = district.app->history(district.caller("chu.tri"), id);
  CHECK(history->at(static_cast<std::size_t>(own->sequence) - 1).type == "response.recorded");
  CHECK(std::ranges::find(*history, "party.passed", &app::HistoryEntry::type) != history->end());
}

TEST_CASE("A unit is renamed from a day on: pages follow, sentences of before keep the old name; splitting hands over to the first part") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "synthesis");
  const app::Caller board = district.caller("ban.to.chuc");
  REQUIRE(wait_for(district.app->rename_unit(board, district.ward.text(), {"Phường Bến Đá Đông", "East Bến Đá ward"}, day(district, 3))));
  const auto name = [&] { return district.app->rotation(district.caller("chu.tri"), id)->row.parties.receiving.name.vi; };
  CHECK(name() == "Phường Bến Đá");
  district.days(3);
  CHECK(name() == "Phường Bến Đá Đông");
  CHECK(told(sentences(district, "chu.tri", id), "Đảng uỷ phường Bến Đá trả lời"));
  CHECK_FALSE(told(sentences(district, "chu.tri", id), "Bến Đá Đông"));
  const auto units = district.app->units(board);
  CHECK(std::ranges::find(*units, district.ward.text(), &app::UnitView::id)->names.size() == 2);

  const auto north = wait_for(district.app->add_unit(board, {"ward", "normal", 2, {"Phường Bắc", "North ward"}, day(district)}));
  const auto south = wait_for(district.app->add_unit(board, {"ward", "normal", 2, {"Phường Nam", "South ward"}, day(district)}));
  CHECK(wait_for(district.app->split_unit(board, district.ward.text(), {*north}, day(district))).error().code == RefusalCode::invalid);
  CHECK(wait_for(district.app->split_unit(board, district.ward.text(), {district.ward.text(), *north}, day(district))).error().code == RefusalCode::invalid);
  CHECK(wait_for(district.app->split_unit(district.caller("chu.tri"), district.ward.text(), {*north, *south}, day(district))).error().code ==
        RefusalCode::forbidden);
  REQUIRE(wait_for(district.app->split_unit(board, district.ward.text(), {*north, *south}, day(district))));
  CHECK(wait_for(district.app->merge_units(board, {district.ward.text()}, *north, day(district))).error().code == RefusalCode::invalid);  // is no more
  district.app->run_due();
  CHECK(district.app->database().rotation(RotationId::trusted(id))->parties.receiving.text() == *north);
  projections_hold(district);
}

TEST_CASE("Statistics of past turns stay with the unit of the decision") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "self_review");
  const app::Caller auditor = district.caller("kiem.tra");
  const app::TurnQuery query{*parse_date("2026-01-01"), *parse_date("2030-12-31"), district.ward.text(), {}};
  const int before = district.app->turns(auditor, query)->turns;
  REQUIRE(before == 1);
  const auto merged = wait_for(district.app->add_unit(district.caller("quan.tri"), {"ward", "normal", 2, {"Phường Mới", "New ward"}, day(district)}));
  REQUIRE(wait_for(district.app->merge_units(district.caller("quan.tri"), {district.ward.text()}, *merged, day(district))));
  district.app->run_due();
  CHECK(district.app->turns(auditor, query)->turns == 1);
}

TEST_CASE("The list of a unit's rotations holds those that came to it by a merger", "[units]") {
  District district;
  const std::string id = district.nominate();
  const app::Caller board = district.caller("ban.to.chuc");
  const auto listed = [&](const std::string& unit) {
    app::RotationFilter filter;
    filter.unit = unit;
    const auto found = district.app->rotations(board, filter);
    std::vector<std::string> out;
    for (const app::RotationRow& row : found->items) out.push_back(row.id);
    return out;
  };
  const auto merged = wait_for(district.app->add_unit(district.caller("quan.tri"), {"ward", "normal", 2, {"Phường Mới", "New ward"}, day(district)}));
  CHECK(listed(*merged).empty());
  REQUIRE(wait_for(district.app->merge_units(district.caller("quan.tri"), {district.ward.text()}, *merged, day(district))));
  district.app->run_due();
  CHECK(listed(*merged) == std::vector{id});
  CHECK(listed(district.ward.text()) == std::vector{id});
  CHECK(listed(district.office.text()) == std::vector{id});
  CHECK(listed(std::string(32, '0')).empty());
}
