// What the benchmark is made of: sections, each in a file of sections/, which write their lines into one report. A new
// one is a function, declared and listed in section.cpp. A ratio is taken inside one run, against the baseline it names.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report.hpp"

namespace luan::bench {

struct Bench {
  std::filesystem::path folder;  // scratch, on the file system that is measured; empty at the start of a section
  int rounds = 5;                // interleaved; their median counts
  double scale = 1;              // of the work in a round
  Report& report;

  [[nodiscard]] std::size_t scaled(std::size_t count) const;
};

struct Section {
  std::string_view name, title;
  void (*run)(Bench&);
};

[[nodiscard]] const std::vector<Section>& sections();

/// The threads that serve connections: what the product has unless it is told otherwise.
[[nodiscard]] int io_threads();

/// An expectation the measurement rests on. Throws std::runtime_error with `what` where it does not hold.
void expect(bool holds, std::string_view what);

}  // namespace luan::bench
