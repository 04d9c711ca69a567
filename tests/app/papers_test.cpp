// The code of a paper as docs/formats/paper-code.md fixes it, and the words in which papers give dates, places and shares.
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/paper_parts.hpp"
#include "base/files.hpp"

using namespace luan;

TEST_CASE("The code of a paper is as its page says") {
  const std::string page = read_file(std::filesystem::path(LUAN_SOURCE_DIR) / "docs/formats/paper-code.md");
  const auto after = [&](const std::string& mark) {
    const auto at = page.find("\n" + mark + " ", page.find("```paper-code"));
    REQUIRE(at != page.npos);
    const auto from = at + mark.size() + 2;
    return page.substr(from, page.find('\n', from) - from);
  };
  REQUIRE(after("kind") == app::to_text(app::PaperKind::decision));
  CHECK(app::paper_code(app::PaperKind::decision, 0, after("digest")) == after("code"));
  CHECK(app::paper_code(app::PaperKind::count, 0, after("digest")) != after("code"));
  for (const auto kind :
       {app::PaperKind::state_decision, app::PaperKind::count, app::PaperKind::synthesis, app::PaperKind::evaluation, app::PaperKind::minutes})
    CHECK(page.find("`" + std::string(app::to_text(kind)) + "`") != page.npos);
}

TEST_CASE("Dates, places, titles and shares stand as official papers have them") {
  const auto day = [](const char* text) { return *parse_date(text); };
  CHECK(app::day_words(day("2026-02-05")) == "ngày 05 tháng 02 năm 2026");
  CHECK(app::day_words(day("2026-03-05")) == "ngày 05 tháng 3 năm 2026");
  CHECK(app::day_words(day("2026-11-24")) == "ngày 24 tháng 11 năm 2026");
  CHECK(app::place_and_date("", {}) == "...................., ngày ...... tháng ...... năm ..........");
  CHECK(app::issuing_organ("Ban Thường vụ Đảng uỷ Thạnh Giang") == "Đảng uỷ Thạnh Giang");
  CHECK(app::territory_of("Đảng uỷ Thạnh Giang") == "Thạnh Giang");
  CHECK(app::territory_of("Thành uỷ Hải Phòng") == "Hải Phòng");
  CHECK(app::territory_of("Đảng uỷ phường Bến Đá") == "Bến Đá");
  CHECK(app::territory_of("UBND phường Bến Đá") == "Bến Đá");
  CHECK(app::territory_of("Phường Bến Đá") == "Bến Đá");
  CHECK(app::territory_of("Ban Tổ chức").empty());
  CHECK(app::signing_title("Bí thư Đảng uỷ") == "BÍ THƯ");
  CHECK(app::signing_title("Phó Bí thư, Chủ tịch UBND") == "PHÓ BÍ THƯ");
  CHECK(app::signing_title("") == "");
  CHECK(app::percent_words(8, 11) == "72,7%");
  CHECK(app::percent_words(3, 5) == "60%");
  CHECK(app::percent_words(2, 3) == "66,7%");
  CHECK(app::percent_words(0, 0) == paper::dotted(6));
}
