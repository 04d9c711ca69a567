// A Maildir: each message a file of its own, written in tmp/, made durable, then moved to new/, so that a reader never
// sees half of one and a crash loses none that was acknowledged.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace notify_mail {

class Maildir {
 public:
  /// Makes tmp, new and cur where they are not there. Throws std::system_error.
  explicit Maildir(std::filesystem::path folder);

  /// Lies already in new/, or was read and lies in cur/ with a reader's flags behind its name.
  [[nodiscard]] bool has(const std::string& name) const;
  /// Durable when it returns. Throws std::system_error.
  void deliver(const std::string& name, std::string_view message) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace notify_mail
