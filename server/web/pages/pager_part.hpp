// «1–50 trong 10.046 cán bộ», and the ways to the pages before and after, with what was searched for kept in the address.
#pragma once
#include <string>

#include "app/page.hpp"
#include "web/site.hpp"

namespace luan::web {

/// «trang» of the address; the first where it is no number.
[[nodiscard]] app::PageQuery asked_page(const Visit& visit, int size);

/// What is counted: «cán bộ», "official", "officials".
struct Counted {
  const char* vi;
  const char* one;
  const char* many;
};
/// `shown`: on this page, of `total`. `path`: of the list, where the request was another; "" otherwise. Empty where there is nothing.
[[nodiscard]] std::string pager_part(const Visit& visit, const app::PageQuery& query, std::size_t shown, std::size_t total, const Counted& counted,
                                     const std::string& path = {});

}  // namespace luan::web
