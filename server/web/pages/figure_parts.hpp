// What the pages of figures share: the index of all figures, and a period with its filters. Private to the pages.
#pragma once
#include "app/stage_figures.hpp"
#include "web/site.hpp"

namespace luan::web {

/// Links to every page of figures; `here` is the address of this one.
[[nodiscard]] std::string figure_index(const Visit& visit, std::string_view here);

struct AskedPeriod {
  app::StageQuery query;
  std::string from, to;  // as shown
  std::string error;     // empty: both dates hold
  std::string wrong{};   // which of them does not, as the address names it
};
/// From the address: tu, den, don-vi, loai, huong, quy-trinh. Ten years until today where it says nothing.
[[nodiscard]] AskedPeriod asked_period(const Visit& visit);
/// Refused where a date is none: a page says so above its form, a table has no place for it.
[[nodiscard]] Result<AskedPeriod> valid_period(const Visit& visit);
/// The same as the part of an address, beginning with "?".
[[nodiscard]] std::string period_address(const AskedPeriod& asked);
/// One more choice of the form; without a name there is none, and the workflow is asked for instead.
struct PeriodChoice {
  std::string name{}, label{};
  std::vector<std::pair<std::string, std::string>> choices{};  // value and label
  std::string chosen{};
};
/// The form that asks for them, sent to `action`; with the mistake above it.
[[nodiscard]] std::string period_form(const Visit& visit, const AskedPeriod& asked, const std::string& action, const PeriodChoice& more = {});

[[nodiscard]] std::string turn_count(std::int64_t count, Language language);    // «12 lượt»
[[nodiscard]] std::string person_count(std::int64_t count, Language language);  // «11 người»

/// A number that leads to what it counts; nothing is no link.
struct Number {
  std::int64_t count = 0;
  std::string href{};
  static constexpr auto fields = std::tuple{html::Field("count", &Number::count), html::Field("href", &Number::href)};
};
struct Head {
  std::string text;
  static constexpr auto fields = std::tuple{html::Field("text", &Head::text)};
};

void add_stage_statistics(http::Router& router, const Site& site);

}  // namespace luan::web
