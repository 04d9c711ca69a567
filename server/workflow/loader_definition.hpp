// One definition being read: forms first, then stages with their steps, then what refers from one to another. Private to
// the loader.
#pragma once
#include <map>

#include "workflow/loader_map.hpp"
#include "workflow/loader_words.hpp"

namespace luan::workflow {

class DefinitionReader {
 public:
  DefinitionReader(const std::vector<std::string>& roles, Faults& faults) : roles_(roles), faults_(faults) {}

  Definition run(const Tree& root);

 private:
  void read_forms(const Tree& tree);
  void read_registers(const Tree* tree);  // loader_register.cpp
  void read_issues(Step& step, const Tree* tree);
  /// `outcomes`: with which of them a paper may be issued; none: that is not asked here.
  std::vector<Issue> read_issues(const Tree& tree, const std::vector<std::string>& outcomes);
  void read_dossier(const Tree& tree);  // loader_dossier.cpp
  void read_needs(Step& step, MapReader& reader);
  void read_ends(const Tree& tree);
  void read_start(const Tree& tree);
  void check_plan_lines(Mark mark);
  void read_actions(const Tree& tree);
  Action read_action(const TreeMember& member);
  // -- what an action does, and its reason (loader_action.cpp)
  void read_kind(Action& action, MapReader& reader);
  void check_kind(const Action& action, const Form* form);
  void read_reasons(const Tree& tree);

  // -- never and always (loader_property.cpp)
  void read_properties(const Tree& tree, bool never);
  bool read_property(Property& property, const std::vector<std::string>& words, bool never, Mark mark);
  bool read_happening(const std::string& text, std::vector<Happening>& all, Mark mark);

  // -- stages and steps (loader_stage.cpp, loader_step.cpp)
  void collect_steps(const Tree& stages);
  void read_stages(const Tree& tree);
  /// The step's own members over those of the step it is like.
  Tree unfolded(const std::string& id, std::vector<std::string> path);
  Step read_step(const TreeMember& member);
  /// `plugin` and `with`.
  PluginCall read_call(MapReader& reader);
  void read_plugin(Step& step, MapReader& reader);
  void read_people(Step& step, MapReader& reader);
  [[nodiscard]] Anchors anchors_of(const std::string& step) const;
  void read_absence(Step& step, MapReader& reader);
  void read_calendar(Step& step, MapReader& reader);
  void read_effect(Step& step, MapReader& reader);
  // -- who is told when it is late (loader_late.cpp)
  void read_late(Step& step, MapReader& reader);
  void read_escalation(Step& step, const Tree& tree);
  void check_new_due(const Step& step);
  /// What voids responses to the step; once every step of the stage is known.
  void read_voiding(const Stage& stage, Step& step);
  void check_ballot(const Step& step, const BallotRule& rule, Mark mark);
  void connect(Stage& stage, const Tree& tree);
  void connect_step(const Stage& stage, Step& step);
  /// Answers that are taken on terms only; once every step of the stage is known (loader_terms.cpp).
  void read_answer_terms(const Stage& stage, Step& step);
  void refuse_cycles(const Stage& stage);
  void spread_repeats(Stage& stage);
  Row read_row(const Stage& stage, const Tree& tree);
  void check_extension(const Stage& stage, const Row& row);
  /// A posting may not be longer than the definition allows.
  void check_longest_term(const Form& form, Mark mark);
  /// Reports outcomes the step cannot have; the words that it can.
  std::vector<std::string> read_outcomes(const Step& step, const Tree& tree);

  [[nodiscard]] const Form* find_form(std::string_view id) const;
  std::string read_form_id(const Tree& tree);
  std::string read_target(const Tree& tree);

  const std::vector<std::string>& roles_;
  Faults& faults_;
  Definition definition_;
  std::vector<std::string> stage_ids_;
  std::string stage_read_;                         // whose steps are being read
  std::vector<std::string> targets_;               // stages and ends
  std::map<std::string, const Tree*> step_trees_;  // as written, of the whole file
  std::map<std::string, Tree> unfolded_steps_;     // with `like` carried out
};

/// A rule as written; `rule` is `first` where it cannot be read, which is reported.
[[nodiscard]] Rule read_rule(const Tree& tree, Faults& faults);

}  // namespace luan::workflow
