#include "cli/plugin_template.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "cli/commands.hpp"

namespace luan::cli {
namespace {

namespace fs = std::filesystem;

/// Where include/, lib/cmake/ and share/luan/ of the SDK lie: beside an installed program, or in its build folder.
fs::path sdk_prefix() {
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path();
  for (const fs::path& prefix : {program.parent_path(), program / "sdk"})
    if (fs::is_directory(prefix / "share/luan/plugin_template")) return prefix;
  throw std::runtime_error("the plugin SDK is not installed beside this program: " + (program.parent_path() / "share/luan/plugin_template").string() +
                           " is missing");
}

std::string replaced(std::string text, std::string_view name, std::string_view by) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + by.size())) text.replace(at, name.size(), by);
  return text;
}

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= 64 && text.front() >= 'a' && text.front() <= 'z' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == text.npos;
}

}  // namespace

std::string write_plugin_template(const PluginTemplate& wanted) {
  if (!is_id(wanted.id)) throw Usage{"a plugin is called by a word of a-z, 0-9 and _ that begins with a letter, not «" + wanted.id + "»"};
  if (wanted.language != "cpp" && wanted.language != "c") throw Usage{"--language takes cpp or c"};
  if (wanted.kind != "score" && wanted.kind != "notify") throw Usage{"--kind takes score or notify"};
  if (fs::exists(wanted.folder)) throw std::runtime_error(wanted.folder.string() + " exists already; nothing was written");
  const fs::path prefix = sdk_prefix();
  fs::create_directories(wanted.folder);
  for (const auto& entry : fs::directory_iterator(prefix / "share/luan/plugin_template" / (wanted.language + "_" + wanted.kind))) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::ofstream out(wanted.folder / replaced(entry.path().filename().string(), "NAME", wanted.id), std::ios::binary);
    out << replaced(text, "@NAME@", wanted.id);
    if (!in || !out.flush()) throw std::runtime_error(entry.path().string() + " could not be copied to " + wanted.folder.string());
  }
  const std::string folder = wanted.folder.string();
  return fmt::format(
      "{0} is made. Build it, check it, call it:\n  cmake -S {0} -B {0}/build -DCMAKE_PREFIX_PATH={1}\n  cmake --build {0}/build\n  luan plugin check "
      "{0}/build/{2}\n  luan plugin run {0}/build/{2}",
      folder, prefix.string(), wanted.id);
}

}  // namespace luan::cli
