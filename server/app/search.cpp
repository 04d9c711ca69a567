#include "app/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

/// Every word stands somewhere in the text.
bool holds(const std::string& text, const std::vector<std::string>& words) {
  const std::string in = fold(text);
  return std::ranges::all_of(words, [&](const std::string& word) { return in.find(word) != in.npos; });
}

std::string all_names(const UnitView& unit) {
  std::string out = unit.name.vi + " " + unit.name.en;
  for (const auto& [from, name] : unit.names) out += " " + name.vi;
  return out;
}

void add_rotations(const App& app, const Caller& caller, std::string_view text, std::size_t most, Found& out) {
  RotationFilter filter;
  filter.text = text, filter.limit = static_cast<int>(std::min<std::size_t>(most, 200));
  do {
    auto rows = app.rotations(caller, filter);
    if (!rows) return;
    std::ranges::move(rows->items, std::back_inserter(out.rotations));
    filter.cursor = rows->next;
  } while (!filter.cursor.empty() && out.rotations.size() < most);
  out.more_rotations = !filter.cursor.empty();
}

}  // namespace

Found search(const App& app, const Caller& caller, std::string_view text, int most) {
  Found out;
  const auto words = folded_words(text);
  const std::string whole = fmt::format("{}", fmt::join(words, " "));
  if (std::ranges::none_of(whole, [](unsigned char c) { return std::isalnum(c) || c >= 0x80; })) return out;
  add_rotations(app, caller, text, static_cast<std::size_t>(most), out);
  std::ranges::stable_partition(out.rotations, [&](const RotationRow& row) { return fold(row.number) == whole || fold(row.code) == whole; });
  const PageQuery first{1, most};
  if (auto officials = app.official_page(caller, text, first))
    out.more_officials = officials->total > officials->items.size(), out.officials = std::move(officials->items);
  if (caller.reads_all() || caller.administrator_only())
    if (auto units = app.units(caller)) {
      std::erase_if(*units, [&](const UnitView& unit) { return !holds(all_names(unit), words); });
      if (units->size() > static_cast<std::size_t>(most)) units->erase(units->begin() + most, units->end());
      out.units = std::move(*units);
    }
  if (auto accounts = app.account_page(caller, text, first))
    out.more_accounts = accounts->total > accounts->items.size(), out.accounts = std::move(accounts->items);
  return out;
}

}  // namespace luan::app
