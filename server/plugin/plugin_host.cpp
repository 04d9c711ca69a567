#include "plugin/plugin_host.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "base/text.hpp"
#include "plugin/frame.hpp"
#include "plugin/loaded_plugin.hpp"
#include "plugin/probe.hpp"
#include "plugin/sandbox.hpp"

#ifdef __SANITIZE_THREAD__
/// A plugin's process inherits no environment, and would rest a second at its end for races that come late.
extern "C" const char* __tsan_default_options();
const char* __tsan_default_options() { return "atexit_sleep_ms=0"; }
#endif

namespace luan::plugin {
namespace {

constexpr std::size_t instances_max = 8;

/// No destructors, no exit handlers: what the plugin has registered for the end must not run on our account.
[[noreturn]] void end(int status) { ::_exit(status); }

void send(const json::object& message, int pass = -1) {
  if (!write_frame(host_socket, message, no_deadline, pass)) end(0);  // the server is gone
}

[[noreturn]] void refuse_start(const std::string& stage, const std::string& sentence) {
  send({{"refused", stage}, {"sentence", sentence}});
  end(1);
}

/// Messages that have come, and the call that runs: shared by main thread and reader.
class Inbox {
 public:
  explicit Inbox(const LoadedPlugin& plugin) : plugin_(plugin) {}

  /// Body of the reader thread.
  void read() {
    for (;;) {
      auto message = read_frame(host_socket, no_deadline);
      if (!message) end(0);
      const std::lock_guard lock(mutex_);
      if (const json::value* cancelled = message->if_contains("cancel")) {
        if (running_ && json::value(running_id_) == *cancelled) plugin_.cancel(running_, running_id_);
      } else {
        waiting_.push_back(std::move(*message));
        arrived_.notify_one();
      }
    }
  }

  json::object next() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return !waiting_.empty(); });
    json::object message = std::move(waiting_.front());
    waiting_.pop_front();
    return message;
  }

  void running(void* instance, std::uint64_t id) {
    const std::lock_guard lock(mutex_);
    running_ = instance;
    running_id_ = id;
  }

 private:
  const LoadedPlugin& plugin_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<json::object> waiting_;
  void* running_ = nullptr;
  std::uint64_t running_id_ = 0;
};

std::string_view word(luan_status status) {
  switch (status) {
    case LUAN_REFUSED: return "refused";
    case LUAN_LATER: return "later";
    case LUAN_CANCELLED: return "cancelled";
    case LUAN_UNKNOWN: return "unknown";
    default: return "failed";  // LUAN_FAILED, and numbers of the plugin's own
  }
}

std::string valid(std::string text) { return is_utf8(text) ? std::move(text) : std::string("(a text that is not UTF-8)"); }

json::object error(std::uint64_t id, std::string_view phase, std::string_view status, Reply reply) {
  return {{"id", id}, {"error", status}, {"phase", phase}, {"place", valid(std::move(reply.place))}, {"sentence", valid(std::move(reply.sentence))}};
}

/// {"probe": "leaks", "kinds": […], "examples": […], "seed": "4711", "rounds": 1000}
json::object probed(const LoadedPlugin& plugin, const json::object& message) {
  ProbeSetup setup;
  for (const json::value& kind : member(message, "kinds").as_array())
    setup.kinds.push_back(kind == json::value("score") ? PluginKind::score : PluginKind::notify);
  for (const json::value& example : member(message, "examples").as_array())
    setup.examples.push_back({member(example.as_object(), "configuration").as_object(), member(example.as_object(), "input").as_object()});
  setup.seed = std::stoull(text_member(message, "seed"));
  setup.rounds = static_cast<int>(int_member(message, "rounds"));
  const auto probe = std::ranges::find(probes(), text_member(message, "probe"), &Probe::name);
  const ProbeResult result = probe->run(plugin, setup);
  return {{"passed", result.has_value()}, {"detail", valid(result ? *result : result.error())}};
}

class Host {
 public:
  explicit Host(LoadedPlugin plugin) : plugin_(plugin), inbox_(plugin_) {}

  [[noreturn]] void run() {
    std::thread([this] { inbox_.read(); }).detach();
    send({{"ready", true}});
    for (;;) {
      const json::object message = inbox_.next();
      if (message.contains("stop")) break;
      send(answer(message));
    }
    for (const Instance& instance : instances_) plugin_.destroy(instance.pointer);
    end(0);
  }

 private:
  struct Instance {
    std::string configuration;
    void* pointer;
  };

  json::object answer(const json::object& message) {
    const std::uint64_t id = static_cast<std::uint64_t>(int_member(message, "id"));
    if (message.contains("probe")) return probed(plugin_, message);
    auto instance = instance_for(text_member(message, "with"));
    if (!instance) return error(id, "create", word(instance.error().status), std::move(instance.error()));
    inbox_.running(*instance, id);
    Reply reply = plugin_.call(*instance, id, static_cast<std::uint64_t>(int_member(message, "deadline_ms")), text_member(message, "call"),
                               text_member(message, "request"));
    inbox_.running(nullptr, 0);
    if (reply.status != LUAN_OK) return error(id, "call", word(reply.status), std::move(reply));
    if (reply.too_large) return error(id, "call", "too_large", std::move(reply));
    if (!is_utf8(reply.written)) return error(id, "call", "not_utf8", std::move(reply));
    return {{"id", id}, {"answer", std::move(reply.written)}};
  }

  /// Steps of a workflow bring few configurations; the ones used last are kept.
  std::expected<void*, Reply> instance_for(const std::string& configuration) {
    for (auto at = instances_.begin(); at != instances_.end(); ++at) {
      if (at->configuration != configuration) continue;
      instances_.splice(instances_.begin(), instances_, at);
      return at->pointer;
    }
    void* made = nullptr;
    Reply reply = plugin_.create(configuration, made);
    if (reply.status != LUAN_OK) return std::unexpected(std::move(reply));
    instances_.push_front({configuration, made});
    if (instances_.size() > instances_max) {
      plugin_.destroy(instances_.back().pointer);
      instances_.pop_back();
    }
    return made;
  }

  const LoadedPlugin plugin_;
  Inbox inbox_;
  std::list<Instance> instances_;
};

SandboxOptions sandbox_options(const json::object& setup) {
  SandboxOptions options;
  options.mode = text_member(setup, "sandbox") == "optional" ? SandboxMode::optional : SandboxMode::required;
  options.folder = text_member(setup, "folder");
  for (const json::value& path : member(setup, "writable").as_array()) options.writable.emplace_back(std::string(path.as_string()));
  options.network = member(setup, "network").as_bool();
  options.parent = static_cast<int>(int_member(setup, "parent"));
  options.first_to_close = host_library + 1;
  return options;
}

/// The newest version that both speak.
int agreed_protocol(const json::object& setup, Protocol spoken) {
  const json::array& server = member(setup, "protocol").as_array();
  const auto least = static_cast<int>(server.at(0).as_int64());
  const auto most = static_cast<int>(server.at(1).as_int64());
  const int agreed = std::min(most, spoken.most);
  if (agreed < std::max(least, spoken.least))
    refuse_start("protocol", fmt::format("protocol: the server speaks {} to {}, the plugin's host {} to {}", least, most, spoken.least, spoken.most));
  return agreed;
}

/// A sanitizer's handlers would turn a crash into a report and an exit; the server wants to see the signal.
void reset_signals() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) std::signal(signal, SIG_DFL);
}

}  // namespace

int run_plugin_host(Protocol spoken) {
  struct stat status{};
  if (::fstat(host_socket, &status) != 0 || !S_ISSOCK(status.st_mode)) {
    std::fputs("luan plugin-host is started by the server, for each plugin that is enabled.\n", stderr);
    return 2;
  }
  reset_signals();
  // One heap for all threads: each further one would take 64 MiB of the 256 MiB of addresses.
  ::mallopt(M_ARENA_MAX, 1);
  const auto setup = read_frame(host_socket, no_deadline);
  if (!setup) end(1);
  const int agreed = agreed_protocol(*setup, spoken);
  auto sandbox = enter_sandbox(sandbox_options(*setup));
  if (!sandbox) refuse_start("sandbox", sandbox.error());
  json::array missing;
  for (const std::string& side : sandbox->missing) missing.emplace_back(side);
  send({{"boxed", true}, {"protocol", agreed}, {"missing", std::move(missing)}}, sandbox->thread_requests.number());
  // Whoever holds this descriptor may grant itself threads.
  sandbox->thread_requests.reset();

  Expected expected{text_member(*setup, "id"), text_member(*setup, "version"), {}};
  for (const json::value& kind : member(*setup, "kinds").as_array()) expected.kinds.emplace_back(kind.as_string());
  const auto plugin = LoadedPlugin::load("/proc/self/fd/" + std::to_string(host_library), expected);
  if (!plugin) refuse_start("library", plugin.error());
  ::close(host_library);
  Host(*plugin).run();
}

}  // namespace luan::plugin
