// The working state of one decision: events are emitted and applied one by one, and what follows from them (steps that
// close and open, stages that are left) is unfolded until nothing more follows. Private to the engine.
#pragma once
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
  void emit(EventBody body, std::vector<Content> contents = {}, const std::string& actor = "-");
  void nominate(RotationNominated facts, std::vector<Content> contents, const std::string& actor);
  /// Leaves the stage for a stage or an end; runs still open lapse.
  void leave(const std::string& target, bool by_action);
  /// Units that have merged or split away hand their part and their open steps to their successors.
  void pass_units();
  /// Whatever follows, until nothing does. A refusal where a step has nobody to ask.
  [[nodiscard]] std::expected<void, Refusal> settle();

  [[nodiscard]] Decided take() { return std::move(decided_); }

 private:
  void recuse_official(const Step& step, int run);
  [[nodiscard]] bool close_decided();
  [[nodiscard]] std::expected<bool, Refusal> open_ready();
  [[nodiscard]] std::expected<void, Refusal> open(const Step& step, int run);
  [[nodiscard]] std::expected<std::vector<Seat>, Refusal> roll_of(const Step& step) const;
  [[nodiscard]] bool read_table();
  void put(Event event);

  const Definition& definition_;
  const Context& context_;
  Date today_;
  Decided decided_;
};

/// How a step of the present stage stands.
enum class Fate : unsigned char { pending, open, closed, never };
[[nodiscard]] Fate fate(const Stage& stage, const Step& step, const Rotation& rotation);

/// The local date on which a calendar step opens next, or nothing: not a calendar step, or not any more in this visit.
[[nodiscard]] std::optional<Date> next_opening(const Step& step, const Rotation& rotation, const TimeZone& zone);

/// What an owner or the organisation board does with a petition (petitions.cpp).
[[nodiscard]] std::expected<void, Refusal> settle_petition(Unfolding& unfolding, const SettlePetition& command);

/// Effects of a response or action (Effect in definition.hpp), as events.
void unfold_effect(Unfolding& unfolding, Effect effect, const std::string& step, int run, const Filled& form);

}  // namespace luan::workflow
