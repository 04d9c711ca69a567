// Plans of rotations as they are shown and altered.
#pragma once
#include <string>
#include <vector>

#include "app/views.hpp"

namespace luan::app {

struct PlanRotation {  // that began by a line
  std::string id, code;
  PersonRef official;
  std::string state;   // nominated | posted | closed | dropped: ended before anything was decided
  bool opens = false;  // the caller may see it
};
struct PlanLineView {
  std::string id;
  int number = 0;  // in its plan, from 1
  PositionRef position;
  UnitRef receiving;
  PersonRef expected;     // id empty: nobody is named
  std::string direction;  // down | up | across | between_offices
  int months = 0;
  Date starts{};
  int count = 1;
  std::string reason, placement;
  std::string why;    // it was withdrawn, or changed last; may be empty
  std::string state;  // not_begun | post_gone: its unit merged or was split before anybody was nominated | nominated | posted | closed | withdrawn
  int used = 0;       // of `count`: rotations by it that were not dropped
  std::vector<PlanRotation> rotations;  // oldest first
  bool usable = false;                  // the caller may nominate by it now
};
struct PlanView {
  std::string id, period, paper;
  Date approved{};
  UnitRef unit;
  std::string need, manner, area, regime;
  bool closed = false;
  std::string why;                  // it was closed
  std::vector<PlanLineView> lines;  // those the caller may know of; of a page, where one was asked for
  std::size_t line_count = 0;       // of all pages
  int wanted = 0;                   // turns the lines shown ask for, those withdrawn left out
  int turns = 0, persons = 0;       // posted by the lines shown
  bool may_write = false;
};

/// What is done to a plan: `plan` names it except with `adopt`, `line` the line with the two that concern one.
struct PlanAct {
  enum class Kind : unsigned char { adopt, close, add_line, change_line, withdraw_line };
  Kind kind = Kind::adopt;
  std::string plan{}, line{};
};
/// What it asks, filled in with what stands now.
struct PlanFormView {
  workflow::Form form;
  workflow::FormWorld world;
  json::object schema;
  json::object typed;  // {"form": …}; empty where nothing stands yet
};
/// What such an act asks, whether or not it can be done now.
[[nodiscard]] workflow::Form plan_form(PlanAct::Kind kind);
struct PlanChanged {
  std::string plan, line;  // their ids; line empty where none was concerned
};

}  // namespace luan::app
