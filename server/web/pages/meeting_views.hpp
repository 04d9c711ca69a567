// What the pages of meetings have in common. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

inline Localized meeting_state(std::string_view state) {
  if (state == "coming") return {"Sắp họp", "To come"};
  if (state == "held") return {"Đã họp", "Held"};
  return {"Đã huỷ", "Cancelled"};
}
/// «Phiên họp 03/12/2026, 08:00: Xem xét, quyết định điều động»
[[nodiscard]] std::string meeting_title(const Visit& visit, const app::MeetingView& meeting);
[[nodiscard]] std::string meeting_time(const app::MeetingView& meeting);
/// «8 tán thành, 1 không tán thành, 2 không có ý kiến (có mặt 11/11)»; empty where nothing was counted.
[[nodiscard]] std::string tally_words(const std::vector<std::pair<std::string, int>>& tally, Language language);
/// «đã gửi 5/11»
[[nodiscard]] std::string turnout_words(const app::MeetingItemView& item, Language language);

}  // namespace luan::web
