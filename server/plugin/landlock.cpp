// Landlock by its system calls: Debian 12's headers know version 2, kernels may know more. The version is asked, and what
// it does not know is left out of the mask.
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

#include "plugin/sandbox.hpp"

namespace luan::plugin {
namespace {

// Newer than version 2's header: TRUNCATE came with 3, TCP with 4, IOCTL_DEV with 5, scopes with 6.
constexpr std::uint64_t fs_truncate = 1ULL << 14;
constexpr std::uint64_t fs_ioctl_device = 1ULL << 15;
constexpr std::uint64_t tcp_bind_and_connect = 3;
constexpr std::uint64_t scope_abstract_sockets_and_signals = 3;

struct RulesetAttributes {  // struct landlock_ruleset_attr as of version 6
  std::uint64_t handled_access_fs = 0;
  std::uint64_t handled_access_net = 0;
  std::uint64_t scoped = 0;
};

constexpr std::uint64_t may_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t may_write = may_read | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REFER | fs_truncate;

std::uint64_t known_to(long version) {
  std::uint64_t all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version >= 2) all |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) all |= fs_truncate;
  if (version >= 5) all |= fs_ioctl_device;
  return all;
}

std::unexpected<std::string> failed(const std::string& what) { return std::unexpected("Landlock: " + what + ": " + std::generic_category().message(errno)); }

/// A path that does not exist allows nothing, which is what is wanted.
std::expected<void, std::string> allow(int ruleset, const std::filesystem::path& path, std::uint64_t access) {
  const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!place) return {};
  std::error_code ignored;
  // A rule on a file may name only what can be done to files.
  if (!std::filesystem::is_directory(path, ignored)) access &= LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | fs_truncate;
  const landlock_path_beneath_attr rule{access, place.number()};
  if (::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) return failed(path.string());
  return {};
}

}  // namespace

std::expected<void, std::string> enter_landlock(const SandboxOptions& options) {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return failed("this kernel has none");
  const std::uint64_t known = known_to(version);
  RulesetAttributes attributes{known, version >= 4 && !options.network ? tcp_bind_and_connect : 0, version >= 6 ? scope_abstract_sockets_and_signals : 0};
  const Descriptor ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!ruleset) return failed("the rules were refused");
  std::vector<std::filesystem::path> readable{"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"};
  if (options.network) readable.insert(readable.end(), {"/etc/ssl/certs", "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"});
  for (const auto& path : readable)
    if (auto added = allow(ruleset.number(), path, may_read & known); !added) return added;
  if (auto added = allow(ruleset.number(), options.folder, may_write & known); !added) return added;
  for (const auto& path : options.writable)
    if (auto added = allow(ruleset.number(), path, may_write & known); !added) return added;
  if (::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) != 0) return failed("not entered");
  return {};
}

}  // namespace luan::plugin
