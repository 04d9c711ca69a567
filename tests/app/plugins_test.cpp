// Plugins beside a running app: what the worst of them costs, and the administrator's part in which of them run.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "app/support/district.hpp"
#include "store/rebuild.hpp"
#include "support/first_choices.hpp"

using namespace luan;
using namespace std::chrono_literals;
using test::District;
using test::wait_for;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A folder of plugins with one, «bad_plugin», that does what stands in a file; and the workflow whose score it gives.
struct Trouble {
  Trouble() {
    fs::create_directories(folder.path() / "granted");
    put("bad_plugin");
    std::string workflow = text_of(fs::path(LUAN_SOURCE_DIR) / "workflows/rotation.yaml");
    const auto from = workflow.find("        plugin: score_weighted\n"), to = workflow.find("        bands:\n", from);
    REQUIRE(to != workflow.npos);
    workflow.replace(from, to - from, "        plugin: bad_plugin\n        with: { do: \"ask " + order().string() + "\" }\n");
    // The only plugin there is gives the score of the review; the review of conditions is left out.
    const auto review = workflow.find("      eligibility:"), check = workflow.find("      check:\n", review);
    REQUIRE(check != workflow.npos);
    workflow.erase(review, check - review);
    const std::string after = "after: [proposal, eligibility]";
    workflow.replace(workflow.find(after), after.size(), "after: [proposal]");
    const auto terms = workflow.find("        answers_if: { eligible: { eligibility: eligible } }");
    REQUIRE(terms != workflow.npos);
    workflow.erase(terms, workflow.find('\n', terms) + 1 - terms);
    std::ofstream(folder.path() / "rotation.yaml", std::ios::binary) << workflow;
  }

  [[nodiscard]] fs::path order() const { return folder.path() / "granted/do"; }
  [[nodiscard]] fs::path library() const { return folder.path() / "plugins/bad_plugin/bad_plugin.so"; }
  void let_it(const std::string& what) const { std::ofstream(order(), std::ios::binary) << what; }
  /// The library of the tests with that name, as «bad_plugin».
  void put(const std::string& name) const {
    fs::create_directories(library().parent_path());
    fs::remove(library());
    fs::copy_file(fs::path(LUAN_BINARY_DIR) / "tests/plugin_programs" / (name + ".so"), library());
    std::ofstream(fs::path(library()).replace_extension(".json"), std::ios::binary)
        << R"({"id":"bad_plugin","version":"1.0.0","title":{"vi":"Thử","en":"Test"},"kinds":["score"],"needs":{"network":false,"folders":["folder"]},"configuration":{"properties":{"folder":{}}}})";
  }

  [[nodiscard]] app::Configuration configuration() const {
    app::Configuration configuration = test::test_configuration();
    configuration.workflows = {folder.path() / "rotation.yaml"};
    configuration.plugin_folder = folder.path() / "plugins";
    configuration.plugins = {{"bad_plugin", {{"folder", (folder.path() / "granted").string()}}}};
    configuration.plugin_deadline = 1s;
    configuration.plugin_rest = 0ms;
    return configuration;
  }

  test::Folder folder;
};

app::PluginView seen(const District& district) {
  const auto plugins = district.app->plugins(district.caller("quan.tri"));
  REQUIRE(plugins);
  REQUIRE(plugins->size() == 1);
  return plugins->front();
}

/// The call that waits is due: by the calendar, or because the administrator says so.
void make_due(District& district) {
  const auto deliveries = district.app->deliveries(district.caller("quan.tri"));
  REQUIRE(deliveries);
  REQUIRE(deliveries->items.size() == 1);
  const app::DeliveryView& one = deliveries->items.front();
  CHECK(!one.error.vi.empty());
  if (one.state == "dead")
    REQUIRE(wait_for(district.app->retry_delivery(district.caller("quan.tri"), one.id)));
  else if (one.next > district.clock->now())
    district.clock->advance(std::chrono::duration_cast<std::chrono::seconds>(one.next - district.clock->now()) + 1s);
}

}  // namespace

TEST_CASE("Whatever a plugin does, approvals go on, its step waits and says why, no event is missing, and in the end it answers") {
  const Trouble trouble;
  trouble.let_it("segfault");
  District district(trouble.configuration());
  const std::string id = district.nominate();
  district.until_open(id, "assessment");
  district.app->run_due();
  const app::Caller admin = district.caller("quan.tri");
  const std::string spare = district.app->impl().directory()->by_username("noi.vu")->id.text();
  std::vector<std::string> to_answer{"chu.tri", "uy.vien.1", "uy.vien.2", "uy.vien.3"};
  bool granted = false;
  // An approval while one is left, another command afterwards: each is an event.
  const auto approve = [&]() -> bool {
    if (to_answer.empty()) {
      granted = !granted;
      return wait_for(district.app->set_grant(admin, spare, "auditor", district.committee.text(), granted)).has_value();
    }
    const std::string who = to_answer.back();
    to_answer.pop_back();
    const auto step = district.app->step(district.caller(who), id, "assessment");
    return step && district.respond(who, id, "assessment", test::first_choices(step->schema));
  };
  for (const char* what : {"hang",
                           "abort",
                           "exit",
                           "exec",
                           "spin",
                           "memory_bomb",
                           "deep",
                           "try_fork_bomb",
                           "write_everywhere",
                           "close_everything",
                           "not_json",
                           "too_large",
                           "nan",
                           "too_many_points",
                           "garbage_on_socket",
                           "wrong_id",
                           "try_read_server_file",
                           "try_memory_of_server",
                           "try_socket",
                           "later",
                           "refuse_input"}) {
    INFO(what);
    trouble.let_it(what);
    make_due(district);
    const std::uint64_t size = district.app->log_size();
    std::atomic<bool> over{false};
    std::thread dispatcher([&] {
      district.app->run_due();
      over = true;
    });
    CHECK(approve());
    if (std::string_view(what) == "hang") CHECK(!over);  // nobody waits for a plugin
    dispatcher.join();
    CHECK(district.app->log_size() == size + 1);
    CHECK(district.is_open(id, "score"));
    const auto view = district.app->rotation(district.caller("chu.tri"), id);
    REQUIRE(view);
    const auto waits = std::ranges::find(view->open_steps, std::string("bad_plugin"), &app::OpenStepView::plugin);
    REQUIRE(waits != view->open_steps.end());
    CHECK(!waits->waiting.empty());
    CHECK(!waits->waiting_error.vi.empty());
    REQUIRE(district.app->release_plugin(admin, "bad_plugin"));  // five of these would turn it off
  }
  CHECK(seen(district).restarts > 10);
  trouble.let_it("fine");
  make_due(district);
  district.app->run_due();
  CHECK(!district.is_open(id, "score"));
  CHECK(district.app->deliveries(admin)->items.empty());
  CHECK(district.work() > 0);  // the rotation goes on

  CHECK(store::verify_log(district.folder.path()).findings.empty());
  const store::RebuildReport rebuilt =
      store::rebuild(district.app->database(), [&](const std::string& name, int version) { return district.app->definition(name, version); });
  CHECK(rebuilt.events == district.app->log_size());
  CHECK(rebuilt.differences.empty());
}

TEST_CASE("A plugin that crashes again and again is turned off, told with its last words, and let run again by the administrator") {
  const Trouble trouble;
  trouble.let_it("say_and_abort");
  District district(trouble.configuration());
  const std::string id = district.nominate();
  district.until_open(id, "assessment");
  district.app->run_due();
  for (int crash = 1; crash < 5; ++crash) {
    make_due(district);
    if (crash == 3)  // tried by hand meanwhile: that crash counts with the others
      REQUIRE(wait_for(district.app->retry_delivery(district.caller("quan.tri"), district.app->deliveries(district.caller("quan.tri"))->items.front().id)));
    district.app->run_due();
  }
  const app::PluginView off = seen(district);
  CHECK(off.state == "quarantined");
  CHECK(off.error == Localized{"Tiện ích bị dừng đột ngột: signal 6 (Aborted).", "The plugin's process ended: signal 6 (Aborted)."});
  REQUIRE(!off.last_lines.empty());
  CHECK(off.last_lines.back() == "before the end");
  trouble.let_it("fine");
  make_due(district);
  const std::string delivery = district.app->deliveries(district.caller("quan.tri"))->items.front().id;
  REQUIRE(wait_for(district.app->retry_delivery(district.caller("quan.tri"), delivery)));  // does not turn it on again
  district.app->run_due();
  CHECK(seen(district).state == "quarantined");
  CHECK(district.is_open(id, "score"));

  CHECK(district.app->release_plugin(district.caller("chu.tri"), "bad_plugin").error().code == RefusalCode::forbidden);
  CHECK(district.app->release_plugin(district.caller("quan.tri"), "nothing").error().code == RefusalCode::not_found);
  REQUIRE(district.app->release_plugin(district.caller("quan.tri"), "bad_plugin"));
  make_due(district);
  district.app->run_due();
  CHECK(!district.is_open(id, "score"));
}

TEST_CASE("A file runs because an event says so: a changed one waits for the administrator, a plugin turned off stays off") {
  const Trouble trouble;
  trouble.let_it("later");
  District district(trouble.configuration());
  const app::Caller admin = district.caller("quan.tri");
  const std::string first = seen(district).digest;
  CHECK(first.size() == 64);
  CHECK(district.app->impl().directory()->plugins().at("bad_plugin").digest == first);

  trouble.put("bad_plugin_other");
  const std::string second = seen(district).digest_found;
  CHECK(second != first);
  CHECK(seen(district).digest == first);
  district.restart();
  CHECK(seen(district).digest == first);  // a start does not enable what somebody has put there
  CHECK(wait_for(district.app->enable_plugin(district.caller("chu.tri"), "bad_plugin", second)).error().code == RefusalCode::forbidden);
  CHECK(wait_for(district.app->enable_plugin(admin, "bad_plugin", first)).error().code == RefusalCode::stale);
  CHECK(wait_for(district.app->enable_plugin(admin, "nothing", first)).error().code == RefusalCode::not_found);
  const std::string id = district.nominate();
  district.until_open(id, "assessment");
  district.app->run_due();
  CHECK_THAT(seen(district).error.en, Catch::StartsWith("The plugin's file is not the one that was enabled: wanted SHA-256 " + first));

  const std::uint64_t size = district.app->log_size();
  REQUIRE(wait_for(district.app->enable_plugin(admin, "bad_plugin", second)));
  CHECK(district.app->log_size() == size + 1);
  CHECK(seen(district).digest == second);
  REQUIRE(wait_for(district.app->disable_plugin(admin, "bad_plugin")));
  CHECK(!seen(district).enabled);
  district.restart();
  CHECK(!seen(district).enabled);  // though the configuration names it
  trouble.let_it("fine");
  district.app->run_due();
  CHECK(district.is_open(id, "score"));

  REQUIRE(wait_for(district.app->enable_plugin(admin, "bad_plugin", second)));
  std::ofstream(fs::path(trouble.library()).replace_extension(".json"), std::ios::binary) << "{";
  district.restart();  // a plugin that was spoilt stops nothing but its own step
  CHECK(seen(district).enabled);
  CHECK_THAT(seen(district).error.en, Catch::StartsWith("The plugin's manifest is wrong: bad_plugin.json: is not JSON"));
  CHECK_THAT(seen(district).error.vi, Catch::StartsWith("Tệp mô tả của tiện ích sai: bad_plugin.json: "));
  trouble.put("bad_plugin_other");
  REQUIRE(wait_for(district.app->enable_plugin(admin, "bad_plugin", second)));
  make_due(district);
  district.app->run_due();
  CHECK(!district.is_open(id, "score"));
  CHECK(store::verify_log(district.folder.path()).findings.empty());
}

TEST_CASE("A manifest of another version beside the file that is enabled writes no event at the next start") {
  const Trouble trouble;
  District district(trouble.configuration());
  const std::uint64_t size = district.app->log_size();
  const fs::path manifest = fs::path(trouble.library()).replace_extension(".json");
  std::string text = text_of(manifest);
  const std::string before = "\"version\":\"1.0.0\"";
  REQUIRE(text.find(before) != text.npos);
  std::ofstream(manifest, std::ios::binary) << text.replace(text.find(before), before.size(), "\"version\":\"2.0.0\"");
  district.restart();
  CHECK(district.app->log_size() == size);
}
