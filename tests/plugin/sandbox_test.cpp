// What a plugin cannot do from inside its box (hardening.md §7). Each probe answers with what the system told it.
#include <catch2/catch.hpp>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "plugin/descriptor.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

std::string probed(Registry& registry, const std::string& what) {
  const auto answer = registry.call("bad_plugin", score_request(what));
  if (!answer) return told(answer);
  return text_member(answer->at("explanation").at(0).at("why").as_object(), "vi");
}

}  // namespace

TEST_CASE("the box refuses sockets, processes, other files and the server's signals", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  CHECK(probed(registry, "socket") == "Permission denied");
  CHECK(probed(registry, "unix_socket") == "Permission denied");
  CHECK(probed(registry, "fork") == "Operation not permitted");
  CHECK(probed(registry, "read_server_file") == "Permission denied");
  CHECK(probed(registry, "write_elsewhere") == "Permission denied");
  CHECK(probed(registry, "fork_bomb") == "Operation not permitted");
  CHECK(probed(registry, "memory_of_server") == "Permission denied");
  CHECK(probed(registry, "niceness") == "10");
  CHECK(probed(registry, "be_first") == "Permission denied");
  CHECK(probed(registry, "kill_server") == "Operation not permitted");
  CHECK(probed(registry, "outlive_server") == "Operation not permitted");
  CHECK(probed(registry, "raise_limit") == "Operation not permitted");
  CHECK(registry.find("bad_plugin")->health.restarts == 0);
}

TEST_CASE("a socket opens only where the manifest asks for the network and it is granted", "[plugin]") {
  struct Case {
    bool asks, granted;
    const char* told;
  };
  const auto [asks, granted, wanted] = GENERATE(
      values<Case>({{false, false, "Permission denied"}, {true, false, "Permission denied"}, {false, true, "Permission denied"}, {true, true, "done"}}));
  Plugins plugins;
  plugins.add("bad_plugin");
  json::object manifest = plugins.manifest("bad_plugin");
  manifest["needs"].as_object()["network"] = asks;
  plugins.write_manifest("bad_plugin", json::serialize(manifest));
  Registry registry(plugins.options({{"bad_plugin", {{}, {}, granted}}}));
  CHECK(probed(registry, "socket") == wanted);
}

TEST_CASE("the box holds no environment, no descriptors of the server, and an empty folder of its own", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  std::filesystem::create_directories(plugins.root() / "work/bad_plugin/left");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  CHECK(probed(registry, "environment") == "empty");
  CHECK(probed(registry, "descriptors") == "4");  // nothing to read, two for the log, one to the server
  CHECK(probed(registry, "own_folder") == "done");
  CHECK(std::filesystem::exists(plugins.root() / "work/bad_plugin/note.txt"));
  CHECK(!std::filesystem::exists(plugins.root() / "work/bad_plugin/left"));
}

TEST_CASE("a plugin has at most sixteen threads", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  const std::string started = probed(registry, "threads");
  CHECK_THAT(started, Catch::EndsWith(", then Resource temporarily unavailable"));
  // The host has two of its own, a sanitizer may have one more.
  CHECK(std::stoi(started) <= 14);
  CHECK(std::stoi(started) >= 12);
}

TEST_CASE("a plugin does not outlive its server", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  const std::string programs = std::string(LUAN_BINARY_DIR) + "/tests/plugin_programs/";
  const pid_t server = ::fork();
  if (server == 0) {
    ::dup2(pipe_ends[1], STDOUT_FILENO);
    ::execl((programs + "luan_plugin_test_server").c_str(), "server", plugins.folder().c_str(), (plugins.root() / "work").c_str(),
            (programs + "luan_plugin_test_host").c_str(), nullptr);
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  std::FILE* printed = ::fdopen(pipe_ends[0], "r");
  int plugin = 0;
  // The first lines may be the log's.
  for (char line[1000]; plugin == 0 && std::fgets(line, sizeof line, printed);) std::sscanf(line, "%d\n", &plugin);
  std::fclose(printed);
  REQUIRE(plugin > 0);
  const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, plugin, 0)));
  REQUIRE(process);
  pollfd ended{process.number(), POLLIN, 0};
  CHECK(::poll(&ended, 1, 0) == 0);
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
  CHECK(::poll(&ended, 1, 10'000) == 1);
}
