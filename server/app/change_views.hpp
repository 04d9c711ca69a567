// What a change of definition does to rotations, as people are shown it: values, no behaviour.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/localized.hpp"

namespace luan::app {

/// One open rotation that a new version of its definition would take over.
struct MigrationMove {
  std::string rotation, code, official;
  int version = 0;  // it is under now
  Localized from, to;
  std::vector<Localized> kept, again, gone;  // steps
  std::optional<Localized> refused;          // it has no place there
};
/// What holds of every state that a version can be in.
struct MigrationProved {
  int version = 0;
  std::size_t states = 0;
  bool complete = true;  // false: more states than can be tried
  struct Unplaced {
    Localized why;
    std::vector<Localized> story;
  };
  std::vector<Unplaced> unplaced;
  std::vector<std::pair<Localized, std::vector<Localized>>> again;  // stage, and steps asked again in some state of it
};
struct MigrationView {
  std::string name;
  Localized title;
  int version = 0;  // to which
  std::vector<MigrationProved> proved;
  std::vector<MigrationMove> moves;

  /// Nothing is without a place.
  [[nodiscard]] bool possible() const;
};
struct MigrationDone {
  int moved = 0;
  std::vector<std::pair<std::string, Localized>> refused;  // code, why
};
/// A past rotation under another version.
struct ReplayedRotation {
  std::string rotation, code;
  int version = 0;   // it was under
  int sequence = 0;  // where it goes another way; 0: nowhere
  Instant at{};
  Localized otherwise;
};

}  // namespace luan::app
