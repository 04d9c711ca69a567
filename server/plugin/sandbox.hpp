// The box of a plugin's process (hardening.md §7). Entered once, by the process itself, before any byte of the plugin is
// loaded, because a library's constructors run while it loads. There is no way out of it.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "plugin/descriptor.hpp"

namespace luan::plugin {

enum class SandboxMode : unsigned char {
  required,  // a box with a side missing is refused
  optional,  // what the kernel has is used; what it lacks is said
};

struct SandboxOptions {
  SandboxMode mode = SandboxMode::required;
  std::filesystem::path folder;                 // its own: becomes the working directory; absolute
  std::vector<std::filesystem::path> writable;  // granted folders; absolute
  bool network = false;
  int parent = 0;          // process id: where it is gone already, nobody would end us
  int first_to_close = 0;  // descriptors from this one on are closed
};

struct Sandbox {
  std::vector<std::string> missing;  // only with `optional`
  Descriptor thread_requests;        // seccomp's notifications of new threads, to be answered by the server; may be none
};

/// To be called while the process has one thread. On failure, why the box does not close.
[[nodiscard]] std::expected<Sandbox, std::string> enter_sandbox(const SandboxOptions& options);

// The two sides with a file of their own. On failure, what is missing.
[[nodiscard]] std::expected<void, std::string> enter_landlock(const SandboxOptions& options);
[[nodiscard]] std::expected<Descriptor, std::string> enter_seccomp(const SandboxOptions& options);

/// Answers one request for a new thread: at most 16 in the process. Run by the server, on the descriptor it was sent.
void answer_thread_request(int thread_requests, int process);

}  // namespace luan::plugin
