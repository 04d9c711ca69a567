// The working state of one decision: events are emitted and applied one by one, and what follows from them (steps that
// close and open, stages that are left) is unfolded until nothing more follows. Private to the engine.
#pragma once
#include <map>

#include "workflow/calendar_steps.hpp"
#include "workflow/engine.hpp"

namespace luan::workflow {

class Unfolding {
 public:
  Unfolding(const Definition& definition, Rotation rotation, const Context& context)
      : definition_(definition), context_(context), today_(context.zone->date(context.now)), decided_{{}, std::move(rotation)} {}

  [[nodiscard]] const Rotation& state() const { return decided_.after; }
  [[nodiscard]] const Definition& definition() const { return definition_; }
  [[nodiscard]] const Context& context() const { return context_; }
  [[nodiscard]] Date today() const { return today_; }

  /// An act of a person, or of nobody where `actor` is "-". Stays in the present stage.
  void emit(EventBody body, std::vector<Content> contents = {}, const std::string& actor = "-", std::vector<Attachment> attachments = {});
  void nominate(RotationNominated facts, std::vector<Content> contents, const std::string& actor, std::vector<Attachment> attachments);
  /// Leaves the stage for a stage or an end; runs still open lapse.
  void leave(const std::string& target, bool by_action);
  /// What opens as a consequence is due on this day, instead of as its definition says: a return with a new deadline.
  void due_by(Date day) { due_by_ = day; }
  /// The next number of the register, beyond those that this decision has drawn.
  [[nodiscard]] Numbered draw(const Register& reg);
  void migrate(RotationMigrated migrated, const std::string& actor);
  /// Units that have merged or split away hand their part and their open steps to their successors.
  void pass_units();
  /// Responses to open steps that a later change voids, as their step says, are gone; their seats are asked again.
  void void_responses();
  /// Whoever has declared a conflict is asked no more in the steps that are open, while others are.
  void recuse_conflicted();
  /// Reminders and escalations whose day has come, of what is still open after settling.
  void tell_late();
  /// Whatever follows, until nothing does. A refusal where a step has nobody to ask.
  [[nodiscard]] std::expected<void, Refusal> settle();

  [[nodiscard]] Decided take() { return std::move(decided_); }

 private:
  void recuse_official(const Step& step, int run);
  void recuse_conflicted(const std::string& step, int run);
  [[nodiscard]] bool close_decided();
  [[nodiscard]] std::expected<bool, Refusal> open_ready();
  [[nodiscard]] std::expected<void, Refusal> open(const Step& step, int run);
  [[nodiscard]] std::expected<std::vector<Seat>, Refusal> roll_of(const Step& step) const;
  [[nodiscard]] bool read_table();
  void put(Event event);

  const Definition& definition_;
  const Context& context_;
  Date today_;
  std::optional<Date> due_by_{};
  std::size_t looked_at_ = 0;  // events that void_responses has seen
  std::map<std::string, int> drawn_{};
  Decided decided_;
};

/// Moves the rotation to another version of its definition and lets follow what follows there.
[[nodiscard]] Result<Decided> migrate(Unfolding& unfolding, const Migration& migration);

/// How a step of the present stage stands.
enum class Fate : unsigned char { pending, open, closed, never };
[[nodiscard]] Fate fate(const Stage& stage, const Step& step, const Rotation& rotation);

/// A run before the term's end that lapsed because the term was extended: it opens once more before the new end.
[[nodiscard]] bool asked_again(const Step& step, const StepRun& run);

/// The suspension ends: what is open gets back the days in which nobody could act (suspension.cpp).
[[nodiscard]] std::expected<void, Refusal> resume(Unfolding& unfolding);
/// The term ends later: what counts from its end moves with it, and an evaluation before the end is asked for again then.
[[nodiscard]] std::expected<void, Refusal> extend_term(Unfolding& unfolding, int months);
/// A response recorded wrongly is put right (correction.cpp).
[[nodiscard]] std::expected<void, Refusal> correct(Unfolding& unfolding, const Correct& command);
/// The rotation takes what is recorded in its steps. The refusal otherwise.
[[nodiscard]] std::expected<void, Refusal> refuse_unless_open(const Rotation& rotation, const Context& context);
/// What an owner or the organisation board does with a petition (petitions.cpp).
[[nodiscard]] std::expected<void, Refusal> settle_petition(Unfolding& unfolding, const SettlePetition& command);

/// Petitions whose last day has passed without an answer, said once (petitions.cpp).
void tell_overdue_petitions(Unfolding& unfolding);
/// What is done with an item of the dossier; and what an answer that excepts from it brings about (dossier.cpp).
[[nodiscard]] Result<Decided> keep_dossier(Unfolding& unfolding, const KeepDossier& command);
void except_what_lacks(Unfolding& unfolding, const Step& step, const Standing& standing, const Filled& form);

/// In which of the roles allowed the actor acts, and for whom. Who stands in for somebody in named steps only takes no action. Of several
/// principals, one who may act in this rotation goes first.
struct Acting {
  std::string role;
  UnitId unit;
  AccountId principal{};
};
[[nodiscard]] std::optional<Acting> acting(const Actor& actor, const std::vector<Who>& who, const Rotation& rotation);
/// Is the actor, or the principal he acts for, the official himself, or has he declared a conflict in this rotation?
[[nodiscard]] bool is_concerned(const Actor& actor, const Acting& acting, const Rotation& rotation);
/// Nobody judges his own rotation, nor one in which he has declared a conflict; nor does his substitute for him.
[[nodiscard]] std::expected<void, Refusal> refuse_if_concerned(const Rotation& rotation, const Acting& acting, const Context& context);
/// Who they are, in words.
[[nodiscard]] Localized needed(const std::vector<Who>& who, const PartyUnits& parties, const Context& context);
/// The whole organisation is suspended, and the rotation with it (acting.cpp, as these).
[[nodiscard]] bool stopped_by_organisation(const Rotation& rotation, const Context& context);

/// Effects of a response or action (Effect in definition.hpp), as events.
void unfold_effect(Unfolding& unfolding, Effect effect, const std::string& step, int run, const Filled& form);
/// The papers of a step that has closed so are entered in their registers; those of a posting have been, with the decision.
void number_papers_of_step(Unfolding& unfolding, const Step& step, int run, std::string_view outcome);
/// The papers of an action that is taken (all effects.cpp).
void number_papers_of_action(Unfolding& unfolding, const Action& action);

}  // namespace luan::workflow
