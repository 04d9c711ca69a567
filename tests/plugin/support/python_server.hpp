// A server of the tests, written in Python, in a process of its own; and a certificate for it.
#pragma once
#include <sys/types.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace luan::plugin {

/// A self-signed certificate for «localhost» and 127.0.0.1, made once a run by openssl. Files certificate.pem and key.pem.
[[nodiscard]] const std::filesystem::path& certificate_folder();
[[nodiscard]] std::string certificate_pem();

class PythonServer {
 public:
  /// tests/support/SCRIPT with these arguments.
  PythonServer(const std::string& script, const std::vector<std::string>& arguments);
  ~PythonServer();
  PythonServer(const PythonServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// The next thing of this kind that happened there; waits for it.
  [[nodiscard]] json::object next(const std::string& event);
  /// How many of this kind were passed over or seen so far.
  [[nodiscard]] int seen(const std::string& event) const;

 private:
  [[nodiscard]] json::object line();

  pid_t process_ = -1;
  std::FILE* told_ = nullptr;
  int port_ = 0;
  std::vector<std::string> events_;
};

}  // namespace luan::plugin
