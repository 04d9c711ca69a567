// A small committee around one rotation: enough of a world for the engine to be driven by hand.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflow/engine.hpp"
#include "workflow/loader.hpp"

namespace luan::test {

/// workflows/rotation.yaml as it is shipped; fails the test where it does not load.
workflow::Definition shipped_rotation();
extern const std::vector<std::string> roles;
/// Monday to Friday in these years, no holiday; version 1.
WorkingDays weekdays(int from, int to);

class World {
 public:
  World();

  void nominate();
  void to_review();
  void to_consultation();
  /// Everybody agrees: the decision is the chair's to sign.
  void to_decision();
  /// The decision is signed, for 36 months from that day.
  void to_term(const char* effective = "2026-12-01");
  /// The board records whatever is not there.
  void fill_dossier();
  /// Where the answer needs the dossier, it is filled first.
  void must(const workflow::Actor& actor, const std::string& step, const std::string& answer, json::object values);
  void all_members(const std::string& step, const std::string& answer, json::object values);
  void act(const workflow::Actor& actor, const std::string& action, json::object values);
  bool score(const std::string& points, const std::string& step = "score");
  void must_score(const std::string& points, const std::string& step = "score");
  /// Moves the clock to the next wake and lets it happen; false where there is none.
  bool wake();
  Refusal refusal(const workflow::Actor& actor, const std::string& step);
  RefusalCode refused(const workflow::Actor& actor, const std::string& step) { return refusal(actor, step).code; }
  std::vector<std::string> open_steps() const;

  static const UnitId committee, office, ward;
  workflow::Definition definition;
  workflow::Rotation rotation;
  std::vector<workflow::Event> history;
  TimeZone zone;
  WorkingDays calendar;
  Instant now;
  workflow::Actor board, chair, sending, ward_party, ward_government, official;
  std::vector<workflow::Actor> members;

  /// Who holds a role at a unit besides the chair and the members.
  std::vector<workflow::Actor> others;
  /// Units that are no more, with their successors.
  std::map<UnitId, UnitId> successors;
  std::string post_kind = "party";  // of the post decided on

  bool carry_out(const workflow::Actor* actor, const workflow::Command& command, Refusal* refusal = nullptr);
  /// The code of the refusal, or nothing where it is carried out.
  std::optional<RefusalCode> tried(const workflow::Actor& actor, const workflow::Command& command);

 private:
  /// The last number that the history has drawn from the register.
  [[nodiscard]] int last_number(std::string_view reg) const;
};

}  // namespace luan::test
