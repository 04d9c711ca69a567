#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <future>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

std::string end_of(const District& district, const std::string& rotation) {
  const auto found = district.app->database().rotation(RotationId::trusted(rotation));
  return std::string(workflow::to_text(found->status)) + " " + found->stage;
}

json::value answer(const std::string& outcome, json::object form) { return json::object{{"outcome", outcome}, {"form", std::move(form)}}; }

}  // namespace

TEST_CASE("A rotation goes from nomination to closure by first choices and the passing of time") {
  District district;
  const std::string id = district.nominate();
  for (int day = 0; day < 2'600 && end_of(district, id) != "closed closed"; day += 7) {
    district.work();
    district.days(7);
  }
  CHECK(end_of(district, id) == "closed closed");

  const auto history = district.app->history(district.caller("kiem.tra"), id);
  REQUIRE(history);
  const auto count = [&](const std::string& type) { return std::ranges::count(*history, type, &app::HistoryEntry::type); };
  CHECK(count("rotation.nominated") == 1);
  CHECK(count("score.recorded") == 2);  // the conditions, and the fitness for the post
  CHECK(count("decision.issued") == 1);
  CHECK(count("evaluation.concluded") >= 4);  // three Decembers and before the end
  CHECK(count("rotation.ended") == 1);
  CHECK(history->front().content.contains("form"));

  const auto view = district.app->rotation(district.caller("kiem.tra"), id);
  REQUIRE(view);
  REQUIRE(view->scores.size() == 2);
  CHECK(view->scores.front().step == "eligibility");
  CHECK(view->scores.back().criteria.size() == 5);
  CHECK(view->opinions.size() == 3);  // the ward's two bodies, and what the agencies said
  CHECK(view->decision->number == "1-QĐ/ĐU");

  SECTION("The log holds, every projection is as the events say, and a restart changes nothing") {
    district.restart();
    CHECK(end_of(district, id) == "closed closed");
    CHECK(store::verify_log(district.folder.path()).findings.empty());
    const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
    CHECK(report.differences.empty());
    for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  }
  SECTION("Its turn is counted once") {
    const auto table = district.app->turns(district.caller("kiem.tra"), {*parse_date("2026-01-01"), *parse_date("2026-12-31"), "", {"kind", "result"}});
    REQUIRE(table);
    CHECK(table->turns == 1);
    CHECK(table->persons == 1);
    CHECK(table->items.at(0).keys.at("kind") == "key");
  }
  SECTION("The official is where the placement put him, with a career of one post by rotation") {
    const auto official = district.app->official(district.caller("kiem.tra"), district.binh.text());
    REQUIRE(official);
    REQUIRE(official->posts.size() == 1);
    CHECK(official->posts[0].to.has_value());
    CHECK(official->open_rotation.empty());
  }
  SECTION("The trace leads from the decision back to the nomination, and every link fits") {
    const auto trace = district.app->trace(district.caller("kiem.tra"), id);
    REQUIRE(trace);
    CHECK(trace->chain.front().entry.type == "decision.issued");
    CHECK(trace->chain.back().entry.type == "rotation.nominated");
    CHECK(std::ranges::all_of(trace->chain, &app::TraceLink::verified));
  }
}

TEST_CASE("A step tells who is too late, who is not asked, and who may not know of it") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const json::object numbers{{"summoned", 9}, {"present", 9}, {"in_favour", 8}};

  SECTION("Answered before") {
    REQUIRE(district.respond("dang.uy", id, "party_opinion", answer("agree", numbers)));
    const auto again = district.respond("dang.uy", id, "party_opinion", answer("agree", numbers));
    REQUIRE(!again);
    CHECK(http_status(again.error().code) == 409);
    CHECK(again.error().sentence(Language::vi).find("Đặng Thị Mỹ") != std::string::npos);
  }
  SECTION("Not on the roll") { CHECK(district.respond("uy.ban", id, "party_opinion", answer("agree", numbers)).error().code == RefusalCode::not_yours); }
  SECTION("Existence is not told") {
    CHECK(district.respond("quan.tri", id, "party_opinion", answer("agree", numbers)).error().code == RefusalCode::not_found);
    CHECK(district.app->rotation(district.caller("quan.tri"), id).error().code == RefusalCode::not_found);
  }
  SECTION("An auditor reads and cannot act") {
    CHECK(district.app->rotation(district.caller("kiem.tra"), id));
    CHECK(http_status(district.respond("kiem.tra", id, "party_opinion", answer("agree", numbers)).error().code) == 403);
    CHECK(http_status(district.act("kiem.tra", id, "withdraw", json::object{{"reason", "Thử"}}).error().code) == 403);
  }
  SECTION("A bad field is named, and nothing is recorded") {
    const auto wrong = district.respond("dang.uy", id, "party_opinion", answer("disagree", {{"summoned", 7}, {"present", 9}, {"in_favour", 8}}));
    REQUIRE(!wrong);
    CHECK(wrong.error().code == RefusalCode::invalid);
    std::vector<std::string> fields;
    for (const auto& field : wrong.error().fields) fields.push_back(field.field);
    CHECK(fields == std::vector<std::string>{"reason", "present"});
    CHECK(district.is_open(id, "party_opinion"));
  }
  SECTION("The same key gives the first answer again; with other content it is refused") {
    const app::RequestMeta meta{"khoa-1", "POST x", "aa", 0};
    const auto first = district.respond("dang.uy", id, "party_opinion", answer("agree", numbers), meta);
    const auto second = district.respond("dang.uy", id, "party_opinion", answer("agree", numbers), meta);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(second->repeated);
    CHECK(second->log_index == first->log_index);
    CHECK(district.respond("dang.uy", id, "party_opinion", answer("agree", numbers), {"khoa-1", "POST x", "bb", 0}).error().code ==
          RefusalCode::idempotency_mismatch);
  }
  SECTION("A stale version is refused with the version now") {
    const auto stale = district.respond("dang.uy", id, "party_opinion", answer("agree", numbers), {"", "", "", 1});
    REQUIRE(!stale);
    CHECK(stale.error().code == RefusalCode::stale);
  }
}

TEST_CASE("A differing opinion goes up word for word and stops nothing") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "government_opinion");
  REQUIRE(district.respond(
      "uy.ban", id, "government_opinion",
      answer("disagree", {{"reason", "Địa bàn đang giải phóng mặt bằng, đề nghị lùi thời điểm."}, {"summoned", 5}, {"present", 5}, {"in_favour", 5}})));
  district.until_open(id, "decision");
  const auto view = district.app->rotation(district.caller("chu.tri"), id);
  REQUIRE(view);
  CHECK(view->row.contested);
  CHECK(std::ranges::any_of(view->opinions, [](const auto& opinion) { return opinion.text == "Địa bàn đang giải phóng mặt bằng, đề nghị lùi thời điểm."; }));
}

TEST_CASE("Silence is recorded at the deadline and the consultation goes on") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "government_opinion");
  district.days(30);
  district.app->run_due();
  const auto view = district.app->rotation(district.caller("ban.to.chuc"), id);
  REQUIRE(view);
  CHECK(std::ranges::any_of(view->opinions, [](const auto& opinion) { return opinion.answer_id == "no_reply"; }));
}

TEST_CASE("A review that does not pass drops the rotation") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "vote");
  for (const char* member : {"chu.tri", "uy.vien.1", "uy.vien.2"}) REQUIRE(district.respond(member, id, "vote", answer("against", {})));
  for (const char* member : {"uy.vien.3", "uy.vien.4"}) REQUIRE(district.respond(member, id, "vote", answer("for", {})));
  CHECK(end_of(district, id) == "closed dropped");
  CHECK(http_status(district.respond("ban.to.chuc", id, "assignments", json::object{}).error().code) == 409);
}

TEST_CASE("An early end moves the official at once and counts as one") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "evaluation");
  const auto form = district.app->action(district.caller("chu.tri"), id, "end_early");
  REQUIRE(form);
  REQUIRE(district.act("chu.tri", id, "end_early", test::first_choices(form->schema)));
  CHECK(end_of(district, id) == "closed ended_early");
  const auto table = district.app->turns(district.caller("chu.tri"), {*parse_date("2026-01-01"), *parse_date("2026-12-31"), "", {"result"}});
  CHECK(table->ended_early == 1);
}

TEST_CASE("Those asked get a letter, in the Maildir") {
  District district;
  (void)district.nominate();
  int letters = 0;
  bool named = false;
  for (const auto& file : std::filesystem::recursive_directory_iterator(district.folder.path() / "mail"))
    if (file.is_regular_file()) {
      ++letters;
      std::ifstream in(file.path());
      const std::string text((std::istreambuf_iterator<char>(in)), {});
      named |= text.find("noi.vu@luan.localhost") != std::string::npos;
    }
  CHECK(letters == 1);
  CHECK(named);
}

TEST_CASE("An action's reason must be own words, as its workflow says") {
  District district;
  const std::string id = district.nominate();
  const auto refused = district.act("chu.tri", id, "suspend", json::object{{"reason", "Theo quy định!"}});
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().fields.size() == 1);
  CHECK(refused.error().fields.front().field == "reason");
  CHECK(refused.error().fields.front().text.vi.find("«theo quy định»") != std::string::npos);
  CHECK(district.act("chu.tri", id, "suspend", json::object{{"reason", "Theo quy định, chờ kết luận thanh tra tại đơn vị"}}));
}

TEST_CASE("Of two who nominate the same official in one group of the writer, the second is refused") {
  District district;
  const app::Caller board = district.caller("ban.to.chuc"), sender = district.caller("noi.vu");
  const auto start = district.app->start(board, "rotation");
  REQUIRE(start);
  const json::value body = test::first_choices(start->schema);
  // The writer stands still until both are in its queue.
  std::promise<void> both_asked;
  auto asked = both_asked.get_future();
  REQUIRE(district.app->writer().submit([&](store::Transaction&) { asked.wait(); }, [](const std::exception_ptr&) {}));
  boost::asio::io_context& context = test::own_context();
  context.restart();
  auto first = boost::asio::co_spawn(context, district.app->nominate(board, "rotation", body, {}), boost::asio::use_future);
  auto second = boost::asio::co_spawn(context, district.app->nominate(sender, "rotation", body, {}), boost::asio::use_future);
  context.poll();
  both_asked.set_value();
  context.run();
  const auto recorded = first.get();
  REQUIRE(recorded);
  const auto refused = second.get();
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().fields.size() == 1);
  CHECK(refused.error().fields.front().field == "official");
  CHECK(district.app->rotations(board, {})->items.size() == 1);
}
