// A plugin that does what its configuration says: {"do": "segfault"}. Written against the C header, so that it can break
// every promise the C++ one keeps.
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "luan_plugin.h"

namespace {

std::atomic<bool> cancelled{false};

luan_span span(std::string_view text) { return {text.data(), text.size()}; }
std::string_view text(luan_span piece) { return {piece.data, static_cast<std::size_t>(piece.size)}; }
void write(const luan_reply* reply, std::string_view piece) { reply->write(reply->context, span(piece)); }

std::string score(const std::string& points, const std::string& why = "vì") {
  return R"({"points":")" + points +
         R"(","band":null,"explanation":[{"criterion":"all","label":{"vi":"Chung","en":"All"},"weight":null,"level":null,"points":"0","why":{"vi":")" + why +
         R"(","en":"because"}}]})";
}

/// Past our own host: straight onto the server's socket.
void write_to_server(const std::string& bytes) {
  if (::write(3, bytes.data(), bytes.size()) < 0) std::abort();
}
std::string frame(const std::string& body) {
  const auto size = static_cast<unsigned>(body.size());
  return std::string{static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8), static_cast<char>(size)} + body;
}

[[noreturn]] void hang() {
  for (;;) ::usleep(10'000);
}

std::string result(long value) { return value >= 0 ? "done" : std::strerror(errno); }

std::string count_descriptors() {
  int open_ones = 0;
  for (int number = 0; number < 1024; ++number) open_ones += ::fcntl(number, F_GETFD) >= 0;
  return std::to_string(open_ones);
}

std::string start_threads() {
  const auto body = [](void*) -> void* { hang(); };
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  int started = 0;
  int error = 0;
  for (pthread_t thread; started < 64; ++started)
    if ((error = pthread_create(&thread, &attributes, body, nullptr)) != 0) break;
  return std::to_string(started) + ", then " + (error ? std::strerror(error) : "no end");
}

std::string fork_bomb() {
  for (int i = 0; i < 1000; ++i)
    if (const pid_t child = ::fork(); child >= 0) return "forked";
  return std::strerror(errno);
}

std::string memory_of_server() {
  const std::string memory = "/proc/" + std::to_string(::getppid()) + "/mem";
  return result(::open(memory.c_str(), O_RDONLY));
}

std::string write_and_read_own_folder() {
  const int file = ::open("note.txt", O_RDWR | O_CREAT, 0600);
  if (file < 0) return std::strerror(errno);
  const bool wrote = ::write(file, "x", 1) == 1;
  ::close(file);
  return wrote ? "done" : std::strerror(errno);
}

/// How the box answers, as the reason of a score.
const std::map<std::string_view, std::function<std::string()>> probes{
    {"socket", [] { return result(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"unix_socket", [] { return result(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"fork", [] { return result(::fork()); }},
    {"fork_bomb", fork_bomb},
    {"memory_of_server", memory_of_server},
    {"niceness", [] { return std::to_string(::getpriority(PRIO_PROCESS, 0)); }},
    {"be_first", [] { return result(::setpriority(PRIO_PROCESS, 0, 0)); }},
    {"read_server_file", [] { return result(::open("/etc/passwd", O_RDONLY)); }},
    {"write_elsewhere", [] { return result(::open("/tmp/luan_bad_plugin", O_WRONLY | O_CREAT, 0600)); }},
    {"own_folder", write_and_read_own_folder},
    {"kill_server", [] { return result(::kill(::getppid(), SIGKILL)); }},
    {"outlive_server", [] { return result(::prctl(PR_SET_PDEATHSIG, 0)); }},
    {"environment", [] { return std::string(::getenv("PATH") ? "there" : "empty"); }},
    {"process", [] { return std::to_string(::getpid()); }},
    {"descriptors", count_descriptors},
#ifdef OTHER_FILE  // the same plugin in other bytes
    {"other_file", [] { return std::string("yes"); }},
#endif
    {"threads", start_threads},
    {"raise_limit",
     [] {
       const rlimit more{1000, 1000};
       return result(::setrlimit(RLIMIT_NOFILE, &more));
     }},
};

void misbehave(std::string_view what, const luan_reply* reply) {
  if (what == "segfault") ::raise(SIGSEGV);
  if (what == "abort") std::abort();
  if (what == "say_and_abort") {
    ::dprintf(2, "before the end\n");
    std::abort();
  }
  if (what == "exit") ::_exit(3);
  if (what == "exec") ::execl("/bin/true", "true", static_cast<char*>(nullptr));
  if (what == "hang") hang();
  if (what == "hang_until_cancelled")
    while (!cancelled) ::usleep(1000);
  if (what == "spin")
    for (std::atomic<unsigned> turn{0};;) ++turn;
  if (what == "memory_bomb")
    for (std::vector<std::string> taken;;) taken.emplace_back(std::size_t{16} << 20, 'x');
  if (what == "deep") misbehave(what, reply);
  if (what == "write_everywhere")
    for (int number = 0; number < 64; ++number) static_cast<void>(!::write(number, "GARBAGE!", 8));
  if (what == "spin_behind") {
    pthread_t thread;
    pthread_create(
        &thread, nullptr,
        [](void*) -> void* {
          for (std::atomic<unsigned> turn{0};;) ++turn;
        },
        nullptr);
    write(reply, score("8"));
  }
  if (what == "close_everything")
    for (int number = 0; number < 64; ++number) ::close(number);
  if (what == "not_json") write(reply, "}{");
  if (what == "two_values") write(reply, score("1") + score("2"));
  if (what == "not_utf8") write(reply, "\"\xff\"");
  if (what == "too_large")
    for (int i = 0; i < 2000; ++i) write(reply, std::string(1000, ' '));
  if (what == "nan") write(reply, score("NaN"));
  if (what == "too_many_points") write(reply, score("100.5"));
  if (what == "negative") write(reply, score("-1"));
  if (what == "number_not_text") write(reply, R"({"points":81.5,"band":null,"explanation":[]})");
  if (what == "no_explanation") write(reply, R"({"points":"81.5","band":null,"explanation":[]})");
  if (what == "further_member") write(reply, R"({"points":"81.5","band":null,"explanation":[],"secret":1})");
  if (what == "garbage_on_socket") write_to_server("GARBAGE!");
  if (what == "no_json_on_socket") write_to_server(frame("nonsense"));
  if (what == "wrong_id") write_to_server(frame(R"({"id":999,"answer":"{}"})"));
  if (what == "print") {
    for (int line = 1; line <= 30; ++line) ::dprintf(line % 2 ? 1 : 2, "line %d \x1b[31mred\n", line);
    write(reply, score("1"));
  }
  if (what == "fine") write(reply, score("7"));
}

struct Instance {
  std::string what;
};

luan_status init(const luan_host*, const luan_reply*) { return LUAN_OK; }
luan_status describe(const luan_reply* reply) {
  write(reply, R"({"kinds":["score"]})");
  return LUAN_OK;
}
/// {"do": "ask FILE"}: what stands in the file, so that a test can change its mind while a workflow has its own.
std::string asked(const std::string& file) {
  char word[64] = {};
  const int from = ::open(file.c_str(), O_RDONLY);
  const ssize_t got = from < 0 ? -1 : ::read(from, word, sizeof word - 1);
  ::close(from);
  return got < 0 ? "nothing" : std::string(word, static_cast<std::size_t>(got));
}

luan_status create(luan_span configuration, const luan_reply* reply, void** instance) {
  const std::string_view whole = text(configuration);
  const auto from = whole.find(':') + 2;
  const std::string what(whole.substr(from, whole.rfind('"') - from));
  if (what == "refuse_configuration") {
    reply->explain(reply->context, span("do"), span("this will not do"));
    return LUAN_REFUSED;
  }
  *instance = new Instance{what};
  return LUAN_OK;
}
luan_status run(void* instance, const luan_call*, const luan_reply* reply) {
  std::string_view what = static_cast<Instance*>(instance)->what;
  const std::string from_file = what.starts_with("ask ") ? asked(std::string(what.substr(4))) : std::string();
  if (!from_file.empty()) what = from_file;
  const luan_span why = span("so it is");
  if (what == "refuse_input") return reply->explain(reply->context, span("facts.1"), why), LUAN_REFUSED;
  if (what == "later") return reply->explain(reply->context, span(""), why), LUAN_LATER;
  if (what == "fail") return reply->explain(reply->context, span(""), why), LUAN_FAILED;
  if (what == "strange_status") return 4711;
  if (const auto probe = probes.find(what); probe != probes.end()) {
    write(reply, score("0", probe->second()));
    return LUAN_OK;
  }
  if (what.starts_with("try_")) {
    static_cast<void>(probes.at(what.substr(4))());
    std::abort();
  }
  misbehave(what, reply);
  return cancelled.exchange(false) ? LUAN_CANCELLED : LUAN_OK;
}
luan_status call(void*, const luan_call*, const luan_reply*) { return LUAN_UNKNOWN; }
void cancel(void*, uint64_t) { cancelled = true; }
void destroy(void* instance) { delete static_cast<Instance*>(instance); }
const void* get_extension(luan_span id) {
  static const luan_score_1 extension{sizeof(luan_score_1), run};
  return text(id) == LUAN_SCORE_1 ? &extension : nullptr;
}

}  // namespace

const luan_plugin* luan_plugin_entry_v1(void) {
  static const luan_plugin plugin{sizeof(luan_plugin), LUAN_ABI, 0, span("bad_plugin"), span("1.0.0"), init, describe, create, call, cancel, destroy,
                                  get_extension};
  return &plugin;
}
