#include "plugin/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include "plugin/plugin_host.hpp"
#include "plugin/sandbox.hpp"

namespace luan::plugin {
namespace {

using namespace std::chrono_literals;

constexpr int idle_look_every_ms = 500;

PluginFailure not_started(std::string detail) { return {FailureKind::not_started, std::move(detail)}; }
std::string reason(const char* what, int error) { return std::string(what) + ": " + std::generic_category().message(error); }

/// Above the numbers that the child's own descriptors will have, so that moving one there never covers another.
Descriptor moved_up(int number) { return Descriptor(::fcntl(number, F_DUPFD_CLOEXEC, 10)); }

struct Ends {
  Descriptor ours, theirs;
};

Ends make_socket_pair() {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) throw std::system_error(errno, std::generic_category(), "socketpair");
  const Descriptor low(pair[1]);
  return {Descriptor(pair[0]), moved_up(low.number())};
}

Ends make_pipe() {
  std::array<int, 2> pair{};
  if (::pipe2(pair.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  const Descriptor low(pair[1]);
  Descriptor ours(pair[0]);
  ::fcntl(ours.number(), F_SETFL, O_NONBLOCK);
  return {std::move(ours), moved_up(low.number())};
}

/// What posix_spawn is to do in the new process: descriptors 0 to 4 and no others, default signals, none blocked.
class SpawnPlan {
 public:
  SpawnPlan(int socket, int library, int output) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, output, STDERR_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, socket, host_socket);
    ::posix_spawn_file_actions_adddup2(&actions_, library, host_library);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, host_library + 1);
    sigset_t all;
    sigset_t none;
    ::sigfillset(&all);
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;

  /// 0 or an errno.
  int run(const std::vector<std::string>& command, pid_t& process) const {
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    char* environment[] = {nullptr};
    return ::posix_spawn(&process, command.front().c_str(), &actions_, &attributes_, arguments.data(), environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::string described(const siginfo_t& status) {
  if (status.si_code == CLD_EXITED) return fmt::format("status {}", status.si_status);
  return fmt::format("signal {} ({})", status.si_status, ::strsignal(status.si_status));
}

}  // namespace

std::expected<std::unique_ptr<Child>, PluginFailure> Child::start(const ChildStart& start, Output& output) {
  std::unique_ptr<Child> child(new Child(output));
  std::promise<FirstMessage> promise;
  auto first_message = promise.get_future();
  child->minder_ = std::thread([&child = *child, &start, promise = std::move(promise)]() mutable { child.mind(start, std::move(promise)); });
  // The minder is done with `start` once it has fulfilled its promise.
  FirstMessage first = first_message.get();
  if (!first) return std::unexpected(std::move(first.error()));
  if (auto failure = child->wait_until_ready(*first, start.deadline)) return std::unexpected(std::move(*failure));
  return child;
}

void Child::mind(const ChildStart& start, std::promise<FirstMessage> first) {
  try {
    auto failure = spawn(start);
    first.set_value(failure ? FirstMessage(std::unexpected(std::move(*failure))) : read_first(start.deadline));
  } catch (const std::exception& error) {
    first.set_value(std::unexpected(not_started(error.what())));
  }
  if (process_id_ > 0) serve_until_exit();
}

std::optional<PluginFailure> Child::spawn(const ChildStart& start) {
  Ends channel = make_socket_pair();
  Ends printing = make_pipe();
  const Descriptor library = moved_up(start.library);
  const SpawnPlan plan(channel.theirs.number(), library.number(), printing.theirs.number());
  pid_t process = -1;
  if (const int error = plan.run(start.command, process); error != 0) return not_started(reason(start.command.front().c_str(), error));
  process_id_ = process;
  // Nobody but this thread collects the process, so its number is still its own.
  idle_.watch(process);
  process_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  socket_ = std::move(channel.ours);
  printed_ = std::move(printing.ours);
  if (!process_) {
    const int error = errno;
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
    process_id_ = -1;
    return not_started(reason("pidfd_open", error));
  }
  if (auto sent = write_frame(socket_.number(), start.setup, start.deadline); !sent) return not_started(sent.error().detail);
  return {};
}

Child::FirstMessage Child::read_first(Deadline deadline) {
  auto message = read_frame(socket_.number(), deadline, &thread_requests_);
  if (message) return std::move(*message);
  return std::unexpected(not_started("before it was confined: " + message.error().detail));
}

std::optional<PluginFailure> Child::wait_until_ready(const json::object& first, Deadline deadline) {
  if (const std::string stage = text_or_empty(first, "refused"); !stage.empty())
    return PluginFailure{stage == "sandbox" ? FailureKind::no_sandbox : FailureKind::not_started, text_or_empty(first, "sentence")};
  const json::value* spoken = first.if_contains("protocol");
  if (!spoken || !spoken->is_int64() || spoken->as_int64() < protocol.least || spoken->as_int64() > protocol.most)
    return not_started(fmt::format("protocol: wanted {} to {}, got {}", protocol.least, protocol.most, spoken ? json::serialize(*spoken) : "nothing"));
  if (const json::value* missing = first.if_contains("missing"); missing && missing->is_array())
    for (const json::value& side : missing->as_array()) spdlog::warn("a plugin runs without a side of its box: {}", std::string_view(side.as_string()));
  auto ready = read_frame(socket_.number(), deadline);
  if (!ready && ready.error().kind == FrameFault::Kind::closed) {
    const auto end = end_within(1s);
    return not_started("while its library was loaded its process ended: " + end.value_or("it closed the connection"));
  }
  if (!ready) return not_started("while its library was loaded: " + ready.error().detail);
  if (ready->contains("refused")) return not_started(text_or_empty(*ready, "sentence"));
  if (!ready->contains("ready")) return not_started("while its library was loaded it wrote to the server's socket");
  idle_.work_ends();
  return {};
}

void Child::read_output() {
  std::array<char, 4096> bytes{};
  for (int pieces = 0; pieces < 32; ++pieces) {  // more than a pipe holds: one that never stops printing must not hold us
    const ssize_t got = ::read(printed_.number(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) printed_.reset();
    if (got <= 0) return;
    output_.add({bytes.data(), static_cast<std::size_t>(got)});
  }
}

void Child::serve_until_exit() {
  std::string why;
  for (bool running = true; running;) {
    // poll ignores an entry whose number is negative.
    std::array<pollfd, 3> watched{{{process_.number(), POLLIN, 0}, {printed_.number(), POLLIN, 0}, {thread_requests_.number(), POLLIN, 0}}};
    if (::poll(watched.data(), watched.size(), idle_look_every_ms) < 0) continue;
    if (why.empty() && idle_.too_much()) {
      why = IdleTime::sentence;
      kill();
    }
    if (watched[1].revents) read_output();
    if (watched[2].revents & POLLIN)
      answer_thread_request(thread_requests_.number(), process_id_);
    else if (watched[2].revents)
      thread_requests_.reset();
    running = !watched[0].revents;
  }
  if (printed_) read_output();
  output_.finish_line();
  siginfo_t status{};
  while (::waitid(P_PID, static_cast<id_t>(process_id_), &status, WEXITED) != 0 && errno == EINTR) {
  }
  const std::lock_guard lock(mutex_);
  end_ = why.empty() ? described(status) : why;
  changed_.notify_all();
}

/// Asked of the kernel: the minder may not have collected it yet, and a call would be lost on it.
bool Child::ended() const {
  pollfd process{process_.number(), POLLIN, 0};
  return ::poll(&process, 1, 0) == 1;
}

std::optional<std::string> Child::end_within(std::chrono::milliseconds patience) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [&] { return end_.has_value(); });
  return end_;
}

void Child::kill() {
  if (process_) ::syscall(SYS_pidfd_send_signal, process_.number(), SIGKILL, nullptr, 0);
}

Child::~Child() {
  if (process_ && !ended()) {
    try {
      if (!write_frame(socket_.number(), {{"stop", true}}, std::chrono::steady_clock::now() + 100ms) || !end_within(1s)) kill();
    } catch (const std::exception&) {
      kill();
    }
  }
  if (minder_.joinable()) minder_.join();
}

}  // namespace luan::plugin
