// What concerns many rotations at once: the organisation board makes plans, alters and closes them, calls meetings and composes their
// agendas; the committee answers a whole agenda together. As with everybody else of the town, what is refused is as good as what is
// recorded, and all chance comes from the seed.
#pragma once
#include <map>
#include <string>

#include "simulation/support/answers.hpp"
#include "simulation/support/town.hpp"

namespace luan::test {

class Committee {
 public:
  Committee(Town& town, unsigned seed) : town_(town), seed_(seed) {}

  /// A few things happen.
  void round();
  /// «plan_line» and «position» of some line there is, also of one that takes nobody any more; empty where there is none.
  [[nodiscard]] json::object some_line(Dice& dice) const;

  /// "withdraw_line recorded", "bulk already_answered"
  [[nodiscard]] const std::map<std::string, int>& tried() const { return tried_; }

 private:
  void plan(Dice dice);
  void alter_line(Dice& dice);
  void call(Dice dice);
  void compose(const std::string& meeting, Dice dice);
  void answer(const std::string& meeting, Dice dice);
  void finish(const std::string& meeting, Dice dice);
  /// Fills in what is asked and sends it.
  Result<app::PlanChanged> send(const std::string& what, const app::PlanAct& act, Dice& dice);
  Result<std::string> send(const std::string& what, const app::MeetingAct& act, Dice& dice);
  [[nodiscard]] json::value answer_to(const app::MeetingItemView& item, Dice& dice) const;
  [[nodiscard]] app::Caller board() const { return town_.caller("ban.to.chuc"); }
  template <class T>
  void note(const std::string& what, const Result<T>& done) {
    ++tried_[what + " " + (done ? std::string("recorded") : std::string(name(done.error().code)))];
  }

  Town& town_;
  unsigned seed_;
  int round_ = 0, plans_ = 0;
  std::map<std::string, int> tried_;
};

}  // namespace luan::test
