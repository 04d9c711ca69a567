// notify_mail against a mail server that the test starts: with TLS, a password, and faults.
#include <catch2/catch.hpp>

#include "base/bytes.hpp"
#include "plugin/support/plugins.hpp"
#include "plugin/support/python_server.hpp"

using namespace luan;
using namespace luan::plugin;

namespace {

std::vector<std::string> arguments(const std::string& mode, bool password) {
  std::vector<std::string> out{mode, (certificate_folder() / "certificate.pem").string(), (certificate_folder() / "key.pem").string()};
  if (password) out.insert(out.end(), {"luan", "bí mật"});
  return out;
}

struct Post {
  explicit Post(const std::string& mode, bool password = true, bool network = true) : server("smtp_server.py", arguments(mode, password)), granted(network) {
    smtp = {{"host", "localhost"}, {"port", server.port()}, {"security", mode == "plain" ? "starttls" : mode}, {"ca", certificate_pem()}, {"seconds", 5}};
    if (password) smtp["user"] = "luan", smtp["password"] = "bí mật";
    plugins.add_bundled("notify_mail");
  }

  std::string send(const std::string& id, const std::string& to) {
    if (!registry)
      registry.emplace(
          plugins.options({{"notify_mail", {{{"smtp", smtp}, {"from", {{"name", "Ban Tổ chức Quận uỷ"}, {"address", "luan@quan.example"}}}}, {}, granted}}}));
    const json::object message{
        {"to", {{{"name", "Nguyễn Thị Minh Khai"}, {"address", to}}}},
        {"subject", "LC-2026-017: Cho ý kiến của cấp uỷ nơi đến, hạn 24/11/2026 – đề nghị đồng chí xem"},
        {"text", "Kính gửi đồng chí,\n\n.một dòng bắt đầu bằng dấu chấm\n"},
        {"html", "<p>Kính gửi đồng chí,</p>"},
        {"language", "vi"},
        {"date", "2026-11-20T02:15:07.123Z"},
        {"deadlines",
         {{{"id", "r-1"}, {"date", "2026-11-24"}, {"summary", "LC-2026-017: Cho ý kiến; xem, và trả lời sớm nhất có thể để kịp phiên họp"}, {"link", ""}}}}};
    const auto answer = registry->call("notify_mail", {{"call", "notify"}, {"delivery_id", id}, {"message", message}});
    return answer ? "delivered" : std::string(name(answer.error().kind)) + ": " + answer.error().detail;
  }

  PythonServer server;
  bool granted;
  json::object smtp;
  Plugins plugins;
  std::optional<Registry> registry;
};

}  // namespace

TEST_CASE("A letter is handed over under TLS with a password, and reads right for Python's email package", "[plugin]") {
  const std::string mode = GENERATE("starttls", "tls");
  Post post(mode);
  REQUIRE(post.send("d-1", "khai@quan.example") == "delivered");
  const json::object got = post.server.next("message");
  CHECK(got.at("secure") == true);
  CHECK(got.at("signed_in") == true);
  CHECK(got.at("sender") == "luan@quan.example");
  CHECK(got.at("to") == json::array{"khai@quan.example"});
  const json::object& letter = got.at("message").as_object();
  CHECK(letter.at("subject") == "LC-2026-017: Cho ý kiến của cấp uỷ nơi đến, hạn 24/11/2026 – đề nghị đồng chí xem");
  CHECK(letter.at("from") == "Ban Tổ chức Quận uỷ <luan@quan.example>");
  CHECK(letter.at("to") == "Nguyễn Thị Minh Khai <khai@quan.example>");
  CHECK(letter.at("date") == "2026-11-20T02:15:07+00:00");
  CHECK(letter.at("defects").as_array().empty());
  CHECK(letter.at("ascii") == true);
  CHECK(letter.at("bare_lf") == 0);
  CHECK(letter.at("longest_line").as_int64() <= 76);
  CHECK(letter.at("shape") == json::array{"multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"});
  const json::array& parts = letter.at("parts").as_array();
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].at("text") == "Kính gửi đồng chí,\n\n.một dòng bắt đầu bằng dấu chấm\n");
  CHECK(parts[0].at("language") == "vi");
  CHECK(parts[1].at("text") == "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"></head><body>\n<p>Kính gửi đồng chí,</p></body></html>\n");
  CHECK(parts[2].at("filename") == "han.ics");
  std::string calendar(parts[2].at("text").as_string());
  std::erase(calendar, '\r');
  CHECK(calendar ==
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Luan//notify_mail//VI\nCALSCALE:GREGORIAN\nMETHOD:PUBLISH\n"
        "BEGIN:VEVENT\nUID:r-1@quan.example\nDTSTAMP:20261120T021507Z\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125\n"
        "SUMMARY:LC-2026-017: Cho ý kiến\\; xem\\, và trả lời sớm nhất có\n  thể để kịp phiên họp\n"
        "TRANSP:TRANSPARENT\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-P1D\n"
        "DESCRIPTION:LC-2026-017: Cho ý kiến\\; xem\\, và trả lời sớm nhất\n  có thể để kịp phiên họp\n"
        "END:VALARM\nEND:VEVENT\nEND:VCALENDAR\n");
}

TEST_CASE("Letters share a connection, and one that comes again is not sent again", "[plugin]") {
  Post post("starttls");
  REQUIRE(post.send("d-1", "khai@quan.example") == "delivered");
  REQUIRE(post.send("d-1", "khai@quan.example") == "delivered");
  REQUIRE(post.send("d-2", "hanh@quan.example") == "delivered");
  REQUIRE(post.send("d-3", "duc@quan.example") == "delivered");
  const json::object first = post.server.next("message"), second = post.server.next("message"), third = post.server.next("message");
  CHECK(first.at("message").at("id") != second.at("message").at("id"));
  CHECK(second.at("to") == json::array{"hanh@quan.example"});
  CHECK(third.at("connection") == 1);
  CHECK(post.server.seen("connection") == 1);
}

TEST_CASE("What can pass is asked for again later, what cannot is refused with the server's words; the next letter goes out", "[plugin]") {
  struct Case {
    const char* to;
    const char* told;
  };
  const auto one = GENERATE(values<Case>({
      {"busy@quan.example", "later: the mail server localhost:PORT says: 451 4.3.0 mailbox busy"},
      {"gone@quan.example", "input_refused: the mail server localhost:PORT refuses the letter: 550 5.1.1 no such mailbox"},
      {"refuse-data@quan.example", "input_refused: the mail server localhost:PORT refuses the letter: 554 5.7.1 not wanted"},
      {"drop-rcpt@quan.example", "later: the mail server localhost:PORT: "},
      {"drop-data@quan.example", "later: the mail server localhost:PORT: "},
  }));
  Post post("starttls");
  std::string wanted = one.told;
  wanted.replace(wanted.find("PORT"), 4, std::to_string(post.server.port()));
  CHECK_THAT(post.send("d-1", one.to), Catch::StartsWith(wanted));
  CHECK(post.send("d-2", "khai@quan.example") == "delivered");
}

TEST_CASE("A mailbox that was busy gets its letter the next time, under the same Message-ID", "[plugin]") {
  Post post("starttls");
  CHECK_THAT(post.send("d-1", "busy-once@quan.example"), Catch::StartsWith("later: "));
  CHECK(post.send("d-1", "busy-once@quan.example") == "delivered");
  CHECK(post.send("d-1", "busy-once@quan.example") == "delivered");
  CHECK(post.send("d-2", "khai@quan.example") == "delivered");
  const std::string id(post.server.next("message").at("message").at("id").as_string());
  CHECK(id == "<" + to_hex(sha256("d-1")).substr(0, 32) + "@quan.example>");
  CHECK(post.server.next("message").at("to") == json::array{"khai@quan.example"});
}

TEST_CASE("A server that never answers costs the configured time and no more, and its process lives on", "[plugin]") {
  Post post("starttls");
  post.smtp["seconds"] = 1;
  CHECK_THAT(post.send("d-1", "slow@quan.example"), Catch::StartsWith("later: ") && Catch::Contains("Timeout"));
  CHECK(post.send("d-2", "khai@quan.example") == "delivered");
  CHECK(post.registry->list().front().health.restarts == 0);
}

TEST_CASE("No letter and no password leaves without TLS, to a stranger's certificate, or under a wrong password", "[plugin]") {
  SECTION("no TLS offered") {
    Post post("plain");
    CHECK_THAT(post.send("d", "khai@quan.example"), Catch::StartsWith("later: ") && Catch::Contains("SSL"));
  }
  SECTION("another's certificate") {
    Post post("starttls");
    post.smtp.erase("ca");
    CHECK_THAT(post.send("d", "khai@quan.example"), Catch::StartsWith("later: ") && Catch::Contains("certificate"));
  }
  SECTION("a wrong password, which is not told") {
    Post post("tls");
    post.smtp["password"] = "sai-roi";
    const std::string told = post.send("d", "khai@quan.example");
    CHECK_THAT(told, Catch::StartsWith("later: ") && Catch::Contains("refuses user name or password"));
    CHECK(told.find("sai-roi") == std::string::npos);
  }
  SECTION("the network not granted") {
    Post post("starttls", true, false);
    CHECK_THAT(post.send("d", "khai@quan.example"), Catch::StartsWith("later: ") && Catch::Contains("plugin_network"));
  }
}

TEST_CASE("A configuration that cannot be meant is refused with its place", "[plugin]") {
  Plugins plugins;
  plugins.add_bundled("notify_mail");
  Registry registry(plugins.options({{"notify_mail", {{{"maildir", (plugins.root() / "mail").string()}}, {}, true}}}));
  const auto refused = [&](const char* with) {
    const auto answer = registry.call("notify_mail", {{"call", "notify"}, {"with", json::parse(with)}, {"delivery_id", "d"}, {"message", json::object()}});
    return answer ? std::string("delivered") : answer.error().detail;
  };
  // By the manifest's schema, before the plugin is asked:
  CHECK_THAT(refused(R"({"smtp": {"host": "a b"}})"), Catch::StartsWith("smtp.host: "));
  CHECK_THAT(refused(R"({"smtp": {"host": "m", "tls": "yes"}})"), Catch::StartsWith("smtp"));
  CHECK(refused(R"({"smtp": {"host": "m"}, "maildir": "/tmp"})") != "delivered");
  // By the plugin:
  CHECK(refused(R"({"smtp": {"host": "m", "port": "70000"}})") == "smtp.port: must be a whole number from 1 to 65535");
  CHECK(refused(R"({"smtp": {"host": "m", "user": "u"}})") == "smtp.password: user and password come together");
  CHECK(refused(R"({"smtp": {"host": "m", "user": "u", "password": "p", "security": "none"}})") ==
        "smtp.security: a password is not sent without TLS: use starttls or tls");
}
