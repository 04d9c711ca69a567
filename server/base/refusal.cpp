#include "base/refusal.hpp"

#include <array>
#include <cassert>

namespace luan {
namespace {

struct Declared {
  std::string_view name;
  int status;
  std::string_view vi;
  std::string_view en;
};

constexpr std::array declared{
#define REFUSAL(code, status, vi, en) Declared{#code, status, vi, en},
#include "base/refusals.def"
#undef REFUSAL
};

constexpr bool complete() {
  for (const Declared& d : declared)
    if (d.status < 400 || d.status > 599 || d.vi.empty() || d.en.empty()) return false;
  return true;
}
static_assert(complete(), "every refusal has a status and a sentence in both languages");

const Declared& of(RefusalCode code) { return declared.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string Refusal::sentence(Language language) const {
  const std::string_view pattern = language == Language::vi ? of(code).vi : of(code).en;
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto open = pattern.find('{', at);
    out += pattern.substr(at, open - at);
    if (open == pattern.npos) break;
    const auto close = pattern.find('}', open);
    const std::string_view wanted = pattern.substr(open + 1, close - open - 1);
    std::string_view value = "—";
    for (const RefusalParam& given : params)
      if (given.name == wanted) value = given.value.in(language);
    out += value;
    at = close + 1;
  }
  return out;
}

std::string_view name(RefusalCode code) { return of(code).name; }
int http_status(RefusalCode code) { return of(code).status; }

std::vector<RefusalCode> all_refusal_codes() {
  std::vector<RefusalCode> all;
  for (std::size_t i = 0; i < declared.size(); ++i) all.push_back(static_cast<RefusalCode>(i));
  return all;
}

std::unexpected<Refusal> refuse_fields(std::vector<FieldError> fields) {
  assert(!fields.empty());
  Refusal refusal{RefusalCode::invalid, {{"count", std::to_string(fields.size())}}, std::move(fields)};
  return std::unexpected(std::move(refusal));
}

}  // namespace luan
