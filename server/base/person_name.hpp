// A person's name as one text, as accounts hold it: «Phạm Thị Thu Hà» is family name, middle names, given name.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace luan {

/// Sort key: by the given name, which stands last, then family name, then middle names, in Vietnamese collation. Composed and
/// decomposed names are alike. Source: domain.md §9, Names.
[[nodiscard]] std::string full_name_sort_key(std::string_view name);

/// Stably, by what `name` makes of an element.
template <class T, class Name>
void sort_by_given_name(std::vector<T>& people, Name name) {
  std::vector<std::pair<std::string, T>> keyed;
  keyed.reserve(people.size());
  for (T& one : people) {
    std::string key = full_name_sort_key(name(one));
    keyed.emplace_back(std::move(key), std::move(one));
  }
  std::ranges::stable_sort(keyed, {}, &std::pair<std::string, T>::first);
  for (std::size_t i = 0; i < people.size(); ++i) people[i] = std::move(keyed[i].second);
}

}  // namespace luan
