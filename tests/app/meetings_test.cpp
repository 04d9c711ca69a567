#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"
#include "app/support/held_writer.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;
using test::wait_for;
using Kind = app::MeetingAct::Kind;

namespace {

struct Assembled : District {
  std::string meeting, rotation;

  explicit Assembled(const std::string& step = "vote", const std::string& kind = "review") {
    rotation = nominate();
    until_open(rotation, step);
    meeting = call(kind);
  }
  [[nodiscard]] std::string day(int later) const { return to_text(add_days(app->impl().today(), later)); }
  [[nodiscard]] Result<std::string> change(const std::string& who, app::MeetingAct act, json::object form) const {
    return wait_for(app->change_meeting(caller(who), std::move(act), json::object{{"form", std::move(form)}}));
  }
  [[nodiscard]] std::string call(const std::string& kind, int hour = 8) const {
    const auto made = change("ban.to.chuc", {Kind::call}, {{"on", day(3)}, {"hour", hour}, {"minute", 0}, {"kind", kind}, {"place", "Phòng họp số 1"}});
    REQUIRE(made);
    return *made;
  }
  [[nodiscard]] Result<void> agenda(std::vector<std::pair<std::string, std::string>> items, const std::string& who = "ban.to.chuc") const {
    return wait_for(app->set_agenda(caller(who), meeting, std::move(items)));
  }
  [[nodiscard]] app::MeetingView seen(const std::string& who = "chu.tri", bool minutes = false) const {
    const auto found = app->meeting(caller(who), meeting, minutes);
    REQUIRE(found);
    return *found;
  }
  [[nodiscard]] std::vector<app::MeetingAnswer> vote(const std::string& who, const std::string& answer, app::RequestMeta meta = {},
                                                     const std::string& remark = "") {
    json::object form;
    if (!remark.empty()) form["remark"] = remark;
    auto answers =
        wait_for(app->respond_at(caller(who), meeting, {{rotation, "vote", json::object{{"outcome", answer}, {"form", std::move(form)}}}}, std::move(meta)));
    REQUIRE(answers);
    return std::move(*answers);
  }
};

}  // namespace

TEST_CASE("Who may not call a meeting is told so without the writer being asked") {
  const Assembled district;
  test::HeldWriter held(district.app->writer());
  for (const char* username : {"dang.uy", "chu.tri", "quan.tri"}) {
    INFO(username);
    auto refused =
        test::begin(district.app->change_meeting(district.caller(username), {Kind::cancel, district.meeting}, json::object{{"form", json::object()}}));
    REQUIRE(refused.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
    CHECK(refused.get().error().code == RefusalCode::forbidden);
  }
}

TEST_CASE("The organisation board calls a meeting and composes its agenda from open steps of the committee") {
  const Assembled district;
  const app::Caller board = district.caller("ban.to.chuc");
  const auto choices = district.app->agenda_choices(board, district.meeting);
  REQUIRE(choices);
  REQUIRE(choices->size() == 1);
  CHECK(choices->front().step == "vote");
  CHECK_FALSE(choices->front().listed);
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  CHECK(district.seen().items.at(0).code == choices->front().code);
  CHECK(district.seen().items.at(0).mine);
  CHECK(district.app->agenda_choices(board, district.meeting)->front().listed);
  CHECK(district.agenda({{district.rotation, "proposal"}}).error().fields.at(0).field == "items");
  REQUIRE(district.agenda({}));
  CHECK(district.seen().items.empty());

  // A step stands on one agenda at a time.
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  const std::string other = district.call("decision", 14);
  CHECK(district.app->agenda_choices(board, other)->empty());
  CHECK_FALSE(wait_for(district.app->set_agenda(board, other, {{district.rotation, "vote"}})));
}

TEST_CASE("A form that calls a meeting calls one, however often it is sent; a cancelled one can be called again") {
  const Assembled district;
  const json::object form{{"on", district.day(3)}, {"hour", 8}, {"minute", 0}, {"kind", "review"}, {"place", "Phòng họp số 1"}};
  const auto again = district.change("ban.to.chuc", {Kind::call}, form);
  REQUIRE_FALSE(again);
  CHECK(again.error().fields.at(0).field == "on");
  REQUIRE(district.change("ban.to.chuc", {Kind::cancel, district.meeting}, {{"why", "Chủ trì đi công tác"}}));
  CHECK(district.change("ban.to.chuc", {Kind::call}, form));
}

TEST_CASE("Tasks say on which coming meeting's agenda they stand") {
  const Assembled district;
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  const auto tasks = district.app->tasks(district.caller("uy.vien.1"));
  REQUIRE(tasks);
  REQUIRE(tasks->at(0).meeting);
  CHECK(tasks->at(0).meeting->id == district.meeting);
  REQUIRE(district.change("ban.to.chuc", {Kind::cancel, district.meeting}, {{"why", "Hoãn"}}));
  CHECK_FALSE(district.app->tasks(district.caller("uy.vien.1"))->at(0).meeting);
}

TEST_CASE("Answers sent together are commands of their own: each is recorded, or refused, by itself, and once") {
  Assembled district;
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  const app::RequestMeta meta{"khoa-1", "POST /phien-hop/x/phieu", "", 0};
  const auto both = wait_for(district.app->respond_at(
      district.caller("uy.vien.1"), district.meeting,
      {{district.rotation, "vote", json::object{{"outcome", "for"}, {"form", json::object()}}}, {district.rotation, "decision", json::object()}}, meta));
  REQUIRE(both);
  REQUIRE(both->size() == 2);
  CHECK(both->at(0).recorded);
  CHECK(both->at(1).recorded.error().code == RefusalCode::not_on_agenda);

  const auto again = district.vote("uy.vien.1", "for", meta);
  REQUIRE(again.at(0).recorded);
  CHECK(again.at(0).recorded->repeated);
  CHECK(district.vote("uy.vien.1", "for").at(0).recorded.error().code == RefusalCode::already_answered);
  CHECK(district.vote("ban.to.chuc", "for").at(0).recorded.error().code == RefusalCode::not_yours);
  CHECK(district.vote("uy.vien.2", "maybe").at(0).recorded.error().fields.at(0).field == "outcome");
}

TEST_CASE("While an item is open its turnout is told and nothing else; once it has closed, its outcome, count and remarks") {
  Assembled district;
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  REQUIRE(district.vote("uy.vien.1", "against", {}, "Cần xem lại quá trình công tác ở cơ sở").at(0).recorded);
  const app::MeetingItemView open = district.seen("chu.tri", true).items.at(0);
  CHECK(open.answered == 1);
  CHECK(open.asked == 5);
  CHECK(open.outcome.vi.empty());
  CHECK(open.tally.empty());
  CHECK(open.remarks.empty());
  for (const char* who : {"chu.tri", "uy.vien.2", "uy.vien.3", "uy.vien.4"}) REQUIRE(district.vote(who, "for").at(0).recorded);
  const app::MeetingItemView closed = district.seen("kiem.tra", true).items.at(0);
  CHECK(closed.state == "closed");
  CHECK(closed.outcome.vi == "Thông qua");
  CHECK(std::ranges::find(closed.tally, std::pair<std::string, int>("for", 4)) != closed.tally.end());
  REQUIRE(closed.remarks.size() == 1);
  CHECK(closed.remarks.at(0).values.at(0).text == "Cần xem lại quá trình công tác ở cơ sở");
  // It stays on the agenda, whatever is composed afterwards.
  REQUIRE(district.agenda({}));
  CHECK(district.seen().items.size() == 1);
}

TEST_CASE("A meeting is held once, with those present and absent, by a chair who was there; the same after a rebuild") {
  Assembled district;
  const auto asked = district.app->meeting_form(district.caller("ban.to.chuc"), {Kind::hold, district.meeting});
  REQUIRE(asked);
  json::value body = test::first_choices(asked->schema);
  json::object& form = body.at("form").as_object();
  const std::string chair = district.caller("chu.tri").account().text(), absent = district.caller("uy.vien.4").account().text();
  for (auto& [name, value] : form)
    if (name.starts_with("absence_")) value = "Đi công tác";
  form["chair"] = chair;
  form["presence_" + absent] = "absent";
  form["presence_" + chair] = "absent";
  CHECK(wait_for(district.app->change_meeting(district.caller("ban.to.chuc"), {Kind::hold, district.meeting}, body)).error().fields.at(0).field == "chair");
  form["presence_" + chair] = "present";
  REQUIRE(wait_for(district.app->change_meeting(district.caller("ban.to.chuc"), {Kind::hold, district.meeting}, body)));
  district.restart();
  const app::MeetingView held = district.seen();
  CHECK(held.state == "held");
  CHECK(held.chair == "Nguyễn Văn Đức");
  CHECK(std::ranges::count(held.attendance, true, &app::Attendee::present) == 4);
  CHECK(std::ranges::find(held.attendance, absent, &app::Attendee::account)->reason == "Đi công tác");
  for (const Kind kind : {Kind::hold, Kind::cancel})
    CHECK(wait_for(district.app->change_meeting(district.caller("ban.to.chuc"), {kind, district.meeting}, body)).error().code == RefusalCode::meeting_over);
  CHECK(district.agenda({}).error().code == RefusalCode::meeting_over);
}

TEST_CASE("Who may read of meetings, and who may call them") {
  const Assembled district;
  for (const char* who : {"chu.tri", "uy.vien.1", "ban.to.chuc", "kiem.tra"}) CHECK(district.app->meetings(district.caller(who)));
  for (const char* who : {"noi.vu", "dang.uy", "uy.ban", "binh", "quan.tri"}) {
    INFO(who);
    CHECK(district.app->meetings(district.caller(who)).error().code == RefusalCode::forbidden);
    CHECK(district.app->meeting(district.caller(who), district.meeting).error().code == RefusalCode::forbidden);
    CHECK_FALSE(wait_for(district.app->respond_at(district.caller(who), district.meeting, {}, {})));
  }
  CHECK(wait_for(district.app->respond_at(district.caller("kiem.tra"), district.meeting, {}, {})).error().code == RefusalCode::forbidden);
  for (const char* who : {"chu.tri", "kiem.tra", "noi.vu", "quan.tri"}) {
    INFO(who);
    CHECK(district.change(who, {Kind::cancel, district.meeting}, {{"why", "x"}}).error().code == RefusalCode::forbidden);
    CHECK(district.agenda({}, who).error().code == RefusalCode::forbidden);
  }
}

TEST_CASE("At a meeting with rotated officials the board records the talk with each, and those in posts are listed") {
  Assembled district("meeting", "with_rotated_officials");
  const auto choices = district.app->agenda_choices(district.caller("ban.to.chuc"), district.meeting);
  REQUIRE(choices);
  REQUIRE(choices->size() == 1);
  REQUIRE(district.agenda({{district.rotation, "meeting"}}));
  CHECK(district.seen().in_posts.size() == 1);
  json::object form{{"held_on", district.day(0)}, {"difficulties", "Chưa có chỗ ở"}};
  const auto answers = wait_for(district.app->respond_at(district.caller("ban.to.chuc"), district.meeting,
                                                         {{district.rotation, "meeting", json::object{{"outcome", "no_petition"}, {"form", form}}}}, {}));
  REQUIRE(answers);
  CHECK(answers->at(0).recorded);
  CHECK(district.seen().items.at(0).state == "closed");
}

TEST_CASE("Items on which an opinion differs are discussed by themselves") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  REQUIRE(district.respond("dang.uy", id, "party_opinion",
                           json::object{{"outcome", "disagree"}, {"form", {{"reason", "Chưa phù hợp"}, {"summoned", 9}, {"present", 9}, {"in_favour", 8}}}}));
  district.until_open(id, "resolution");
  const auto called = wait_for(district.app->change_meeting(
      district.caller("ban.to.chuc"), {Kind::call},
      json::object{
          {"form", json::object{{"on", to_text(district.app->impl().today())}, {"hour", 14}, {"minute", 0}, {"kind", "decision"}, {"place", "Hội trường"}}}}));
  REQUIRE(called);
  const auto choices = district.app->agenda_choices(district.caller("ban.to.chuc"), *called);
  REQUIRE(choices);
  REQUIRE(choices->size() == 1);
  CHECK(choices->front().alone);
}

TEST_CASE("A step that is asked anew is another item: an agenda on which it stood before takes no answer to it") {
  Assembled district;
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  REQUIRE(
      district.act("ban.to.chuc", district.rotation, "return_for_supplement", {{"reason", "Thiếu kết luận tiêu chuẩn chính trị"}, {"form", json::object()}}));
  CHECK(district.seen().items.at(0).state == "closed");
  district.until_open(district.rotation, "vote");
  CHECK(district.vote("uy.vien.1", "for").at(0).recorded.error().code == RefusalCode::not_on_agenda);
  REQUIRE(district.agenda({{district.rotation, "vote"}}));
  CHECK(district.seen().items.size() == 2);
  CHECK(district.vote("uy.vien.1", "for").at(0).recorded);
}
