#include "plugin/manifest.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace luan::plugin {
namespace {

constexpr std::size_t manifest_bytes_max = 256 * 1024;
constexpr std::int64_t seconds_max = 30;  // a dispatcher's leases are longer than two such calls

struct Fault {  // thrown and caught in this file only
  std::string place;
  std::string sentence;
};

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == text.npos;
}

bool is_version(std::string_view text) {
  int numbers = 0;
  for (;;) {
    const auto end = text.find('.');
    const std::string_view number = text.substr(0, end);
    if (number.empty() || number.size() > 6 || number.find_first_not_of("0123456789") != number.npos || (number.size() > 1 && number.front() == '0'))
      return false;
    ++numbers;
    if (end == text.npos) return numbers == 3;
    text.remove_prefix(end + 1);
  }
}

void only(const json::object& object, std::string_view place, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : object)
    if (std::ranges::find(known, std::string_view(key)) == known.end()) throw Fault{std::string(place) + std::string(key), "is not a member of a manifest"};
}

const json::value& needed(const json::object& object, std::string_view place, std::string_view key) {
  if (const json::value* value = object.if_contains(key)) return *value;
  throw Fault{std::string(place) + std::string(key), "is missing"};
}

std::string text(const json::value& value, std::string_view place) {
  if (!value.is_string() || value.as_string().empty()) throw Fault{std::string(place), "must be a text that is not empty"};
  return std::string(value.as_string());
}

const json::object& object(const json::value& value, std::string_view place) {
  if (!value.is_object()) throw Fault{std::string(place), "must be an object"};
  return value.as_object();
}

const json::array& list(const json::value& value, std::string_view place) {
  if (!value.is_array()) throw Fault{std::string(place), "must be a list"};
  return value.as_array();
}

PluginKind kind_of(const json::value& value) {
  const std::string word = text(value, "kinds");
  for (const PluginKind kind : {PluginKind::score, PluginKind::notify})
    if (name(kind) == word) return kind;
  throw Fault{"kinds", "knows score and notify, not «" + word + "»"};
}

void read_needs(Manifest& manifest, const json::object& needs) {
  only(needs, "needs.", {"network", "folders", "seconds", "input"});
  const json::value& network = needed(needs, "needs.", "network");
  if (!network.is_bool()) throw Fault{"needs.network", "must be true or false"};
  manifest.needs_network = network.as_bool();
  if (const json::value* seconds = needs.if_contains("seconds")) {
    if (!seconds->is_int64() || seconds->as_int64() < 1 || seconds->as_int64() > seconds_max)
      throw Fault{"needs.seconds", "must be a whole number from 1 to " + std::to_string(seconds_max)};
    manifest.needs_seconds = static_cast<int>(seconds->as_int64());
  }
  if (const json::value* input = needs.if_contains("input"))
    for (const json::value& one : list(*input, "needs.input")) {
      manifest.needs_input.push_back(text(one, "needs.input"));
      constexpr std::string_view known[] = {"birth", "post", "alternatives"};
      if (std::ranges::find(known, manifest.needs_input.back()) == std::end(known))
        throw Fault{"needs.input", "knows birth, post and alternatives, not «" + manifest.needs_input.back() + "»"};
    }
  for (const json::value& folder : list(needed(needs, "needs.", "folders"), "needs.folders")) {
    manifest.needs_folders.push_back(text(folder, "needs.folders"));
    const json::value* properties = manifest.configuration_schema.if_contains("properties");
    if (!properties || !properties->is_object() || !properties->as_object().contains(manifest.needs_folders.back()))
      throw Fault{"needs.folders", "«" + manifest.needs_folders.back() + "» is not a property of the configuration"};
  }
}

void read_schema(Manifest& manifest, const json::object& written) {
  manifest.configuration_schema = written;
  auto schema = Schema::read(written);
  if (!schema) throw Fault{"configuration", "is no JSON Schema: " + schema.error()};
  manifest.schema = std::make_shared<const Schema>(std::move(*schema));
}

void read_examples(Manifest& manifest, const json::value& written) {
  for (const json::value& one : list(written, "examples")) {
    const std::string place = "examples." + std::to_string(manifest.examples.size());
    const json::object& example = object(one, place);
    only(example, place + ".", {"configuration", "input"});
    manifest.examples.push_back(
        {object(needed(example, place + ".", "configuration"), place + ".configuration"), object(needed(example, place + ".", "input"), place + ".input")});
    if (const auto fault = manifest.schema->fault(manifest.examples.back().configuration))
      throw Fault{place + ".configuration", "breaks the plugin's own schema: " + *fault};
  }
}

Manifest parse(const json::object& root, const std::filesystem::path& file) {
  only(root, "", {"id", "version", "title", "kinds", "needs", "configuration", "examples"});
  Manifest manifest;
  manifest.id = text(needed(root, "", "id"), "id");
  if (!is_word(manifest.id)) throw Fault{"id", "must be a word of a-z, 0-9 and _ that begins with a letter"};
  if (manifest.id != file.stem().string()) throw Fault{"id", "must be «" + file.stem().string() + "», as the file is called"};
  manifest.version = text(needed(root, "", "version"), "version");
  if (!is_version(manifest.version)) throw Fault{"version", "must be three numbers, as 1.0.0"};
  const json::object& title = object(needed(root, "", "title"), "title");
  only(title, "title.", {"vi", "en"});
  manifest.title = {text(needed(title, "title.", "vi"), "title.vi"), text(needed(title, "title.", "en"), "title.en")};
  for (const json::value& kind : list(needed(root, "", "kinds"), "kinds")) manifest.kinds.push_back(kind_of(kind));
  if (manifest.kinds.empty()) throw Fault{"kinds", "must name what the plugin does: score or notify"};
  read_schema(manifest, object(needed(root, "", "configuration"), "configuration"));
  read_needs(manifest, object(needed(root, "", "needs"), "needs"));
  if (const json::value* examples = root.if_contains("examples")) read_examples(manifest, *examples);
  manifest.library = std::filesystem::path(file).replace_extension(".so");
  return manifest;
}

}  // namespace

std::string_view name(PluginKind kind) {
  switch (kind) {
    case PluginKind::score: return "score";
    case PluginKind::notify: return "notify";
  }
  return {};
}

bool Manifest::has(PluginKind kind) const { return std::ranges::find(kinds, kind) != kinds.end(); }

std::expected<Manifest, std::string> read_manifest(const std::filesystem::path& file) {
  const auto failed = [&](const std::string& what) { return std::unexpected(file.filename().string() + ": " + what); };
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) return failed("cannot be read");
  if (bytes.size() > manifest_bytes_max) return failed("is larger than 256 KiB");
  const auto value = parse_json(bytes);
  if (!value) return failed("is not JSON: " + value.error());
  try {
    return parse(object(*value, "the manifest"), file);
  } catch (const Fault& fault) {
    return failed(fault.place + ": " + fault.sentence);
  }
}

}  // namespace luan::plugin
