// One page of a list that is gone through by page numbers.
#pragma once
#include <cstddef>
#include <vector>

namespace luan::app {

struct PageQuery {
  int number = 1;  // from 1; a smaller one is taken for the first
  int size = 50;

  [[nodiscard]] std::size_t first() const { return static_cast<std::size_t>(number > 1 ? number - 1 : 0) * static_cast<std::size_t>(size); }
};

template <class T>
struct Page {
  std::vector<T> items{};
  std::size_t total = 0;  // of all pages
};

/// That page of a list that is there as a whole, each made into what is shown by `view`.
template <class View, class T, class Make>
[[nodiscard]] Page<View> page_of(const std::vector<T>& all, const PageQuery& query, const Make& view) {
  Page<View> out{{}, all.size()};
  for (std::size_t i = query.first(); i < all.size() && out.items.size() < static_cast<std::size_t>(query.size); ++i) out.items.push_back(view(all[i]));
  return out;
}

}  // namespace luan::app
