// `luan serve` as a process of its own, and people who sign in to it: the product as it is run.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace luan::bench {

/// `luan` with these words, to its end; what it prints is of no interest. Throws where it does not end with 0.
void run_luan(const std::vector<std::string>& words);

class ServerProcess {
 public:
  /// Serves the data directory on a free port, without plugins. Throws std::runtime_error where it does not start.
  explicit ServerProcess(const std::filesystem::path& data);
  ServerProcess(const ServerProcess&) = delete;
  ~ServerProcess();
  [[nodiscard]] unsigned short port() const { return port_; }
  /// Asks it to end and waits. Throws where it does not end in order.
  void stop();

 private:
  pid_t process_ = -1;
  unsigned short port_ = 0;
};

class Session {
 public:
  /// Signs in over HTTP. Throws where that is refused.
  Session(unsigned short port, const std::string& username, const std::string& password);

  [[nodiscard]] std::string get(const std::string& path, const std::string& more_fields = "") const;
  [[nodiscard]] std::string post(const std::string& path, const std::string& body, const std::string& key = "") const;

 private:
  std::string host_, cookie_, token_;
};

}  // namespace luan::bench
