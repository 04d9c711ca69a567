#include <catch2/catch.hpp>

#include "workflow/rules/rules.hpp"

using namespace luan;
using namespace luan::workflow;

namespace {

std::vector<GivenResponse> votes(int in_favour, int against, int abstain, const std::string& chair = "") {
  std::vector<GivenResponse> given;
  const auto add = [&](const std::string& outcome, const std::string& role) {
    given.push_back({{role, {}, AccountId::trusted("v" + std::to_string(given.size()))}, {}, outcome, {}, 0});
  };
  if (!chair.empty()) add(chair, "chair");
  for (int i = 0; i < in_favour; ++i) add("for", "member");
  for (int i = 0; i < against; ++i) add("against", "member");
  for (int i = 0; i < abstain; ++i) add("abstain", "member");
  return given;
}

}  // namespace

TEST_CASE("a ballot is counted on the base its rule names, exactly") {
  const BallotRule summoned{{2, 3, false}, {1, 2, true}, Base::summoned, Tie::fails, "for", "against", "abstain"};
  BallotRule present = summoned;
  present.pass_of = Base::present;
  BallotRule valid = summoned;
  valid.pass_of = Base::valid;
  BallotRule chair = summoned;
  chair.tie = Tie::chair;
  BallotRule two_thirds = summoned;
  two_thirds.pass = {2, 3, false};

  struct Case {
    const char* what;
    BallotRule rule;
    std::size_t summoned;
    std::vector<GivenResponse> given;
    bool past_due;
    const char* outcome;  // "" still open
  };
  const Case cases[]{
      {"not all have voted and there is time", summoned, 11, votes(9, 1, 0), false, ""},
      {"all have voted", summoned, 11, votes(6, 5, 0), false, "passed"},
      {"exactly half of those summoned is not more than half", summoned, 10, votes(5, 5, 0), false, "failed"},
      {"exactly half, the chair for", chair, 10, votes(4, 5, 0, "for"), false, "passed"},
      {"exactly half, the chair against", chair, 10, votes(5, 4, 0, "against"), false, "failed"},
      {"under half, the chair for: no tie", chair, 10, votes(3, 6, 0, "for"), false, "failed"},
      {"nobody voted", summoned, 11, {}, true, "too_few"},
      {"one short of two thirds of twelve", summoned, 12, votes(7, 0, 0), true, "too_few"},
      {"exactly two thirds of twelve", summoned, 12, votes(8, 0, 0), true, "passed"},
      {"silence counts against on the base of those summoned", summoned, 11, votes(5, 0, 3), true, "failed"},
      {"the same votes on the base of those present", present, 11, votes(5, 0, 3), true, "passed"},
      {"abstentions are not valid votes", valid, 11, votes(3, 2, 4), true, "passed"},
      {"all abstain: nothing valid, nothing passed", valid, 9, votes(0, 0, 9), false, "failed"},
      {"two thirds exactly, at least", two_thirds, 9, votes(6, 3, 0), false, "passed"},
      {"two thirds missed by one", two_thirds, 9, votes(5, 4, 0), false, "failed"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const auto result = decide_ballot(c.rule, c.summoned, c.given, c.past_due);
    CHECK((result ? result->outcome : "") == c.outcome);
  }
}

TEST_CASE("the tally keeps turnout apart from the choices") {
  const auto result = decide_ballot({}, 11, votes(6, 2, 1), true);
  REQUIRE(result);
  CHECK(result->tally == std::vector<std::pair<std::string, int>>{{"summoned", 11}, {"present", 9}, {"for", 6}, {"against", 2}, {"abstain", 1}});
}
