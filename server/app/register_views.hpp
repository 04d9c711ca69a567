// What is asked of the registers: «Sổ văn bản», and the numbers that a posting will draw.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::app {

struct ExpectedNumber {  // another posting may draw it first
  std::string reg;
  Localized title;     // of the register
  std::string number;  // "12-QĐ/ĐU"
  bool state = false;  // a state paper: printed «Số: 15/QĐ-UBND», a party paper «Số 12-QĐ/ĐU» (domain.md §9)
};
/// What a posting on these terms would say, before anybody decides it.
struct PostingPreview {
  Date effective{};
  int months = 0;
  Date ends{};           // its last day
  Localized convention;  // how the last day is counted
  std::vector<ExpectedNumber> numbers;
};
/// Terms that somebody considers: what is absent is taken from the nomination and today.
struct TermQuery {
  std::optional<Date> effective{};
  std::optional<int> months{};
};

struct DocumentView {
  int ordinal = 0;
  std::string number, rotation, code, official;  // official: name
  Instant at{};
};
struct GapView {  // numbers under which no paper of Luân stands
  int from = 0, to = 0;
  std::string reason;  // "" while nobody has explained them
};
struct RegisterView {
  std::string id, period;  // "2025-2030" or "2026"
  Localized title;
  bool state = false;    // see ExpectedNumber
  bool current = false;  // numbers are drawn in this period now
  int last = 0;
  std::string next_number;  // of the current period; "" in an earlier one
  std::vector<GapView> gaps;
  int unexplained = 0;  // numbers
};
struct RegisterPage {
  RegisterView reg;
  std::vector<DocumentView> documents;  // latest number first
  int before = 0;                       // to go on with; 0 at the end
};

/// «Số 12-QĐ/ĐU», «Số: 15/QĐ-UBND»: as it stands at the head of the paper.
[[nodiscard]] std::string headed_number(const std::string& number, bool state);

}  // namespace luan::app
