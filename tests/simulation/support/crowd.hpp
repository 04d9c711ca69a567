// Everybody of a town, from the first nomination to the last end: they answer, late or not at all, twice, or where they have no
// right; they suspend, resume, withdraw, end early, replace, declare conflicts. Whatever is refused is as good an answer as
// what is recorded. All chance comes from the seed, so that the same seed is the same history.
#pragma once
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "simulation/support/answers.hpp"
#include "simulation/support/committee.hpp"
#include "simulation/support/town.hpp"

namespace luan::test {

class Crowd {
 public:
  Crowd(Town& town, unsigned seed, int rotations) : town_(town), committee_(town, seed), seed_(seed), rotations_(rotations) {}

  /// Time passes, timers fire, and many act, each in a job of the writer.
  void round();
  /// All that were to be nominated have ended.
  [[nodiscard]] bool over() const { return nominated_ >= rotations_ && alive_.empty(); }

  /// What was tried for one rotation, in order, with the answers.
  [[nodiscard]] std::string trace(const std::string& rotation) const;
  /// How often each command was recorded, and each refusal given: "respond recorded", "act forbidden".
  [[nodiscard]] const std::map<std::string, int>& tried() const { return tried_; }
  /// Those who plan and meet.
  [[nodiscard]] const Committee& committee() const { return committee_; }

 private:
  using Behaviour = void (Crowd::*)(store::Transaction&, const RotationId&, Dice);
  struct Planned {
    RotationId rotation;
    Behaviour behaviour = nullptr;
    Dice dice;
  };

  // -- one small behaviour each
  void answer(store::Transaction& transaction, const RotationId& id, Dice dice);
  void recuse(store::Transaction& transaction, const RotationId& id, Dice dice);
  void keep_dossier(store::Transaction& transaction, const RotationId& id, Dice dice);
  void put_right(store::Transaction& transaction, const RotationId& id, Dice dice);
  void take_action(store::Transaction& transaction, const RotationId& id, Dice dice);
  void settle_petition(store::Transaction& transaction, const RotationId& id, Dice dice);
  void score(store::Transaction& transaction, const RotationId& none, Dice dice);

  /// Members of the committee are taken in and leave while their votes are asked for.
  void come_and_go();
  void pass_time();
  void nominate();
  void plan(const workflow::Rotation& rotation, std::vector<Planned>& out);
  void carry_out(const std::vector<Planned>& planned);
  /// Somebody who is asked by the run, or, not often, just anybody.
  [[nodiscard]] AccountId somebody(const store::Directory& directory, const workflow::StepRun* run, Dice& dice) const;
  [[nodiscard]] Result<app::Recorded> command(store::Transaction& transaction, const RotationId& id, const workflow::Command& command, const AccountId& who);
  void note(store::Transaction& transaction, const RotationId& id, const std::string& kind, const std::string& what, const AccountId& who,
            const Result<app::Recorded>& done);
  [[nodiscard]] Dice dice(std::string_view about) const;
  [[nodiscard]] int forward(const RotationId& id) const;  // how willing people are in this rotation, of a hundred

  Town& town_;
  Committee committee_;
  unsigned seed_;
  int rotations_, round_ = 0, nominated_ = 0;
  std::vector<RotationId> alive_;
  std::map<std::string, std::deque<std::string>> traces_;
  std::map<std::string, int> tried_;
};

}  // namespace luan::test
