// luan plugin new | check | run | list | enable | disable
#include <fmt/format.h>
#include <sys/random.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/app.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/plugin_template.hpp"
#include "cli/wait_for.hpp"
#include "plugin/check.hpp"
#include "plugin/registry.hpp"
#include "plugin/temporary_folder.hpp"

namespace luan::cli {
namespace {

namespace fs = std::filesystem;

void print(const std::string& line) { std::fputs((line + "\n").c_str(), stdout); }

std::vector<std::string> host_command() { return {fs::read_symlink("/proc/self/exe").string(), "plugin-host"}; }

plugin::SandboxMode sandbox_of(const Arguments& arguments) {
  const std::string mode = arguments.value("sandbox").value_or("required");
  if (mode != "required" && mode != "optional") throw Usage{"--sandbox takes required or optional"};
  return mode == "optional" ? plugin::SandboxMode::optional : plugin::SandboxMode::required;
}

template <class Number>
Number number_of(const Arguments& arguments, const std::string& name, Number otherwise) {
  const auto text = arguments.value(name);
  if (!text) return otherwise;
  const auto value = whole_number<Number>(*text);
  if (!value) throw Usage{"--" + name + " takes a whole number"};
  return *value;
}

std::uint64_t fresh_seed() {
  std::uint32_t seed = 0;
  if (::getrandom(&seed, sizeof seed, 0) != sizeof seed) return 1;
  return seed;
}

std::string word_after(const Arguments& arguments, const char* usage) {
  if (arguments.words().size() != 2) throw Usage{usage};
  return arguments.words()[1];
}

int make_new(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"language", "kind", "folder"}, {}, 2);
  const std::string id = word_after(arguments, "luan plugin new NAME [--language cpp|c] [--kind score|notify] [--folder DIR]");
  const PluginTemplate wanted{id, arguments.value("language").value_or("cpp"), arguments.value("kind").value_or("score"),
                              arguments.value("folder").value_or(id)};
  print(write_plugin_template(wanted));
  return 0;
}

int check(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"seed", "rounds", "sandbox"}, {"json"}, 2);
  plugin::CheckOptions options{word_after(arguments, "luan plugin check FOLDER [--seed N] [--rounds N] [--json]"), host_command(), sandbox_of(arguments)};
  options.seed = number_of(arguments, "seed", fresh_seed());
  options.fuzz_rounds = number_of(arguments, "rounds", options.fuzz_rounds);
  if (!fs::is_directory(options.folder)) throw Usage{options.folder.string() + " is no folder"};
  const plugin::CheckReport report = plugin::check(options);
  print(arguments.flag("json") ? json::serialize(report.to_json()) : report.text());
  return report.passed() ? 0 : 1;
}

/// The file's JSON object; "-" is standard input.
json::object object_of(const std::string& file) {
  std::string text;
  if (file == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file + ": the file cannot be read");
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  auto value = parse_json(text);
  if (!value) throw std::runtime_error(file + ": is not JSON: " + value.error());
  if (!value->is_object()) throw std::runtime_error(file + ": must be an object");
  return std::move(value->as_object());
}

/// The example names folders of nobody's machine: each is given one that is there.
plugin::Example example_in(const plugin::Manifest& manifest, const fs::path& folder) {
  plugin::Example example = manifest.examples.empty() ? plugin::Example{} : manifest.examples.front();
  for (const std::string& member : manifest.needs_folders)
    if (example.configuration.contains(member)) example.configuration[member] = (folder / "granted" / member).string();
  return example;
}

json::object request_of(const plugin::Manifest& manifest, const Arguments& arguments, const fs::path& scratch) {
  const plugin::Example example = example_in(manifest, scratch);
  const json::object with = arguments.value("with") ? object_of(*arguments.value("with")) : example.configuration;
  json::object input = arguments.value("input") ? object_of(*arguments.value("input")) : example.input;
  const std::string call = arguments.value("call").value_or(std::string(plugin::name(manifest.kinds.front())));
  if (call == "notify")
    return {{"call", call}, {"with", with}, {"delivery_id", arguments.value("delivery").value_or("by-hand")}, {"message", std::move(input)}};
  return {{"call", call}, {"with", with}, {"input", std::move(input)}};
}

int run_by_hand(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"call", "input", "with", "delivery", "sandbox"}, {"network"}, 2);
  fs::path folder = word_after(arguments, "luan plugin run FOLDER [--input FILE|-] [--with FILE] [--call score|notify] [--delivery ID] [--network]");
  folder = fs::weakly_canonical(folder);
  const std::string id = folder.filename().string();
  const auto manifest = plugin::read_manifest(folder / (id + ".json"));
  if (!manifest) throw std::runtime_error(manifest.error());
  const plugin::TemporaryFolder scratch("luan_plugin_run");
  const json::object request = request_of(*manifest, arguments, scratch.path());
  plugin::RegistryOptions options{folder.parent_path(), scratch.path() / "work", host_command(), sandbox_of(arguments)};
  options.enabled[id] = {request.at("with").as_object(), {}, arguments.flag("network")};
  plugin::Registry registry(options);
  const auto answer = registry.call(id, request);
  if (answer)
    print(json::serialize(*answer));
  else
    std::fputs((answer.error().sentence().en + "\n").c_str(), stderr);
  return answer ? 0 : 1;
}

std::string state_of(const app::PluginView& found) {
  if (!found.enabled) return "disabled";
  return found.digest_found == found.digest ? "enabled" : "changed";
}

int list(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"config", "data"}, {}, 1);
  for (const app::PluginView& found : app::list_plugins(configuration_of(arguments), arguments.value("data").value_or("")))
    print(fmt::format("{:<20} {:<8} {:<9} {}", found.id, found.version, state_of(found), found.error.en.empty() ? found.title.en : found.error.en));
  return 0;
}

int set_enabled(const std::vector<std::string>& given, bool enabled) {
  const Arguments arguments(given, {"config", "data"}, {}, 100);
  const auto& words = arguments.words();
  if (words.size() < 2) throw Usage{fmt::format("luan plugin {} NAME… --data DIR [--config FILE]", words[0])};
  app::App app(configuration_of(arguments), arguments.required("data"), std::make_shared<SystemClock>());
  const app::Caller caller = app.machine_operator();
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string digest = enabled ? app::found_digest(*app.plugins(caller), words[i]) : "";
    const auto done = wait_for(enabled ? app.enable_plugin(caller, words[i], digest) : app.disable_plugin(caller, words[i]));
    if (!done) throw std::runtime_error(words[i] + ": " + done.error().sentence(Language::en));
    print(enabled ? fmt::format("{} is enabled: SHA-256 {}", words[i], digest) : words[i] + " is disabled");
  }
  return 0;
}

}  // namespace

int plugin(const std::vector<std::string>& given) {
  const std::string what = given.empty() ? "" : given[0];
  if (what == "new") return make_new(given);
  if (what == "check") return check(given);
  if (what == "run") return run_by_hand(given);
  if (what == "list") return list(given);
  if (what == "enable" || what == "disable") return set_enabled(given, what == "enable");
  throw Usage{"luan plugin new | check | run | list | enable | disable"};
}

}  // namespace luan::cli
