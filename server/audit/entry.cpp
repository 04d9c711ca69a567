#include "audit/entry.hpp"

#include <array>
#include <charconv>

namespace luan::audit {
namespace {

constexpr std::size_t record_bytes_max = 512;
constexpr std::array<std::string_view, 8> labels{"seq ", "time ", "type ", "rotation ", "actor ", "from ", "to ", "payload "};

bool is_hex(std::string_view text, std::size_t size) { return text.size() == size && text.find_first_not_of("0123456789abcdef") == text.npos; }

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// [a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+
bool is_type(std::string_view text) {
  bool fresh = true, dots = false;
  for (const char c : text) {
    if (fresh) {
      if (!lower(c)) return false;
      fresh = false;
    } else if (c == '.') {
      fresh = dots = true;
    } else if (!lower(c) && !digit(c) && c != '-') {
      return false;
    }
  }
  return dots && !fresh;
}

/// [a-z][a-z0-9_-]{0,63} or "-"
bool is_stage(std::string_view text) {
  if (text == "-") return true;
  if (text.empty() || text.size() > 64 || !lower(text[0])) return false;
  for (const char c : text)
    if (!lower(c) && !digit(c) && c != '_' && c != '-') return false;
  return true;
}

}  // namespace

std::string to_record(const Entry& e) {
  std::string out;
  out.reserve(320);
  out += "luan-entry/v1\nseq ";
  out += std::to_string(e.seq);
  out += "\ntime ";
  out += to_text(e.time);
  const std::array<const std::string*, 6> values{&e.type, &e.rotation, &e.actor, &e.from, &e.to, &e.payload};
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += '\n';
    out += labels[i + 2];
    out += *values[i];
  }
  out += '\n';
  return out;
}

std::expected<Entry, std::string> parse_record(std::string_view record) {
  if (record.size() > record_bytes_max) return std::unexpected("longer than 512 bytes");
  std::array<std::string_view, 9> lines;
  std::string_view rest = record;
  for (auto& line : lines) {
    const auto end = rest.find('\n');
    if (end == rest.npos) return std::unexpected("fewer than nine lines");
    line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  if (!rest.empty()) return std::unexpected("something follows the ninth line");
  if (lines[0] != "luan-entry/v1") return std::unexpected("does not begin with luan-entry/v1");
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!lines[i + 1].starts_with(labels[i])) return std::unexpected("line " + std::to_string(i + 2) + " does not begin with «" + std::string(labels[i]) + "»");
    lines[i + 1].remove_prefix(labels[i].size());
  }
  Entry e;
  const auto [end, error] = std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), e.seq);
  if (error != std::errc() || end != lines[1].data() + lines[1].size()) return std::unexpected("seq is no number");
  const auto time = parse_instant(lines[2]);
  if (!time) return std::unexpected("time is not of the form 2026-11-24T02:15:07.123Z");
  e.time = *time;
  e.type = lines[3], e.rotation = lines[4], e.actor = lines[5], e.from = lines[6], e.to = lines[7], e.payload = lines[8];
  if (!is_type(e.type)) return std::unexpected("type is not noun.participle");
  if (e.rotation != "-" && !is_hex(e.rotation, 32)) return std::unexpected("rotation is neither - nor 32 hex digits");
  if (e.actor != "-" && !is_hex(e.actor, 32)) return std::unexpected("actor is neither - nor 32 hex digits");
  if (!is_stage(e.from) || !is_stage(e.to)) return std::unexpected("from or to is no stage id");
  if (!is_hex(e.payload, 64)) return std::unexpected("payload is no SHA-256 in hex");
  if (to_record(e) != record) return std::unexpected("does not print back the same");
  return e;
}

}  // namespace luan::audit
