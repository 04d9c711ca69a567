#include "plugin/support/python_server.hpp"

#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

namespace luan::plugin {
namespace {

namespace fs = std::filesystem;

class CertificateFolder {
 public:
  CertificateFolder() {
    std::string pattern = (fs::temp_directory_path() / "luan_certificate_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 "
        "-keyout " +
        (path_ / "key.pem").string() + " -out " + (path_ / "certificate.pem").string() + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
  }
  ~CertificateFolder() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

const fs::path& certificate_folder() {
  static const CertificateFolder folder;
  return folder.path();
}

std::string certificate_pem() {
  std::ifstream in(certificate_folder() / "certificate.pem", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

PythonServer::PythonServer(const std::string& script, const std::vector<std::string>& arguments) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, pipe[0]);
  posix_spawn_file_actions_addclose(&actions, pipe[1]);
  std::vector<std::string> words{"/usr/bin/python3", std::string(LUAN_SOURCE_DIR) + "/tests/support/" + script};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  REQUIRE(::posix_spawn(&process_, argv[0], &actions, nullptr, argv.data(), environ) == 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  told_ = ::fdopen(pipe[0], "r");
  port_ = static_cast<int>(int_member(line(), "port"));
}

PythonServer::~PythonServer() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  std::fclose(told_);
}

json::object PythonServer::line() {
  std::string text;
  for (int c = std::fgetc(told_); c != '\n'; c = std::fgetc(told_)) {
    if (c == EOF) throw std::runtime_error("the server of the test ended");
    text += static_cast<char>(c);
  }
  return json::parse(text).as_object();
}

json::object PythonServer::next(const std::string& event) {
  for (;;) {
    json::object told = line();
    events_.push_back(text_member(told, "event"));
    if (events_.back() == event) return told;
  }
}

int PythonServer::seen(const std::string& event) const { return static_cast<int>(std::ranges::count(events_, event)); }

}  // namespace luan::plugin
