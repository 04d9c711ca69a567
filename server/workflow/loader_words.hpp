// The phrases of the workflow language: «party_committee at receiving», «10 working days», «at least 2/3 of summoned»,
// «yearly on 12-01», «60 days before term end». Each is read whole or reported with its own example. Private to the loader.
#pragma once
#include "workflow/loader_map.hpp"

namespace luan::workflow {

/// The words of a phrase; none where the tree is no text.
[[nodiscard]] std::vector<std::string> phrase_words(const Tree& tree);
/// Digits alone, within the bounds.
[[nodiscard]] std::optional<int> count(std::string_view text, int least, int most);

[[nodiscard]] std::vector<Who> read_who(const Tree& tree, const std::vector<std::string>& roles, Faults& faults);
/// What a due date may count from, beside the term: other steps, of the whole file, and stages.
struct Anchors {
  std::vector<std::string> steps, stages;
  std::string own_step, own_stage;  // whose due date it is
};
/// `10 working days`, `10 days before term end`, `5 working days after effective`, `30 days after nomination`, `5 days after resolution`,
/// `5 days after opening of review`, each with `at 17:00` or without.
[[nodiscard]] std::optional<Due> read_due(const Tree& tree, const Anchors& anchors, Faults& faults);
/// `3 working days before`, `on the day`, `2 days after`, one or a list of them.
[[nodiscard]] std::vector<Moment> read_moments(const Tree& tree, Faults& faults);
[[nodiscard]] std::optional<Wait> read_wait(const Tree& tree, Faults& faults);
[[nodiscard]] std::optional<Repeat> read_repeat(const Tree& tree, Faults& faults);
[[nodiscard]] std::optional<BeforeTermEnd> read_before_term_end(const Tree& tree, Faults& faults);

struct Share {
  Fraction fraction;
  Base of = Base::summoned;
};
/// `bases`: what the share may be of.
[[nodiscard]] std::optional<Share> read_share(const Tree& tree, const std::vector<std::string>& bases, Faults& faults);

/// "70" or "69.5", 0 to 100, at most three decimals, in thousandths: compared without rounding.
[[nodiscard]] std::optional<std::int64_t> thousandths(std::string_view decimal);

/// `with` of a plugin step as JSON. Whole numbers are numbers; a number with decimals stays text, so that nothing is
/// rounded on the way to the plugin.
[[nodiscard]] json::value to_json(const Tree& tree);

}  // namespace luan::workflow
