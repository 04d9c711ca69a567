// Where somebody outside the tree writes plugins: an installed prefix with `luan` in the PATH, and an empty folder.
#pragma once
#include <filesystem>
#include <string>

namespace luan::plugin {

/// The outcome of a shell command.
struct Shell {
  int status = 0;
  std::string printed;  // both streams, as they came
};

class Workbench {
 public:
  /// Installs program and SDK, once for all benches of this test program. Throws std::runtime_error with what was printed.
  Workbench();
  ~Workbench();
  Workbench(const Workbench&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// Runs `script` in the folder with `set -e`; the prefix's programs are found first, $PLUGINS is an empty folder for plugins.
  [[nodiscard]] Shell run(const std::string& script) const;
  void write(const std::filesystem::path& file, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace luan::plugin
