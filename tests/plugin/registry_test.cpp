#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;

TEST_CASE("plugins are listed from their manifests without loading any", "[plugin]") {
  Plugins plugins;
  plugins.add_bundled("score_weighted");
  plugins.add_bundled("notify_mail");
  plugins.add("bad_constructor");
  plugins.write_manifest("broken", "{");
  std::filesystem::create_directories(plugins.folder() / "no_plugin");
  Registry registry(plugins.options({{"score_weighted", {}}}));
  std::string listed;
  for (const PluginInfo& info : registry.list())
    listed += info.id + " " + (info.enabled ? "enabled" : "off") + " " + info.title.vi + " " + info.manifest_fault + "\n";
  CHECK_THAT(listed, Catch::StartsWith("bad_constructor off Thử \nbroken off  broken.json: is not JSON"));
  CHECK_THAT(listed, Catch::EndsWith("notify_mail off Thông báo bằng thư điện tử \nscore_weighted enabled Chấm điểm theo tiêu chí có trọng số \n"));
  const auto found = registry.find("score_weighted");
  REQUIRE(found);
  CHECK(found->version == "1.0.0");
  CHECK(found->digest.size() == 64);
  CHECK(found->health.state == PluginState::idle);
  CHECK(!registry.find("nothing"));
  CHECK(told(registry.call("nothing", score_request("fine"))) == "unknown: nothing");
  CHECK(told(registry.call("bad_constructor", score_request("fine"))) == "disabled: bad_constructor");
}

TEST_CASE("a request is checked before a plugin sees it", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  CHECK(told(registry.call("bad_plugin", {{"call", "dance"}})) == "request_wrong: call: must be score or notify, not «dance»");
  CHECK(told(registry.call("bad_plugin", {{"call", "score"}})) == "request_wrong: input: must be an object");
  CHECK(told(registry.call("bad_plugin", {{"call", "score"}, {"with", 1}, {"input", json::object()}})) == "request_wrong: with: must be an object");
  const json::object large{{"call", "score"}, {"with", {{"do", "fine"}}}, {"input", {{"text", std::string(2'000'000, 'x')}}}};
  CHECK_THAT(told(registry.call("bad_plugin", large)), Catch::StartsWith("request_wrong: a message of "));
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
}

TEST_CASE("what is enabled must be there, sound, and granted real places", "[plugin]") {
  Plugins plugins;
  plugins.add_bundled("notify_mail");
  plugins.write_manifest("broken", "[]");
  const auto why = [&](const std::string& id, Enabled enabled) -> std::string {
    try {
      Registry registry(plugins.options({{id, std::move(enabled)}}));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "made";
  };
  CHECK_THAT(why("nothing", {}), Catch::StartsWith("plugin nothing: is enabled, but ") && Catch::EndsWith("nothing/nothing.json does not exist"));
  CHECK(why("broken", {}) == "plugin broken: broken.json: the manifest: must be an object");
  CHECK(why("notify_mail", {{{"maildir", "mail"}}, {}, false}) == "plugin notify_mail: maildir: «mail» must be an absolute path");
  CHECK(why("notify_mail", {}) == "made");
}

TEST_CASE("a plugin enabled by a digest that its file does not have is not started", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {{}, std::string(64, '0'), false}}}));
  CHECK_THAT(told(registry.call("bad_plugin", score_request("fine"))), Catch::StartsWith("library_changed: wanted SHA-256 " + std::string(64, '0') + ", got "));
}

TEST_CASE("many threads may call, and a plugin that hangs holds up no other", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  plugins.add("score_constant");
  auto options = plugins.options({{"bad_plugin", {}}, {"score_constant", {}}});
  Registry registry(options);
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int call = 0; call < 20; ++call)
        answered += told(registry.call(i % 2 ? "score_constant" : "bad_plugin", score_request("fine"))) == (i % 2 ? "50" : "7");
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(answered == 160);
  CHECK(registry.find("bad_plugin")->health.restarts == 0);
}

TEST_CASE("a configuration that breaks the schema of its manifest is refused with its place, whatever the plugin says", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  json::object manifest = plugins.manifest("bad_plugin");
  manifest["configuration"] = json::object{{"type", "object"}, {"properties", {{"do", {{"enum", {"fine", "exit"}}}}}}};
  plugins.write_manifest("bad_plugin", json::serialize(manifest));
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  CHECK_THAT(told(registry.call("bad_plugin", score_request("abort"))), Catch::StartsWith("configuration_refused: do: "));
  CHECK_THAT(registry.find("bad_plugin")->health.last_error.en, Catch::Contains("refuses its configuration: do: "));
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  CHECK(registry.find("bad_plugin")->health.restarts == 0);
}

TEST_CASE("a file that replaces another answers nothing until it is enabled, and then loses no call", "[plugin]") {
  Plugins plugins;
  plugins.add("score_constant");
  Registry registry(plugins.options({{"score_constant", {}}}));
  const std::string first = registry.find("score_constant")->digest;
  CHECK(registry.find("score_constant")->digest_found == first);

  std::atomic<bool> stop{false};
  std::atomic<int> lost{0}, old_ones{0}, new_ones{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (!stop) {
        Answered by;
        const std::string points = told(registry.call("score_constant", {{"call", "score"}, {"input", json::object()}}, &by));
        if (points == "50" && by.digest == first)
          ++old_ones;
        else if (points == "51" && by.digest != first)
          ++new_ones;
        else
          ++lost;
      }
    });
  while (old_ones < 50) std::this_thread::yield();
  plugins.replace("score_constant", "score_constant_new");
  const std::string second = registry.find("score_constant")->digest_found;
  CHECK(second != first);
  CHECK(registry.find("score_constant")->digest == first);
  const int before = old_ones;
  while (old_ones < before + 50) std::this_thread::yield();  // what runs is what was enabled
  CHECK(new_ones == 0);
  REQUIRE(registry.enable("score_constant", {{}, second, false}));
  while (new_ones < 50) std::this_thread::yield();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(lost == 0);
  CHECK(registry.find("score_constant")->digest == second);
}

TEST_CASE("a plugin is turned off and on again, and one that came later is found", "[plugin]") {
  Plugins plugins;
  plugins.add("bad_plugin");
  Registry registry(plugins.options({{"bad_plugin", {}}}));
  REQUIRE(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  registry.disable("bad_plugin");
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "disabled: bad_plugin");
  CHECK(registry.enabled().empty());
  plugins.add("score_constant");
  CHECK(!registry.find("score_constant"));
  registry.rescan();
  CHECK(registry.find("score_constant")->digest_found.size() == 64);
  REQUIRE(registry.enable("score_constant", {}));
  REQUIRE(registry.enable("bad_plugin", {}));
  CHECK(registry.enabled() == std::vector<std::string>{"bad_plugin", "score_constant"});
  CHECK(told(registry.call("bad_plugin", score_request("fine"))) == "7");
  CHECK_THAT(registry.enable("nothing", {}).error(), Catch::EndsWith("nothing.json does not exist"));
}
