#include "plugin/probe_tools.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <new>

#include "base/text.hpp"
#include "plugin/shape.hpp"

namespace luan::plugin {

EdgeText::EdgeText(std::string_view text) : size_(text.size()) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t readable = (size_ / page + 1) * page;
  mapped_ = readable + page;
  pages_ = ::mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages_ == MAP_FAILED) throw std::bad_alloc();
  start_ = static_cast<char*>(pages_) + readable - size_;
  if (size_ > 0) std::memcpy(start_, text.data(), size_);
  // A plugin may not write to what it is given either.
  ::mprotect(pages_, readable, PROT_READ);
  ::mprotect(static_cast<char*>(pages_) + readable, page, PROT_NONE);
}

EdgeText::~EdgeText() { ::munmap(pages_, mapped_); }

Instance::Instance(const LoadedPlugin& plugin, std::string_view configuration) : plugin_(plugin) {
  const EdgeText edge(configuration);
  reply_ = plugin_.create(edge.text(), pointer_);
}

Instance::~Instance() {
  if (made()) plugin_.destroy(pointer_);
}

Reply Instance::call(PluginKind kind, std::string_view request, std::uint64_t id) const {
  constexpr std::uint64_t deadline_ms = 5'000;
  const EdgeText edge(request);
  return plugin_.call(pointer_, id, deadline_ms, name(kind), edge.text());
}

std::string request_of(PluginKind kind, const json::object& input) {
  switch (kind) {
    case PluginKind::score: return json::serialize(input);
    case PluginKind::notify: return json::serialize(json::object{{"delivery_id", "luan-plugin-check"}, {"message", input}});
  }
  return {};
}

std::string said(const Reply& reply) {
  constexpr std::array<std::string_view, 6> words{"LUAN_OK", "LUAN_REFUSED", "LUAN_LATER", "LUAN_FAILED", "LUAN_CANCELLED", "LUAN_UNKNOWN"};
  const bool known = reply.status >= 0 && static_cast<std::size_t>(reply.status) < words.size();
  std::string out = known ? std::string(words[static_cast<std::size_t>(reply.status)]) : fmt::format("status {}", reply.status);
  if (!reply.sentence.empty() && is_utf8(reply.sentence)) out += fmt::format(": {}{}{}", reply.place, reply.place.empty() ? "" : ": ", reply.sentence);
  return out;
}

std::optional<std::string> breach_of_refusal(const Reply& reply) {
  if (reply.status < LUAN_OK || reply.status > LUAN_UNKNOWN) return fmt::format("returned {}, which is no status of luan_plugin.h", reply.status);
  if (!is_utf8(reply.place) || !is_utf8(reply.sentence)) return "explained itself in a text that is not UTF-8";
  if (reply.status == LUAN_REFUSED && reply.sentence.empty()) return "refused without saying why; call luan_reply.explain";
  return {};
}

std::optional<std::string> breach(PluginKind kind, const Reply& reply) {
  if (auto fault = breach_of_refusal(reply)) return fault;
  if (reply.status != LUAN_OK) return {};
  if (reply.too_large) return fmt::format("answered with more than {} bytes", LUAN_REPLY_BYTES_MAX);
  const auto answer = parse_json(reply.written);
  if (!answer) return "returned LUAN_OK with an answer that is not JSON: " + answer.error();
  if (const auto failure = check_answer(kind, *answer)) return "returned LUAN_OK, but " + failure->sentence().en;
  return {};
}

void remember_input(std::string_view text) {
  static const int file = ::open(probe_input_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ::ftruncate(file, 0) != 0) return;
  static_cast<void>(!::pwrite(file, text.data(), text.size(), 0));
}

}  // namespace luan::plugin
