#include "simulation/support/town.hpp"

#include <fmt/format.h>

namespace luan::test {
namespace {

constexpr int more_wards = 3;
const Date founded{std::chrono::year(2020), std::chrono::January, std::chrono::day(1)};

}  // namespace

Town::Town(unsigned seed, int count) : seed_(seed) {
  app->impl().quiet = true;
  app->impl().writer->run([&](store::Transaction& transaction) {
    places(transaction);
    officials(transaction, count);
    people_between(transaction);
  });
}

void Town::restart() {
  app.reset();
  configuration.cheap_passwords = false;  // only a fresh directory may have them
  app = std::make_unique<app::App>(configuration, folder.path(), clock, std::make_shared<SeededIds>(fmt::format("town {} start {}", seed_, ++starts_)));
  app->impl().quiet = true;
}

AccountId Town::account(store::Transaction& transaction, const std::string& name, const std::string& role, const UnitId& unit, OfficialId official) {
  const auto id = transaction.ids().fresh<AccountId>();
  transaction.append("-", store::AccountCreated{id, official, name, name, {}});
  transaction.append("-", store::RoleGranted{id, role, unit});
  usernames.push_back(name);
  return id;
}

void Town::places(store::Transaction& t) {
  wards = {ward};
  offices_ = {office};
  offices_.push_back(t.ids().fresh<UnitId>());
  t.append("-", store::UnitCreated{offices_.back(), "office", 1, "normal", founded, {"Phòng Kinh tế", "Economy Office"}});
  account(t, "kinh.te", "sending_unit", offices_.back());
  for (int i = 0; i < more_wards; ++i) {
    wards.push_back(t.ids().fresh<UnitId>());
    const std::string name = fmt::format("Phường {}", i + 2);
    t.append("-", store::UnitCreated{wards.back(), "ward", 2, "normal", founded, {name, name}});
  }
  for (std::size_t i = 0; i < wards.size(); ++i) {
    for (const char* role : {"party_committee", "government", "sending_unit"})
      for (int one = 0; one < 2; ++one) account(t, fmt::format("{}.{}.{}", role, i, one), role, wards[i]);
    for (const char* kind : {"party", "government", "both", "front"}) {
      posts_.push_back(t.ids().fresh<PositionId>());
      t.append("-", store::PositionCreated{posts_.back(), wards[i], kind, std::string_view(kind) != "front", {kind, kind}});
    }
  }
}

void Town::officials(store::Transaction& t, int count) {
  for (int i = 0; i < count; ++i) {
    const auto id = t.ids().fresh<OfficialId>();
    const UnitId& unit = i % 3 == 2 ? wards[static_cast<std::size_t>(i) % wards.size()] : offices_[static_cast<std::size_t>(i) % offices_.size()];
    t.append("-", store::OfficialRegistered{id, unit, {}, {{"family", "Lê"}, {"middle", "Văn"}, {"given", fmt::format("Số {}", i)}, {"born", "1985-05-12"}}});
    const AccountId own = account(t, fmt::format("can.bo.{}", i), "official", unit, id);
    if (i == 0) t.append("-", store::RoleGranted{own, "member", committee});  // judges others, never himself
  }
}

void Town::people_between(store::Transaction& t) {
  const auto of = [&](const char* username) { return t.directory()->by_username(username)->id; };
  const Date until{std::chrono::year(2060), std::chrono::January, std::chrono::day(1)};
  // Votes are nobody's to pass on, the chair's signature is.
  for (const auto& [principal, substitute, role] : {std::tuple{"uy.vien.1", "uy.vien.2", "member"}, {"chu.tri", "noi.vu", "chair"}})
    t.append("-", store::SubstitutionGranted{t.ids().fresh<SubstitutionId>(), of(principal), of(substitute), role, committee, {}, founded, until, "Đi học"});
}

}  // namespace luan::test
