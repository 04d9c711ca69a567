#include <algorithm>
#include <catch2/catch.hpp>

#include "app/support/raised.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::Raised;
using test::wait_for;
using Kind = workflow::SettlePetition::Kind;

TEST_CASE("Each petition of a meeting has an owner, a deadline and a state of its own") {
  const Raised district;
  const auto first = district.one(1);
  CHECK(first.content == "Bố trí nhà công vụ");
  CHECK(first.plan == "Giao Phòng Nội vụ");
  CHECK(first.owner.name.vi == "Phòng Nội vụ");
  CHECK(to_text(first.due->date) == district.due(20));
  CHECK(first.state == "open");
  CHECK(district.one(2).content == "Sửa trụ sở");
}

TEST_CASE("A petition is answered by its owner, closed on the answer, and never without one") {
  Raised district;
  CHECK(district.settle("ban.to.chuc", 1, Kind::close).error().code == RefusalCode::petition_unanswered);
  CHECK(district.settle("noi.vu", 1, Kind::answer, "  ").error().fields.at(0).field == "answer");
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Đã bố trí nhà công vụ"));
  CHECK(district.one(1).state == "answered");
  CHECK(district.one(1).answer == "Đã bố trí nhà công vụ");
  CHECK(district.one(1).answered_by == "Trần Quốc Khánh");
  REQUIRE(district.settle("ban.to.chuc", 1, Kind::close));
  CHECK(district.one(1).state == "closed");
  for (const Kind kind : {Kind::answer, Kind::give_back, Kind::close})
    CHECK(district.settle(kind == Kind::answer ? "noi.vu" : "ban.to.chuc", 1, kind, "Thêm").error().code == RefusalCode::petition_closed);
  CHECK(district.one(2).state == "open");
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  CHECK(report.differences.empty());
}

TEST_CASE("An answer that does not settle it is given back, with a new deadline") {
  Raised district;
  CHECK(district.settle("ban.to.chuc", 1, Kind::give_back, "Chưa xong").error().code == RefusalCode::petition_unanswered);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Đang tìm nhà"));
  CHECK(district.settle("ban.to.chuc", 1, Kind::give_back, "Chưa xong", "2020-01-01").error().fields.at(0).field == "due");
  REQUIRE(district.settle("ban.to.chuc", 1, Kind::give_back, "Chưa xong", district.due(30)));
  CHECK(district.one(1).state == "open");
  CHECK(district.one(1).returned == "Chưa xong");
  CHECK(to_text(district.one(1).due->date) == district.due(30));
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Đã có nhà"));
  CHECK(district.one(1).answer == "Đã có nhà");
  CHECK(district.one(1).returned.empty());
  REQUIRE(district.settle("ban.to.chuc", 1, Kind::close));
}

TEST_CASE("Who may know of a petition, and do what with it") {
  Raised district;
  struct Case {
    const char* who;
    int seen;
    bool answers_first, answers_second, closes;
  };
  for (const Case& one : {Case{"ban.to.chuc", 2, false, false, true}, Case{"chu.tri", 2, false, false, false}, Case{"noi.vu", 1, true, false, false},
                          Case{"dang.uy", 1, false, true, false}, Case{"uy.ban", 1, false, true, false}, Case{"binh", 2, false, false, false}}) {
    INFO(one.who);
    CHECK(district.seen_by(one.who) == one.seen);
    const auto first = district.app->petition(district.caller(one.who), district.id, 1);
    CHECK((first && first->may_answer) == one.answers_first);
    const auto second = district.app->petition(district.caller(one.who), district.id, 2);
    CHECK((second && second->may_answer) == one.answers_second);
    if (!one.answers_first) CHECK_FALSE(district.settle(one.who, 1, Kind::answer, "Xong"));
  }
  const auto refused = district.app->petitions(district.caller("quan.tri"), {});
  CHECK((!refused && refused.error().code == RefusalCode::forbidden));
  CHECK(district.app->petition(district.caller("quan.tri"), district.id, 1).error().code == RefusalCode::not_found);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Xong"));
  for (const std::string who : {"chu.tri", "noi.vu", "binh", "quan.tri", "dang.uy"}) CHECK_FALSE(district.settle(who, 1, Kind::close));
  CHECK(district.app->petition(district.caller("noi.vu"), district.id, 2).error().code == RefusalCode::not_found);
  CHECK(district.app->petition(district.caller("ban.to.chuc"), district.id, 3).error().code == RefusalCode::not_found);
}

TEST_CASE("What is overdue is counted for its owner and for the organisation board until it is answered") {
  Raised district;
  const auto counts = [&](const std::string& who) { return district.app->petition_counts(district.caller(who)); };
  CHECK(counts("noi.vu").to_answer == 1);
  CHECK(counts("noi.vu").overdue == 0);
  district.days(21);
  CHECK(counts("noi.vu").overdue == 1);
  CHECK(counts("dang.uy").overdue == 0);
  CHECK(counts("ban.to.chuc").overdue == 1);
  CHECK(district.one(1).due->overdue);
  app::PetitionFilter overdue;
  overdue.overdue = true;
  CHECK(district.app->petitions(district.caller("ban.to.chuc"), overdue)->items.size() == 1);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Xong"));
  CHECK(counts("noi.vu").to_answer == 0);
  CHECK(counts("ban.to.chuc").overdue == 0);
  CHECK(counts("ban.to.chuc").to_close == 1);
}

TEST_CASE("A petition outlives its rotation, and a second sending under the same key changes nothing") {
  Raised district;
  REQUIRE(district.act(
      "chu.tri", district.id, "end_early",
      json::object{{"reason", "Sức khoẻ không bảo đảm"}, {"form", json::object{{"ground", "health"}, {"placement_position", district.secretary.text()}}}}));
  REQUIRE(district.app->database().rotation(RotationId::trusted(district.id))->status == workflow::Status::closed);
  const app::RequestMeta meta{"khoa-1", "POST /petition", std::string(64, 'a'), 0};
  const auto first = district.settle("noi.vu", 1, Kind::answer, "Đã xong", "", meta);
  REQUIRE(first);
  const auto again = district.settle("noi.vu", 1, Kind::answer, "Đã xong", "", meta);
  REQUIRE(again);
  CHECK(again->repeated);
  CHECK(again->sequence == first->sequence);
  REQUIRE(district.settle("ban.to.chuc", 1, Kind::close));
  district.restart();
  CHECK(district.one(1).state == "closed");
}

TEST_CASE("When the owner has gone into another unit, that one answers") {
  Raised district;
  const app::Caller administrator = district.caller("quan.tri");
  const auto added = wait_for(district.app->add_unit(administrator, {"office", "normal", 1, {"Phòng Mới", "New office"}, district.due(0)}));
  REQUIRE(added);
  REQUIRE(wait_for(district.app->set_grant(administrator, district.caller("uy.vien.1").account().text(), "sending_unit", *added, true)));
  REQUIRE(wait_for(district.app->merge_units(administrator, {district.office.text()}, *added, district.due(1))));
  district.days(1);
  CHECK(district.one(1).owner.name.vi == "Phòng Mới");
  CHECK_FALSE(district.settle("noi.vu", 1, Kind::answer, "Xong"));
  REQUIRE(district.settle("uy.vien.1", 1, Kind::answer, "Xong"));
}

TEST_CASE("What is done with a petition names the version it was done on, and is done once") {
  Raised district;
  const int seen = district.one(1).version;
  const auto on = [&](int version) { return app::RequestMeta{"", "", "", version}; };
  CHECK(district.settle("noi.vu", 1, Kind::answer, "Đã có nhà", "", on(seen + 1)).error().code == RefusalCode::stale);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Đã có nhà", "", on(seen)));
  CHECK(district.one(1).version > seen);
  CHECK(district.one(2).version > 0);
  // What was answered is not answered again behind the organisation board's back.
  CHECK_FALSE(district.one(1, "noi.vu").may_answer);
  CHECK(district.settle("noi.vu", 1, Kind::answer, "Khác").error().code == RefusalCode::petition_answered);
  CHECK(district.settle("ban.to.chuc", 1, Kind::close, "", "", on(seen)).error().code == RefusalCode::stale);
  REQUIRE(district.settle("ban.to.chuc", 1, Kind::close, "", "", on(district.one(1).version)));
}

TEST_CASE("Nobody settles his own petition, whatever role he holds") {
  Raised district;
  const app::Caller administrator = district.caller("quan.tri");
  const std::string binh = district.caller("binh").account().text();
  REQUIRE(wait_for(district.app->set_grant(administrator, binh, "sending_unit", district.office.text(), true)));
  REQUIRE(wait_for(district.app->set_grant(administrator, binh, "organisation_board", district.committee.text(), true)));
  CHECK_FALSE(district.one(1, "binh").may_answer);
  CHECK(district.settle("binh", 1, Kind::answer, "Xong").error().code == RefusalCode::own_rotation);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Xong"));
  CHECK(district.settle("binh", 1, Kind::close).error().code == RefusalCode::own_rotation);
}

TEST_CASE("A long list of petitions is read page by page, none twice and none left out") {
  Raised district(9);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Xong"));
  REQUIRE(district.settle("dang.uy", 4, Kind::answer, "Xong"));
  REQUIRE(district.settle("ban.to.chuc", 4, Kind::close));
  REQUIRE(district.settle("dang.uy", 3, Kind::answer, "Xong"));
  REQUIRE(district.settle("ban.to.chuc", 3, Kind::close));
  const app::Caller board = district.caller("ban.to.chuc");
  std::vector<int> all;
  const auto whole = district.app->petitions(board, {});
  REQUIRE(whole);
  for (const auto& one : whole->items) all.push_back(one.number);
  REQUIRE(all.size() == 11);
  for (const int limit : {1, 2, 5, 11}) {
    std::vector<int> read;
    app::PetitionFilter filter;
    filter.limit = limit;
    do {
      const auto page = district.app->petitions(board, filter);
      REQUIRE(page);
      for (const auto& one : page->items) read.push_back(one.number);
      filter.cursor = page->next;
    } while (!filter.cursor.empty());
    CHECK(read == all);
  }
}

TEST_CASE("That a petition is overdue stands in the log once a deadline, also after its rotation has ended") {
  Raised district;
  const auto said = [&] {
    const auto history = district.app->history(district.caller("ban.to.chuc"), district.id);
    return std::ranges::count(*history, "petition.overdue", &app::HistoryEntry::type);
  };
  const auto pass = [&](int days) {
    district.days(days);
    district.app->run_due();
  };
  const int seen = district.one(1).version;
  pass(20);
  CHECK(said() == 0);
  pass(1);
  CHECK(said() == 1);
  pass(1);
  CHECK(said() == 1);
  CHECK(district.one(1).version == seen);  // nobody did anything with it: what he types meanwhile is not stale
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Đang tìm"));
  REQUIRE(district.settle("ban.to.chuc", 1, Kind::give_back, "Chưa xong", district.due(5)));
  REQUIRE(district.act(
      "chu.tri", district.id, "end_early",
      json::object{{"reason", "Sức khoẻ không bảo đảm"}, {"form", json::object{{"ground", "health"}, {"placement_position", district.secretary.text()}}}}));
  REQUIRE(district.app->database().rotation(RotationId::trusted(district.id))->status == workflow::Status::closed);
  pass(6);
  CHECK(said() == 2);
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  CHECK(report.differences.empty());
  pass(20);
  CHECK(said() == 3);  // the ward's, due later
}

TEST_CASE("Petitions are counted by the unit that must settle them, where it is now, for those who read everything") {
  Raised district(2);
  REQUIRE(district.settle("noi.vu", 1, Kind::answer, "Xong"));
  district.days(41);
  const auto sums = district.app->petition_sums(district.caller("chu.tri"));
  REQUIRE(sums);
  REQUIRE(sums->size() == 2);
  const auto of = [&](const UnitId& unit) { return *std::ranges::find(*sums, unit.text(), [](const app::PetitionSum& one) { return one.unit.id; }); };
  CHECK(of(district.office).answered == 1);
  CHECK(of(district.office).open == 0);
  CHECK(of(district.ward).open == 3);
  CHECK(of(district.ward).overdue == 1);
  app::PetitionFilter filter;
  filter.owner = district.ward.text();
  CHECK(district.app->petitions(district.caller("chu.tri"), filter)->items.size() == 3);
  CHECK_FALSE(district.app->petition_sums(district.caller("noi.vu")));
}
