#include "app/configuration.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>

#include "base/date.hpp"
#include "base/file_kind.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

/// One fault ends the reading: the start stops anyway, and the next fault shows at the next try.
struct Fault : std::runtime_error {
  Fault(const YAML::Mark& mark, const std::string& what) : std::runtime_error(fmt::format("{}:{}: {}", mark.line + 1, mark.column + 1, what)) {}
};

std::string text_of(const YAML::Node& node, std::string_view key) {
  if (!node.IsScalar()) throw Fault(node.Mark(), fmt::format("«{}» takes a single value", key));
  return node.Scalar();
}

bool bool_of(const YAML::Node& node, std::string_view key) {
  const std::string text = text_of(node, key);
  if (text == "true") return true;
  if (text == "false") return false;
  throw Fault(node.Mark(), fmt::format("«{}» takes true or false, not «{}»", key, text));
}

int int_of(const YAML::Node& node, std::string_view key, int min, int max) {
  int value = 0;
  if (!YAML::convert<int>::decode(node, value) || value < min || value > max)
    throw Fault(node.Mark(), fmt::format("«{}» takes a whole number from {} to {}", key, min, max));
  return value;
}

std::vector<std::string> list_of(const YAML::Node& node, std::string_view key) {
  if (!node.IsSequence()) throw Fault(node.Mark(), fmt::format("«{}» takes a list", key));
  std::vector<std::string> out;
  for (const auto& item : node) out.push_back(text_of(item, key));
  return out;
}

/// YAML as JSON. Whole numbers and true or false are what they say unless they stand in quotes; all else is text, a number
/// with a point too: a plugin's configuration holds no floating point.
json::value scalar_of(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);  // in quotes
  if (text == "true" || text == "false") return text == "true";
  if (const auto number = whole_number<std::int64_t>(text); number && std::to_string(*number) == text) return *number;
  return json::value(text);
}

json::value json_of(const YAML::Node& node) {
  if (node.IsMap()) {
    json::object out;
    for (const auto& member : node) out[member.first.Scalar()] = json_of(member.second);
    return out;
  }
  if (node.IsSequence()) {
    json::array out;
    for (const auto& item : node) out.push_back(json_of(item));
    return out;
  }
  return node.IsNull() ? json::value(nullptr) : scalar_of(node);
}

/// Where each member of a map stands, by its way from `path`.
void note_places(std::map<std::string, std::string>& places, const std::string& path, const YAML::Mark& mark, const YAML::Node& node) {
  places[path] = fmt::format("{}:{}", mark.line + 1, mark.column + 1);
  if (node.IsMap())
    for (const auto& member : node) note_places(places, path + "." + member.first.Scalar(), member.first.Mark(), member.second);
  else if (node.IsSequence())
    for (std::size_t i = 0; i < node.size(); ++i) note_places(places, path + "." + std::to_string(i), node[i].Mark(), node[i]);
}

/// yaml-cpp takes a quote that is never closed, and all that follows as its text: an option put behind would be lost.
bool ends_in_quote(const std::string& text) {
  try {
    const YAML::Node longer = YAML::Load(text + "\nbehind: true\n");
    return longer.IsMap() && !longer["behind"];
  } catch (const YAML::Exception&) {
    return false;  // a map in braces: its end was seen
  }
}

YAML::Node last_of(const YAML::Node& map) {
  YAML::Node last;
  for (const auto& option : map) last.reset(option.second);
  return last;
}

using Reader = std::function<void(Configuration&, const YAML::Node&, std::string_view key)>;

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> all{
      {"listen",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.listen = text_of(n, k);
         if (!parse_listen(c.listen)) throw Fault(n.Mark(), "«listen» takes ADDRESS:PORT, for instance 127.0.0.1:8080");
       }},
      {"hosts", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.hosts = list_of(n, k); }},
      {"proxies",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.proxies = list_of(n, k);
         for (const auto& item : n) {
           unsigned char bytes[16];
           if (inet_pton(AF_INET, item.Scalar().c_str(), bytes) != 1 && inet_pton(AF_INET6, item.Scalar().c_str(), bytes) != 1)
             throw Fault(item.Mark(), fmt::format("«{}» is no address of a proxy; use for instance 10.0.0.5", item.Scalar()));
         }
       }},
      {"time_zone",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.time_zone = text_of(n, k);
         try {
           TimeZone check(c.time_zone);
         } catch (const std::invalid_argument&) {
           throw Fault(n.Mark(), fmt::format("«{}» is no time zone; use an IANA name such as Asia/Ho_Chi_Minh", c.time_zone));
         }
       }},
      {"log_level",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.log_level = text_of(n, k);
         if (c.log_level != "debug" && c.log_level != "info" && c.log_level != "warn" && c.log_level != "error")
           throw Fault(n.Mark(), fmt::format("«log_level» takes debug, info, warn or error, not «{}»", c.log_level));
       }},
      {"help", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.help = text_of(n, k); }},
      {"workflows",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         for (auto& file : list_of(n, k)) c.workflows.emplace_back(std::move(file));
         for (const auto& item : n)
           if (!std::ifstream(item.Scalar())) throw Fault(item.Mark(), fmt::format("the workflow file «{}» cannot be read", item.Scalar()));
       }},
      {"plugin_folder", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.plugin_folder = text_of(n, k); }},
      {"sandbox",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         const std::string text = text_of(n, k);
         if (text != "required" && text != "optional") throw Fault(n.Mark(), "«sandbox» takes required or optional");
         c.sandbox_optional = text == "optional";
       }},
      {"plugin_deadline_seconds",
       [](Configuration& c, const YAML::Node& n, std::string_view k) { c.plugin_deadline = std::chrono::seconds(int_of(n, k, 1, 60)); }},
      {"plugins",
       [](Configuration& c, const YAML::Node& n, std::string_view) {
         if (!n.IsMap()) throw Fault(n.Mark(), "«plugins» takes a map from a plugin's id to its configuration");
         for (const auto& plugin : n) {
           const json::value value = json_of(plugin.second);
           if (!value.is_object() && !value.is_null()) throw Fault(plugin.second.Mark(), "a plugin's configuration is a map");
           c.plugins[plugin.first.Scalar()] = value.is_object() ? value.as_object() : json::object();
           note_places(c.places, plugin.first.Scalar(), plugin.first.Mark(), plugin.second);
         }
       }},
      {"plugin_network", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.plugin_network = list_of(n, k); }},
      {"mail_domain",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.mail_domain = text_of(n, k);
         if (c.mail_domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos || c.mail_domain.empty())
           throw Fault(n.Mark(), "«mail_domain» takes a domain in small letters, for instance quan.example");
       }},
      {"public_url",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.public_url = text_of(n, k);
         if (!c.public_url.empty() && ((!c.public_url.starts_with("https://") && !c.public_url.starts_with("http://")) || c.public_url.ends_with('/')))
           throw Fault(n.Mark(), "«public_url» takes an address without a slash at the end, for instance https://luan.example");
       }},
      {"papers",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         if (!n.IsMap()) throw Fault(n.Mark(), fmt::format("«{}» takes a map with place and superior", k));
         for (const auto& option : n) {
           const std::string name = option.first.Scalar(), text = text_of(option.second, "papers." + name);
           if (name != "place" && name != "superior") throw Fault(option.first.Mark(), fmt::format("«papers» knows place and superior, not «{}»", name));
           const auto clean = clean_text(text, false);
           if (!clean || length(*clean) > 100) throw Fault(option.second.Mark(), fmt::format("«papers.{}» takes one line of at most 100 characters", name));
           (name == "place" ? c.papers.place : c.papers.superior) = *clean;
         }
       }},
      {"remind_working_days", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.remind_working_days = int_of(n, k, 0, 30); }},
      {"maildir", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.maildir = text_of(n, k); }},
      {"upload_megabytes", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.upload_megabytes = int_of(n, k, 1, 100); }},
      {"upload_rotation_megabytes", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.upload_rotation_megabytes = int_of(n, k, 1, 10'000); }},
      {"upload_types",
       [](Configuration& c, const YAML::Node& n, std::string_view k) {
         c.upload_types = list_of(n, k);
         for (const auto& item : n)
           if (!file_kind(item.Scalar()))
             throw Fault(item.Mark(), fmt::format("«{}» is no type of file; use pdf, docx, xlsx, odt, ods, png or jpg", item.Scalar()));
       }},
      {"io_threads", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.io_threads = int_of(n, k, 1, 64); }},
      {"metrics_public", [](Configuration& c, const YAML::Node& n, std::string_view k) { c.metrics_public = bool_of(n, k); }},
  };
  return all;
}

}  // namespace

std::optional<ListenPlace> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon + 1 == text.size()) return {};
  const auto port = whole_number<unsigned short>(text.substr(colon + 1));
  if (!port) return {};
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  const std::string plain(address == "localhost" ? "127.0.0.1" : address);
  unsigned char bytes[16];
  if (inet_pton(AF_INET, plain.c_str(), bytes) != 1 && inet_pton(AF_INET6, plain.c_str(), bytes) != 1) return {};
  return ListenPlace{plain, *port};
}

namespace {

constexpr std::size_t file_bytes_max = 256 * 1024;

std::string file_text(const std::filesystem::path& file, const std::string& place, bool secret) {
  const auto fail = [&](const std::string& why) { return std::runtime_error(place + ": " + why); };
  if (!file.is_absolute()) throw fail(file.string() + ": must be an absolute path");
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) throw fail(file.string() + ": the file cannot be read");
  std::string text;
  try {
    text = secret ? read_secret(file) : read_file(file);
  } catch (const std::runtime_error& error) {
    throw fail(error.what());
  }
  if (text.size() > file_bytes_max) throw fail(file.string() + ": the file is larger than 256 KiB");
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  if (text.empty()) throw fail(file.string() + ": the file is empty");
  return text;
}

json::value with_files(const json::value& value, const std::string& place) {
  if (const json::array* list = value.if_array()) {
    json::array out;
    for (std::size_t i = 0; i < list->size(); ++i) out.push_back(with_files((*list)[i], place + "." + std::to_string(i)));
    return out;
  }
  const json::object* object = value.if_object();
  if (!object) return value;
  if (object->size() == 1 && object->begin()->value().is_string()) {
    const std::string key(object->begin()->key()), path(object->begin()->value().as_string());
    if (key == "file" || key == "secret_file") return json::value(file_text(path, place, key == "secret_file"));
  }
  return read_files(*object, place);
}

}  // namespace

json::object read_files(const json::object& configuration, const std::string& place) {
  json::object out;
  for (const auto& [key, value] : configuration) out[key] = with_files(value, place + "." + std::string(key));
  return out;
}

Configuration default_configuration() {
  Configuration c;
  c.plugins["notify_mail"] = {};
  for (const char* scorer : {"score_eligibility", "score_topsis", "score_weighted"}) c.plugins[scorer] = {};
  return c;
}

std::expected<Configuration, std::string> load_configuration(const std::filesystem::path& file) {
  Configuration configuration = default_configuration();
  try {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) return std::unexpected(file.string() + ": the file cannot be read");
    const YAML::Node root = YAML::Load(text);
    if (root.IsNull()) return configuration;
    if (!root.IsMap()) throw Fault(root.Mark(), "the configuration is a map from option to value");
    if (ends_in_quote(text)) throw Fault(last_of(root).Mark(), "a quote is opened here and never closed");
    if (root["plugins"]) configuration.plugins.clear();
    std::set<std::string> seen;
    for (const auto& option : root) {
      if (!option.first.IsScalar()) throw Fault(option.first.Mark(), "the name of an option is a single word");
      const std::string key = option.first.Scalar();
      if (!seen.insert(key).second) throw Fault(option.first.Mark(), fmt::format("the option «{}» stands twice", key));
      const auto reader = readers().find(key);
      if (reader == readers().end()) throw Fault(option.first.Mark(), fmt::format("there is no option «{}»; config/luan.yaml lists them all", key));
      reader->second(configuration, option.second, key);
    }
    for (auto& [path, place] : configuration.places) place.insert(0, file.string() + ":");
  } catch (const Fault& fault) {
    return std::unexpected(file.string() + ":" + fault.what());
  } catch (const YAML::Exception& error) {
    return std::unexpected(fmt::format("{}:{}:{}: {}", file.string(), error.mark.line + 1, error.mark.column + 1, error.msg));
  }
  return configuration;
}

}  // namespace luan::app
