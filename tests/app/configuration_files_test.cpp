// Secrets and certificates of plugins stand in files of their own.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "app/support/district.hpp"

using namespace luan;
namespace fs = std::filesystem;

namespace {

fs::path write(const fs::path& file, const std::string& text, fs::perms mode) {
  std::ofstream(file, std::ios::binary) << text;
  fs::permissions(file, mode);
  return file;
}

constexpr fs::perms own = fs::perms::owner_read | fs::perms::owner_write, all = own | fs::perms::group_read | fs::perms::others_read;

}  // namespace

TEST_CASE("A plugin's configuration takes secrets from files that are the owner's alone, and names the place of what is wrong") {
  const test::Folder folder;
  const std::string secret = write(folder.path() / "secret", "bí mật\n", own).string(), open = write(folder.path() / "open", "bí mật\n", all).string(),
                    pem = write(folder.path() / "ca.pem", "-----BEGIN\r\n", all).string(), empty = write(folder.path() / "empty", "\n", own).string();
  const json::object read = app::read_files(
      {{"smtp", {{"password", {{"secret_file", secret}}}, {"ca", {{"file", pem}}}}}, {"secrets", {{{"secret_file", secret}}, "plain"}}}, "plugins.x");
  CHECK(read == json::object{{"smtp", {{"password", "bí mật"}, {"ca", "-----BEGIN"}}}, {"secrets", {"bí mật", "plain"}}});
  const auto fault = [&](const json::object& given) -> std::string {
    try {
      static_cast<void>(app::read_files(given, "plugins.x"));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  };
  CHECK(fault({{"smtp", {{"password", {{"secret_file", open}}}}}}) == "plugins.x.smtp.password: " + open + ": others may read this key. Set its mode to 0600.");
  CHECK(fault({{"a", {{"file", "relative"}}}}) == "plugins.x.a: relative: must be an absolute path");
  CHECK(fault({{"a", {{"file", folder.path().string()}}}}) == "plugins.x.a: " + folder.path().string() + ": the file cannot be read");
  CHECK(fault({{"a", {{"secret_file", empty}}}}) == "plugins.x.a: " + empty + ": the file is empty");
}

TEST_CASE("The options about what is sent out are read, and a misspelt one is named with its line") {
  const test::Folder folder;
  const auto read = [&](const std::string& text) { return app::load_configuration(write(folder.path() / "luan.yaml", text, own)); };
  const auto good = read("mail_domain: quan.example\npublic_url: https://luan.quan.example\nremind_working_days: 3\nplugin_network: [notify_mail]\n");
  REQUIRE(good);
  CHECK(good->mail_domain == "quan.example");
  CHECK(good->public_url == "https://luan.quan.example");
  CHECK(good->remind_working_days == 3);
  CHECK(good->plugin_network == std::vector<std::string>{"notify_mail"});
  for (const auto& [text, told] :
       {std::pair{"mail_domain: a@b\n", "takes a domain"}, {"public_url: https://x/\n", "without a slash"}, {"remind_working_days: 31\n", "from 0 to 30"}}) {
    const auto bad = read(text);
    REQUIRE_FALSE(bad);
    CHECK_THAT(bad.error(), Catch::Contains("luan.yaml:1:") && Catch::Contains(told));
  }
}
