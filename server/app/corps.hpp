// The corps of officials as committees report it (domain.md §7): how many heads of wards are from elsewhere, how many women and young
// people hold key posts, and who has been in a leading post so long that he is due to move. Of what is recorded today.
#pragma once
#include <string>
#include <vector>

#include "app/app.hpp"

namespace luan::app {

/// `count` of `of`; of so many more it is not recorded.
struct CorpsShare {
  int count = 0, of = 0, unknown = 0;
  /// Is `count` at least so many percent of `of`? Whole numbers, nothing is rounded; nothing where there is nobody.
  [[nodiscard]] std::optional<bool> reaches(int percent) const;
};

struct DueOfficial {
  enum class Ground : unsigned char { two_terms, eight_years, ten_years };
  PersonRef official;
  UnitRef unit;
  Localized position;
  Ground ground = Ground::two_terms;
  std::optional<Date> since{};  // leading there without a break; a later posting begins anew
  int terms = 0;                // consecutive ones; 0: not recorded
};
/// «Quá hai nhiệm kỳ liên tiếp», "More than two consecutive terms"
[[nodiscard]] Localized ground_words(DueOfficial::Ground ground);

struct CorpsFigures {
  CorpsShare non_local;     // heads of wards: who holds a key post there whose title is no deputy's
  CorpsShare women, young;  // of those who hold a key post; young: not yet 40
  int young_age = 40;
  /// Heads of more than two terms or of eight years, deputies of ten years, each once, by the first ground that holds; longest first.
  /// Sources: Quy định 65-QĐ/TW; 646-QĐ/TU (Hải Dương) for the years.
  std::vector<DueOfficial> due;
  int unknown = 0;  // who hold key posts, and of whom it is not recorded how or since when they lead
};
/// For who reads turns of rotation; `forbidden` otherwise.
[[nodiscard]] Result<CorpsFigures> corps_figures(const App& app, const Caller& caller);

}  // namespace luan::app
