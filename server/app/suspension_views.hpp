// The suspension of the whole organisation, as it is shown and recorded.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/views.hpp"

namespace luan::app {

struct SuspensionView {
  bool spares_posted = true;  // officials in their posts are evaluated and met as ever
  Date on{};
  std::string reason, basis;
  struct Exception {
    PersonRef official;
    Date on{};
    std::string reason, basis, authoriser;
  };
  std::vector<Exception> exceptions{};  // for who reads every rotation; others see none
  std::vector<PersonRef> standing{};    // officials whose rotations stand still, for who may except them; by given name
};
struct NewSuspension {
  bool spares_posted = true;
  std::string reason, basis;
};
struct NewException {
  std::string official, reason, basis, authoriser;
};

}  // namespace luan::app
