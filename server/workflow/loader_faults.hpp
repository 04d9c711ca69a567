// The faults of one workflow file, gathered so that a person corrects them in one go. Private to the loader.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "workflow/loader.hpp"

namespace luan::workflow {

class Faults {
 public:
  explicit Faults(std::string_view file) : file_(file) {}

  void add(Mark mark, std::string vi, std::string en);
  [[nodiscard]] bool none() const { return errors_.empty(); }
  [[nodiscard]] std::size_t count() const { return errors_.size(); }
  /// In the order of the file; one fault seen twice (through an alias) is told once.
  [[nodiscard]] std::vector<LoadError> take();

 private:
  std::string file_;
  std::vector<LoadError> errors_;
};

/// The candidate that was most likely meant, or "".
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// " Có phải là «form»?" / " Did you mean «form»?", or the list of what can be used there.
[[nodiscard]] Localized suggestion(std::string_view word, const std::vector<std::string>& candidates);

[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace luan::workflow
