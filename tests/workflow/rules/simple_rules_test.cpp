#include <catch2/catch.hpp>

#include "workflow/rules/rules.hpp"

using namespace luan;
using namespace luan::workflow;

namespace {

std::vector<GivenResponse> answers(std::initializer_list<const char*> outcomes) {
  std::vector<GivenResponse> given;
  for (const char* outcome : outcomes) given.push_back({{"party_committee", UnitId::trusted("u" + std::to_string(given.size())), {}}, {}, outcome, {}, 0});
  return given;
}

Form opinion() {
  Form form;
  form.answers = {{"agree", {}, {}, {}, true}, {"agree_with_remarks", {}, {}, {}, true}, {"disagree", {}, {}, {}, false}};
  return form;
}

}  // namespace

TEST_CASE("first: the first answer is the outcome, a form without answers is done") {
  CHECK_FALSE(decide_first({}));
  CHECK(decide_first(answers({"submit"}))->outcome == "submit");
  CHECK(decide_first(answers({""}))->outcome == "done");
}

TEST_CASE("all: complete when everybody answered, incomplete at the deadline") {
  CHECK_FALSE(decide_all(3, answers({"", ""}), false));
  CHECK(decide_all(3, answers({"", "", ""}), false)->outcome == "complete");
  CHECK(decide_all(3, answers({"", ""}), true)->outcome == "incomplete");
  CHECK(decide_all(3, {}, true)->outcome == "incomplete");
}

TEST_CASE("each: no opinion is a veto, none is left out, silence has a name of its own") {
  struct Case {
    std::size_t asked;
    std::vector<GivenResponse> given;
    bool past_due;
    const char* outcome;
  };
  const Case cases[]{
      {2, answers({"agree"}), false, ""},
      {2, answers({"agree", "agree_with_remarks"}), false, "all_agree"},
      {2, answers({"agree", "disagree"}), false, "differing"},
      {2, answers({"disagree"}), false, ""},
      {2, answers({"disagree"}), true, "differing"},
      {2, answers({"agree"}), true, "no_reply"},
      {1, {}, true, "no_reply"},
  };
  for (const Case& c : cases) {
    const auto result = decide_each({}, opinion(), c.asked, c.given, c.past_due);
    CHECK((result ? result->outcome : "") == c.outcome);
  }
}
