// What the box costs: a call of a plugin in its own process beside the same call in this one, in turns, in one run.
//   bench_plugin_call [calls]
// A line a plugin: median and 99th percentile of both, in microseconds, and their difference, the price of isolation.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "plugin/loaded_plugin.hpp"
#include "plugin/registry.hpp"
#include "plugin/shape.hpp"
#include "plugin/temporary_folder.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

using Microseconds = std::chrono::duration<double, std::micro>;

class Times {
 public:
  template <class Work>
  void measure(Work work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    times_.push_back(Microseconds(std::chrono::steady_clock::now() - before).count());
  }
  double at(double part) {
    std::ranges::sort(times_);
    return times_.at(static_cast<std::size_t>(part * static_cast<double>(times_.size() - 1)));
  }

 private:
  std::vector<double> times_;
};

void expect(bool holds, const std::string& what) {
  if (holds) return;
  std::fputs((what + "\n").c_str(), stderr);
  std::exit(1);
}

void compare(const std::filesystem::path& folder, const std::string& id, const Example& example, int calls) {
  const TemporaryFolder work("luan_bench");
  RegistryOptions options{folder, work.path(), {std::string(LUAN_BINARY_DIR) + "/luan", "plugin-host"}};
  options.enabled[id] = {};
  Registry registry(options);
  const auto found = registry.find(id);
  const auto direct = LoadedPlugin::load((folder / id / (id + ".so")).string(), {id, found->version, {"score"}});
  expect(direct.has_value(), direct ? "" : direct.error());
  const std::string configuration = json::serialize(example.configuration), input = json::serialize(example.input);
  void* instance = nullptr;
  expect(direct->create(configuration, instance).status == LUAN_OK, "the example configures the plugin");
  const json::object request{{"call", "score"}, {"with", example.configuration}, {"input", example.input}};
  Times near, far;
  for (int call = -calls / 10; call < calls; ++call) {  // a tenth to warm up
    Times warming;
    (call < 0 ? warming : near).measure([&] {
      const Reply reply = direct->call(instance, 1, 5'000, "score", input);
      // What the caller does with an answer belongs to a call, wherever it was made.
      expect(reply.status == LUAN_OK && !check_answer(PluginKind::score, parse_json(reply.written).value()), "the example is answered");
    });
    (call < 0 ? warming : far).measure([&] { expect(registry.call(id, request).has_value(), "the example is answered in the box"); });
  }
  direct->destroy(instance);
  std::fputs(fmt::format("{:<16} direct {:6.1f} us, 99 % {:6.1f} us; isolated {:6.1f} us, 99 % {:6.1f} us; isolation costs {:5.1f} us\n", id, near.at(0.5),
                         near.at(0.99), far.at(0.5), far.at(0.99), far.at(0.5) - near.at(0.5))
                 .c_str(),
             stdout);
}

}  // namespace

int main(int count, char** arguments) {
  const int calls = count > 1 ? std::max(10, std::atoi(arguments[1])) : 20'000;
  spdlog::set_level(spdlog::level::warn);
  const std::filesystem::path bundled = std::filesystem::path(LUAN_BINARY_DIR) / "plugins";
  const auto weighted = read_manifest(bundled / "score_weighted/score_weighted.json");
  expect(weighted.has_value() && !weighted->examples.empty(), "score_weighted has an example");
  compare(bundled, "score_weighted", weighted->examples.front(), calls);
  return 0;
}
