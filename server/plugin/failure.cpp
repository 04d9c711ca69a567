#include "plugin/failure.hpp"

#include <array>

namespace luan::plugin {
namespace {

struct Declared {
  std::string_view name;
  bool again;
  std::string_view vi;
  std::string_view en;
};
constexpr std::array declared{
#define FAILURE(kind, again, vi, en) Declared{#kind, again, vi, en},
    LUAN_PLUGIN_FAILURES(FAILURE)
#undef FAILURE
};

const Declared& of(FailureKind kind) { return declared.at(static_cast<std::size_t>(kind)); }

std::string filled(std::string_view pattern, std::string_view detail) {
  constexpr std::string_view place = "{detail}";
  const auto at = pattern.find(place);
  std::string out(pattern.substr(0, at));
  while (!detail.empty() && detail.back() == '.') detail.remove_suffix(1);
  out += detail.empty() ? "—" : detail;
  return out.append(pattern.substr(at + place.size()));
}

}  // namespace

bool PluginFailure::again() const { return of(kind).again; }
Localized PluginFailure::sentence() const {
  const auto told = [&](const std::string& earlier) { return detail + (detail.empty() || earlier.empty() ? "" : "; ") + earlier; };
  return {filled(of(kind).vi, told(before.vi)), filled(of(kind).en, told(before.en))};
}
std::string_view name(FailureKind kind) { return of(kind).name; }

}  // namespace luan::plugin
