// What config/sample says: the district, the names, the texts, the calendar. Read once, immutable.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/configuration.hpp"
#include "base/date.hpp"
#include "base/localized.hpp"
#include "store/directory_event.hpp"

namespace luan::app::sample {

struct Term {
  std::string name;
  Date from{};
};
struct Post {
  Localized title;
  std::string kind;
};
struct Office {
  Localized name;
  std::string user;
  std::vector<Post> key, civil;
};
struct Ward {
  std::string name, user, traits;
};
struct Merge {
  std::string from, into;
  Date on{};
};
struct Counts {
  int key = 0, civil = 0;
};
struct Year {
  Counts focus, elsewhere;
};
struct Names {
  std::vector<std::string> family, men_middle, men_given, women_middle, women_given;
};

struct Source {
  Localized committee;
  std::string committee_kind, organ;
  std::vector<Term> terms;
  std::vector<Localized> standing;  // titles, the chair first
  std::vector<Office> offices;
  std::vector<Ward> wards;
  Merge merge;
  std::vector<Post> ward_key, ward_civil;
  std::string focus;
  std::map<int, Year> years;
  Year later;
  Names names;
  std::map<std::string, std::vector<std::string>, std::less<>> texts;
  std::map<std::string, std::vector<std::pair<std::string, std::string>>, std::less<>> pairs;  // content, product or solution
  store::CalendarSet calendar;

  [[nodiscard]] const std::vector<std::string>& text(std::string_view kind) const;
};

/// The folder config/sample: of the working directory, beside the workflow's file, or beside the program. Throws
/// std::runtime_error where there is none.
[[nodiscard]] std::filesystem::path source_folder(const Configuration& configuration);
/// Throws std::runtime_error, "config/sample/district.yaml:12:3: sentence".
[[nodiscard]] Source read_source(const std::filesystem::path& folder);

}  // namespace luan::app::sample
