// The nominees for one post side by side, as pages and JSON show them.
#pragma once
#include <string>
#include <vector>

#include "app/views.hpp"

namespace luan::app {

struct ComparisonValue {
  Localized shown;
  bool missing = false;
};
struct ComparisonNominee {
  std::string rotation, code;
  PersonRef official;
  Localized stage;
  int rank = 0;             // from 1; 0: not ranked
  std::string closeness{};  // decimal text, 0 to 1
  std::vector<ComparisonValue> values{};
};
struct ComparisonChange {  // of a weight, until somebody else is first
  std::string weight;      // decimal text; empty: nothing changes that way
  std::string first;       // name
};
struct ComparisonCriterion {
  Localized label;
  int weight = 0;
  std::string better;  // more | less
  std::string worst, best;
  ComparisonChange down, up;
};
struct ComparisonView {
  std::string rotation, code;
  PositionRef position;
  std::string state;  // ready | computing | failed | over: the post is decided
  Localized error;
  std::string plugin, version, digest;
  std::vector<ComparisonNominee> nominees;  // by rank; one: there is nobody to compare with
  std::vector<ComparisonCriterion> criteria;
};

}  // namespace luan::app
