#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "base/bytes.hpp"
#include "plugin/support/plugins.hpp"

using namespace luan;
using namespace luan::plugin;
namespace fs = std::filesystem;

namespace {

struct Mailing {
  Mailing() : maildir(plugins.root() / "mail") { plugins.add_bundled("notify_mail"); }

  json::object configuration() const { return {{"maildir", maildir.string()}, {"from", {{"name", "Ban Tổ chức Quận ủy"}, {"address", "luan@quan.example"}}}}; }
  auto send(const std::string& delivery_id, const json::object& message) {
    if (!registry) registry.emplace(plugins.options({{"notify_mail", {configuration(), {}, false}}}));
    return registry->call("notify_mail", {{"call", "notify"}, {"delivery_id", delivery_id}, {"message", message}});
  }
  std::vector<fs::path> files(const char* part) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(maildir / part)) found.push_back(entry.path());
    return found;
  }

  Plugins plugins;
  fs::path maildir;
  std::optional<Registry> registry;
};

json::object message() {
  return {{"to", {{{"name", "Nguyễn Thị Minh Khai"}, {"address", "khai@quan.example"}}, {{"name", "Le, Van A."}, {"address", "a.le@quan.example"}}}},
          {"subject", "Đề nghị cho ý kiến về hồ sơ luân chuyển của đồng chí Phan Đình Phùng, hạn 24/11/2026"},
          {"text", "Kính gửi đồng chí,\n\nHồ sơ đang chờ ý kiến.\n"},
          {"language", "vi"},
          {"date", "2026-11-24T02:15:07.123Z"}};
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string refusal(const std::expected<json::value, PluginFailure>& answer) {
  return answer ? "delivered" : std::string(name(answer.error().kind)) + ": " + answer.error().detail;
}

}  // namespace

TEST_CASE("a message lies in the Maildir with its headers in ASCII and its text whole", "[plugin]") {
  Mailing mailing;
  const auto answer = mailing.send("d-1", message());
  REQUIRE(refusal(answer) == "delivered");
  CHECK(answer->at("delivered") == true);
  const std::string hash = to_hex(sha256("d-1")).substr(0, 32);
  CHECK(text_member(answer->as_object(), "reference") == "<" + hash + "@quan.example>");
  REQUIRE(mailing.files("new").size() == 1);
  CHECK(mailing.files("tmp").empty());
  CHECK(mailing.files("new").front().filename() == hash + ".luan");
  CHECK(read(mailing.files("new").front()) ==
        "Date: Tue, 24 Nov 2026 02:15:07 +0000\n"
        "From: =?UTF-8?B?QmFuIFThu5UgY2jhu6ljIFF14bqtbiDhu6d5?=\n"
        " <luan@quan.example>\n"
        "To: =?UTF-8?B?Tmd1eeG7hW4gVGjhu4sgTWluaCBLaGFp?=\n"
        " <khai@quan.example>,\n"
        " \"Le, Van A.\"\n"
        " <a.le@quan.example>\n"
        "Subject: =?UTF-8?B?xJDhu4Egbmdo4buLIGNobyDDvSBraeG6v24gduG7gSBo4buTIHM=?=\n"
        " =?UTF-8?B?xqEgbHXDom4gY2h1eeG7g24gY+G7p2EgxJHhu5NuZyBjaMOtIFBoYW4gxJA=?=\n"
        " =?UTF-8?B?w6xuaCBQaMO5bmcsIGjhuqFuIDI0LzExLzIwMjY=?=\n"
        "Message-ID: <" +
            hash +
            "@quan.example>\n"
            "Auto-Submitted: auto-generated\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: base64\n"
            "Content-Language: vi\n"
            "\n" +
            to_base64(std::string_view("Kính gửi đồng chí,\n\nHồ sơ đang chờ ý kiến.\n").substr(0, 57)) + "\n" +
            to_base64(std::string_view("Kính gửi đồng chí,\n\nHồ sơ đang chờ ý kiến.\n").substr(57)) + "\n");
}

TEST_CASE("the same delivery again brings no second mail, also after it was read", "[plugin]") {
  Mailing mailing;
  const auto first = mailing.send("d-1", message());
  REQUIRE(refusal(first) == "delivered");
  CHECK(mailing.send("d-1", message()) == first);
  CHECK(mailing.files("new").size() == 1);
  const fs::path file = mailing.files("new").front();
  fs::rename(file, mailing.maildir / "cur" / (file.filename().string() + ":2,S"));
  CHECK(mailing.send("d-1", message()) == first);
  CHECK(mailing.files("new").empty());
  CHECK(mailing.send("d-2", message()) != first);
  CHECK(mailing.files("new").size() == 1);
}

TEST_CASE("what cannot be mailed is refused with its place, and nothing is written", "[plugin]") {
  Mailing mailing;
  const auto with = [](const char* key, json::value value) {
    json::object changed = message();
    changed[key] = std::move(value);
    return changed;
  };
  const json::value no_one = json::array();
  const json::value injected = parse_json(R"([{"name":"A","address":"a@b.example\nBcc: c@d.example"}])").value();
  CHECK(refusal(mailing.send("d", with("to", no_one))) == "input_refused: message.to: must be a list of 1 to 100 recipients");
  CHECK_THAT(refusal(mailing.send("d", with("to", injected))), Catch::StartsWith("input_refused: message.to.0.address: "));
  CHECK(refusal(mailing.send("d", with("subject", ""))) == "input_refused: message.subject: must be a text that is not empty");
  CHECK(refusal(mailing.send("d", with("language", "fr"))) == "input_refused: message.language: must be vi or en");
  CHECK(refusal(mailing.send("d", with("date", "today"))) == "input_refused: message.date: must have the form 2026-11-24T02:15:07.123Z");
  CHECK(mailing.files("new").empty());
}

TEST_CASE("a line end in a subject or name starts no header", "[plugin]") {
  Mailing mailing;
  json::object sly = message();
  sly["subject"] = "Hello\nBcc: c@d.example";
  REQUIRE(refusal(mailing.send("d", sly)) == "delivered");
  CHECK(read(mailing.files("new").front()).find("Bcc:") == std::string::npos);
  sly["to"] = parse_json(R"([{"name":"A\r\nBcc: x","address":"a@b.example"}])").value();
  CHECK(refusal(mailing.send("e", sly)) == "input_refused: message.to.0.name: holds a control character");
}

TEST_CASE("a Maildir that was not granted cannot be written to", "[plugin]") {
  Mailing mailing;
  fs::create_directories(mailing.plugins.root() / "elsewhere");
  REQUIRE(refusal(mailing.send("d-1", message())) == "delivered");
  const json::object other{{"maildir", (mailing.plugins.root() / "elsewhere").string()}};
  const auto answer = mailing.registry->call("notify_mail", {{"call", "notify"}, {"with", other}, {"delivery_id", "d-2"}, {"message", message()}});
  CHECK_THAT(refusal(answer), Catch::StartsWith("configuration_refused: maildir: cannot be used; is it the folder that was granted?"));
  CHECK(fs::is_empty(mailing.plugins.root() / "elsewhere"));
}
