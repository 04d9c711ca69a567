// The career of an official: the posts that rotations brought him into, where he was before, and where he was placed after them,
// with the evaluations of each term. For whoever may know of the official, of rotations that he may see.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "app/concluded.hpp"

namespace luan::app {

struct CareerStay {
  enum class Kind : unsigned char { before, rotation, placed } kind = Kind::rotation;
  Localized position, unit;                        // `position` may be empty: not recorded
  std::optional<Date> from{}, to{};                // nothing: it is not known since when; until today
  std::string rotation{}, code{};                  // by which he came, or left where it is `before`
  Localized how{};                                 // of a term: how it ended, empty while it runs
  std::vector<ConcludedEvaluation> evaluations{};  // of a term, oldest first
};
struct Career {
  PersonRef official;
  std::vector<CareerStay> stays;  // in their order; empty: not rotated so far
};
[[nodiscard]] Result<Career> career_of(const App& app, const Caller& caller, std::string_view official);

}  // namespace luan::app
