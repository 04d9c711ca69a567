// The configuration of score_weighted: criteria with weights, and for each where its level comes from. README.md here
// explains it with an example.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scoring/reading.hpp"

namespace score_weighted {

using scoring::Decimal;

struct Level {
  Decimal value;         // 0 to 1
  luan::Sentence label;  // how people call it
};
using Levels = std::map<std::string, Level, std::less<>>;

struct Field {  // a word, looked up
  std::string name;
  Levels levels;
};
struct Number {  // level rises from 0 at `empty` to 1 at `full`; falls, where `full` is the smaller one
  std::string name;
  Decimal empty, full;
};
struct List {  // mean over the last `last` words
  std::string name;
  std::size_t last = 1;
  Levels levels;
};
struct Share {  // part of whole
  std::string part, whole;
};
struct Flag {  // true or false
  std::string name;
  Decimal yes, no;
};

struct Criterion {
  std::string id;
  luan::Sentence label;
  int weight = 0;  // points; all together 100
  std::variant<Field, Number, List, Share, Flag> from;
  Decimal missing;                   // level where the fact is not there or cannot be used
  std::optional<Decimal> minimum{};  // level that must be reached
};

struct Criteria {
  std::vector<Criterion> list;
  std::optional<Decimal> cap{};  // most points where a minimum is not reached; none: that is only said
};

/// Throws luan::Refused with the place of what is wrong.
[[nodiscard]] Criteria read_criteria(const luan::Json& configuration);

}  // namespace score_weighted
