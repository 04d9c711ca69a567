// A YAML file as a plain tree with a place for every word: aliases and merge keys (<<) resolved, duplicate keys reported,
// size and depth bounded. Private to the loader; yaml-cpp is seen nowhere else.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "workflow/loader_faults.hpp"

namespace luan::workflow {

struct TreeMember;

struct Tree {
  enum class Kind : unsigned char { nothing, scalar, list, map };

  Kind kind = Kind::nothing;
  Mark mark{};
  std::string text{};   // scalar
  bool quoted = false;  // scalar in quotes: never a number or a truth value
  std::vector<Tree> items{};
  std::vector<TreeMember> members{};

  [[nodiscard]] const Tree* find(std::string_view key) const;
};

struct TreeMember {
  std::string key;
  Mark mark;  // of the key
  Tree value;
};

/// An empty map where the bytes are no YAML at all; the faults say why.
[[nodiscard]] Tree read_tree(std::string_view bytes, Faults& faults);

}  // namespace luan::workflow
