// Small definitions driven through the real engine along every way there is: what the checker is held against.
#pragma once
#include <map>
#include <set>
#include <string>

#include "workflow/definition.hpp"

namespace luan::test {

/// What can come of a definition.
struct Brute {
  std::set<std::string> stages, ends;
  std::set<std::string> opened;                                 // steps
  std::set<std::string> unanswered;                             // stages that ended without a row
  std::set<std::string> dead;                                   // rows of the stages there are that nothing took: "s0 2"
  std::set<std::string> waits;                                  // steps of a plugin or of the official alone that can hold a rotation for ever
  std::set<std::size_t> broken;                                 // properties
  std::set<std::string> undated;                                // steps that opened before what their deadline counts from had been
  std::set<std::string> stuck;                                  // stages from which tables lead to no end
  std::map<std::string, std::set<std::string>> configurations;  // of a stage, as texts
};

/// Everything a run of the engine can come to, breadth first over all that anybody can do. Fails the test where the engine does what the
/// definition does not say.
[[nodiscard]] Brute enumerate(const workflow::Definition& definition);

}  // namespace luan::test
