// What the pages of the funnel and the durations and their tables have in common.
#pragma once
#include "app/stage_figures.hpp"
#include "web/pages/figure_parts.hpp"

namespace luan::web {

[[nodiscard]] std::string fate_words(const Visit& visit, app::StageFate fate);
/// Which stays or turns the address asks for: giai-doan, ket-cuc, nguyen-nhan, ket-thuc, lan, qua-han, trang.
[[nodiscard]] app::StageListQuery asked_stage_list(const Visit& visit, const AskedPeriod& asked);

}  // namespace luan::web
