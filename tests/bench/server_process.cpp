#include "server_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "base/json.hpp"
#include "load.hpp"

namespace luan::bench {
namespace {

std::filesystem::path program = LUAN_BINARY_DIR "/luan";

/// Starts `luan` with its standard output on `out`.
pid_t start_luan(std::vector<std::string> words, int out) {
  words.insert(words.begin(), program.string());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t process = ::fork();
  if (process == 0) {
    ::dup2(out, STDOUT_FILENO);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
  }
  return process;
}

void wait_for_end(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error(fmt::format("luan ended with {}", status));
}

}  // namespace

void use_program(std::filesystem::path other) { program = std::move(other); }

void run_luan(const std::vector<std::string>& words) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  const pid_t process = start_luan(words, nowhere);
  ::close(nowhere);
  wait_for_end(process);
}

ServerProcess::ServerProcess(const std::filesystem::path& data, const std::string& plugins, const std::string& options) {
  const auto configuration = data.parent_path() / "bench.yaml";
  std::ofstream(configuration) << "log_level: warn\nsandbox: optional\nplugins: " << plugins << "\n" << options;
  int out[2];
  if (::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  process_ = start_luan({"serve", "--data", data.string(), "--config", configuration.string(), "--listen", "127.0.0.1:0"}, out[1]);
  ::close(out[1]);
  std::FILE* lines = ::fdopen(out[0], "r");
  char line[256] = {};
  const bool said = std::fgets(line, sizeof line, lines) != nullptr;
  std::fclose(lines);
  const std::string_view text = line;
  const auto colon = text.rfind(':');
  if (!said || std::from_chars(line + colon + 1, line + text.size(), port_).ec != std::errc())
    throw std::runtime_error("luan serve did not start; its own words stand above");
}

ServerProcess::~ServerProcess() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

double ServerProcess::processor_seconds() const {
  // proc(5): the name in brackets may hold spaces; utime and stime are the 12th and 13th field after it.
  std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string skipped;
  double user = 0, kernel = 0;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  fields >> user >> kernel;
  return (user + kernel) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void ServerProcess::stop() {
  ::kill(process_, SIGTERM);
  wait_for_end(std::exchange(process_, -1));
}

Session::Session(unsigned short port, const std::string& username, const std::string& password) : host_(fmt::format("127.0.0.1:{}", port)) {
  const std::string body = json::serialize(json::object{{"username", username}, {"password", password}});
  const std::string request =
      fmt::format("POST /api/v1/session HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", host_, body.size(), body);
  run_load(port, 1, {request}, [&](const Answer& answer) {
    if (answer.status != 200) throw std::runtime_error(fmt::format("{} cannot sign in: {}", username, answer.body));
    const std::string cookie = answer.header("set-cookie");
    cookie_ = cookie.substr(0, cookie.find(';'));
    token_ = text_member(json::parse(answer.body).as_object(), "csrf_token");
  });
}

std::string Session::get(const std::string& path, const std::string& more_fields) const {
  return fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n{}\r\n", path, host_, cookie_, more_fields);
}

std::string Session::post(const std::string& path, const std::string& body, const std::string& key) const {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nX-CSRF-Token: {}\r\nOrigin: http://{}\r\nContent-Type: application/json\r\n{}Content-Length: {}\r\n\r\n{}",
      path, host_, cookie_, token_, host_, key.empty() ? "" : "Idempotency-Key: " + key + "\r\n", body.size(), body);
}

}  // namespace luan::bench
