// Parts that several pages of a rotation show: opinions side by side, the score, filled forms, history. Private to this
// folder.
#pragma once
#include <string>
#include <vector>

#include "web/radar_chart.hpp"
#include "web/site.hpp"

namespace luan::web {

[[nodiscard]] std::string opinions_part(const std::vector<app::OpinionView>& opinions, const TimeZone& zone, Language language);
[[nodiscard]] std::string score_part(const app::ScoreView& score, const TimeZone& zone, Language language);
/// Each with a name; the rays are the criteria of the first one, by which all were scored. At least one.
[[nodiscard]] RadarChart radar_of(const std::vector<std::pair<std::string, const app::ScoreView*>>& scores, const std::string& title, Language language);
/// One after another; "" where there is none.
[[nodiscard]] std::string scores_part(const std::vector<app::ScoreView>& scores, const TimeZone& zone, Language language);
[[nodiscard]] std::string responses_part(const std::vector<app::ResponseSummary>& responses, const TimeZone& zone, Language language);
/// Newest first; the first `unfolded` are shown, the rest folded away.
[[nodiscard]] std::string history_part(const std::vector<app::HistoryEntry>& entries, std::size_t unfolded, const TimeZone& zone, Language language);
/// «Phó Trưởng phòng … → Bí thư Đảng uỷ phường …»
[[nodiscard]] std::string parties_line(const app::Parties& parties, Language language);

}  // namespace luan::web
