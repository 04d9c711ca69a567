// TOPSIS, the technique for order preference by similarity to ideal solution: Hwang and Yoon, Multiple Attribute Decision
// Making (Springer 1981), III.2.3. Pure and exact: squares of distances are fractions, and only what is shown is rounded.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "exact.hpp"

namespace score_topsis {

/// A column of the matrix. Values are not negative.
struct Column {
  Exact weight;  // all together 1
  bool more_is_better = true;
  std::vector<Exact> values;  // a row each
  struct Ends {
    Exact worst, best;
  };
  std::optional<Ends> ends;  // given; otherwise those of the rows
};

/// What a column says, before weights: how far each row is from both ends, squared.
struct Distances {
  Exact worst, best;                     // ends as used
  std::vector<Exact> to_worst, to_best;  // by row
  [[nodiscard]] bool tells_apart() const { return worst != best; }
};
/// By the norm of the column, the root of the sum of squares (step 1 of the method); between given ends by their distance.
[[nodiscard]] Distances distances(const Column& column);

struct Standing {
  Exact to_worst, to_best;  // squares of the weighted distances
  Exact closeness;          // to_worst / (to_worst + to_best) of the distances, to root_places; 1/2 where both are 0
  int rank = 1;             // as in sports: two firsts, then a third
};
/// Rows in their order. Equal closeness is equality of fractions, not of rounded digits.
[[nodiscard]] std::vector<Standing> rank(const std::vector<Column>& columns, const std::vector<Distances>& distances);

/// How far one weight can go, the others keeping their proportion, until another row is first.
struct Sensitivity {
  struct Change {
    Exact weight;           // where it happens, to root_places
    std::size_t first = 0;  // who is first beyond it
  };
  std::optional<Change> down, up;  // none: never, down to 0 or up to 1
};
/// `first` is a row of rank 1. None where the column has all the weight: there are no others to make up for it.
[[nodiscard]] std::optional<Sensitivity> sensitivity(const std::vector<Column>& columns, const std::vector<Distances>& distances, std::size_t column,
                                                     std::size_t first);

}  // namespace score_topsis
