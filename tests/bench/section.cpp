#include "section.hpp"

#include <algorithm>
#include <stdexcept>

#include "app/configuration.hpp"

namespace luan::bench {

void approvals(Bench& bench);
void task_page(Bench& bench);
void lists(Bench& bench);
void plugin_call(Bench& bench);
void notification_burst(Bench& bench);
void plugin_faults(Bench& bench);
void checker(Bench& bench);
void simulation(Bench& bench);

const std::vector<Section>& sections() {
  static const std::vector<Section> all{
      {"approvals", "Durable approvals, beside the floor they stand on", approvals},
      {"task_page", "The page «Việc của tôi»", task_page},
      {"lists", "List pages with ten thousand rows", lists},
      {"plugin_call", "A call of a plugin: in its box, and what the box costs", plugin_call},
      {"notification_burst", "Approvals while ten thousand letters go out", notification_burst},
      {"plugin_faults", "Approvals while a plugin does everything it must not", plugin_faults},
      {"checker", "Workflows proved sound", checker},
      {"simulation", "Rotations simulated against books kept by other hands", simulation},
  };
  return all;
}

std::size_t Bench::scaled(std::size_t count) const { return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(count) * scale)); }

int io_threads() { return app::default_configuration().io_threads; }

void expect(bool holds, std::string_view what) {
  if (!holds) throw std::runtime_error("the benchmark does not measure what it says: " + std::string(what));
}

}  // namespace luan::bench
