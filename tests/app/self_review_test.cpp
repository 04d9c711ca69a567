// The self-review beside an evaluation is that of its period: none of another year, and no view from before the posting.
#include <catch2/catch.hpp>

#include <algorithm>

#include "app/paper_parts.hpp"
#include "app/support/district.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using test::District;

namespace {

/// Answers by first choices, as somebody who is asked.
int respond(District& district, const std::string& username, const std::string& id, const std::string& step) {
  const auto view = district.app->step(district.caller(username), id, step);
  REQUIRE(view);
  const auto recorded = district.respond(username, id, step, test::first_choices(view->schema));
  INFO(step << ": " << (recorded ? "" : recorded.error().sentence(Language::en)));
  REQUIRE(recorded);
  return recorded->sequence;
}

/// What stands on the paper of the evaluation that this response is.
std::vector<int> shown_on(const District& district, const std::string& id, int sequence) {
  const app::RotationParts parts = app::rotation_parts(district.app->impl(), district.app->database().rotation(RotationId::trusted(id)));
  for (const app::PaperSource& source : app::paper_sources(parts))
    if (source.key == app::PaperKey{app::PaperKind::evaluation, sequence}) return source.shows;
  FAIL("no paper");
  return {};
}

using Shown = std::vector<int>;

}  // namespace

TEST_CASE("An evaluation stands beside the self-review of its own year, also where that came late in another") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "meeting");  // in his term, before the first of December
  const auto until_asked = [&](const char* evaluation, const char* self_review) {
    for (int day = 0; day < 1'000 && !(district.is_open(id, evaluation) && district.is_open(id, self_review)); ++day) {
      district.days(1);
      district.app->run_due();
    }
  };
  until_asked("evaluation", "self_review");
  const int first = respond(district, "dang.uy", id, "evaluation");
  const int late = respond(district, "binh", id, "self_review");  // after the evaluation of its year
  CHECK(shown_on(district, id, first) == Shown{first});
  until_asked("evaluation", "self_review");
  const int second = respond(district, "dang.uy", id, "evaluation");
  CHECK(shown_on(district, id, second) == Shown{second});
  respond(district, "binh", id, "self_review");
  until_asked("final_evaluation", "final_self_review");
  // At the end: by himself, by the receiving side, by who decides; the last two stand beside the first.
  const int last = respond(district, "dang.uy", id, "final_evaluation");
  CHECK(shown_on(district, id, last) == Shown{last});
  const int own = respond(district, "binh", id, "final_self_review");
  CHECK(own > last);
  district.until_open(id, "deciding_evaluation");
  const int concluded = respond(district, "chu.tri", id, "deciding_evaluation");
  CHECK(shown_on(district, id, concluded) == Shown{own, concluded});
  CHECK(shown_on(district, id, first) == Shown{first});
  CHECK(late < second);
}

TEST_CASE("A self-review that came before its evaluation stands beside it") {
  District district;
  const std::string id = district.nominate();
  district.until_open(id, "evaluation");
  if (district.is_open(id, "self_review")) respond(district, "binh", id, "self_review");
  const int own = district.app->database().rotation(RotationId::trusted(id))->run_now("self_review")->responses.front().sequence;
  const int evaluation = respond(district, "dang.uy", id, "evaluation");
  CHECK(shown_on(district, id, evaluation) == Shown{own, evaluation});
}

TEST_CASE("What an official said of his secondment before it began is no self-review") {
  app::Configuration configuration = test::test_configuration();
  configuration.workflows.push_back(std::filesystem::path(LUAN_SOURCE_DIR) / "workflows/secondment.yaml");
  District district(configuration);
  district.days(262);  // a short one, over the first of December
  const std::string id = district.nominate("secondment");
  district.until_open(id, "own_view");
  district.days(1);
  district.until_open(id, "evaluation");
  const store::RotationPtr rotation = district.app->database().rotation(RotationId::trusted(id));
  const app::RotationParts parts = app::rotation_parts(district.app->impl(), rotation);
  int view = 0;
  for (const workflow::StepRun& run : rotation->runs)
    if (run.step == "own_view" && !run.responses.empty()) view = run.responses.front().sequence;
  REQUIRE(view > 0);
  const workflow::StepRun& evaluation = *rotation->run_now("evaluation");
  CHECK_FALSE(app::self_review_of(parts, evaluation, view + 1));
}
