// `luan plugin check` finds what is wrong and nothing else.
#include <catch2/catch.hpp>

#include "plugin/check.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;
using namespace std::chrono_literals;

namespace {

CheckReport checked(const Plugins& plugins, const std::string& id, std::chrono::milliseconds patience = 30s) {
  CheckOptions options{plugins.folder() / id, plugins.options({}).host_command};
  options.seed = 4711;
  options.fuzz_rounds = 200;
  options.patience = patience;
  return check(options);
}

/// "leaks: each instance and call leaves 88 bytes behind", a line a test that did not pass.
std::string failures(const CheckReport& report) {
  std::string out;
  for (const Finding& finding : report.findings)
    if (finding.verdict != Verdict::passed) out += finding.test + ": " + finding.detail + "\n";
  return out;
}

/// The library with that flaw, as the plugin «flawed».
void add_flawed(Plugins& plugins, const std::string& flaw) {
  plugins.add("flawed_NONE");
  json::object manifest = plugins.manifest("flawed_NONE");
  manifest["id"] = "flawed";
  manifest["examples"] = json::array{json::object{{"configuration", json::object()}, {"input", {{"years", 12}, {"name", "Đỗ Văn Bình"}}}}};
  plugins.write_manifest("flawed", json::serialize(manifest));
  plugins.replace("flawed", "flawed_" + flaw);
}

}  // namespace

TEST_CASE("check finds each flaw by the test that is about it", "[plugin]") {
  struct Case {
    const char* flaw;
    const char* test;  // the first that fails
    const char* told;  // begins so
  };
  const auto [flaw, test, told] = GENERATE(values<Case>({
      {"READS_PAST_END", "extensions", "its process ended: signal 11 (Segmentation fault)"},
      {"BEGINS_WITH", "extensions", "get_extension(\"luan.score/11\") gave a struct"},
      {"SILENT", "configuration", "create(\"\") refused without saying why"},
      {"LEAK", "leaks", "each instance and call leaves "},
      {"DESCRIPTOR", "leaks", "instances and calls left "},
      {"CHANCE", "instances", "a second instance answers otherwise than the first"},
      {"ADDRESS", "same_bytes", "another process gave other bytes for the same input"},
      {"SHARED", "instances", "an instance answers otherwise once another was destroyed"},
      {"CANCEL", "cancel", "a call stopped because another call was cancelled"},
      {"UNBOUNDED", "input", "its process ended: signal 11 (Segmentation fault); it was given "},
      {"HANG", "input", "it did not return within 1 s; it was given \"\""},
      {"POINTS", "input", "given a text of 900008 bytes it returned LUAN_OK, but The plugin's points are out of range: points is 101, not 0 to 100"},
      {"METHOD", "methods", "call() of the method \"\" returned LUAN_OK, not LUAN_UNKNOWN"},
  }));
  if (sanitized && std::string_view(flaw) == "LEAK") return;
  Plugins plugins;
  add_flawed(plugins, flaw);
  const CheckReport report = checked(plugins, "flawed", std::string_view(flaw) == "HANG" ? 1s : 30s);
  INFO(report.text());
  CHECK(!report.passed());
  CHECK_THAT(failures(report), Catch::StartsWith(std::string(test) + ": " + told));
}

TEST_CASE("check passes plugins that keep the contract, those that are shipped among them", "[plugin]") {
  Plugins plugins;
  add_flawed(plugins, "NONE");
  const char* shipped[] = {"score_eligibility", "score_topsis", "score_weighted", "notify_mail", "notify_webhook"};
  for (const char* id : shipped) plugins.add_bundled(id);
  for (const char* id : {"flawed", "score_eligibility", "score_topsis", "score_weighted", "notify_mail", "notify_webhook"}) {
    const CheckReport report = checked(plugins, id);
    INFO(report.text());
    CHECK(report.passed());
    CHECK(failures(report).empty());
    CHECK(report.findings.size() >= 11);
  }
}

TEST_CASE("check says what it could not test, and stops where there is no plugin", "[plugin]") {
  Plugins plugins;
  plugins.add("score_constant");
  CHECK_THAT(failures(checked(plugins, "score_constant")), Catch::StartsWith("input: the manifest has no `examples`"));
  CHECK(checked(plugins, "score_constant").passed());

  plugins.add("bad_no_entry");
  CHECK(failures(checked(plugins, "bad_no_entry")) == "library: not a plugin: it exports no luan_plugin_entry_v1\n");
  plugins.add("bad_constructor");
  CHECK(failures(checked(plugins, "bad_constructor")) == "library: while its library was loaded its process ended: signal 6 (Aborted)\n");
  plugins.write_manifest("nothing", "{");
  CHECK_THAT(failures(checked(plugins, "nothing")), Catch::StartsWith("manifest: nothing.json: is not JSON"));
  plugins.write_manifest("text", json::serialize([&] {
                           json::object manifest = plugins.manifest("score_constant");
                           manifest["id"] = "text";
                           return manifest;
                         }()));
  CHECK(failures(checked(plugins, "text")) == "library: text.so: No such file or directory\n");
}

TEST_CASE("the result of a check is there as JSON, with the seed that repeats it", "[plugin]") {
  Plugins plugins;
  add_flawed(plugins, "METHOD");
  const CheckReport report = checked(plugins, "flawed");
  const json::object json = report.to_json();
  CHECK(json.at("id") == "flawed");
  CHECK(json.at("seed") == "4711");
  CHECK(json.at("passed") == false);
  CHECK(text_member(json, "digest").size() == 64);
  CHECK(json.at("tests").as_array().front() ==
        json::value({{"test", "manifest"}, {"verdict", "passed"}, {"about", "the manifest is sound and its examples hold to its schema"}, {"detail", ""}}));
  CHECK_THAT(report.text(), Catch::Contains("flawed breaks the contract in 1 of 12 tests (seed 4711)"));
}
