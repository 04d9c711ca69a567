// The system calls a plugin may not make. Everything else is allowed: Landlock, not a list of calls, guards the files.
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>

#include <cerrno>
#include <csignal>
#include <memory>
#include <system_error>

#include "plugin/sandbox.hpp"

namespace luan::plugin {
namespace {

constexpr std::ptrdiff_t threads_max = 16;

std::string failed(const char* what, int error) { return std::string("seccomp: ") + what + ": " + std::generic_category().message(-error); }

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release) {
    if (!context_) error_ = -ENOMEM;
  }
  template <class... Comparisons>
  void rule(std::uint32_t action, int call, Comparisons... comparisons) {
    if (error_ == 0) error_ = seccomp_rule_add(context_.get(), action, call, sizeof...(comparisons), comparisons...);
  }
  void rules(std::uint32_t action, std::initializer_list<int> calls) {
    for (const int call : calls)
      if (call != __NR_SCMP_ERROR) rule(action, call);
  }
  /// 0, or the negative errno of the first thing that failed.
  int load() {
    // Without this, a call that libseccomp fails at would change our own no_new_privs handling; it is set already.
    if (error_ == 0) error_ = seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_NNP, 0);
    if (error_ == 0) error_ = seccomp_load(context_.get());
    return error_;
  }
  int notifications() { return seccomp_notify_fd(context_.get()); }

 private:
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  int error_ = 0;
};

/// By name, since a build machine's headers may be older than the kernel; an unknown name is a call that does not exist.
int call(const char* name) { return seccomp_syscall_resolve_name(name); }

void stop_processes(Filter& filter) {
  const auto refused = SCMP_ACT_ERRNO(EPERM);
  filter.rules(refused, {SCMP_SYS(fork), SCMP_SYS(vfork)});
  filter.rule(refused, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  // clone3 takes its flags behind a pointer, where seccomp cannot look. ENOSYS makes the C library use clone.
  filter.rules(SCMP_ACT_ERRNO(ENOSYS), {call("clone3")});
  // Counting is the server's: RLIMIT_NPROC would count the server's own threads.
  filter.rule(SCMP_ACT_NOTIFY, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
}

void stop_signals(Filter& filter) {
  const auto refused = SCMP_ACT_ERRNO(EPERM);
  const auto self = static_cast<scmp_datum_t>(::getpid());
  for (const int sends : {SCMP_SYS(kill), SCMP_SYS(tgkill), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo)})
    filter.rule(refused, sends, SCMP_A0(SCMP_CMP_NE, self));
  filter.rules(refused, {SCMP_SYS(tkill), call("pidfd_open"), call("pidfd_send_signal"), call("pidfd_getfd")});
  // What we have just set for ourselves is not undone, and another's limits are not touched.
  filter.rule(refused, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG));
  filter.rule(refused, SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_NE, 0));
}

void kill_for_what_no_plugin_does(Filter& filter) {
  filter.rules(SCMP_ACT_KILL_PROCESS, {SCMP_SYS(execve),
                                       SCMP_SYS(execveat),
                                       SCMP_SYS(ptrace),
                                       SCMP_SYS(process_vm_readv),
                                       SCMP_SYS(process_vm_writev),
                                       SCMP_SYS(mount),
                                       SCMP_SYS(umount2),
                                       SCMP_SYS(pivot_root),
                                       SCMP_SYS(chroot),
                                       call("move_mount"),
                                       call("open_tree"),
                                       call("fsopen"),
                                       call("fsconfig"),
                                       call("fsmount"),
                                       call("mount_setattr"),
                                       SCMP_SYS(bpf),
                                       SCMP_SYS(perf_event_open),
                                       call("io_uring_setup"),
                                       call("io_uring_enter"),
                                       call("io_uring_register"),
                                       SCMP_SYS(userfaultfd),
                                       SCMP_SYS(unshare),
                                       SCMP_SYS(setns),
                                       SCMP_SYS(keyctl),
                                       SCMP_SYS(add_key),
                                       SCMP_SYS(request_key),
                                       SCMP_SYS(init_module),
                                       SCMP_SYS(finit_module),
                                       SCMP_SYS(delete_module),
                                       SCMP_SYS(kexec_load),
                                       SCMP_SYS(reboot)});
}

}  // namespace

std::expected<Descriptor, std::string> enter_seccomp(const SandboxOptions& options) {
  Filter filter;
  stop_processes(filter);
  stop_signals(filter);
  kill_for_what_no_plugin_does(filter);
  if (!options.network) filter.rules(SCMP_ACT_ERRNO(EACCES), {SCMP_SYS(socket), SCMP_SYS(socketpair)});
  if (const int error = filter.load(); error < 0) return std::unexpected(failed("the filter was refused", error));
  const int notifications = filter.notifications();
  if (notifications < 0) return std::unexpected(failed("threads cannot be counted", notifications));
  return Descriptor(notifications);
}

void answer_thread_request(int thread_requests, int process) {
  seccomp_notif* request = nullptr;
  seccomp_notif_resp* response = nullptr;
  if (seccomp_notify_alloc(&request, &response) != 0) return;
  if (seccomp_notify_receive(thread_requests, request) == 0) {
    std::error_code error;
    std::ptrdiff_t threads = 0;
    for (std::filesystem::directory_iterator at("/proc/" + std::to_string(process) + "/task", error), end; !error && at != end; at.increment(error)) ++threads;
    response->id = request->id;
    if (!error && threads < threads_max)
      response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    else
      response->error = -EAGAIN;
    // The asking thread may be gone by now; then there is nobody to answer.
    static_cast<void>(seccomp_notify_respond(thread_requests, response));
  }
  seccomp_notify_free(request, response);
}

}  // namespace luan::plugin
