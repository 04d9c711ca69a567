#include "workflow/support/voting.hpp"

#include <stdexcept>

namespace luan::test {

using namespace workflow;

Respond vote(const std::string& answer) { return {"vote", {answer, {}}, {}}; }
Respond assess() { return {"assessment", {"", {}}, {}}; }

void to_vote(World& world) {
  world.to_review();
  world.must_score("75");
  world.all_members("assessment", "", {});
}

Step& step(World& world, std::string_view id) {
  for (Stage& stage : world.definition.stages)
    for (Step& one : stage.steps)
      if (one.id == id) return one;
  throw std::logic_error("no such step");
}

Actor substitute(const Actor& principal, std::vector<std::string> steps) {
  return {AccountId::trusted(std::string(31, '0') + 's'), {}, {}, {{principal.account, principal.official, principal.grants, std::move(steps)}}};
}

}  // namespace luan::test
