// The app's small district with people enough for many rotations at once: two offices, four wards, bodies with several
// accounts, a member of the committee who is himself an official, a substitute. Reopened as often as wanted.
#pragma once
#include "app/support/district.hpp"

namespace luan::test {

class Town : public District {
 public:
  /// `officials`: how many may be nominated.
  Town(unsigned seed, int officials);

  /// Closes the data directory and opens it again, as after a stop of the server. Ids go on from the same seed.
  void restart();

  std::vector<UnitId> wards;

 private:
  AccountId account(store::Transaction& transaction, const std::string& name, const std::string& role, const UnitId& unit, OfficialId official = {});
  void places(store::Transaction& transaction);
  void officials(store::Transaction& transaction, int count);
  void people_between(store::Transaction& transaction);

  unsigned seed_;
  int starts_ = 0;
  std::vector<UnitId> offices_;
  std::vector<PositionId> posts_;
};

}  // namespace luan::test
