#include "plugin/support/plugins.hpp"

#include <stdlib.h>

#include <fstream>
#include <iterator>

namespace luan::plugin {

namespace fs = std::filesystem;

Plugins::Plugins() {
  std::string pattern = (fs::temp_directory_path() / "luan_plugins_XXXXXX").string();
  root_ = ::mkdtemp(pattern.data());
  fs::create_directories(folder());
}

Plugins::~Plugins() { fs::remove_all(root_); }

void Plugins::write_manifest(const std::string& id, const std::string& text) {
  fs::create_directories(folder() / id);
  std::ofstream(folder() / id / (id + ".json"), std::ios::binary) << text;
}

void Plugins::add(const std::string& id, const std::string& version) {
  write_manifest(id, json::serialize(json::object{{"id", id},
                                                  {"version", version},
                                                  {"title", {{"vi", "Thử"}, {"en", "Test"}}},
                                                  {"kinds", {"score"}},
                                                  {"needs", {{"network", false}, {"folders", json::array()}}},
                                                  {"configuration", json::object()}}));
  fs::copy_file(fs::path(LUAN_BINARY_DIR) / "tests/plugin_programs" / (id + ".so"), folder() / id / (id + ".so"));
}

void Plugins::add_bundled(const std::string& id) {
  fs::create_directories(folder() / id);
  for (const char* ending : {".so", ".json"}) fs::copy_file(fs::path(LUAN_BINARY_DIR) / "plugins" / id / (id + ending), folder() / id / (id + ending));
}

json::object Plugins::manifest(const std::string& id) const {
  std::ifstream in(folder() / id / (id + ".json"), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return parse_json(text).value().as_object();
}

void Plugins::replace(const std::string& id, const std::string& by) {
  const auto library = folder() / id / (id + ".so");
  fs::remove(library);
  fs::copy_file(fs::path(LUAN_BINARY_DIR) / "tests/plugin_programs" / (by + ".so"), library);
}

void Plugins::loosen(const std::string& id) {
  json::object manifest = this->manifest(id);
  manifest["configuration"] = json::object();
  manifest.erase("examples");
  write_manifest(id, json::serialize(manifest));
}

RegistryOptions Plugins::options(std::map<std::string, Enabled> enabled) const {
  RegistryOptions options;
  options.folder = folder();
  options.work_folder = root_ / "work";
  options.host_command = {std::string(LUAN_BINARY_DIR) + "/tests/plugin_programs/luan_plugin_test_host"};
  options.enabled = std::move(enabled);
  options.timing.start = options.timing.call = std::chrono::seconds(30);
  options.timing.rest_first = std::chrono::milliseconds(0);
  options.timing.crashes_most = no_limit;
  return options;
}

std::string told(const std::expected<json::value, PluginFailure>& answer) {
  if (!answer) return std::string(name(answer.error().kind)) + ": " + answer.error().detail;
  return text_member(answer->as_object(), "points");
}

json::object score_request(const std::string& what_to_do) { return {{"call", "score"}, {"with", {{"do", what_to_do}}}, {"input", json::object()}}; }

}  // namespace luan::plugin
