// The links «Văn bản» of a rotation or a meeting.
#pragma once
#include "app/papers.hpp"
#include "web/site.hpp"

namespace luan::web {

/// Empty where there are none.
[[nodiscard]] std::string papers_part(const Visit& visit, const std::string& rotation, const std::vector<app::PaperView>& papers);
/// Last segment of a paper's address: «bien-ban-kiem-phieu-23.pdf», «quyet-dinh-du-thao.pdf».
[[nodiscard]] std::string paper_file(const app::PaperKey& key);
/// Nothing where no paper is called so.
[[nodiscard]] std::optional<app::PaperKey> parse_paper_file(std::string_view file);

/// The page on which anybody verifies a paper (paper_verification.cpp).
void add_paper_verification(http::Router& router, const Site& site);

}  // namespace luan::web
