// What the box costs: score_weighted called in its own process beside the same library called in this one, in turns.
#include "plugin/loaded_plugin.hpp"
#include "plugin/registry.hpp"
#include "plugin/shape.hpp"
#include "section.hpp"

#include <algorithm>
#include <chrono>

namespace luan::bench {
namespace {

using namespace luan::plugin;

class Times {
 public:
  template <class Work>
  void measure(Work work) {
    const auto before = std::chrono::steady_clock::now();
    work();
    times_.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before).count());
  }
  [[nodiscard]] double at(double part) {
    std::ranges::sort(times_);
    return times_.at(static_cast<std::size_t>(part * static_cast<double>(times_.size() - 1)));
  }

 private:
  std::vector<double> times_;
};

/// The same scorer twice: loaded here, and behind a registry.
class Scorer {
 public:
  explicit Scorer(const std::filesystem::path& work) : registry_(options(work)), plugin_(load()) {
    expect(plugin_.create(json::serialize(example_.configuration), instance_).status == LUAN_OK, "the example configures the plugin");
  }
  ~Scorer() { plugin_.destroy(instance_); }
  Scorer(const Scorer&) = delete;

  void direct() const {
    const Reply reply = plugin_.call(instance_, 1, 5'000, "score", input_);
    // What the caller does with an answer belongs to a call, wherever it was made.
    expect(reply.status == LUAN_OK && !check_answer(PluginKind::score, parse_json(reply.written).value()), "the example is answered");
  }
  void isolated() { expect(registry_.call(id, request_).has_value(), "the example is answered in the box"); }

 private:
  static constexpr const char* id = "score_weighted";
  static std::filesystem::path folder() { return std::filesystem::path(LUAN_BINARY_DIR) / "plugins"; }

  static RegistryOptions options(const std::filesystem::path& work) {
    RegistryOptions options{folder(), work, {std::string(LUAN_BINARY_DIR) + "/luan", "plugin-host"}};
    options.enabled[id] = {};
    return options;
  }
  LoadedPlugin load() {
    const auto manifest = read_manifest(folder() / id / (std::string(id) + ".json"));
    expect(manifest.has_value() && !manifest->examples.empty(), "score_weighted has an example");
    example_ = manifest->examples.front();
    input_ = json::serialize(example_.input);
    request_ = {{"call", "score"}, {"with", example_.configuration}, {"input", example_.input}};
    auto loaded = LoadedPlugin::load((folder() / id / (std::string(id) + ".so")).string(), {id, manifest->version, {"score"}});
    expect(loaded.has_value(), "score_weighted loads");
    return *loaded;
  }

  Registry registry_;
  Example example_;
  std::string input_;
  json::object request_;
  LoadedPlugin plugin_;
  void* instance_ = nullptr;
};

}  // namespace

void plugin_call(Bench& bench) {
  Scorer scorer(std::filesystem::absolute(bench.folder / "work"));
  const std::size_t calls = bench.scaled(5'000);
  for (std::size_t call = 0; call < calls / 10; ++call) scorer.direct(), scorer.isolated();  // warm
  Series direct, isolated, slowest;
  for (int round = 0; round < bench.rounds; ++round) {
    Times near, far;
    for (std::size_t call = 0; call < calls; ++call) {
      near.measure([&] { scorer.direct(); });
      far.measure([&] { scorer.isolated(); });
    }
    direct.add(near.at(0.5)), isolated.add(far.at(0.5)), slowest.add(far.at(0.99));
  }
  bench.report.add({"a direct call, median", "us", direct});
  bench.report.add({"a call in the box, median", "us", isolated, isolated.median() / direct.median(), "a direct call"});
  bench.report.add({"a call in the box, 99 of 100 take less", "us", slowest});
}

}  // namespace luan::bench
