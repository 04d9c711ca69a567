// The rotations in which something is still to come, held in memory with the days that matter in them: lists of what is due ask
// for every one of them at each visit. Private to this folder.
#pragma once
#include <mutex>

#include "app/impl.hpp"

namespace luan::app {

/// A rotation that goes on or is deferred, or one in which a petition is open.
struct PendingRotation {
  struct Matter {
    enum class Kind : unsigned char { step, petition, term_end, resumption, opening };
    Kind kind;
    Date on{};
    std::optional<int> minute{};                   // of that day; none: its end
    const workflow::Step* step = nullptr;          // of `definition`: step, opening
    const workflow::StepRun* run = nullptr;        // of `rotation`: step
    const workflow::Petition* petition = nullptr;  // of `rotation`: petition, an open one
  };
  store::RotationPtr rotation;
  workflow::DefinitionPtr definition;
  std::optional<Date> due{};      // the earliest of its open steps
  std::vector<Matter> matters{};  // the rotation's own order

  [[nodiscard]] bool open() const { return rotation->status == workflow::Status::open; }
};

/// Is the caller asked there and has he not answered, as one of his tasks?
[[nodiscard]] bool asks(const Caller& caller, const PendingRotation& pending, const workflow::Step& step, const workflow::StepRun& run);
/// … at any of its steps?
[[nodiscard]] bool asks(const Caller& caller, const PendingRotation& pending);

/// Any thread. The first call reads every such rotation; later ones those of which the log has told since.
class PendingRotations {
 public:
  using All = std::vector<std::shared_ptr<const PendingRotation>>;
  /// As committed when it is called, or later; by `due` (those without come last), then by id.
  [[nodiscard]] std::shared_ptr<const All> now(const App::Impl& impl);

 private:
  std::mutex mutex_;                // held while they are read
  std::shared_ptr<const All> all_;  // nothing before the first call
  std::uint64_t known_ = 0;         // size of the log that `all_` tells of
};

}  // namespace luan::app
