// The dossier on an official as pages and API show it, and what is done with one item of it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/value_view.hpp"
#include "base/clock.hpp"
#include "base/date.hpp"
#include "workflow/engine.hpp"

namespace luan::app {

using DossierAct = workflow::KeepDossier;
/// "record", "withdraw", "except".
[[nodiscard]] std::optional<DossierAct::Kind> parse_dossier_act(std::string_view text);
[[nodiscard]] std::string_view act_name(DossierAct::Kind kind);

struct DossierLineView {
  std::string item;
  Localized title, hint, validity;  // validity: in words; may be empty
  bool required = false;
  std::string state;  // present | expired | excepted | missing
  std::optional<Date> signed_on, expires;
  bool runs_out = false;  // before the open step is due, or within a month
  std::string by;         // who recorded it, or had it excepted
  std::optional<Instant> at;
  std::int64_t log_index = -1;
  std::vector<ValueView> values;  // number, place, file; authoriser, basis
};
/// What the dossier on the official holds (domain.md §4).
struct DossierView {
  std::vector<DossierLineView> lines;
  int percent = 0;  // of what is required
  int there = 0;    // items present
  int lacking = 0;  // required, and neither present nor excepted
  bool may_record = false, may_except = false;
};

}  // namespace luan::app
