#include <catch2/catch.hpp>

#include <fstream>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"

using namespace luan;
using test::District;
using test::wait_for;
using Kind = app::DraftOf::Kind;

namespace {

const json::object agree{{"outcome", "agree"}, {"form", {{"summoned", 9}, {"present", 9}, {"in_favour", 8}}}};

/// A ward's party committee is asked for its opinion.
struct Asked : District {
  std::string id = nominate();
  app::DraftOf of{Kind::step, id, "party_opinion"};
  Asked() { until_open(id, "party_opinion"); }

  Result<Instant> save(const std::string& who, const app::DraftOf& what, const std::string& text, app::RequestMeta meta = {}) {
    return wait_for(app->save_draft(caller(who), what, json::object{{"reason", text}}, 3, std::move(meta)));
  }
  [[nodiscard]] std::string kept(const std::string& who) const {
    const auto found = app->draft(caller(who), of);
    return found ? std::string(found->fields.at("reason").as_string()) : std::string();
  }
};

}  // namespace

TEST_CASE("A draft is its owner's alone, the last one counts, and it survives a restart but is no event") {
  Asked district;
  const auto size = district.app->log_size();
  REQUIRE(district.save("dang.uy", district.of, "Đang viết"));
  REQUIRE(district.save("dang.uy", district.of, "Đang viết tiếp"));
  CHECK(district.app->log_size() == size);
  CHECK(district.kept("uy.ban").empty());
  CHECK(district.app->drafts(district.caller("ban.to.chuc")).empty());
  district.restart();
  CHECK(district.kept("dang.uy") == "Đang viết tiếp");
  const auto drafts = district.app->drafts(district.caller("dang.uy"));
  REQUIRE(drafts.size() == 1);
  CHECK(drafts.front().seen == 3);
  CHECK_FALSE(drafts.front().title.vi.empty());
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  CHECK(report.differences.empty());
  CHECK(district.kept("dang.uy") == "Đang viết tiếp");
}

TEST_CASE("What is recorded takes the draft with it, and what was on its way then does not bring it back") {
  Asked district;
  const app::RequestMeta meta{"khoa", "POST /form", std::string(64, 'a'), 0};
  REQUIRE(district.save("dang.uy", district.of, "Đồng ý", meta));
  REQUIRE(district.respond("dang.uy", district.id, "party_opinion", agree, meta));
  CHECK(district.kept("dang.uy").empty());
  REQUIRE(district.save("dang.uy", district.of, "Đến muộn", meta));
  CHECK(district.kept("dang.uy").empty());
}

TEST_CASE("A response that is refused leaves the draft") {
  Asked district;
  REQUIRE(district.save("dang.uy", district.of, "Đồng ý"));
  CHECK_FALSE(district.respond("dang.uy", district.id, "party_opinion", json::object{{"outcome", "agree"}, {"form", json::object{}}}));
  CHECK(district.kept("dang.uy") == "Đồng ý");
}

TEST_CASE("There is no draft of a form that one may not know of, none without end, and none that is not text") {
  Asked district;
  CHECK(district.save("noi.vu", {Kind::step, std::string(32, '0'), "party_opinion"}, "x").error().code == RefusalCode::not_found);
  CHECK(district.save("quan.tri", district.of, "x").error().code == RefusalCode::not_found);
  CHECK(district.save("dang.uy", {Kind::step, district.id, "no_such_step"}, "x").error().code == RefusalCode::not_found);
  CHECK(district.save("dang.uy", {Kind::action, district.id, "no_such_action"}, "x").error().code == RefusalCode::not_found);
  CHECK_FALSE(district.save("dang.uy", {Kind::nomination, "-", "rotation"}, "x"));
  CHECK(district.save("dang.uy", district.of, "\xff").error().code == RefusalCode::bad_request);
  CHECK(district.save("dang.uy", district.of, std::string(app::draft_bytes_most, 'a')).error().code == RefusalCode::too_large);
  for (const char* text : {"", "step", "step/x", "step//", "ballot/x/y", "nomination/x/rotation", "step/-/", "action/-/withdraw"})
    CHECK_FALSE(app::DraftOf::parse(text));
  CHECK(app::DraftOf::parse(district.of.text())->name == "party_opinion");
}

TEST_CASE("Nobody keeps more drafts than he can look through; one of them can always be written on") {
  Asked district;
  REQUIRE(district.save("ban.to.chuc", district.of, "đầu tiên"));
  district.app->writer().run([&](store::Transaction& transaction) {
    for (int i = 1; i < app::drafts_most; ++i)
      REQUIRE(transaction.put_draft(district.caller("ban.to.chuc").account(), {"step/x/" + std::to_string(i), 0, "{}", transaction.now()}, app::drafts_most));
  });
  CHECK(district.save("ban.to.chuc", {Kind::step, district.id, "government_opinion"}, "thêm").error().code == RefusalCode::too_many_drafts);
  CHECK(district.save("ban.to.chuc", district.of, "viết tiếp"));
  REQUIRE(wait_for(district.app->discard_draft(district.caller("ban.to.chuc"), "step/x/1")));
  CHECK(district.save("ban.to.chuc", {Kind::step, district.id, "government_opinion"}, "thêm"));
}

TEST_CASE("A draft that nobody has touched for thirty days is swept away, as are all of an account that is erased") {
  Asked district;
  REQUIRE(district.save("dang.uy", district.of, "cũ"));
  const auto sweep = [&](int days) { district.app->writer().run([&](store::Transaction& t) { t.sweep({{}, {}, {}, t.now() + std::chrono::days(days)}); }); };
  sweep(-30);
  CHECK(district.kept("dang.uy") == "cũ");
  sweep(1);
  CHECK(district.kept("dang.uy").empty());
  REQUIRE(district.save("dang.uy", district.of, "mới"));
  district.app->writer().run([&](store::Transaction& t) { t.drop_drafts(district.caller("dang.uy").account()); });
  CHECK(district.kept("dang.uy").empty());
}

namespace {

/// Every byte of the data directory but its keys: what a copy of the disk or a backup holds.
std::string on_disk(const Asked& district) {
  std::string out;
  for (const auto& file : std::filesystem::recursive_directory_iterator(district.folder.path())) {
    if (!file.is_regular_file() || file.path().parent_path().filename() == "keys") continue;
    std::ifstream stream(file.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(stream), {});
  }
  return out;
}

/// As a version before wrote it.
void put_plain(Asked& district, const std::string& who, const std::string& text) {
  district.app->writer().run([&](store::Transaction& transaction) {
    const store::Draft row{district.of.text(), 3, json::serialize(json::object{{"reason", text}}), transaction.now()};
    REQUIRE(transaction.put_draft(district.caller(who).account(), row, app::drafts_most));
  });
}

}  // namespace

TEST_CASE("What is typed lies on the disk locked, and opens for its owner only") {
  Asked district;
  const std::string typed = "Chua-thong-nhat-trong-cap-uy";
  REQUIRE(district.save("dang.uy", district.of, typed));
  CHECK(district.kept("dang.uy") == typed);
  const store::Reader reader = district.app->database().reader();
  const auto row = store::draft(reader.session(), district.caller("dang.uy").account(), district.of.text());
  REQUIRE(row);
  // Under another's name the same bytes are nothing.
  district.app->writer().run([&](store::Transaction& t) { REQUIRE(t.put_draft(district.caller("uy.ban").account(), *row, app::drafts_most)); });
  CHECK(district.kept("uy.ban").empty());
  CHECK(district.app->drafts(district.caller("uy.ban")).empty());
  CHECK(on_disk(district).find(typed) == std::string::npos);
}

TEST_CASE("Drafts of an older version are locked at the start; those whose key is gone are dropped") {
  Asked district;
  put_plain(district, "dang.uy", "Viet-truoc-khi-nang-cap");
  CHECK(district.kept("dang.uy").empty());
  district.restart();
  CHECK(district.kept("dang.uy") == "Viet-truoc-khi-nang-cap");

  std::filesystem::remove(district.folder.path() / "keys" / "csrf.key");  // as where a backup is put back beside new keys
  district.restart();
  CHECK(district.kept("dang.uy").empty());
  CHECK(district.app->draft_count(district.caller("dang.uy")) == 0);
  REQUIRE(district.save("dang.uy", district.of, "moi"));
  CHECK(district.kept("dang.uy") == "moi");
}

TEST_CASE("The server forgets a draft after thirty days by itself") {
  Asked district;
  REQUIRE(district.save("dang.uy", district.of, "cũ"));
  const auto later = [&](int days) {
    district.days(days);
    district.app->stop();  // sweeps, as it does every few minutes
    district.restart();
  };
  later(29);
  CHECK(district.kept("dang.uy") == "cũ");
  later(2);
  CHECK(district.kept("dang.uy").empty());
}
