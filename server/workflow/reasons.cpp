#include "workflow/reasons.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"

namespace luan::workflow {

std::optional<FieldError> judge_reason(const ReasonRule& rule, std::string_view reason) {
  std::string own = fold(reason);
  for (const std::string& phrase : rule.stock) {
    const std::string stock = fold(phrase);
    for (auto at = own.find(stock); at != own.npos && !stock.empty(); at = own.find(stock)) own.erase(at, stock.size());
  }
  std::erase_if(own, [](unsigned char c) { return c < 0x80 && std::isalnum(c) == 0; });
  if (static_cast<int>(length(own)) >= rule.least) return {};
  if (rule.stock.empty())
    return FieldError{"reason",
                      {fmt::format("Nêu rõ lý do, ít nhất {} chữ cái", rule.least), fmt::format("Give the reason in full, {} letters at least", rule.least)}};
  return FieldError{"reason",
                    {fmt::format("Nêu lý do cụ thể bằng lời của mình, ít nhất {} chữ cái ngoài câu có sẵn như «{}»", rule.least, rule.stock.front()),
                     fmt::format("Give the reason in your own words, {} letters at least beside stock phrases like «{}»", rule.least, rule.stock.front())}};
}

}  // namespace luan::workflow
