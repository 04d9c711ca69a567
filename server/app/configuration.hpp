// The configuration file (YAML): every option has a default, an unknown key or a bad value stops the start with file,
// line and cause. config/luan.yaml lists all options with comments.
#pragma once
#include <chrono>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/localized.hpp"

namespace luan::app {

/// What stands at the head of printed papers beside the committee's own name (domain.md §9).
struct PaperHead {
  std::string place{};     // before the date; empty: what the committee is called after
  std::string superior{};  // organ above the committee, «Đảng bộ thành phố …»; empty: a dotted line
};

struct Configuration {
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> hosts{};    // further names under which the server is reached
  std::vector<std::string> proxies{};  // addresses of proxies that end TLS before us; what they say of the client is believed
  std::string time_zone = "Asia/Ho_Chi_Minh";
  std::string log_level = "info";
  std::string help{};                              // shown in the foot: whom to call
  std::vector<std::filesystem::path> workflows{};  // files; empty: workflows/rotation.yaml beside the program
  std::filesystem::path plugin_folder{};           // empty: plugins/ beside the program
  std::filesystem::path plugin_host{};             // executable; empty: this program
  bool sandbox_optional = false;
  std::chrono::milliseconds plugin_deadline{5'000};  // of a call
  std::chrono::milliseconds plugin_rest{1'000};      // before the first restart; not in the file
  /// id -> its configuration; named here means that a new data directory begins with
  /// it enabled. A member {"file": PATH} or {"secret_file": PATH} stands for the
  /// content of that file, see read_files.
  std::map<std::string, json::object> plugins{};
  std::vector<std::string> plugin_network{};   // ids of plugins that may open sockets, where their manifest asks
  std::string mail_domain = "luan.localhost";  // a person without an address of his own is account@here
  std::string public_url{};                    // how browsers reach the server, for links in letters; no slash at the end
  PaperHead papers{};
  int remind_working_days = 2;          // before the due date; 0: no reminder before it
  std::filesystem::path maildir{};      // granted to notify_mail; empty: DIR/mail
  int upload_megabytes = 20;            // of one file
  int upload_rotation_megabytes = 200;  // of all files of a rotation; as much may wait unused for one account
  std::vector<std::string> upload_types{"pdf", "docx", "xlsx", "odt", "ods", "png", "jpg"};
  int io_threads = 2;  // 1 to 64
  bool metrics_public = false;
  std::map<std::string, std::string> places{};  // of what stands under «plugins»: "notify_mail.smtp.port" -> "luan.yaml:12:9"
  bool cheap_passwords = false;                 // only in tests and benchmarks, refused off a sample directory
};

struct ListenPlace {
  std::string address;  // without brackets; "localhost" as 127.0.0.1
  unsigned short port = 0;
};
/// "127.0.0.1:8080", "[::1]:0"; nothing where it is no such thing.
[[nodiscard]] std::optional<ListenPlace> parse_listen(std::string_view text);

/// Nothing but the defaults.
[[nodiscard]] Configuration default_configuration();
/// A plugin's configuration with {"file": PATH} replaced by the text of that file, its last line end off, and
/// {"secret_file": PATH} likewise, refused unless the file is the owner's alone (0600). Throws std::runtime_error with the
/// place and path, never with content.
[[nodiscard]] json::object read_files(const json::object& configuration, const std::string& place);
struct ConfigurationFault {
  std::string place;  // "luan.yaml:12:9: plugins.notify_mail.smtp.port"; without the file where none says it
  Localized text;     // a sentence without a full stop; no value of the configuration stands in it
};
/// What in the configurations of these plugins breaks the JSON Schema of their manifests, or names a file that cannot be
/// read. A scorer without any configuration is not looked at: what it works with stands in the workflow. Nor is one whose
/// manifest cannot be read, which is told elsewhere.
[[nodiscard]] std::vector<ConfigurationFault> plugin_faults(const Configuration& configuration, const std::vector<std::string>& plugins);
/// The same for all that are named there.
[[nodiscard]] std::vector<ConfigurationFault> plugin_faults(const Configuration& configuration);
/// «luan.yaml:12:9: plugins.notify_mail.smtp.port: …», one a line.
[[nodiscard]] std::string told(const std::vector<ConfigurationFault>& faults, Language language);
/// On failure: "luan.yaml:12:3: sentence", one a line.
[[nodiscard]] std::expected<Configuration, std::string> load_configuration(const std::filesystem::path& file);

}  // namespace luan::app
