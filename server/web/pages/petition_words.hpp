// How a petition is called and found on pages. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

inline Localized petition_state(std::string_view state) {
  if (state == "open") return {"Chưa trả lời", "Open"};
  if (state == "answered") return {"Đã trả lời", "Answered"};
  return {"Đã đóng", "Closed"};
}
inline std::string petition_tone(std::string_view state) { return state == "open" ? "warn" : state == "answered" ? "act" : "ok"; }
inline std::string petition_address(const app::PetitionView& one) { return "/kien-nghi/" + one.rotation + "/" + std::to_string(one.number); }

}  // namespace luan::web
