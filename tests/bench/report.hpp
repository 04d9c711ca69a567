// The results: lines of a table, as Markdown for people and JSON for programs.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace luan::bench {

/// One value a round.
class Series {
 public:
  void add(double value) { values_.push_back(value); }
  [[nodiscard]] double min() const;
  [[nodiscard]] double median() const;
  [[nodiscard]] double max() const;

 private:
  std::vector<double> values_;
};

struct Line {
  std::string what, unit;
  Series series;
  std::optional<double> ratio{};  // of the medians
  std::string to{};               // the baseline of the ratio
};

class Report {
 public:
  void begin(std::string title);
  void add(Line line);
  void note(std::string text);
  [[nodiscard]] std::string markdown() const;
  [[nodiscard]] json::object to_json() const;

 private:
  struct Part {
    std::string title;
    std::vector<Line> lines;
    std::vector<std::string> notes;
  };
  std::vector<Part> parts_;
};

}  // namespace luan::bench
