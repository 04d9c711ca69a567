#include "plugin/sandbox.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace luan::plugin {
namespace {

using Step = std::expected<void, std::string>;

Step failed(const char* what) { return std::unexpected(std::string(what) + ": " + std::generic_category().message(errno)); }

constexpr int niceness = 10;

constexpr bool sanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

Step limit_resources() {
  struct Limit {
    int what;
    rlim_t bytes_or_count;
  };
  constexpr rlim_t mebibyte = 1 << 20;
  std::vector<Limit> limits{{RLIMIT_NOFILE, 32}, {RLIMIT_FSIZE, 16 * mebibyte}, {RLIMIT_CORE, 0}};
  // Sanitizers reserve terabytes of addresses.
  if (!sanitized) limits.push_back({RLIMIT_AS, 256 * mebibyte});
  for (const Limit& limit : limits) {
    const rlimit both{limit.bytes_or_count, limit.bytes_or_count};
    if (::setrlimit(static_cast<__rlimit_resource>(limit.what), &both) != 0) return failed("setrlimit");
  }
  return {};
}

/// Where the server runs as root, its plugins must not keep root's powers: with them a limit could be raised again.
Step drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
  if (::syscall(SYS_capset, &header, none.data()) != 0) return failed("capset");
  return {};
}

Step prepare(const SandboxOptions& options) {
  // The order is hardening.md's: descriptors, environment, folder, limits, parent-death signal, no_new_privs.
  if (::syscall(SYS_close_range, static_cast<unsigned>(options.first_to_close), ~0U, 0U) != 0) return failed("close_range");
  ::clearenv();
  if (::chdir(options.folder.c_str()) != 0) return failed("chdir to its own folder");
  if (auto step = limit_resources(); !step) return step;
  // An approval goes before a score. A plugin cannot take it back: that needs a power it has not.
  if (::setpriority(PRIO_PROCESS, 0, niceness) != 0) return failed("setpriority");
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return failed("parent-death signal");
  if (::getppid() != options.parent) return std::unexpected(std::string("the server is gone"));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs");
  return drop_capabilities();
}

}  // namespace

std::expected<Sandbox, std::string> enter_sandbox(const SandboxOptions& options) {
  if (auto step = prepare(options); !step) return std::unexpected(step.error());
  Sandbox sandbox;
  if (auto landlock = enter_landlock(options); !landlock) sandbox.missing.push_back(landlock.error());
  if (auto seccomp = enter_seccomp(options))
    sandbox.thread_requests = std::move(*seccomp);
  else
    sandbox.missing.push_back(seccomp.error());
  if (options.mode == SandboxMode::required && !sandbox.missing.empty()) return std::unexpected(sandbox.missing.front());
  return sandbox;
}

}  // namespace luan::plugin
