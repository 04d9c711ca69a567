// What the page of deadlines, its table and its feed have in common. Private to this folder and to exports.
#pragma once
#include "app/deadlines.hpp"
#include "web/site.hpp"

namespace luan::web {

/// The month that a visit asks for («thang=2026-12»; else the present one), and whose deadlines («ai=tat-ca»).
struct DeadlineMonth {
  Date first{}, last{}, today{};
  bool all = false;  // for those who read all: what others must do, too

  /// With what was due before and is not done where it is the present month.
  [[nodiscard]] app::DeadlineQuery query() const;
};
[[nodiscard]] DeadlineMonth deadline_month(const Visit& visit);
/// «ai=tat-ca» or «ai=toi» for those who have the choice, else "".
[[nodiscard]] std::string whose_in_address(const Visit& visit, bool all);

/// The list at «/lich/2026-12-05», all that falls due on that day, or at «/lich/qua-han», all that is late; nothing: no such day.
[[nodiscard]] std::optional<app::DeadlineQuery> deadline_list(const Visit& visit);

[[nodiscard]] Localized weekday_name(Date date);
[[nodiscard]] Localized deadline_kind(const app::DeadlineView& one);
[[nodiscard]] std::string deadline_tone(const app::DeadlineView& one);

/// The feeds of persons, for whom no session is asked.
void add_feed(http::Router& router, const Site& site);

}  // namespace luan::web
