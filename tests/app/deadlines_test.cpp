#include "app/deadlines.hpp"

#include <catch2/catch.hpp>

#include "app/feeds.hpp"
#include "app/support/district.hpp"
#include "base/files.hpp"
#include "support/ical.hpp"

using namespace luan;
using test::District;
using test::wait_for;
using Kind = app::DeadlineView::Kind;

namespace {

app::DeadlineQuery around(const District& district, bool only_mine = false) {
  const Date today = district.app->zone().date(district.clock->now());
  return {add_days(today, -31), add_days(today, 400), true, only_mine};
}
std::vector<app::DeadlineView> of(const District& district, const std::string& who, bool only_mine = false) {
  return app::deadlines(*district.app, district.caller(who), around(district, only_mine)).items;
}
std::size_t count(const std::vector<app::DeadlineView>& list, Kind kind) {
  return static_cast<std::size_t>(std::ranges::count(list, kind, &app::DeadlineView::kind));
}

std::string call_meeting(District& district) {
  const Date today = district.app->zone().date(district.clock->now());
  const auto made = wait_for(district.app->change_meeting(
      district.caller("ban.to.chuc"), {app::MeetingAct::Kind::call, ""},
      json::object{{"form", {{"on", to_text(add_days(today, 3))}, {"hour", 8}, {"minute", 0}, {"kind", "decision"}, {"place", "Phòng họp số 1; tầng 2"}}}}));
  REQUIRE(made);
  return *made;
}

/// Read as strictly as RFC 5545 asks.
test::Ical read(const std::optional<std::string>& bytes) {
  REQUIRE(bytes);
  std::string fault;
  auto out = test::read_ical(*bytes, fault);
  INFO(fault);
  REQUIRE(out);
  return std::move(*out);
}
std::string new_feed(District& district, const std::string& who) {
  const auto made = wait_for(app::renew_feed(*district.app, district.caller(who)));
  REQUIRE(made);
  return made->token;
}

}  // namespace

TEST_CASE("What falls due is one's own task, for the committee what others must do, and nobody else's for others", "[deadlines]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");

  const auto ward = of(district, "dang.uy");
  REQUIRE(count(ward, Kind::task) == 1);
  const auto task = std::ranges::find(ward, Kind::task, &app::DeadlineView::kind);
  CHECK(task->mine);
  CHECK(task->path == "/ho-so/" + id + "/buoc/party_opinion");
  CHECK(task->official == "Đỗ Văn Bình");
  CHECK(count(ward, Kind::awaited) == 0);

  const auto chair = of(district, "chu.tri");
  const auto awaited = std::ranges::find(chair, "step-" + id + "-party-opinion-1", &app::DeadlineView::id);
  REQUIRE(awaited != chair.end());
  CHECK(awaited->kind == Kind::awaited);
  CHECK_FALSE(awaited->mine);
  CHECK(awaited->who.vi.find("Bến Đá") != std::string::npos);
  CHECK(count(of(district, "chu.tri", true), Kind::awaited) == 0);

  CHECK(of(district, "quan.tri").empty());
  for (const auto& list : {ward, chair}) CHECK(std::ranges::is_sorted(list, {}, [](const app::DeadlineView& one) { return std::chrono::sys_days(one.on); }));
}

TEST_CASE("Between two days only what falls due in them is told, and before them only what is late", "[deadlines]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const app::Caller ward = district.caller("dang.uy");
  const auto all = of(district, "dang.uy");
  const Date due = std::ranges::find(all, Kind::task, &app::DeadlineView::kind)->on;
  const auto tasks = [&](Date from, Date to, bool overdue) { return count(app::deadlines(*district.app, ward, {from, to, overdue, false}).items, Kind::task); };
  CHECK(tasks(due, due, false) == 1);
  CHECK(tasks(add_days(due, 1), add_days(due, 30), true) == 0);
  CHECK(tasks(add_days(due, -30), add_days(due, -1), true) == 0);
}

TEST_CASE("What is listed follows what is recorded: a task that was answered is gone, and what opened by it is there", "[deadlines]") {
  District district;
  const std::string id = district.nominate();
  const auto listed = [&](const std::string& step) {
    const auto all = of(district, "chu.tri");
    return std::ranges::any_of(all, [&](const app::DeadlineView& one) { return one.id == "step-" + id + "-" + step + "-1"; });
  };
  district.until_open(id, "party_opinion");
  CHECK(listed("party-opinion"));
  const auto before = district.app->waiting_for_others(district.caller("chu.tri"), 12).total;
  CHECK(before == 1);
  district.until_open(id, "self_review");
  CHECK_FALSE(listed("party-opinion"));
}

TEST_CASE("A term that runs tells its end and the evaluations to come, to those they concern", "[deadlines]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "self_review");
  const auto year = [&](const std::string& who) {
    const Date today = district.app->zone().date(district.clock->now());
    return app::deadlines(*district.app, district.caller(who), {today, add_days(today, 366 * 5), true, false}).items;
  };
  for (const char* who : {"binh", "dang.uy", "ban.to.chuc", "kiem.tra"}) {
    INFO(who);
    CHECK(count(year(who), Kind::term_end) == 1);
  }
  CHECK(count(year("quan.tri"), Kind::term_end) == 0);
  const auto board = year("ban.to.chuc");
  CHECK(count(board, Kind::opening) >= 1);
  CHECK(std::ranges::find(board, Kind::term_end, &app::DeadlineView::kind)->mine);
}

TEST_CASE("A calendar is read at its address by who knows it, and holds what its owner must do", "[feeds]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  CHECK_FALSE(app::feed(*district.app, district.caller("dang.uy")));
  const std::string token = new_feed(district, "dang.uy");
  CHECK(app::feed(*district.app, district.caller("dang.uy"))->token == token);

  const test::Ical read_now = read(app::calendar_at(*district.app, token, "https://luan.example"));
  REQUIRE_FALSE(read_now.events.empty());
  const auto event =
      std::ranges::find_if(read_now.events, [&](const test::IcalEvent& one) { return one.value("UID").starts_with("step-" + id + "-party-opinion-1@"); });
  REQUIRE(event != read_now.events.end());
  const std::string code = district.app->rotation(district.caller("dang.uy"), id)->row.code;
  CHECK(event->text("SUMMARY").ends_with("(" + code + ")"));
  CHECK(event->text("DESCRIPTION") == "Việc của đồng chí, đ/c Đỗ Văn Bình");
  CHECK(event->value("URL") == "https://luan.example/ho-so/" + id + "/buoc/party_opinion");
  CHECK(event->value("TRIGGER;VALUE=DATE-TIME").ends_with("Z"));

  REQUIRE(district.respond("dang.uy", id, "party_opinion", json::object{{"outcome", "agree"}, {"form", {{"summoned", 9}, {"present", 9}, {"in_favour", 8}}}}));
  const test::Ical after = read(app::calendar_at(*district.app, token, ""));
  CHECK(std::ranges::none_of(after.events, [&](const test::IcalEvent& one) { return one.value("UID").starts_with("step-" + id + "-party-opinion"); }));
}

TEST_CASE("A meeting that is cancelled is said to be, under a higher number", "[feeds]") {
  District district;
  const std::string meeting = call_meeting(district), token = new_feed(district, "uy.vien.1");
  const auto event = [&] {
    const test::Ical all = read(app::calendar_at(*district.app, token, ""));
    const auto found = std::ranges::find_if(all.events, [&](const test::IcalEvent& one) { return one.value("UID").starts_with("meeting-" + meeting); });
    REQUIRE(found != all.events.end());
    return *found;
  };
  const auto before = event();
  CHECK(before.value("STATUS") == "CONFIRMED");
  CHECK(before.text("LOCATION") == "Phòng họp số 1; tầng 2");
  CHECK(before.value("DTSTART").ends_with("T010000Z"));
  REQUIRE(wait_for(
      district.app->change_meeting(district.caller("ban.to.chuc"), {app::MeetingAct::Kind::cancel, meeting}, json::object{{"form", {{"why", "Hoãn"}}}})));
  CHECK(event().value("STATUS") == "CANCELLED");
  CHECK(std::stoi(event().value("SEQUENCE")) > std::stoi(before.value("SEQUENCE")));
}

TEST_CASE("An address ends when it is renewed, turned off, or its account is disabled; nobody guesses one from another", "[feeds]") {
  District district;
  const auto answers = [&](const std::string& token) { return app::calendar_at(*district.app, token, "").has_value(); };
  const std::string first = new_feed(district, "dang.uy");
  CHECK(answers(first));
  const std::string second = new_feed(district, "dang.uy");
  CHECK_FALSE(answers(first));
  CHECK(answers(second));
  const std::string of_other = new_feed(district, "uy.ban");
  CHECK_FALSE(answers(second.substr(0, 22) + of_other.substr(22)));
  CHECK_FALSE(answers(second.substr(0, 22)));
  CHECK_FALSE(answers(second + "A"));
  CHECK_FALSE(answers(""));
  district.restart();
  CHECK(answers(second));

  REQUIRE(wait_for(app::end_feed(*district.app, district.caller("dang.uy"))));
  CHECK_FALSE(answers(second));
  CHECK_FALSE(app::feed(*district.app, district.caller("dang.uy")));

  const std::string victim = district.caller("uy.ban").account().text();
  REQUIRE(wait_for(district.app->set_disabled(district.caller("quan.tri"), victim, true)));
  CHECK_FALSE(answers(of_other));
  REQUIRE(wait_for(district.app->set_disabled(district.caller("quan.tri"), victim, false)));
  CHECK(answers(of_other));
}

TEST_CASE("What the database keeps of an address is not the address", "[feeds]") {
  District district;
  const std::string token = new_feed(district, "dang.uy");
  district.app.reset();
  for (const auto& file : std::filesystem::recursive_directory_iterator(district.folder.path()))
    if (file.is_regular_file()) {
      INFO(file.path());
      CHECK(read_file(file.path()).find(token.substr(22)) == std::string::npos);
    }
}

TEST_CASE("A calendar tells no more than its owner may see today", "[feeds]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const std::string token = new_feed(district, "dang.uy");
  const app::Caller admin = district.caller("quan.tri");
  const auto grant = district.caller("dang.uy").actor.grants.front();
  REQUIRE(wait_for(district.app->set_grant(admin, district.caller("dang.uy").account().text(), grant.role, grant.unit.text(), false)));
  CHECK(read(app::calendar_at(*district.app, token, "")).events.empty());
}

TEST_CASE("The calendar speaks the language of its owner's letters", "[feeds]") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const std::string token = new_feed(district, "dang.uy");
  app::NoticePreferences english;
  english.language = "en";
  REQUIRE(wait_for(district.app->set_preferences(district.caller("dang.uy"), english)));
  const test::Ical all = read(app::calendar_at(*district.app, token, ""));
  CHECK(std::ranges::any_of(all.events, [](const test::IcalEvent& one) { return one.text("DESCRIPTION") == "Your task, Đỗ Văn Bình"; }));
}
