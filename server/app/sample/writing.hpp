// Filling in a form as somebody would: texts from config/sample/texts.yaml with names put in, numbers and choices.
#pragma once
#include <string>
#include <vector>

#include "app/sample/dice.hpp"
#include "app/sample/land.hpp"
#include "app/sample/plan.hpp"
#include "workflow/rotation.hpp"

namespace luan::app::sample {

struct Asked;

class Writing {
 public:
  Writing(const Source& source, unsigned seed, const std::string& about) : source_(source), dice_(seed, "writing " + about) {}

  /// Whom and what the texts speak of.
  void name(const workflow::Rotation& rotation, const store::Directory& directory, Date today);
  void name(const std::string& official, const std::string& post, const std::string& unit, const std::string& from, Date today);

  /// One of that list, names put in.
  [[nodiscard]] std::string text(std::string_view kind);
  [[nodiscard]] json::value nomination(const store::Official& official, const PositionId& position, int months);
  [[nodiscard]] json::value placement(const std::string& kind, const PositionId& position);
  [[nodiscard]] json::value meeting(bool petition, bool several, Date today, const std::vector<Place>& places);
  [[nodiscard]] json::value step(const Asked& asked, Date today);

 private:
  json::value proposal(const Asked& asked);
  json::value check(const Asked& asked);
  json::value assessment();
  json::value vote(const Asked& asked);
  json::value assignments(Date today);
  json::value opinion(const Asked& asked, Date today);
  json::value decision(const Asked& asked, Date today);
  json::array tasks(const Asked& asked);
  int points(const std::string& level);  // of 100
  json::value appraisal();
  json::value synthesis(const Asked& asked);
  json::value self_review(const Asked& asked);
  json::value evaluation(const Asked& asked);
  json::value deciding_evaluation(const Asked& asked);
  /// Every so often a text that may be left out.
  void maybe(json::object& form, const char* field, std::string_view kind, int percent);
  void count(json::object& form, int least, int most, bool agrees);
  std::string level(const Asked& asked);

  const Source& source_;
  Dice dice_;
  std::string official_, post_, unit_, from_, year_;
};

}  // namespace luan::app::sample
