#include "app/search.hpp"

#include <algorithm>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr std::size_t most = 20;

/// Every word of `folded` stands somewhere in the text.
bool holds(const std::string& text, const std::string& folded) {
  const std::string in = fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    if (end > at && in.find(folded.substr(at, end - at)) == in.npos) return false;
    at = end + 1;
  }
  return true;
}

template <class T>
bool cut(std::vector<T>& list) {
  const bool more = list.size() > most;
  if (more) list.erase(list.begin() + most, list.end());
  return more;
}

std::string all_names(const UnitView& unit) {
  std::string out = unit.name.vi + " " + unit.name.en;
  for (const auto& [from, name] : unit.names) out += " " + name.vi;
  return out;
}

std::string all_words(const AccountView& account) {
  std::string out = account.name + " " + account.username;
  for (const auto& [role, unit] : account.grants) out += " " + role_name(role).vi + " " + unit.name.vi;
  return out;
}

}  // namespace

Found search(const App& app, const Caller& caller, std::string_view text) {
  Found out;
  const std::string words = fold(text);
  if (std::ranges::none_of(words, [](unsigned char c) { return std::isalnum(c) || c >= 0x80; })) return out;
  RotationFilter filter;
  filter.text = text, filter.limit = static_cast<int>(most);
  if (auto rows = app.rotations(caller, filter)) {
    out.more_rotations = !rows->next.empty();
    out.rotations = std::move(rows->items);
    std::ranges::stable_partition(out.rotations, [&](const RotationRow& row) { return fold(row.number) == words || fold(row.code) == words; });
  }
  if (auto officials = app.officials(caller, text)) out.officials = std::move(*officials), out.more_officials = cut(out.officials);
  if (caller.reads_all() || caller.administrator_only())
    if (auto units = app.units(caller)) {
      std::erase_if(*units, [&](const UnitView& unit) { return !holds(all_names(unit), words); });
      out.units = std::move(*units);
      (void)cut(out.units);
    }
  if (auto accounts = app.accounts(caller)) {
    std::erase_if(*accounts, [&](const AccountView& account) { return !holds(all_words(account), words); });
    out.accounts = std::move(*accounts), out.more_accounts = cut(out.accounts);
  }
  return out;
}

}  // namespace luan::app
