// `luan serve` as a process of its own, and people who sign in to it: the product as it is run.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace luan::bench {

/// Which `luan` is measured from now on; the one built beside the benchmark otherwise.
void use_program(std::filesystem::path program);

/// `luan` with these words, to its end; what it prints is of no interest. Throws where it does not end with 0.
void run_luan(const std::vector<std::string>& words);

class ServerProcess {
 public:
  /// Serves the data directory on a free port, with these plugins and further options (YAML, as in the configuration).
  /// Throws std::runtime_error where it does not start.
  explicit ServerProcess(const std::filesystem::path& data, const std::string& plugins = "{}", const std::string& options = "");
  ServerProcess(const ServerProcess&) = delete;
  ~ServerProcess();
  [[nodiscard]] unsigned short port() const { return port_; }
  /// Processor time it has used so far, in seconds, of all its threads.
  [[nodiscard]] double processor_seconds() const;
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
