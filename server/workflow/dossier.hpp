// The dossier of an official: what it must hold, what of it is there, and until when it holds. Pure. Source: domain.md §4
// (Nghị định 170/2025, art. 35 and 47): each item has its day signed, the day it runs out, the file or, of a secret paper, number
// and place only; a mandatory one that is missing needs an exception with authoriser and basis.
#pragma once
#include <string_view>
#include <vector>

#include "workflow/definition.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

/// How one item stands on a day.
struct DossierLine {
  enum class State : unsigned char { present, expired, excepted, missing };
  const DossierItem* item = nullptr;    // lives as long as the definition
  const DossierPaper* paper = nullptr;  // the rotation's; null: none was ever recorded
  bool required = false;                // of this rotation
  State state = State::missing;

  /// It stands in the way of an answer that needs the dossier.
  [[nodiscard]] bool lacking() const { return required && (state == State::missing || state == State::expired); }
};
[[nodiscard]] std::string_view to_text(DossierLine::State state);

/// Every item, in the order of the definition.
[[nodiscard]] std::vector<DossierLine> dossier_of(const Definition& definition, const Rotation& rotation, Date on);
/// Of those required, how many are there or excepted, in whole per cent; 100 where none is.
[[nodiscard]] int percent_complete(const std::vector<DossierLine>& lines);

/// The day after which a paper signed on that day holds no more; nothing where it does not run out by itself.
[[nodiscard]] std::optional<Date> runs_out(const DossierItem& item, Date signed_on);

/// Why this answer would be refused today: the items lacking. Nothing where it would not.
[[nodiscard]] std::optional<Localized> dossier_lacks(const Definition& definition, const Rotation& rotation, const Step& step, std::string_view answer,
                                                     Date on);

}  // namespace luan::workflow
