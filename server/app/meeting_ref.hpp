// A meeting as other views name it.
#pragma once
#include <string>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::app {

struct MeetingRef {
  std::string id;
  Date on{};
  int minute = 0;  // of that day
  Localized kind;
};

}  // namespace luan::app
