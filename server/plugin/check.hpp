// `luan plugin check`: does a plugin keep the contract? Each test runs in a process of its own, in the box that the plugin
// will live in, so that nothing a plugin does can end the check.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "plugin/sandbox.hpp"

namespace luan::plugin {

struct CheckOptions {
  std::filesystem::path folder;           // NAME, with NAME.json and NAME.so in it
  std::vector<std::string> host_command;  // {"/path/luan", "plugin-host"}
  SandboxMode sandbox = SandboxMode::required;
  std::uint64_t seed = 1;
  int fuzz_rounds = 2'000;
  std::chrono::milliseconds patience{30'000};  // a test
};

enum class Verdict : unsigned char { passed, failed, skipped };
[[nodiscard]] std::string_view name(Verdict verdict);

struct Finding {
  std::string test, about;  // about: what holds where it passes
  Verdict verdict{};
  std::string detail;  // why it failed or was skipped
};

struct CheckReport {
  std::string id, version, digest;
  std::uint64_t seed = 0;
  std::vector<Finding> findings;

  [[nodiscard]] bool passed() const;  // nothing failed
  [[nodiscard]] std::string text() const;
  [[nodiscard]] json::object to_json() const;
};

/// Throws std::system_error or std::filesystem::filesystem_error where this machine fails, not the plugin.
[[nodiscard]] CheckReport check(const CheckOptions& options);

}  // namespace luan::plugin
