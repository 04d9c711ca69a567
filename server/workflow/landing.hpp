// Where open rotations would stand under another version of their definition, and what would be asked again. A rotation is
// moved only where the new version can carry it to an end; that every state the old version can be in has such a place is
// proved by going through all of them.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/exploration.hpp"
#include "workflow/mapping.hpp"
#include "workflow/rotation.hpp"

namespace luan::workflow {

/// Where a rotation stands, as far as moving it goes.
struct Standpoint {
  std::string stage{};
  bool posted = false;                                        // a decision has given the term an end
  std::map<std::string, std::optional<std::string>> steps{};  // of this visit: the outcome, or nothing while it is open
};
[[nodiscard]] Standpoint standpoint_of(const Rotation& rotation);

struct Landing {
  std::string stage{};               // of the new version
  std::vector<std::string> kept{};   // old ids of steps that stay as they are, open or closed
  std::vector<std::string> again{};  // old ids of steps that the new version asks again
  std::vector<std::string> gone{};   // old ids of steps that it does not ask any more
  std::optional<Localized> refused;  // why the rotation has no place in the new version
};

/// A state that the old version can be in and the new one has no place for.
struct Unplaced {
  Standpoint at;
  Localized why;
  Trace story;  // a shortest way there
};

struct MigrationProof {
  std::size_t states = 0;                                   // gone through
  std::vector<Unplaced> unplaced{};                         // the first for each stage and cause
  std::map<std::string, std::vector<std::string>> again{};  // old stage -> steps asked again in some state of it
  bool complete = true;                                     // false: there are more states than the bound, and only the first ones were tried
};

/// Both definitions must outlive it. Immutable.
class Migration {
 public:
  Migration(const Definition& from, const Definition& to, Mapping mapping = {});

  [[nodiscard]] const Definition& from() const { return from_; }
  [[nodiscard]] const Definition& to() const { return to_; }
  [[nodiscard]] const Mapping& mapping() const { return mapping_; }

  [[nodiscard]] Landing land(const Standpoint& standpoint) const;
  /// Over all states that the old version can be in.
  [[nodiscard]] MigrationProof prove() const;

 private:
  [[nodiscard]] std::optional<Localized> refusal(const Stage& stage, bool posted) const;
  [[nodiscard]] bool may_keep(const Stage& stage, const Step& step, const Step& old, const std::optional<std::string>& outcome,
                              const std::map<std::string, std::string>& closed) const;

  const Definition& from_;
  const Definition& to_;
  Mapping mapping_;
  Exploration there_;        // of the new version
  std::vector<bool> leads_;  // whether an end is reached from a place of it
};

}  // namespace luan::workflow
