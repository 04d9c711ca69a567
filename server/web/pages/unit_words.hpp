// How the kinds of units are called, on pages, in forms and in tables. Private to this folder.
#pragma once
#include <array>

#include "web/site.hpp"

namespace luan::web {

inline constexpr std::array<std::string_view, 3> unit_kinds{"ward", "office", "committee"};

inline Localized unit_kind(std::string_view kind) {
  if (kind == "ward") return {"Phường, xã", "Ward"};
  if (kind == "office") return {"Cơ quan", "Office"};
  return {"Cấp uỷ", "Committee"};
}

}  // namespace luan::web
