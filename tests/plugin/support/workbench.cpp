#include "plugin/support/workbench.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "plugin/temporary_folder.hpp"

namespace luan::plugin {
namespace {

namespace fs = std::filesystem;

Shell shell(const std::string& command) {
  std::FILE* pipe = ::popen(("(" + command + ") 2>&1").c_str(), "r");
  if (!pipe) throw std::runtime_error("popen");
  Shell out;
  std::array<char, 4096> piece{};
  for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) out.printed.append(piece.data(), got);
  const int status = ::pclose(pipe);
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return out;
}

const fs::path& prefix() {
  static const TemporaryFolder root("luan_prefix");
  static const fs::path installed = [] {
    for (const char* component : {"sdk", "server"}) {
      const Shell done = shell(std::string("cmake --install '") + LUAN_BINARY_DIR + "' --prefix '" + root.path().string() + "' --component " + component);
      if (done.status != 0) throw std::runtime_error(done.printed);
    }
    // In the PATH stands a link alone: from a folder «bin» of the PATH CMake would find the SDK without being told of it.
    fs::create_directories(root.path() / "path");
    fs::create_symlink(root.path() / "bin/luan", root.path() / "path/luan");
    return root.path();
  }();
  return installed;
}

}  // namespace

Workbench::Workbench() {
  static int number = 0;
  folder_ = prefix() / "benches" / std::to_string(++number);
  fs::create_directories(folder_ / "plugins");
}
Workbench::~Workbench() { fs::remove_all(folder_); }

void Workbench::write(const fs::path& file, const std::string& text) const {
  fs::create_directories((folder_ / file).parent_path());
  std::ofstream(folder_ / file, std::ios::binary) << text;
}

Shell Workbench::run(const std::string& script) const {
  const std::string root = prefix().string();
  return shell("set -e; cd '" + folder_.string() + "'; export PATH='" + root + "/path':\"$PATH\" SDK='" + root + "' PLUGINS='" +
               (folder_ / "plugins").string() + "' CCACHE_BASEDIR='" + root +
               "' CCACHE_NOHASHDIR=1 CMAKE_CXX_COMPILER_LAUNCHER=$(command -v ccache || true); unset CMAKE_PREFIX_PATH; " + script);
}

}  // namespace luan::plugin
