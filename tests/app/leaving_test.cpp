// Who retires or leaves the service holds no post when his rotation ends, and is nominated no more.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/papers.hpp"
#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

void in_his_term(District& district, const std::string& id) {
  district.until_open(id, "decision");
  const auto step = district.app->step(district.caller("chu.tri"), id, "decision");
  REQUIRE(step);
  REQUIRE(district.respond("chu.tri", id, "decision", test::first_choices(step->schema)));
}

json::object end_early(json::object form) { return {{"reason", "Cán bộ nghỉ hưu theo nguyện vọng"}, {"form", std::move(form)}}; }

bool is_offered(const District& district) {
  const auto start = district.app->start(district.caller("ban.to.chuc"), "rotation");
  REQUIRE(start);
  const auto& offered = start->schema.at("properties").at("form").at("properties").at("official").at("enum").as_array();
  return std::ranges::find(offered, json::value(district.binh.text())) != offered.end();
}

}  // namespace

TEST_CASE("An early end by retirement needs no post and gives none; by any other ground it needs one") {
  District district;
  CHECK(is_offered(district));
  const std::string id = district.nominate();
  in_his_term(district, id);
  const auto no_post = district.act("chu.tri", id, "end_early", end_early({{"ground", "health"}}));
  REQUIRE_FALSE(no_post);
  CHECK(no_post.error().fields.front().field == "placement_position");
  const std::string somewhere = district.app->impl().directory()->official(district.binh)->position.text();
  const auto post_of_a_pensioner = district.act("chu.tri", id, "end_early", end_early({{"ground", "retirement"}, {"placement_position", somewhere}}));
  REQUIRE_FALSE(post_of_a_pensioner);
  CHECK(post_of_a_pensioner.error().fields.front().field == "placement_position");

  REQUIRE(district.act("chu.tri", id, "end_early", end_early({{"ground", "retirement"}})));
  const auto left = [&] {
    const store::Official& binh = *district.app->impl().directory()->official(district.binh);
    CHECK(binh.position.none());
    CHECK(binh.left);
    CHECK_FALSE(is_offered(district));
  };
  left();
  const auto report = store::rebuild(district.app->database(), [&](const std::string& name, int) { return district.app->impl().newest(name); });
  CHECK(report.differences.empty());
  district.restart();
  left();
}

TEST_CASE("Minutes, report and early end stand in their registers and on the rotation's page, under numbers of their own") {
  District district;
  const std::string id = district.nominate();
  in_his_term(district, id);
  REQUIRE(district.act("chu.tri", id, "end_early", end_early({{"ground", "resignation"}})));
  const app::Caller board = district.caller("ban.to.chuc");
  const auto rotation = district.app->rotation(board, id);
  REQUIRE(rotation);
  std::vector<std::string> numbers;
  for (const auto& paper : rotation->papers) numbers.push_back(paper.of.vi + " " + paper.number);
  CHECK(numbers == std::vector<std::string>{"Biểu quyết đánh giá năng lực Số 1-BB/ĐU", "Tổng hợp ý kiến Số 1-BC/BTCĐU", "Biểu quyết điều động Số 2-BB/ĐU",
                                            "Kết thúc sớm Số 2-QĐ/ĐU"});
  const auto minutes = district.app->register_page(board, "minutes", "2025-2030");
  REQUIRE(minutes);
  CHECK(minutes->documents.size() == 2);
  CHECK(minutes->reg.gaps.empty());
  std::vector<std::string> headed;
  for (const app::PaperView& paper : rotation->printable)
    if (paper.key.kind == app::PaperKind::count || paper.key.kind == app::PaperKind::synthesis) headed.push_back(paper.number);
  CHECK(headed == std::vector<std::string>{"Số 1-BB/ĐU", "Số 1-BC/BTCĐU", "Số 2-BB/ĐU"});
  for (const app::PaperView& paper : rotation->printable)
    if (paper.key.kind == app::PaperKind::count) CHECK(app::paper_of(*district.app, board, id, paper.key, "https://luan.example")->number == paper.number);
}
