#include "app/sample/people.hpp"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

#include "base/text.hpp"
#include "identity/password.hpp"

namespace luan::app::sample {
namespace {

/// A word by weight: pairs of word and percent, the last one takes the rest.
std::string weighted(Dice& dice, const std::vector<std::pair<std::string, int>>& words) {
  int thrown = dice.below(100);
  for (const auto& [word, percent] : words)
    if ((thrown -= percent) < 0) return word;
  return words.back().first;
}

const std::vector<std::string>& syllables() {
  static const std::vector<std::string> all{"song", "que",  "lua",  "chin", "mua",  "hoa",  "sen",  "trang", "gio", "cau", "ben", "thuyen",
                                            "cau",  "dong", "xanh", "may",  "nang", "chim", "vuon", "tre",   "da",  "nui", "sao", "bien"};
  return all;
}

}  // namespace

std::string slug(std::string_view text) {
  std::string out = fold(text);
  std::erase_if(out, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
  return out;
}

PersonName People::next_name() {
  Dice dice(seed_, fmt::format("name {}", ++count_));
  const Names& names = source_.names;
  for (int tries = 0; tries < 1'000; ++tries) {
    const bool woman = dice.chance(38);
    PersonName name{dice.pick(names.family), dice.pick(woman ? names.women_middle : names.men_middle), dice.pick(woman ? names.women_given : names.men_given),
                    woman};
    if (name.middle != name.given && names_.insert(name.full()).second) return name;
  }
  throw std::runtime_error("config/sample/names.yaml: too few names for the people of the sample");
}

json::object People::next_person(int year, int age_least, int age_most) {
  const PersonName name = next_name();
  Dice dice(seed_, "person " + name.full());
  const int age = dice.between(age_least, age_most);
  json::object out{{"family", name.family}, {"middle", name.middle}, {"given", name.given}};
  out["born"] = fmt::format("{}-{:02}-{:02}", year - age, dice.between(1, 12), dice.between(1, 28));
  out["gender"] = name.woman ? "female" : "male";
  out["professional_level"] = weighted(dice, {{"doctor", 3}, {"master", 37}, {"university", 57}, {"college", 3}});
  out["political_level"] = weighted(dice, {{"bachelor", 4}, {"advanced", 44}, {"intermediate", 46}, {"elementary", 6}});
  out["rating"] = weighted(dice, {{"excellent", 20}, {"good", 70}, {"completed", 10}});
  out["years_in_field"] = std::min(dice.between(3, 20), age - 22);
  out["grassroots_years"] = std::min(dice.between(0, 8), age - 22);
  const auto year_before = [&] { return weighted(dice, {{"excellent", 22}, {"good", 73}, {"completed", 5}}); };
  out["ratings"] = json::array{json::value(year_before()), json::value(year_before()), out.at("rating")};
  out["in_planning"] = dice.chance(94);
  out["terms_in_post"] = dice.between(1, 3);
  out["discipline"] = weighted(dice, {{"none", 98}, {"reprimand", 2}});
  out["under_investigation"] = false;
  out["not_transferable"] = weighted(dice, {{"none", 98}, {"study", 2}});
  return out;
}

std::string People::username(const json::object& person) {
  std::istringstream rest(fold(text_member(person, "family") + " " + text_member(person, "middle")));
  std::string base = slug(text_member(person, "given")) + ".", word;
  while (rest >> word) base += word.front();
  std::string out = base;
  for (int number = 2; !usernames_.insert(out).second; ++number) out = base + std::to_string(number);
  return out;
}

std::string People::password(const std::string& username) const {
  Dice dice(seed_, "password " + username);
  std::string out;
  for (int i = 0; i < 4; ++i) out += dice.pick(syllables()) + "-";
  out += std::to_string(dice.between(10, 99));
  if (!identity::acceptable_password(out, {username})) throw std::runtime_error("the sample made a password that would be refused: " + out);
  return out;
}

}  // namespace luan::app::sample
