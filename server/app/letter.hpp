// What a notice says, in both languages: subject, text and HTML from one pattern each, so that they cannot differ. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::app {

enum class About : unsigned char { task, due_soon, overdue, escalated, petition_overdue, meeting };
inline constexpr About all_abouts[]{About::task, About::due_soon, About::overdue, About::escalated, About::petition_overdue, About::meeting};
[[nodiscard]] std::string_view key(About about);  // "due_soon": as it is stored and sent
[[nodiscard]] std::optional<About> parse_about(std::string_view text);
[[nodiscard]] Localized label(About about);

struct LetterItem {
  About about{};
  std::string code;  // of the rotation; empty of a meeting
  std::string official;
  Localized position, task;
  std::optional<Date> due;
  int working_days_left = 0;        // due_soon: from 0; overdue: how many since
  std::string link{};               // to the task; empty where the server's public address is not configured
  std::optional<int> due_minute{};  // of the due day; none: its end
  std::string place{};              // of a meeting, whose kind is `task` and whose day is `due`
};

struct Letter {
  std::string subject, text, html;
};

/// One item, or the daily letter of several.
[[nodiscard]] Letter compose(const std::string& recipient, std::span<const LetterItem> items, Language language);

}  // namespace luan::app
