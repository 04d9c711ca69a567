// The district as it was founded: units with their posts, accounts, and officials, with the ids under which they stand in
// the directory. Lives on the writer's thread while history is made.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/sample/people.hpp"
#include "app/sample/sample.hpp"
#include "app/sample/source.hpp"
#include "store/transaction.hpp"

namespace luan::app::sample {

struct Place {
  UnitId unit;
  Localized name;
  std::string user;
  bool ward = false;
  std::vector<PositionId> key, civil;
};
struct Official {
  OfficialId id;
  AccountId account{};  // made when first nominated
  std::string username;
  bool leader = false;  // may be sent to a key post
  int born = 0;
  int turns = 0;
  bool busy = false;
};
struct Login {
  AccountId account;
  SampleAccount shown;
};

class Land {
 public:
  Land(const Source& source, unsigned seed) : source_(source), seed_(seed), people_(source, seed) {}

  /// Everything but officials, in one go.
  void found(store::Transaction& transaction, Date from);
  /// Those who work there when history begins, and `count` new ones in a later year.
  void first_officials(store::Transaction& transaction, int year);
  void join(store::Transaction& transaction, int year, int count);
  void new_term(store::Transaction& transaction, const Term& term) const;
  /// The merged ward's people go over to the one that goes on.
  void merge(store::Transaction& transaction) const;
  /// His own account, to sign in and to write self-reviews.
  void give_account(store::Transaction& transaction, Official& official);
  /// Of these officials the accounts are told; others keep one without a password.
  void tell(const Official& official, const std::string& unit_name);

  [[nodiscard]] const Place& place(const UnitId& unit) const;
  [[nodiscard]] const Place& ward(std::string_view name) const;

  UnitId committee;
  std::vector<Place> places;  // offices first
  std::vector<Official> officials;
  std::vector<Login> logins;

 private:
  void found_place(store::Transaction& transaction, Place place, const std::string& traits, Date from, const std::vector<Post>& key,
                   const std::vector<Post>& civil);
  void found_accounts(store::Transaction& transaction);
  AccountId account(store::Transaction& transaction, const std::string& username, const Localized& title,
                    const std::vector<std::pair<std::string, UnitId>>& grants, const std::string& unit_name);
  void official(store::Transaction& transaction, const Place& place, const PositionId& position, bool leader, int year, int age_least, int age_most);

  const Source& source_;
  unsigned seed_;
  People people_;
};

}  // namespace luan::app::sample
