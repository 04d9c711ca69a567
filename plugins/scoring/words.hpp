// Names of levels that every organisation uses, so that a configuration need not repeat them. A label in the configuration
// comes first. Source: domain, qualification and rating levels.
#pragma once
#include <array>
#include <string_view>

namespace scoring {

struct Word {
  std::string_view id, vi, en;
};

inline constexpr std::array words{
    Word{"doctor", "Tiến sĩ", "Doctorate"},
    Word{"master", "Thạc sĩ", "Master's degree"},
    Word{"university", "Đại học", "University degree"},
    Word{"college", "Cao đẳng", "College"},
    Word{"secondary", "Trung cấp", "Secondary vocational"},
    Word{"bachelor", "Cử nhân", "Bachelor"},
    Word{"advanced", "Cao cấp", "Advanced"},
    Word{"intermediate", "Trung cấp", "Intermediate"},
    Word{"elementary", "Sơ cấp", "Elementary"},
    Word{"excellent", "Hoàn thành xuất sắc nhiệm vụ", "Excellent"},
    Word{"good", "Hoàn thành tốt nhiệm vụ", "Good"},
    Word{"completed", "Hoàn thành nhiệm vụ", "Completed"},
    Word{"not_completed", "Không hoàn thành nhiệm vụ", "Not completed"},
};

}  // namespace scoring
