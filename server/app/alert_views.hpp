// What must not be left lying in a rotation that has been posted: told to the committee, decided by nobody but it.
#pragma once
#include <string>

#include "base/date.hpp"
#include "base/localized.hpp"

namespace luan::app {

struct AlertView {
  std::string kind;  // placement_late | term_over | poor_ratings
  Localized text;    // a sentence
  Date since{};      // the day it was due, the last day of the term, the day of the second rating
  std::string rotation, code, official;
};

}  // namespace luan::app
