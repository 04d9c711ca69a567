// A plugin may do anything; its call fails with the cause, and the next call works.
#include <catch2/catch.hpp>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "plugin/descriptor.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;
using namespace std::chrono_literals;

TEST_CASE("each misbehaviour is refused with its cause and the next call works", "[plugin]") {
  struct Case {
    const char* what;
    const char* told;  // begins with
  };
  const auto [what, wanted] = GENERATE(values<Case>({
      {"segfault", "crashed: signal 11 (Segmentation fault)"},
      {"abort", "crashed: signal 6 (Aborted)"},
      {"exit", "crashed: status 3"},
      {"exec", "crashed: signal 31 (Bad system call)"},
      {"close_everything", "crashed: signal 6 (Aborted)"},
      {"memory_bomb", "crashed: signal 6 (Aborted)"},
      {"deep", "crashed: signal 11 (Segmentation fault)"},
      {"write_everywhere", "answer_too_large: a message of 1195463234 bytes; at most 1048576"},
      {"not_json", "answer_malformed: it is not JSON"},
      {"two_values", "answer_malformed: it is not JSON"},
      {"not_utf8", "answer_malformed: it is not UTF-8"},
      {"too_large", "answer_too_large: more than a million bytes"},
      {"nan", "answer_malformed: points: «NaN» is not a decimal number"},
      {"too_many_points", "answer_out_of_range: points is 100.5, not 0 to 100"},
      {"negative", "answer_out_of_range: points is -1, not 0 to 100"},
      {"number_not_text", "answer_malformed: points: must be a text"},
      {"no_explanation", "answer_malformed: explanation: must be a list that is not empty"},
      {"further_member", "answer_malformed: the answer: has an unknown member «secret»"},
      {"nothing", "answer_malformed: it is not JSON"},
      {"garbage_on_socket", "answer_too_large: a message of 1195463234 bytes; at most 1048576"},
      {"no_json_on_socket", "answer_malformed: a message that is not JSON"},
      {"wrong_id", "answer_to_another: wanted 1, got 999"},
      {"refuse_configuration", "configuration_refused: do: this will not do"},
      {"refuse_input", "input_refused: facts.1: so it is"},
      {"later", "later: so it is"},
      {"fail", "failed: so it is"},
      {"strange_status", "failed: "},
  }));
  if (sanitized && std::string_view(what) == "memory_bomb") return;
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  CHECK_THAT(told(registry.call("bad_plugin", score_request(what))), Catch::StartsWith(wanted));
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
}

TEST_CASE("a call past its deadline is cancelled, and its process killed only where that does not help", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  auto options = plugins.options({{"bad_plugin", {}}});
  options.timing.call = 300ms;
  options.timing.cancel_grace = 2s;
  struct Case {
    const char* what;
    int restarts;
  };
  const auto [what, restarts] = GENERATE(values<Case>({{"hang_until_cancelled", 0}, {"hang", 1}, {"spin", 1}}));
  if (restarts > 0) options.timing.cancel_grace = 100ms;
  Registry registry(options);
  REQUIRE(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  CHECK(told(registry.call("bad_plugin", score_request(what))) == "deadline: 300 ms");
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  CHECK(registry.find("bad_plugin")->health.restarts == restarts);
}

TEST_CASE("the pause before a restart doubles up to its limit", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  auto options = plugins.options({{"bad_plugin", {}}});
  Deadline now = std::chrono::steady_clock::now();
  options.timing.now = [&] { return now; };
  options.timing.rest_first = 1s;
  options.timing.rest_most = 4s;
  Registry registry(options);
  for (const auto rest : {1s, 2s, 4s, 4s}) {
    CHECK_THAT(told(registry.call("bad_plugin", score_request("abort"))), Catch::StartsWith("crashed"));
    const auto resting = registry.call("bad_plugin", score_request("fine"));
    REQUIRE(!resting);
    CHECK(resting.error().kind == FailureKind::resting);
    CHECK(resting.error().retry_after == rest);
    CHECK(registry.find("bad_plugin")->health.state == PluginState::resting);
    now += rest;
  }
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  static_cast<void>(registry.call("bad_plugin", score_request("abort")));
  CHECK(registry.call("bad_plugin", score_request("fine")).error().retry_after == 1s);
}

TEST_CASE("five crashes within ten minutes turn a plugin off until somebody releases it", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  auto options = plugins.options({{"bad_plugin", {}}});
  Deadline now = std::chrono::steady_clock::now();
  options.timing.now = [&] { return now; };
  options.timing.crashes_most = Timing().crashes_most;
  Registry registry(options);
  const auto crash = [&] { static_cast<void>(registry.call("bad_plugin", score_request("segfault"))); };
  for (int i = 0; i < 4; ++i) crash();
  now += 10min + 1s;
  for (int i = 0; i < 4; ++i) crash();
  registry.end_rest("bad_plugin");  // forgets none of them
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  crash();
  const auto off = registry.call("bad_plugin", score_request("fine"));
  REQUIRE(!off);
  CHECK(off.error().kind == FailureKind::quarantined);
  CHECK(off.error().sentence().en == "The plugin failed again and again and is off: The plugin's process ended: signal 11 (Segmentation fault).");
  CHECK(off.error().sentence().vi == "Tiện ích hỏng nhiều lần nên đã bị tắt: Tiện ích bị dừng đột ngột: signal 11 (Segmentation fault).");
  CHECK(registry.find("bad_plugin")->health.state == PluginState::quarantined);
  now += 24h;
  registry.end_rest("bad_plugin");
  CHECK(registry.call("bad_plugin", score_request("fine")).error().kind == FailureKind::quarantined);
  registry.release("bad_plugin");
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
}

TEST_CASE("what a plugin prints is kept, twenty lines of it, without escape sequences", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  std::vector<std::string> lines;
  {
    Registry registry(plugins.options({{"bad_plugin", {}}}));
    REQUIRE(told(registry.call("bad_plugin", score_request("print"))) == "1");
    // The crash ends the process, so that all it printed has been read.
    static_cast<void>(registry.call("bad_plugin", score_request("abort")));
    lines = registry.find("bad_plugin")->health.last_lines;
  }
  REQUIRE(lines.size() == 20);
  CHECK(lines.front() == "line 11  [31mred");
  CHECK(lines.back() == "line 30  [31mred");
}

TEST_CASE("a library that is not the one enabled is not started", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  REQUIRE(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  plugins.replace("bad_plugin", "score_tenure");
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");  // what runs is what was checked
  static_cast<void>(registry.call("bad_plugin", score_request("abort")));
  CHECK_THAT(told(registry.call("bad_plugin", score_request("fine"))), Catch::StartsWith("library_changed: wanted SHA-256 "));
}

TEST_CASE("a library that is no plugin of this version is refused with field, wanted and got", "[plugin]") {
  struct Case {
    const char* id;
    const char* told;
  };
  const auto [id, wanted] = GENERATE(values<Case>({
      {"bad_abi", "not_started: luan_plugin.abi: wanted 1, got 7"},
      {"bad_abi_old", "not_started: luan_plugin.abi: wanted 1, got 0"},
      {"bad_size", "not_started: luan_plugin.size: wanted at least 104, got 8"},
      {"bad_null", "not_started: luan_plugin_entry_v1(): wanted a luan_plugin, got null"},
      {"bad_no_entry", "not_started: not a plugin: it exports no luan_plugin_entry_v1"},
      {"bad_constructor", "not_started: while its library was loaded its process ended: signal 6 (Aborted)"},
  }));
  Plugins plugins;
  plugins.add(id);
  Registry registry(plugins.options({{id, {}}}));
  CHECK(told(registry.call(id, score_request("fine"))) == wanted);
}

TEST_CASE("a manifest that says other than its library is refused", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin", "1.0.1");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "not_started: luan_plugin.version: wanted 1.0.1, got 1.0.0");
}

TEST_CASE("plugins in plain C and in ten lines of C++ answer", "[plugin]") {
  Plugins plugins;
  plugins.add("score_constant");
  plugins.add("score_tenure");
  Registry registry(plugins.options({{"score_constant", {}}, {"score_tenure", {}}}));
  CHECK(told(registry.call("score_constant", {{"call", "score"}, {"input", json::object()}})) == "50");
  CHECK(told(registry.call("score_tenure", {{"call", "score"}, {"input", {{"years", 12}}}})) == "12");
  // What its class throws does not leave the plugin.
  CHECK_THAT(told(registry.call("score_tenure", {{"call", "score"}, {"input", json::object()}})), Catch::StartsWith("failed: "));
  CHECK(told(registry.call("score_tenure", {{"call", "notify"}, {"delivery_id", "1"}, {"message", json::object()}})) ==
        "request_wrong: score_tenure does not notify");
}

TEST_CASE("a process that keeps a core busy between two calls is ended, and the next call works", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  REQUIRE(told(registry.call("bad_plugin", score_request("process"))) == "0");
  CHECK(told(registry.call("bad_plugin", score_request("spin_behind"))) == "8");
  const auto process = registry.call("bad_plugin", score_request("process"));
  const int number = std::stoi(text_member(process->at("explanation").at(0).at("why").as_object(), "vi"));
  const Descriptor watched(static_cast<int>(::syscall(SYS_pidfd_open, number, 0)));
  pollfd ended{watched.number(), POLLIN, 0};
  REQUIRE(::poll(&ended, 1, 30'000) == 1);
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  CHECK(registry.find("bad_plugin")->health.restarts == 1);
  CHECK(registry.find("bad_plugin")->health.last_error.en == "The plugin's process ended: between two calls: it kept the processor busy between two calls.");
}

TEST_CASE("server and host agree on a protocol or say which they speak", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  struct Case {
    const char* least;
    const char* most;
    const char* told;
  };
  const auto [least, most, wanted] = GENERATE(values<Case>({
      {"1", "1", "7"},
      {"1", "9", "7"},
      {"2", "9", "not_started: protocol: the server speaks 1 to 1, the plugin's host 2 to 9"},
      {"0", "0", "not_started: protocol: the server speaks 1 to 1, the plugin's host 0 to 0"},
  }));
  auto options = plugins.options({{"bad_plugin", {}}});
  options.host_command.insert(options.host_command.end(), {least, most});
  Registry registry(options);
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == wanted);
}

TEST_CASE("a host that cannot be run is told", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  auto options = plugins.options({{"bad_plugin", {}}});
  options.host_command = {"/nowhere/luan", "plugin-host"};
  Registry registry(options);
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "not_started: /nowhere/luan: No such file or directory");
}
