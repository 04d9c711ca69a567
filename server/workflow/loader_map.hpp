// Reading one map of a workflow file: members taken by name, and at the end every member nobody took is a fault. Private
// to the loader.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflow/loader_tree.hpp"

namespace luan::workflow {

struct Word {
  std::string text;
  Mark mark;
};

class MapReader {
 public:
  /// `owner` names the map in sentences: {"Bước «check»", "Step «check»"}. `tree` must outlive the reader.
  MapReader(const Tree& tree, Localized owner, Faults& faults);

  /// Null where absent.
  const Tree* take(std::string_view key);
  /// Null where absent, which is a fault.
  const Tree* need(std::string_view key);
  /// Takes a label that must be there, in both languages.
  Localized label(std::string_view key);
  /// Members nobody took are faults.
  void finish();

  [[nodiscard]] const Tree& tree() const { return tree_; }
  [[nodiscard]] const Localized& owner() const { return owner_; }
  [[nodiscard]] Faults& faults() const { return faults_; }

 private:
  const Tree& tree_;
  Localized owner_;
  Faults& faults_;
  std::vector<std::string> known_;
};

/// Reports a tree that is not what was expected there.
void expected_here(const Tree& tree, std::string_view vi, std::string_view en, Faults& faults);

/// Empty where the tree is no text; reported.
[[nodiscard]] std::string read_text(const Tree& tree, Faults& faults);
/// { vi: …, en: … } with nothing else beside, cleaned.
[[nodiscard]] Localized read_label(const Tree& tree, const Localized& owner, Faults& faults);
/// One word, or a list of words.
[[nodiscard]] std::vector<Word> read_words(const Tree& tree, Faults& faults);
[[nodiscard]] std::vector<std::string> texts(const std::vector<Word>& words);
[[nodiscard]] std::optional<std::int64_t> read_integer(const Tree& tree, std::int64_t least, std::int64_t most, Faults& faults);
[[nodiscard]] bool read_truth(const Tree& tree, Faults& faults);

/// Ids are a lower-case letter, then lower-case letters, digits and underscores, 64 at most. Reported otherwise.
bool check_id(std::string_view id, Mark mark, Faults& faults);

/// Reports a word that is none of the candidates. `vi` and `en` say what was looked for: "Không có biểu mẫu", "There is no form".
bool check_known(const Word& word, const std::vector<std::string>& candidates, std::string_view vi, std::string_view en, Faults& faults);

}  // namespace luan::workflow
