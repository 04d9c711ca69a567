// How the states of a substitution are called, on pages and in tables. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

inline Localized substitution_state(std::string_view state) {
  if (state == "active") return {"Đang có hiệu lực", "In effect"};
  if (state == "coming") return {"Chưa đến ngày", "Not yet"};
  if (state == "ended") return {"Đã kết thúc sớm", "Ended early"};
  return {"Đã hết hạn", "Over"};
}

}  // namespace luan::web
