#include "base/person_name.hpp"

#include "base/text.hpp"

namespace luan {

std::string full_name_sort_key(std::string_view name) {
  const auto first = name.find_first_not_of(' '), last = name.find_last_not_of(' ');
  if (first == name.npos) return {};
  name = name.substr(first, last - first + 1);
  const auto family_ends = name.find(' '), given_begins = name.rfind(' ');
  if (family_ends == name.npos) return person_sort_key("", "", name);
  const std::string_view middle = given_begins > family_ends ? name.substr(family_ends + 1, given_begins - family_ends - 1) : std::string_view();
  return person_sort_key(name.substr(0, family_ends), middle, name.substr(given_begins + 1));
}

}  // namespace luan
