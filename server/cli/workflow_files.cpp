#include "cli/workflow_files.hpp"

#include <fstream>
#include <sstream>

#include "identity/permission.hpp"

namespace luan::cli {

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file + ": the file cannot be read");
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::expected<workflow::Definition, std::vector<workflow::LoadError>> read_workflow(const std::string& file) {
  return workflow::load_definition(file, bytes_of(file), identity::role_names());
}

workflow::Definition must_read_workflow(const std::string& file, Language language) {
  auto loaded = read_workflow(file);
  if (loaded) return std::move(*loaded);
  std::string faults;
  for (const auto& fault : loaded.error()) faults += (faults.empty() ? "" : "\n") + fault.line(language);
  throw std::runtime_error(faults);
}

Language language_of(const Arguments& arguments) {
  const std::string said = arguments.value("language").value_or("en");
  if (said != "vi" && said != "en") throw Usage{"--language takes vi or en"};
  return said == "vi" ? Language::vi : Language::en;
}

json::object to_json(const Localized& text) { return {{"vi", text.vi}, {"en", text.en}}; }

}  // namespace luan::cli
