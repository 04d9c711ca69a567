#include <algorithm>

#include "base/text.hpp"

namespace luan {
namespace {

bool dotted(std::string_view part, std::string_view further) {
  constexpr std::string_view letters_and_digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return !part.empty() && part.front() != '.' && part.back() != '.' && part.find("..") == part.npos &&
         std::ranges::all_of(part, [&](char c) { return letters_and_digits.find(c) != letters_and_digits.npos || further.find(c) != further.npos; });
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return at != text.npos && text.size() <= 254 && at <= 64 && dotted(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~.") && dotted(text.substr(at + 1), "-.");
}

}  // namespace luan
