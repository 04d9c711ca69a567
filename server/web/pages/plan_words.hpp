// How the states of a plan are called, on pages and in tables. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Of a line, and of a rotation by it.
inline Localized plan_line_state(std::string_view state) {
  if (state == "nominated") return {"Đã đề cử", "Nominated"};
  if (state == "posted") return {"Đã điều động", "Posted"};
  if (state == "closed") return {"Đã kết thúc", "Closed"};
  if (state == "dropped") return {"Đã dừng", "Dropped"};
  if (state == "withdrawn") return {"Đã rút", "Withdrawn"};
  if (state == "post_gone") return {"Đơn vị không còn, cần sửa dòng", "Its unit is no more: change the line"};
  return {"Chưa đề cử", "Not begun"};
}
inline Localized plan_state(bool closed) { return closed ? Localized{"Đã khép lại", "Closed"} : Localized{"Đang thực hiện", "Going on"}; }

}  // namespace luan::web
