#include "plugin/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/text.hpp"
#include "plugin/child.hpp"
#include "plugin/library.hpp"
#include "plugin/plugin_process.hpp"
#include "plugin/probe.hpp"
#include "plugin/temporary_folder.hpp"

namespace luan::plugin {
namespace {

constexpr std::string_view manifest_about = "the manifest is sound and its examples hold to its schema";
constexpr std::string_view library_about = "the library loads in its box, exports luan_plugin_entry_v1, and says of itself what the manifest says";

class Check {
 public:
  explicit Check(const CheckOptions& options) : options_(options), folder_(std::filesystem::absolute(options.folder).lexically_normal()) {
    if (folder_.filename().empty()) folder_ = folder_.parent_path();
    report_.id = folder_.filename().string();
    report_.seed = options.seed;
  }

  CheckReport run() {
    if (!read_manifest() || !read_library()) return std::move(report_);
    for (const Probe& probe : probes()) run_probe(probe);
    return std::move(report_);
  }

 private:
  using Result = std::expected<std::string, std::string>;

  void found(std::string_view test, std::string_view about, Verdict verdict, std::string detail = {}) {
    report_.findings.push_back({std::string(test), std::string(about), verdict, std::move(detail)});
  }

  bool read_manifest() {
    auto manifest = plugin::read_manifest(folder_ / (report_.id + ".json"));
    if (!manifest) {
      found("manifest", manifest_about, Verdict::failed, manifest.error());
      return false;
    }
    manifest_ = std::move(*manifest);
    report_.version = manifest_->version;
    found("manifest", manifest_about, Verdict::passed);
    process_ = {options_.host_command, temporary_.path() / "work", {}, false, options_.sandbox, {}};
    grant_folders();
    return true;
  }

  /// The examples name folders of nobody's machine: each is given one that is there.
  void grant_folders() {
    for (const std::string& member : manifest_->needs_folders)
      for (Example& example : manifest_->examples) {
        if (!example.configuration.contains(member)) continue;
        const auto granted = temporary_.path() / "granted" / member;
        std::filesystem::create_directories(granted);
        example.configuration[member] = granted.string();
        if (std::ranges::find(process_.writable, granted) == process_.writable.end()) process_.writable.push_back(granted);
      }
  }

  bool read_library() {
    auto library = open_library(manifest_->library);
    std::string why = library ? "" : library.error();
    if (library) {
      report_.digest = library->digest;
      library_ = std::move(*library);
      if (const auto child = start(); !child) why = child.error().detail;
    }
    found("library", library_about, why.empty() ? Verdict::passed : Verdict::failed, why + printed());
    return why.empty();
  }

  std::expected<std::unique_ptr<Child>, PluginFailure> start() {
    empty_folder(process_.folder);
    output_.emplace(report_.id);
    return Child::start({process_.host_command, library_.memory.number(), setup_message(*manifest_, process_), patience()}, *output_);
  }

  void run_probe(const Probe& probe) {
    const bool scores = manifest_->has(PluginKind::score);
    if (probe.scorers_only && !scores) return;
    if (probe.needs_example && manifest_->examples.empty()) {
      found(probe.name, probe.about, Verdict::skipped, "the manifest has no `examples`: a configuration and an input to begin with");
      return;
    }
    Result result = in_child(probe);
    // What is the same twice in one process may still hang on where memory lies.
    if (result && !result->empty())
      if (const Result other = in_child(probe); other != result)
        result = std::unexpected(other ? "another process gave other bytes for the same input" : other.error());
    found(probe.name, probe.about, result ? Verdict::passed : Verdict::failed, result ? "" : result.error());
  }

  Result in_child(const Probe& probe) {
    auto child = start();
    if (!child) return std::unexpected("the process did not start: " + child.error().detail);
    const auto deadline = patience();
    if (const auto sent = write_frame((*child)->socket(), message(probe), deadline); !sent) return std::unexpected("the examples are too large to be sent");
    const auto answer = read_frame((*child)->socket(), deadline);
    if (answer && answer->contains("passed")) {
      const std::string detail = text_or_empty(*answer, "detail");
      if (answer->at("passed") == json::value(true)) return detail;
      return std::unexpected(detail);
    }
    std::string why = answer ? "it wrote to the server's socket" : answer.error().detail;
    if (!answer && answer.error().kind == FrameFault::Kind::closed)
      why = "its process ended: " + (*child)->end_within(std::chrono::seconds(1)).value_or("it closed the connection");
    if (!answer && answer.error().kind == FrameFault::Kind::late)
      why = fmt::format("it did not return within {} s", std::chrono::duration_cast<std::chrono::seconds>(options_.patience).count());
    (*child)->kill();
    child->reset();
    return std::unexpected(why + last_input() + printed());
  }

  json::object message(const Probe& probe) const {
    json::array kinds, examples;
    for (const PluginKind kind : manifest_->kinds) kinds.emplace_back(name(kind));
    for (const Example& example : manifest_->examples) examples.push_back(json::object{{"configuration", example.configuration}, {"input", example.input}});
    return {{"id", 1},
            {"probe", probe.name},
            {"kinds", std::move(kinds)},
            {"examples", std::move(examples)},
            {"seed", std::to_string(options_.seed)},
            {"rounds", options_.fuzz_rounds}};
  }

  [[nodiscard]] Deadline patience() const { return std::chrono::steady_clock::now() + options_.patience; }

  /// What it was given when it ended.
  [[nodiscard]] std::string last_input() const {
    constexpr std::size_t shown = 300;
    std::ifstream in(process_.folder / probe_input_file, std::ios::binary);
    if (!in) return {};
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!is_utf8(text)) return fmt::format("; it was given {} bytes that are not UTF-8", text.size());
    return text.size() <= shown ? "; it was given " + json::serialize(json::value(text)) : fmt::format("; it was given a text of {} bytes", text.size());
  }

  [[nodiscard]] std::string printed() const {
    const auto lines = output_ ? output_->last_lines() : std::vector<std::string>();
    return lines.empty() ? "" : "; it printed last: " + lines.back();
  }

  const CheckOptions& options_;
  std::filesystem::path folder_;
  CheckReport report_;
  TemporaryFolder temporary_{"luan_check"};
  std::optional<Manifest> manifest_;
  ProcessOptions process_;
  Library library_;
  std::optional<Output> output_;
};

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return "passed";
    case Verdict::failed: return "failed";
    case Verdict::skipped: return "skipped";
  }
  return {};
}

bool CheckReport::passed() const {
  return std::ranges::none_of(findings, [](const Finding& finding) { return finding.verdict == Verdict::failed; });
}

std::string CheckReport::text() const {
  std::string out = fmt::format("{} {}\n", id, version);
  for (const Finding& finding : findings) {
    out += fmt::format("  {:<8} {:<14} {}\n", name(finding.verdict), finding.test, finding.about);
    if (!finding.detail.empty()) out += fmt::format("  {:<23} {}\n", "", finding.detail);
  }
  const auto failed = std::ranges::count(findings, Verdict::failed, &Finding::verdict);
  return out + (failed == 0 ? fmt::format("{} keeps the contract (seed {})\n", id, seed)
                            : fmt::format("{} breaks the contract in {} of {} tests (seed {})\n", id, failed, findings.size(), seed));
}

json::object CheckReport::to_json() const {
  json::array tests;
  for (const Finding& finding : findings)
    tests.push_back(json::object{{"test", finding.test}, {"verdict", name(finding.verdict)}, {"about", finding.about}, {"detail", finding.detail}});
  return {{"id", id}, {"version", version}, {"digest", digest}, {"seed", std::to_string(seed)}, {"passed", passed()}, {"tests", std::move(tests)}};
}

CheckReport check(const CheckOptions& options) { return Check(options).run(); }

}  // namespace luan::plugin
