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
  const auto good = read(
      "mail_domain: quan.example\npublic_url: https://luan.quan.example\nremind_working_days: 3\nplugin_network: [notify_mail]\n"
      "papers: { place: Hải Phòng, superior: Đảng bộ thành phố Hải Phòng }\n");
  REQUIRE(good);
  CHECK(good->mail_domain == "quan.example");
  CHECK(good->public_url == "https://luan.quan.example");
  CHECK(good->remind_working_days == 3);
  CHECK(good->papers.place == "Hải Phòng");
  CHECK(good->papers.superior == "Đảng bộ thành phố Hải Phòng");
  CHECK(good->plugin_network == std::vector<std::string>{"notify_mail"});
  for (const auto& [text, told] : {std::pair{"mail_domain: a@b\n", "takes a domain"},
                                   {"public_url: https://x/\n", "without a slash"},
                                   {"remind_working_days: 31\n", "from 0 to 30"},
                                   {"papers: { plaec: x }\n", "knows place and superior"},
                                   {"papers: x\n", "takes a map"}}) {
    const auto bad = read(text);
    REQUIRE_FALSE(bad);
    CHECK_THAT(bad.error(), Catch::Contains("luan.yaml:1:") && Catch::Contains(told));
  }
}

TEST_CASE("What a plugin is configured with is held against its manifest's schema, and what breaks it is named with its place in both languages") {
  const test::Folder folder;
  const std::string secret = write(folder.path() / "secret", "bí mật\n", own).string();
  struct Case {
    std::string yaml;
    Localized told;
  };
  const Case cases[]{
      {"plugins:\n  notify_mail:\n    smtp:\n      host: mail.example\n      password: { secret_file: " + secret + " }\n", {}},
      {"plugins:\n  score_weighted:\n  notify_mail:\n", {}},  // what a scorer works with stands in the workflow
      {"plugins:\n  notify_mail:\n    smtp:\n      host: mail.example\n      security: loud\n",
       {"5:7: plugins.notify_mail.smtp.security: Không phải một trong các giá trị được phép",
        "5:7: plugins.notify_mail.smtp.security: Failed to match against any enum values"}},
      {"plugins:\n  notify_mail: { smtp: { user: luan } }\n",
       {"2:18: plugins.notify_mail.smtp: Thiếu mục «host»", "2:18: plugins.notify_mail.smtp: Missing required property 'host'"}},
      {"plugins:\n  notify_webhook: { url: https://x.example, secrets: [plain], allow: [] }\n",
       {"2:55: plugins.notify_webhook.secrets.0: Giá trị không đúng dạng quy định",
        "2:55: plugins.notify_webhook.secrets.0: Failed to match regex specified by 'pattern' constraint"}},
      {"plugins:\n  score_weighted: { criterias: [] }\n",
       {"2:21: plugins.score_weighted.criterias: Không có mục nào tên «criterias»",
        "2:21: plugins.score_weighted.criterias: Object contains a property that could not be validated using 'properties' or 'additionalProperties' "
        "constraints: 'criterias'"}},
      {"plugins:\n  notify_mail: { smtp: { host: x, ca: { file: /nowhere } } }\n",
       {"2:35: plugins.notify_mail.smtp.ca: Không dùng được tệp này: /nowhere: the file cannot be read",
        "2:35: plugins.notify_mail.smtp.ca: /nowhere: the file cannot be read"}},
  };
  for (const auto& [yaml, told] : cases) {
    INFO(yaml);
    const fs::path file = write(folder.path() / "luan.yaml", yaml, own);
    auto read = app::load_configuration(file);
    REQUIRE(read);
    read->plugin_folder = test::test_configuration().plugin_folder;
    read->plugin_host = test::test_configuration().plugin_host;
    const auto faults = app::plugin_faults(*read);
    const std::string before = told.en.empty() ? "" : file.string() + ":";
    CHECK(app::told(faults, Language::vi) == before + told.vi);
    CHECK(app::told(faults, Language::en) == before + told.en);
  }
}
