// How the states of a delivery are called, on pages and in tables. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

inline Localized delivery_state(std::string_view state) {
  if (state == "dead") return {"Đã dừng thử", "Given up"};
  if (state == "dropped") return {"Đã bỏ", "Dropped"};
  if (state == "delivered") return {"Đã gửi", "Delivered"};
  if (state == "leased") return {"Đang gửi", "Being sent"};
  return {"Đang chờ", "Waiting"};
}

}  // namespace luan::web
