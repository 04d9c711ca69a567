#pragma once
#include <string>

#include "base/clock.hpp"

namespace luan::store {

/// What one account has typed into one form and not sent.
struct Draft {
  std::string form;    // which; the app's own key
  int seen = 0;        // version of the rotation when the form was opened; 0: none
  std::string fields;  // JSON, as typed
  Instant updated{};
};

}  // namespace luan::store
