// What the page of two moments and its table have in common: how they are asked for, and how it is called what became of something
// between them. Private to this folder.
#pragma once
#include "app/moments.hpp"
#include "base/text.hpp"
#include "web/site.hpp"

namespace luan::web {

/// A log number of the address: -1, the default, where it has none; nothing where it is no number.
[[nodiscard]] inline std::optional<std::int64_t> asked_moment(const Visit& visit, std::string_view name) {
  const std::string text = visit.query(name);
  return text.empty() ? std::optional<std::int64_t>(-1) : whole_number<std::int64_t>(text);
}

[[nodiscard]] inline Localized compared_change(app::ComparedLine::Change change) {
  using Change = app::ComparedLine::Change;
  switch (change) {
    case Change::same: return {"Giữ nguyên", "The same"};
    case Change::changed: return {"Đã thay đổi", "Changed"};
    case Change::added: return {"Mới có", "New"};
    case Change::gone: return {"Không còn", "Gone"};
  }
  return {};
}

}  // namespace luan::web
