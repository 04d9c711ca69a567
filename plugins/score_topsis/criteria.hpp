// The configuration of score_topsis: criteria with weights and a direction, and for each which fact of a nominee it
// compares. README.md here explains it with an example.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scoring/reading.hpp"

namespace score_topsis {

using scoring::Decimal;
using Values = std::map<std::string, Decimal, std::less<>>;

struct Number {  // as it is
  std::string name;
};
struct Field {  // a word, by its value
  std::string name;
  Values values;
};
struct List {  // mean over the last `last` words
  std::string name;
  int last = 1;
  Values values;
};

/// Ends of the scale that do not come from the nominees: then a value counts by its place between them, whoever else stands
/// there, and one nominee alone can be judged.
struct Scale {
  Decimal worst, best;
};

struct Criterion {
  std::string id;
  luan::Sentence label;
  int weight = 0;  // points; all together 100
  bool more_is_better = true;
  std::variant<Number, Field, List> from;
  Decimal missing;  // value where the fact is not there or cannot be used
  std::optional<Scale> scale;
};

/// Throws luan::Refused with the place of what is wrong.
[[nodiscard]] std::vector<Criterion> read_criteria(const luan::Json& configuration);

struct Read {
  Decimal value;
  luan::Sentence shown;  // «12», «Thạc sĩ (0,9)», «chưa có, tính 2»
  bool missing = false;
};
[[nodiscard]] Read read_value(const Criterion& criterion, const scoring::Object& facts);

}  // namespace score_topsis
