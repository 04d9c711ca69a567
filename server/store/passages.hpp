// From stage to stage: when a rotation went on, and what led on. A projection of the events, for figures by stage.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "workflow/rotation.hpp"

namespace soci {
class session;
}

namespace luan::store {

struct PassageProjection {
  std::string rotation;
  int number = 0;  // in the rotation, from 1: the nomination
  std::string workflow;
  std::string source, target;  // stage left, "-" at the nomination; stage or end entered
  std::string at;              // instant
  std::string due;             // the last deadline that was set in the stage left, YYYY-MM-DD; empty: none
  std::string cause;           // "step=outcome", or the action that led on; empty at the nomination
};

/// Reads the events of one rotation in their order. Pure.
class PassageReader {
 public:
  /// `passed`: how many passages came before the first event that it will read.
  explicit PassageReader(int passed = 0) : passed_(passed) {}
  /// `rotation`: its state after this event, or after later ones.
  [[nodiscard]] std::optional<PassageProjection> read(const workflow::Event& event, const workflow::Rotation& rotation);

 private:
  int passed_;
  std::string cause_;
};
[[nodiscard]] bool is_passage(const workflow::EventBody& body);
/// Source and target of that passage as its stages are called now: a migration may have renamed them.
[[nodiscard]] std::pair<std::string, std::string> passage_ends(const workflow::Rotation& rotation, int number);

struct PassageRow {
  PassageProjection passage;
  std::string official;
};
struct PassageQuery {
  std::string workflow{}, rotation{};                // "" any
  std::string nominated_from{}, nominated_before{};  // instants, the second exclusive; "" any
  std::string receiving{}, kind{}, direction{};      // "" any
};
/// Those of one rotation stand together, in their order. Row by row: there may be many.
void passages(soci::session& session, const PassageQuery& query, const std::function<void(const PassageRow&)>& each);

}  // namespace luan::store
