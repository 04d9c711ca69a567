// What a plugin cannot do from inside its box (hardening.md §7). Each probe answers with what the system told it.
#include <catch2/catch.hpp>

#include <fstream>

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
  CHECK(probed(registry, "kill_server") == "Operation not permitted");
  CHECK(probed(registry, "outlive_server") == "Operation not permitted");
  CHECK(probed(registry, "raise_limit") == "Operation not permitted");
  CHECK(registry.find("bad_plugin")->health.restarts == 0);
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
