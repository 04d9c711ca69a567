// Files: in parts, looked at, attached, checked against the log, and gone where nobody used them.
#include <catch2/catch.hpp>

#include <fstream>

#include "app/support/district.hpp"
#include "base/files.hpp"
#include "store/rebuild.hpp"
#include "support/events_page.hpp"
#include "support/small_files.hpp"

using namespace luan;
using test::District;
using test::wait_for;

namespace {

std::string pdf() { return test::small_pdf("Nhận xét của cấp uỷ"); }

Result<app::UploadView> hand_in(District& district, const std::string& username, const std::string& name, const std::string& bytes) {
  const app::Caller caller = district.caller(username);
  const auto begun = wait_for(district.app->begin_upload(caller, {name, "", bytes.size()}));
  if (!begun) return begun;
  return wait_for(district.app->append_upload(caller, begun->id, 0, bytes));
}

json::object opinion(const std::string& file) {
  return {{"outcome", "agree"}, {"form", {{"summoned", 7}, {"present", 7}, {"in_favour", 6}, {"paper", json::array{file}}}}};
}

std::size_t files_in(const std::filesystem::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) count += entry.is_regular_file();
  return count;
}

}  // namespace

TEST_CASE("A file comes in parts that follow one another, and stands under its salted digest when it is whole") {
  District district;
  const app::Caller caller = district.caller("dang.uy");
  const std::string bytes = pdf();
  const auto begun = wait_for(district.app->begin_upload(caller, {"Nhận xét.pdf", "application/pdf", bytes.size()}));
  REQUIRE(begun);
  const auto half = wait_for(district.app->append_upload(caller, begun->id, 0, bytes.substr(0, 10)));
  REQUIRE(half);
  CHECK(half->offset == 10);
  CHECK_FALSE(half->whole);
  for (const std::uint64_t wrong : {0ULL, 9ULL, 11ULL}) {
    const auto refused = wait_for(district.app->append_upload(caller, begun->id, wrong, bytes.substr(10)));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == RefusalCode::upload_offset);
    CHECK(refused.error().params.front().value.en == "10");
  }
  CHECK_FALSE(wait_for(district.app->append_upload(caller, begun->id, 10, bytes)));  // more than was said
  CHECK(district.app->upload(caller, begun->id)->offset == 10);
  CHECK_FALSE(district.app->upload(district.caller("uy.ban"), begun->id));

  const auto whole = wait_for(district.app->append_upload(caller, begun->id, 10, bytes.substr(10)));
  REQUIRE(whole);
  CHECK(whole->whole);
  CHECK(read_file(district.folder.path() / "files" / whole->sha256) == bytes);
  CHECK(files_in(district.folder.path() / "files/part") == 0);
}

TEST_CASE("A file that will not do is refused with the reason, and nothing of it stays") {
  District district;
  const auto code = [](const auto& result) { return result ? std::string("taken") : std::string(name(result.error().code)); };
  CHECK(code(hand_in(district, "dang.uy", "a.exe", pdf())) == "invalid");
  CHECK(code(hand_in(district, "dang.uy", "a.pdf", "")) == "invalid");
  CHECK(code(hand_in(district, "dang.uy", "a.pdf", "<html>")) == "file_refused");
  CHECK(code(hand_in(district, "dang.uy", "a.docx", pdf())) == "file_refused");
  CHECK(code(hand_in(district, "dang.uy", "a.pdf", pdf().substr(0, 30))) == "file_refused");
  CHECK(code(hand_in(district, "quan.tri", "a.pdf", pdf())) == "forbidden");
  const auto large = wait_for(district.app->begin_upload(district.caller("dang.uy"), {"a.pdf", "", (20 << 20) + 1}));
  REQUIRE_FALSE(large);
  CHECK(large.error().fields.front().field == "size");
  CHECK_FALSE(wait_for(district.app->begin_upload(district.caller("dang.uy"), {"a.pdf", "text/html", 10})));
  CHECK(files_in(district.folder.path() / "files") == 0);
  CHECK(files_in(district.folder.path() / "files/part") == 0);
}

TEST_CASE("A response takes the files it names; the log holds size and digest, and a changed or lost file is found") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const auto file = hand_in(district, "dang.uy", "Nhận xét.pdf", pdf());
  REQUIRE(file);
  const app::Caller board = district.caller("ban.to.chuc"), party = district.caller("dang.uy"), government = district.caller("uy.ban");
  CHECK_FALSE(district.respond("dang.uy", id, "party_opinion", opinion(std::string(32, 'a'))));
  const app::RequestMeta once{"key-1", "POST opinion", "x", 0};
  REQUIRE(district.respond("dang.uy", id, "party_opinion", opinion(file->id), once));
  const auto again = district.respond("dang.uy", id, "party_opinion", opinion(file->id), once);
  REQUIRE(again);
  CHECK(again->repeated);

  const auto all = district.app->attachments(board, id);
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  CHECK(all->front().file.name == "Nhận xét.pdf");
  CHECK(all->front().file.sha256 == file->sha256);
  CHECK(district.app->attachments(party, id)->size() == 1);
  CHECK(district.app->attachments(government, id)->empty());
  REQUIRE(district.app->attachment(party, file->id));
  CHECK_FALSE(district.app->attachment(government, file->id));
  CHECK_FALSE(district.app->upload(party, file->id));  // the log's now

  const store::Reader reader = district.app->database().reader();
  const test::EventPage page = test::read_events_page(LUAN_SOURCE_DIR);
  for (const store::HistoryRow& row : store::history(reader.session(), id)) {
    if (!row.event.payload.contains("attachments")) continue;
    CHECK(row.event.payload.at("attachments") == json::array{json::object{{"name", file->id}, {"size", pdf().size()}, {"sha256", file->sha256}}});
    CHECK(json::serialize(row.event.payload).find("Nhận xét") == std::string::npos);
    CHECK(test::breaks(page, row.event.type, row.event.payload, {}).empty());
  }

  CHECK(store::verify_log(district.folder.path()).findings.empty());
  const auto stored = district.folder.path() / "files" / file->sha256;
  std::ofstream(stored, std::ios::app) << "x";
  const auto changed = store::verify_log(district.folder.path()).findings;
  REQUIRE(changed.size() >= 1);
  CHECK(changed.front().text.en.find("was changed") != std::string::npos);
  std::filesystem::remove(stored);
  const auto lost = store::verify_log(district.folder.path()).findings;
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().text.en.find("is missing") != std::string::npos);
}

TEST_CASE("What was handed in and not used goes after a day, and what was used stays") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "party_opinion");
  const auto used = hand_in(district, "dang.uy", "a.pdf", pdf());
  REQUIRE(used);
  REQUIRE(district.respond("dang.uy", id, "party_opinion", opinion(used->id)));
  const auto whole = hand_in(district, "uy.ban", "b.pdf", pdf());
  const app::Caller caller = district.caller("uy.ban");
  const auto begun = wait_for(district.app->begin_upload(caller, {"c.pdf", "", 100}));
  REQUIRE(whole);
  REQUIRE(begun);
  REQUIRE(wait_for(district.app->append_upload(caller, begun->id, 0, "%PDF-")));
  district.app->impl().sweep_files();
  CHECK(district.app->upload(caller, whole->id));
  district.days(2);
  district.app->impl().sweep_files();
  CHECK_FALSE(district.app->upload(caller, whole->id));
  CHECK_FALSE(district.app->upload(caller, begun->id));
  CHECK(files_in(district.folder.path() / "files") == 1);
  CHECK(files_in(district.folder.path() / "files/part") == 0);
  CHECK(district.app->attachment(district.caller("dang.uy"), used->id));
}
