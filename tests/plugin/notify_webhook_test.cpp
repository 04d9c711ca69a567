// notify_webhook against an HTTPS receiver that the test starts and that verifies the signatures by itself.
#include <catch2/catch.hpp>

#include "../plugins/notify_webhook/address.hpp"
#include "../plugins/notify_webhook/signature.hpp"
#include "plugin/support/plugins.hpp"
#include "plugin/support/python_server.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

const std::string newest = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", before = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

struct Hook {
  Hook() : server("webhook_server.py", {(certificate_folder() / "certificate.pem").string(), (certificate_folder() / "key.pem").string(), newest, before}) {
    plugins.add_bundled("notify_webhook");
    with = {
        {"secrets", json::array{newest}}, {"allow", json::array{"127.0.0.0/8"}}, {"ca", certificate_pem()}, {"source", "/luan/thanh-giang"}, {"seconds", 5}};
  }
  std::string send(const std::string& path, const std::string& id = "d-1", const std::string& host = "localhost") {
    if (!registry) registry.emplace(plugins.options({{"notify_webhook", {{}, {}, true}}}));
    with["url"] = "https://" + host + ":" + std::to_string(server.port()) + path;
    const json::object message{{"to", {{{"name", "Đặng Thị Mỹ"}, {"address", "my@quan.example"}}}},
                               {"subject", "LC-2026-017: Cho ý kiến"},
                               {"text", "Kính gửi đồng chí,\n"},
                               {"html", "<p>Kính gửi đồng chí,</p>"},
                               {"language", "vi"},
                               {"date", "2026-11-20T02:15:07.123Z"},
                               {"items", {{{"about", "due_soon"}, {"rotation", "7f3c"}, {"code", "LC-2026-017"}}}}};
    const auto answer = registry->call("notify_webhook", {{"call", "notify"}, {"with", with}, {"delivery_id", id}, {"message", message}});
    return answer ? "delivered: " + text_member(answer->as_object(), "reference") : std::string(name(answer.error().kind)) + ": " + answer.error().detail;
  }

  PythonServer server;
  Plugins plugins;
  json::object with;
  std::optional<Registry> registry;
};

}  // namespace

TEST_CASE("The signature is the one of the specification's vector", "[plugin]") {
  const auto key = notify_webhook::parse_secret(newest);
  REQUIRE(key);
  CHECK(notify_webhook::sign(std::span(&*key, 1), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  for (const char* wrong : {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS*"})
    CHECK_FALSE(notify_webhook::parse_secret(wrong));
}

TEST_CASE("A message arrives as a CloudEvent that the receiver can verify; while keys change, under either of them", "[plugin]") {
  Hook hook;
  REQUIRE(hook.send("/ok") == "delivered: HTTP 200");
  const json::object got = hook.server.next("request");
  CHECK(got.at("id") == "d-1");
  CHECK(got.at("type") == "application/cloudevents+json; charset=utf-8");
  CHECK(got.at("verified") == json::array{true, false});
  const json::object& event = got.at("body").as_object();
  CHECK(event.at("specversion") == "1.0");
  CHECK(event.at("id") == "d-1");
  CHECK(event.at("source") == "/luan/thanh-giang");
  CHECK(event.at("type") == "luan.notice.due_soon");
  CHECK(event.at("subject") == "7f3c");
  CHECK(event.at("time") == "2026-11-20T02:15:07.123Z");
  CHECK(event.at("data").at("to").as_array()[0].at("name") == "Đặng Thị Mỹ");
  CHECK_FALSE(event.at("data").as_object().contains("html"));

  hook.with["secrets"] = json::array{newest, before};
  REQUIRE(hook.send("/ok", "d-2") == "delivered: HTTP 200");
  const json::object changing = hook.server.next("request");
  CHECK(changing.at("signatures") == 2);
  CHECK(changing.at("verified") == json::array{true, true});
  hook.with["secrets"] = json::array{before};
  REQUIRE(hook.send("/ok", "d-3") == "delivered: HTTP 200");
  CHECK(hook.server.next("request").at("verified") == json::array{false, true});
}

TEST_CASE("Redirects are not followed, refusals are told, long answers are cut, and silence ends in time", "[plugin]") {
  Hook hook;
  CHECK(hook.send("/redirect") == "later: the receiver redirects (302), which is not followed: configure its final address");
  CHECK(hook.server.next("request").at("path") == "/redirect");
  CHECK(hook.send("/busy") == "later: the receiver answers 503");
  CHECK(hook.send("/gone") == "input_refused: url: the receiver wants no more of these (410)");
  CHECK(hook.send("/big") == "delivered: HTTP 200");
  hook.with["seconds"] = 1;
  CHECK_THAT(hook.send("/slow"), Catch::StartsWith("later: no answer: ") && Catch::Contains("Timeout"));
  hook.with["seconds"] = 5;
  CHECK(hook.send("/ok", "d-9") == "delivered: HTTP 200");
  for (const char* path : {"/busy", "/gone", "/big", "/slow", "/ok"}) CHECK(hook.server.next("request").at("path") == path);
}

TEST_CASE("An address that is not public is refused after the name was resolved, and nothing connects to it", "[plugin]") {
  Hook hook;
  for (const json::array& allow : {json::array(), json::array{"10.0.0.0/8", "127.0.0.2"}}) {
    hook.with["allow"] = allow;
    CHECK_THAT(hook.send("/ok"), Catch::StartsWith("input_refused: url: leads to ") && Catch::EndsWith("which is not public and not listed in allow"));
    CHECK(hook.send("/ok", "d", "127.0.0.1") == "input_refused: url: leads to 127.0.0.1, which is not public and not listed in allow");
    CHECK(hook.send("/ok", "d", "2130706433") == "input_refused: url: leads to 127.0.0.1, which is not public and not listed in allow");
    CHECK(hook.send("/ok", "d", "[::ffff:127.0.0.1]") == "input_refused: url: leads to 127.0.0.1, which is not public and not listed in allow");
  }
  hook.with["allow"] = json::array{"127.0.0.1"};
  CHECK(hook.send("/ok", "d", "127.0.0.1") == "delivered: HTTP 200");
  CHECK(hook.server.next("request").at("path") == "/ok");
  CHECK(hook.server.seen("connection") == 1);
}

TEST_CASE("A stranger's certificate, and a configuration that cannot be meant, are refused", "[plugin]") {
  Hook hook;
  SECTION("certificate") {
    hook.with.erase("ca");
    CHECK_THAT(hook.send("/ok"), Catch::StartsWith("later: no answer: ") && Catch::Contains("certificate"));
  }
  SECTION("secrets") {
    hook.with["secrets"] = json::array{newest, "whsec_kurz"};
    CHECK(hook.send("/ok") == "configuration_refused: secrets.1: must be whsec_ and 24 to 64 bytes in base64");
    hook.with["secrets"] = json::array();
    CHECK_THAT(hook.send("/ok"), Catch::StartsWith("configuration_refused: secrets"));
  }
  SECTION("allow") {
    hook.with["allow"] = json::array{"10.0.0.0/40"};
    CHECK(hook.send("/ok") == "configuration_refused: allow.0: must be an address or a network like 10.1.0.0/16");
  }
}

TEST_CASE("Which addresses are public", "[plugin]") {
  for (const char* text : {"1.1.1.1", "8.8.8.8", "11.0.0.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.1", "192.0.1.1", "198.17.255.255",
                           "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    INFO(text);
    CHECK(notify_webhook::is_public(*notify_webhook::parse_address(text)));
  }
  for (const char* text :
       {"0.0.0.0",         "10.0.0.1",    "100.64.0.1",  "127.0.0.1",       "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8",       "192.0.2.1",   "192.168.1.1", "198.18.0.1",      "198.51.100.7",    "203.0.113.7",     "224.0.0.1",  "240.0.0.1",
        "255.255.255.255", "::",          "::1",         "::ffff:10.0.0.1", "::127.0.0.1",     "fc00::1",         "fd12::1",    "fe80::1",
        "ff02::1",         "2001:db8::1", "2001::1",     "64:ff9b::a00:1",  "64:ff9b:1::1",    "2002:7f00:1::",   "100::1",     "3fff::1"}) {
    INFO(text);
    CHECK_FALSE(notify_webhook::is_public(*notify_webhook::parse_address(text)));
  }
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "x", ":::"}) {
    INFO(text);
    CHECK_FALSE(notify_webhook::parse_address(text));
  }
}
