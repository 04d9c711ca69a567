// One stage tried in every way it can end: each step either never opens (what it waits for came out otherwise) or closes
// with one of its outcomes, and the first row that fits is taken. Outcomes that nothing tells apart are tried as one, so
// that votes and opinions side by side do not multiply. Private to the exploration and the checker.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "workflow/definition.hpp"
#include "workflow/happening.hpp"

namespace luan::workflow {

inline constexpr std::size_t endings_max = 1'000'000;  // tried for a stage; about a second

/// The steps of a stage that do not repeat, each after those it waits for.
struct StageShape {
  StageShape(const Definition& definition, const Stage& stage);

  const Stage* stage;
  std::vector<const Step*> steps{};
  std::vector<std::vector<std::string>> outcomes{};  // of each step
  std::vector<std::vector<bool>> waits{};            // waits[a][b]: b has closed before a opens, directly or not

  [[nodiscard]] std::size_t index_of(std::string_view step) const;  // steps.size() where it is none of them
};

/// One way a stage can end: for each step of the shape the number of its outcome, or `not_opened`. A stage whose steps all
/// repeat has one, without steps: its table is read as soon as it is entered.
using Ending = std::vector<unsigned>;
inline constexpr unsigned not_opened = 63;

/// Does this step close with what is watched for, in this ending?
[[nodiscard]] bool closes_with(const StageShape& shape, const Ending& ending, std::size_t step, const std::vector<Happening>& watched);

/// What an ending leaves behind, beside the row it takes.
struct Trail {
  bool posts = false;    // a decision was issued, so the term has an end
  bool seen = false;     // something watched for happened
  bool at_once = false;  // every step closed in the instant it opened: nobody was left to be asked
  auto operator<=>(const Trail&) const = default;
};

struct RowUse {
  std::map<Trail, Ending> ways{};  // the first ending of each kind; empty: the row is dead
  const Row* taken_by = nullptr;   // where it is dead: an earlier row that takes an ending of it
};

struct StageEndings {
  StageShape shape;
  std::vector<RowUse> rows{};       // as in stage->next
  std::vector<bool> opens{};        // whether the step opens in some ending
  std::optional<Ending> missing{};  // the first without a row
  std::uint64_t missing_count = 0;  // with all outcomes told apart
  std::uint64_t count = 0;          // of all endings, told apart
  bool too_large = false;           // tried up to the limit only: what was not seen is not known
};

[[nodiscard]] StageEndings try_endings(const Definition& definition, const Stage& stage, const std::vector<Happening>& watched = {});

/// Every ending that something tells apart, with the row it takes (null: none). False where there are more than the limit.
bool each_ending(const StageShape& shape, const std::vector<Happening>& watched, const std::function<void(const Ending&, const Row*)>& visit);

}  // namespace luan::workflow
