// How fast history is made: rotations that live through the real engine, writer and SQLite with everybody there is, against books
// kept by other code (tests/simulation). One process a round, each with a seed of its own.
#include <array>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "section.hpp"

namespace luan::bench {
namespace {

struct Close {
  void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};

/// Rotations a second, as the simulation counts them itself.
double rate(unsigned seed, std::size_t rotations) {
  const std::string command =
      fmt::format("LUAN_SEED={} LUAN_ROTATIONS={} '{}/tests/test_simulation' 'Whatever people do*' 2>&1", seed, rotations, LUAN_BINARY_DIR);
  const std::unique_ptr<std::FILE, Close> pipe(::popen(command.c_str(), "r"));
  expect(pipe != nullptr, "the simulation starts");
  std::string all;
  for (std::array<char, 4096> buffer{}; const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe.get());) all.append(buffer.data(), read);
  const auto end = all.find(" rotations a second");
  expect(end != all.npos && all.find("All tests passed") != all.npos, "every rule was kept in the simulation");
  const auto begin = all.rfind(": ", end);
  return std::stod(all.substr(begin + 2, end - begin - 2));
}

}  // namespace

void simulation(Bench& bench) {
  Series series;
  for (int round = 0; round < bench.rounds; ++round) series.add(rate(static_cast<unsigned>(round) + 1, bench.scaled(300)));
  bench.report.add({"rotations simulated, every rule recomputed", "1/s", series});
}

}  // namespace luan::bench
