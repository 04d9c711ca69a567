#include "workflow/loader_faults.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

namespace luan::workflow {
namespace {

/// Edits between two words: insert, delete, change (Levenshtein).
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

}  // namespace

std::string LoadError::line(Language language) const { return fmt::format("{}:{}:{}: {}", file, mark.line, mark.column, text.in(language)); }

void Faults::add(Mark mark, std::string vi, std::string en) { errors_.push_back({file_, mark, {std::move(vi), std::move(en)}}); }

std::vector<LoadError> Faults::take() {
  const auto place = [](const LoadError& error) { return std::tuple(error.mark.line, error.mark.column); };
  std::ranges::stable_sort(errors_, {}, place);
  const auto again = std::ranges::unique(errors_, [&](const LoadError& a, const LoadError& b) { return place(a) == place(b) && a.text == b.text; });
  errors_.erase(again.begin(), again.end());
  return std::move(errors_);
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates)
    if (const std::size_t needed = edits(word, candidate); needed < fewest && needed < candidate.size()) best = candidate, fewest = needed;
  return best;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

Localized suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  if (const std::string meant = nearest(word, candidates); !meant.empty())
    return {fmt::format(" Có phải là «{}»?", meant), fmt::format(" Did you mean «{}»?", meant)};
  if (candidates.empty()) return {};
  return {fmt::format(" Dùng được: {}.", joined(candidates)), fmt::format(" What can stand here: {}.", joined(candidates))};
}

}  // namespace luan::workflow
