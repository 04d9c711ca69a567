// Who answered what, at a glance: opinions of bodies, assessments of persons. What differs is marked, and the words themselves
// are one step away. Private to the pages.
#pragma once
#include <string>
#include <vector>

#include "web/site.hpp"

namespace luan::web {

/// Who by conclusion, count, paper and date; "" where there are fewer than two opinions. Links lead to the sheets that
/// opinions_part draws of the same list.
[[nodiscard]] std::string opinion_matrix(const std::vector<app::OpinionView>& opinions, const TimeZone& zone, Language language);

/// One table for each step that several people filled in, who by heading. Links lead to what responses_part draws of the list.
[[nodiscard]] std::string response_matrices(const std::vector<app::ResponseSummary>& responses, Language language);

/// Of the opinion at this place of its list, and of a response.
[[nodiscard]] std::string opinion_anchor(std::size_t place);
[[nodiscard]] std::string response_anchor(const app::ResponseSummary& response);

}  // namespace luan::web
