// The dossier over the use cases: who keeps it, who sees it, what an answer that needs it is told, and what the log keeps.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/events_page.hpp"
#include "support/first_choices.hpp"
#include "support/small_files.hpp"

using namespace luan;
using test::District;
using test::wait_for;
using Kind = app::DossierAct::Kind;

namespace {

Result<app::Recorded> keep(District& district, const std::string& username, const std::string& id, const std::string& item, Kind kind, json::object form,
                           app::RequestMeta meta = {}) {
  return wait_for(district.app->keep_dossier(district.caller(username), id, item, kind, json::object{{"form", std::move(form)}}, std::move(meta)));
}

json::object signed_today(const District& district, const char* number) { return {{"signed_on", to_text(district.app->impl().today())}, {"number", number}}; }

const app::DossierLineView& line(const app::DossierView& view, std::string_view item) {
  return *std::ranges::find(view.lines, item, &app::DossierLineView::item);
}

std::string first_outcome(const District& district, const std::string& id) {
  const auto step = district.app->step(district.caller("ban.to.chuc"), id, "check");
  REQUIRE(step);
  return std::string(step->schema.at("properties").at("outcome").at("enum").as_array().front().as_string());
}

}  // namespace

TEST_CASE("The check offers what can be answered now: what the dossier and the review of conditions allow") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "check");
  CHECK(first_outcome(district, id) == "with_exception");
  const auto refused = district.respond("ban.to.chuc", id, "check", json::object{{"outcome", "eligible"}, {"form", json::object()}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == RefusalCode::dossier_incomplete);
  const auto before = district.app->dossier(district.caller("ban.to.chuc"), id);
  REQUIRE(before);
  CHECK(before->lines.size() == 10);
  CHECK(before->percent == 0);
  for (const app::DossierLineView& one : before->lines)
    REQUIRE(keep(district, "ban.to.chuc", id, one.item, Kind::record, signed_today(district, "12-HS/2026")));
  const auto after = district.app->dossier(district.caller("ban.to.chuc"), id);
  CHECK(after->percent == 100);
  CHECK(after->lacking == 0);
  CHECK(line(*after, "health").expires == add_months(district.app->impl().today(), 6));
  CHECK(line(*after, "health").by == line(*after, "cv").by);
  // The dossier is whole, and the review of conditions has not found all of them: that is no silent pass, and no wall.
  REQUIRE(district.app->database().rotation(RotationId::trusted(id))->run_now("eligibility")->outcome != "eligible");
  CHECK(first_outcome(district, id) == "with_exception");
  const auto review = district.respond("ban.to.chuc", id, "check", json::object{{"outcome", "eligible"}, {"form", json::object()}});
  REQUIRE_FALSE(review);
  CHECK(review.error().code == RefusalCode::answer_withheld);
  const auto step = district.app->step(district.caller("ban.to.chuc"), id, "check");
  REQUIRE(step->world.withheld.contains("eligible"));
  CHECK(step->world.withheld.at("eligible").vi.starts_with("Không chọn được: «Rà soát điều kiện» cần có kết quả «Đạt các điều kiện bắt buộc», nay là «"));
  const json::object exception{{"authoriser", "Thường trực Đảng uỷ"}, {"basis", "41-KL/ĐU"}};
  REQUIRE(district.respond("ban.to.chuc", id, "check", json::object{{"outcome", "with_exception"}, {"form", exception}}));
}

TEST_CASE("An item is recorded with its file or, of a secret paper, by number and place; never with nothing") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "check");
  const auto nothing = keep(district, "ban.to.chuc", id, "submission", Kind::record, {});
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().fields.front().field == "number");
  REQUIRE(keep(district, "ban.to.chuc", id, "political_standard", Kind::record, {{"number", "03-KL/BTC (Mật)"}, {"place", "Tủ mật, Ban Tổ chức"}}));
  const app::Caller board = district.caller("ban.to.chuc");
  const std::string pdf = test::small_pdf("Tờ trình");
  const auto begun = wait_for(district.app->begin_upload(board, {"Tờ trình.pdf", "", pdf.size()}));
  REQUIRE(begun);
  REQUIRE(wait_for(district.app->append_upload(board, begun->id, 0, pdf)));
  REQUIRE(keep(district, "ban.to.chuc", id, "submission", Kind::record, {{"file", json::array{begun->id}}}));
  const auto view = district.app->dossier(board, id);
  REQUIRE(line(*view, "submission").values.size() == 1);
  CHECK(line(*view, "submission").values.front().files.front().name == "Tờ trình.pdf");
  CHECK(district.app->attachment(board, begun->id));
  CHECK_FALSE(district.app->attachment(district.caller("dang.uy"), begun->id));

  REQUIRE(keep(district, "ban.to.chuc", id, "submission", Kind::withdraw, {{"reason", "Nhầm hồ sơ của người khác"}}));
  REQUIRE(keep(district, "ban.to.chuc", id, "submission", Kind::except, {{"authoriser", "Thường trực Đảng uỷ"}, {"basis", "41-KL/ĐU"}}));
  CHECK(line(*district.app->dossier(board, id), "submission").state == "excepted");
  const test::EventPage page = test::read_events_page(LUAN_SOURCE_DIR);
  const store::Reader reader = district.app->database().reader();
  for (const store::HistoryRow& row : store::history(reader.session(), id)) {
    std::map<std::string, json::object> contents;
    for (const auto& content : row.contents) contents[content.name] = content.value;
    for (const std::string& broken : test::breaks(page, row.event.type, row.event.payload, contents)) FAIL_CHECK(row.event.type << ": " << broken);
  }
  CHECK(store::verify_log(district.folder.path()).findings.empty());
}

TEST_CASE("The dossier is kept and seen by those whom the workflow names, and by who reads everything") {
  District district;
  const std::string id = district.nominate();
  const auto sees = [&](const std::string& username) { return district.app->dossier(district.caller(username), id).has_value(); };
  CHECK(sees("ban.to.chuc"));
  CHECK(sees("chu.tri"));
  CHECK_FALSE(sees("dang.uy"));
  CHECK_FALSE(sees("uy.ban"));
  const auto code = [&](const std::string& username, const std::string& item) {
    const auto done = keep(district, username, id, item, Kind::record, signed_today(district, "1"));
    return done ? std::string("done") : std::string(name(done.error().code));
  };
  CHECK(code("chu.tri", "cv") == "forbidden");
  CHECK(code("dang.uy", "cv") == "forbidden");
  CHECK(code("quan.tri", "cv") == "not_found");
  CHECK(code("ban.to.chuc", "lost") == "not_found");
  const app::RequestMeta once{"key-1", "PUT cv", "x", 0};
  REQUIRE(keep(district, "ban.to.chuc", id, "cv", Kind::record, signed_today(district, "1"), once));
  CHECK(keep(district, "ban.to.chuc", id, "cv", Kind::record, signed_today(district, "1"), once)->repeated);

  const std::string before = to_text(*line(*district.app->dossier(district.caller("chu.tri"), id), "cv").expires);
  district.restart();
  CHECK(to_text(*line(*district.app->dossier(district.caller("chu.tri"), id), "cv").expires) == before);
}
