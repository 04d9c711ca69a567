#include "app/sample/land.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace luan::app::sample {
namespace {

std::string fill_ward(const std::string& pattern, const std::string& ward) {
  std::string out = pattern;
  if (const auto at = out.find("{ward}"); at != out.npos) out.replace(at, 6, ward);
  return out;
}

}  // namespace

void Land::found_place(store::Transaction& transaction, Place place, const std::string& traits, Date from, const std::vector<Post>& key,
                       const std::vector<Post>& civil) {
  place.unit = transaction.ids().fresh<UnitId>();
  transaction.append("-", store::UnitCreated{place.unit, place.ward ? "ward" : "office", place.ward ? 2 : 1, traits, from, place.name});
  const auto create = [&](const Post& post, bool is_key) {
    const auto id = transaction.ids().fresh<PositionId>();
    const std::string vi = place.name.vi.starts_with("Phường ") ? "phường " + place.name.vi.substr(std::string_view("Phường ").size()) : place.name.vi;
    transaction.append("-", store::PositionCreated{id, place.unit, post.kind, is_key, {fill_ward(post.title.vi, vi), fill_ward(post.title.en, place.name.en)}});
    (is_key ? place.key : place.civil).push_back(id);
  };
  for (const Post& post : key) create(post, true);
  for (const Post& post : civil) create(post, false);
  places.push_back(std::move(place));
}

void Land::found(store::Transaction& transaction, Date from) {
  committee = transaction.ids().fresh<UnitId>();
  transaction.append("-", store::UnitCreated{committee, source_.committee_kind, 1, "normal", from, source_.committee});
  new_term(transaction, source_.terms.front());
  transaction.append("-", source_.calendar);
  for (const Office& office : source_.offices)
    found_place(transaction, {{}, office.name, office.user, false, {}, {}}, "normal", from, office.key, office.civil);
  for (const Ward& ward : source_.wards)
    found_place(transaction, {{}, {"Phường " + ward.name, ward.name + " ward"}, ward.user, true, {}, {}}, ward.traits, from, source_.ward_key,
                source_.ward_civil);
  found_accounts(transaction);
}

AccountId Land::account(store::Transaction& transaction, const std::string& username, const Localized& title,
                        const std::vector<std::pair<std::string, UnitId>>& grants, const std::string& unit_name) {
  const auto id = transaction.ids().fresh<AccountId>();
  transaction.append("-", store::AccountCreated{id, {}, username, people_.next_name().full(), title});
  for (const auto& [role, unit] : grants) transaction.append("-", store::RoleGranted{id, role, unit});
  logins.push_back({id, {username, people_.password(username), grants.front().first, unit_name}});
  return id;
}

void Land::found_accounts(store::Transaction& transaction) {
  const std::string& body = source_.committee.vi;
  account(transaction, "ban.to.chuc", {"Phó Trưởng Ban Tổ chức", "Deputy head, Organisation Board"}, {{"organisation_board", committee}}, body);
  account(transaction, "ban.to.chuc2", {"Chuyên viên Ban Tổ chức", "Officer, Organisation Board"}, {{"organisation_board", committee}}, body);
  account(transaction, "chu.tri", source_.standing.front(), {{"chair", committee}}, body);
  for (std::size_t i = 1; i < source_.standing.size(); ++i)
    account(transaction, fmt::format("uy.vien.{}", i), source_.standing[i], {{"member", committee}}, body);
  for (const Place& place : places) {
    if (!place.ward) {
      // An office receives people too: its leadership and its party cell then give the two opinions asked of a ward.
      account(transaction, "noidi." + place.user, {"Phụ trách tổ chức, " + place.name.vi, "Personnel, " + place.name.en},
              {{"sending_unit", place.unit}, {"government", place.unit}}, place.name.vi);
      account(transaction, "chibo." + place.user, {"Bí thư chi bộ, " + place.name.vi, "Secretary of the party cell, " + place.name.en},
              {{"party_committee", place.unit}}, place.name.vi);
      continue;
    }
    // A ward sends people as well: its party committee introduces them.
    account(transaction, "danguy." + place.user, {"Văn phòng Đảng uỷ", "Party committee's office"},
            {{"party_committee", place.unit}, {"sending_unit", place.unit}}, place.name.vi);
    account(transaction, "ubnd." + place.user, {"Văn phòng UBND", "People's Committee's office"}, {{"government", place.unit}}, place.name.vi);
  }
  account(transaction, "kiem.tra", {"Uỷ ban Kiểm tra", "Inspection commission"}, {{"auditor", committee}}, body);
  account(transaction, "quan.tri", {"Quản trị hệ thống", "System administrator"}, {{"administrator", committee}}, body);
}

void Land::official(store::Transaction& transaction, const Place& place, const PositionId& position, bool leader, int year, int age_least, int age_most) {
  json::object person = people_.next_person(year, age_least, age_most);
  // Some are from a ward of the district, the rest from elsewhere.
  Dice origin(seed_, "origin of " + text_member(person, "family") + " " + text_member(person, "middle") + " " + text_member(person, "given"));
  const Place& home = origin.pick(places);
  person["home_unit"] = home.ward && origin.chance(60) ? home.unit.text() : "elsewhere";
  person["birth_unit"] = origin.chance(85) ? person.at("home_unit") : json::value("elsewhere");
  person["residence_unit"] = place.ward && origin.chance(50) ? place.unit.text() : "elsewhere";
  const store::Position* post = transaction.directory()->position(position);
  const bool key = std::ranges::find(place.key, position) != place.key.end();
  person["leads_as"] = !key ? "neither" : post->title.vi.starts_with("Phó") ? "deputy" : "head";
  // As many terms of five years as are counted, but no longer than he has been in the field.
  const int terms = static_cast<int>(int_member(person, "terms_in_post")), years = static_cast<int>(int_member(person, "years_in_field"));
  if (key) person["leads_since"] = fmt::format("{}-{:02}-01", year - std::min(years, (terms - 1) * 5 + origin.between(0, 4)), origin.between(1, 12));
  const auto id = transaction.ids().fresh<OfficialId>();
  transaction.append("-", store::OfficialRegistered{id, place.unit, position, person});
  officials.push_back({id, {}, people_.username(person), leader, std::stoi(text_member(person, "born").substr(0, 4)), 0, false});
}

void Land::first_officials(store::Transaction& transaction, int year) {
  for (const Place& place : places) {
    Dice dice(seed_, "staff " + place.user);
    // Some posts stay free for those who come by rotation.
    const std::size_t chiefs = place.ward ? 2 : place.key.size() - 1;
    const int first = dice.below(static_cast<int>(place.key.size()));
    for (std::size_t i = 0; i < chiefs; ++i)
      official(transaction, place, place.key[(static_cast<std::size_t>(first) + i) % place.key.size()], true, year, 32, 44);
    if (!place.ward)
      for (int i = 0; i < 4; ++i) official(transaction, place, dice.pick(place.civil), true, year, 27, 38);
    for (int i = 0; i < (place.ward ? 1 : 2); ++i) official(transaction, place, dice.pick(place.civil), false, year, 26, 42);
  }
}

void Land::join(store::Transaction& transaction, int year, int count) {
  Dice dice(seed_, fmt::format("joining {}", year));
  for (int i = 0; i < count; ++i) {
    const Place* place = &dice.pick(places);
    while (place->ward && (dice.chance(50) || place->name.vi.ends_with(source_.merge.from))) place = &dice.pick(places);
    official(transaction, *place, dice.pick(place->civil), i % 5 != 4, year, 25, 35);
  }
}

void Land::new_term(store::Transaction& transaction, const Term& term) const {
  transaction.append("-", store::CommitteeSet{committee, source_.organ, term.name});
}

void Land::merge(store::Transaction& transaction) const {
  const Place& from = ward(source_.merge.from);
  const Place& into = ward(source_.merge.into);
  transaction.append("-", store::UnitsMerged{into.unit, {from.unit}, source_.merge.on});
  const store::DirectoryPtr directory = transaction.directory();
  for (const Official& official : officials) {
    const store::Official* known = directory->official(official.id);
    if (known->unit == from.unit) transaction.append("-", store::OfficialRegistered{official.id, into.unit, {}, known->person});
  }
}

void Land::give_account(store::Transaction& transaction, Official& official) {
  if (!official.account.none()) return;
  official.account = transaction.ids().fresh<AccountId>();
  const store::DirectoryPtr directory = transaction.directory();
  const store::Official* known = directory->official(official.id);
  transaction.append("-", store::AccountCreated{official.account, official.id, official.username, known->name(), {"Cán bộ", "Official"}});
  transaction.append("-", store::RoleGranted{official.account, "official", known->unit});
}

void Land::tell(const Official& official, const std::string& unit_name) {
  logins.push_back({official.account, {official.username, people_.password(official.username), "official", unit_name}});
}

const Place& Land::place(const UnitId& unit) const {
  const auto found = std::ranges::find(places, unit, &Place::unit);
  if (found == places.end()) throw std::logic_error("a unit that the sample did not found");
  return *found;
}

const Place& Land::ward(std::string_view name) const {
  const auto found = std::ranges::find_if(places, [&](const Place& place) { return place.ward && place.name.vi == "Phường " + std::string(name); });
  if (found == places.end()) throw std::logic_error("a ward that the sample did not found");
  return *found;
}

}  // namespace luan::app::sample
