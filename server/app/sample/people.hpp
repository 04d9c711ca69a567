// Fictional people: names, no two alike, and the facts that a scorer reads.
#pragma once
#include <set>
#include <string>

#include "app/sample/dice.hpp"
#include "app/sample/source.hpp"
#include "base/json.hpp"

namespace luan::app::sample {

struct PersonName {
  std::string family, middle, given;
  bool woman = false;
  [[nodiscard]] std::string full() const { return family + " " + middle + " " + given; }
};

class People {
 public:
  People(const Source& source, unsigned seed) : source_(source), seed_(seed) {}

  [[nodiscard]] PersonName next_name();
  /// All that is registered of an official: name, birth and facts. Born so as to be `age` in the year `year`.
  [[nodiscard]] json::object next_person(int year, int age_least, int age_most);
  /// «binh.dv», no two alike. `given` and the rest as in a person's facts.
  [[nodiscard]] std::string username(const json::object& person);
  /// «song-que-lua-chin-27»: easily told on the telephone, never accepted outside a sample.
  [[nodiscard]] std::string password(const std::string& username) const;

 private:
  const Source& source_;
  unsigned seed_;
  int count_ = 0;
  std::set<std::string> names_, usernames_;
};

/// ASCII without spaces: «Bến Đá» is «benda».
[[nodiscard]] std::string slug(std::string_view text);

}  // namespace luan::app::sample
