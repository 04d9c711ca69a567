#include "ranking.hpp"

#include <algorithm>

namespace score_topsis {

Distances distances(const Column& column) {
  Distances out;
  Exact scale;  // squared
  std::vector<Exact> values = column.values;
  if (column.ends) {
    out.worst = column.ends->worst, out.best = column.ends->best;
    const Exact range = out.best - out.worst;
    scale = range * range;
    const auto [low, high] = std::minmax(out.worst, out.best);
    for (Exact& value : values) value = std::clamp(value, low, high);
  } else {
    const auto [low, high] = std::ranges::minmax(values);
    out.worst = column.more_is_better ? low : high, out.best = column.more_is_better ? high : low;
    for (const Exact& value : values) scale += value * value;
  }
  for (const Exact& value : values) {
    const Exact down = value - out.worst, up = out.best - value;
    // A column of zeros has no norm; nothing in it differs either.
    out.to_worst.push_back(scale == 0 ? Exact(0) : Exact(down * down / scale));
    out.to_best.push_back(scale == 0 ? Exact(0) : Exact(up * up / scale));
  }
  return out;
}

namespace {

/// The sums of a row over all columns but one, with squared weights.
struct Sums {
  Exact worst, best;
};
Sums sums(const std::vector<Column>& columns, const std::vector<Distances>& distances, std::size_t row, std::size_t without) {
  Sums out;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (j == without) continue;
    const Exact square = columns[j].weight * columns[j].weight;
    out.worst += square * distances[j].to_worst[row];
    out.best += square * distances[j].to_best[row];
  }
  return out;
}

Exact closeness(const Exact& to_worst, const Exact& to_best) {
  const Exact worst = root(to_worst), best = root(to_best);
  if (to_worst == 0 && to_best == 0) return {1, 2};
  return worst / (worst + best);
}

/// closeness(a) > closeness(b), without a root: worst/best grows with the closeness, and so does its square. Two rows that
/// are at both ends at once are equal to each other; then all rows are.
bool closer(const Standing& a, const Standing& b) { return a.to_worst * b.to_best > b.to_worst * a.to_best; }

}  // namespace

std::vector<Standing> rank(const std::vector<Column>& columns, const std::vector<Distances>& distances) {
  std::vector<Standing> out(columns.front().values.size());
  for (std::size_t row = 0; row < out.size(); ++row) {
    const Sums sum = sums(columns, distances, row, columns.size());
    out[row].to_worst = sum.worst, out[row].to_best = sum.best;
    out[row].closeness = closeness(sum.worst, sum.best);
  }
  for (Standing& one : out) one.rank = 1 + static_cast<int>(std::ranges::count_if(out, [&](const Standing& other) { return closer(other, one); }));
  return out;
}

namespace {

/// The lead of the first row over another, as the weight t of one column goes from 0 to 1 and the others, which had 1 - w
/// together, are scaled to 1 - t. With x = (t (1 - w) / (1 - t))² both squared distances of a row are, but for a common
/// factor, linear in x: x A + B, where A is the row's distance in that column and B its sum over the others. So the first
/// one stays first while (x A₁ˉ + B₁ˉ)(x A₂⁺ + B₂⁺) ≥ (x A₂ˉ + B₂ˉ)(x A₁⁺ + B₁⁺): a quadratic, solved and not searched.
struct Lead {
  Exact a, b, c;  // a x² + b x + c

  /// The same, seen from x₀ in the direction of growing (+1) or falling (-1) x.
  [[nodiscard]] Lead from(const Exact& x, int direction) const { return {a, (2 * a * x + b) * direction, (a * x + b) * x + c}; }

  /// How far until the lead is lost; it is not negative at 0.
  [[nodiscard]] std::optional<Exact> lost_after() const {
    if (c == 0) {
      if (b < 0 || (b == 0 && a < 0)) return Exact(0);
      if (b > 0 && a < 0) return Exact(-b / a);
      return {};
    }
    if (a == 0) return b < 0 ? std::optional<Exact>(-c / b) : std::nullopt;
    const Exact under = b * b - 4 * a * c;
    // Opened upward it is lost between two roots that both lie ahead; a double one only touches.
    if (a > 0 && (b >= 0 || under <= 0)) return {};
    return Exact((-b - root(under)) / (2 * a));
  }
};

}  // namespace

std::optional<Sensitivity> sensitivity(const std::vector<Column>& columns, const std::vector<Distances>& distances, std::size_t column, std::size_t first) {
  const Exact weight = columns[column].weight, others = 1 - weight;
  if (others == 0) return {};
  const Exact x = weight * weight;  // of the weight as it is
  const auto& [worst_end, best_end, to_worst, to_best] = distances[column];
  const Sums own = sums(columns, distances, first, column);
  const auto weight_at = [&](const Exact& square) -> Exact {
    const Exact side = root(square);
    return side / (side + others);
  };
  Sensitivity out;
  std::optional<Exact> nearest_up, nearest_down;
  for (std::size_t row = 0; row < to_worst.size(); ++row) {
    if (row == first) continue;
    const Sums other = sums(columns, distances, row, column);
    const Lead lead{to_worst[first] * to_best[row] - to_worst[row] * to_best[first],
                    to_worst[first] * other.best + own.worst * to_best[row] - to_worst[row] * own.best - other.worst * to_best[first],
                    own.worst * other.best - other.worst * own.best};
    const auto up = lead.from(x, 1).lost_after(), down = lead.from(x, -1).lost_after();
    if (up && (!nearest_up || *up < *nearest_up)) nearest_up = up, out.up = {weight_at(x + *up), row};
    // At x = 0 the weight is 0, and there is no further down.
    if (down && *down < x && (!nearest_down || *down < *nearest_down)) nearest_down = down, out.down = {weight_at(x - *down), row};
  }
  return out;
}

}  // namespace score_topsis
