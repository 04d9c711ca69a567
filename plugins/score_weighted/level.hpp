// The level an official reaches under one criterion, and why, in both languages.
#pragma once
#include "criteria.hpp"

namespace score_weighted {

struct Reached {
  Decimal level;
  luan::Sentence why;  // without the full stop: the caller goes on with weight and points
};

/// Never fails: a fact that is missing, unknown or of the wrong kind gives the criterion's `missing` and says so.
[[nodiscard]] Reached reached(const Criterion& criterion, const boost::json::object& facts);

}  // namespace score_weighted
