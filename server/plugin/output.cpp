#include "plugin/output.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace luan::plugin {
namespace {

constexpr std::size_t lines_kept = 20;
constexpr std::size_t line_bytes_max = 1000;
constexpr int lines_logged_a_life = 2000;  // a plugin must not fill the disk with its log

}  // namespace

void Output::add(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  for (const char c : bytes) {
    if (c == '\n')
      keep_line();
    else if (unfinished_.size() < line_bytes_max)
      // Escape sequences in a log can mislead who reads it in a terminal.
      unfinished_ += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  }
}

void Output::finish_line() {
  const std::lock_guard lock(mutex_);
  if (!unfinished_.empty()) keep_line();
  logged_this_life_ = 0;
}

void Output::keep_line() {
  std::string line = std::exchange(unfinished_, {});
  while (!line.empty() && !is_utf8(line)) {  // cut inside a character, or not text at all
    const auto foreign = std::ranges::find_if(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    *foreign = '?';
  }
  if (++logged_this_life_ <= lines_logged_a_life) spdlog::info("plugin {}: {}", plugin_, line);
  lines_.push_back(std::move(line));
  if (lines_.size() > lines_kept) lines_.pop_front();
}

std::vector<std::string> Output::last_lines() const {
  const std::lock_guard lock(mutex_);
  return {lines_.begin(), lines_.end()};
}

}  // namespace luan::plugin
