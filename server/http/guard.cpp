#include "http/guard.hpp"

#include <algorithm>

#include "http/ascii.hpp"
#include "http/host.hpp"

namespace luan::http {
namespace {

constexpr std::size_t method_bytes_max = 32;
/// Method, two spaces and version around the target.
constexpr std::size_t line_rest_max = method_bytes_max + 10;

Objection bad(std::string detail, int status = 400) { return {status, std::move(detail), {}}; }

struct RequestLine {
  std::string_view method, target, version;
};

/// Nothing where it is not three parts with one space between.
std::optional<RequestLine> split_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == line.npos || first == last) return {};
  return RequestLine{line.substr(0, first), line.substr(first + 1, last - first - 1), line.substr(last + 1)};
}

bool is_version(std::string_view text) { return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]); }

/// Bytes that no form of target has, and escapes that decode to NUL or are none.
std::optional<Objection> check_target_bytes(std::string_view target) {
  for (std::size_t i = 0; i < target.size(); ++i) {
    const auto byte = static_cast<unsigned char>(target[i]);
    if (byte <= 0x20 || byte >= 0x7f || byte == '#' || byte == '\\') return bad("a character in the target that must be escaped");
    if (byte != '%') continue;
    if (i + 2 >= target.size() || hex_value(target[i + 1]) < 0 || hex_value(target[i + 2]) < 0) return bad("a bad escape in the target");
    if (target[i + 1] == '0' && target[i + 2] == '0') return bad("an escaped NUL in the target");
  }
  return {};
}

/// The form: "/…", "*" with OPTIONS, or "http://…", whose authority is compared with Host later.
std::optional<Objection> check_target_form(const RequestLine& line) {
  const std::string_view target = line.target;
  const bool absolute = same_text(target.substr(0, 7), "http://") || same_text(target.substr(0, 8), "https://");
  if (target.starts_with('/') || absolute || (target == "*" && line.method == "OPTIONS")) return {};
  return bad("the target is not a path");
}

std::optional<Objection> check_line(std::string_view text, const GuardRules& rules) {
  if (text == "PRI * HTTP/2.0") return bad("HTTP/2, which is not spoken here");
  const auto line = split_line(text);
  if (!line) return bad("the request line is not method, target and version");
  if (!is_token(line->method) || line->method.size() > method_bytes_max) return bad("the method is no word");
  if (!is_version(line->version)) return bad("the version is not HTTP/1.1");
  if (line->version != "HTTP/1.1" && line->version != "HTTP/1.0") return bad("this version of HTTP is not spoken here", 505);
  if (line->method == "CONNECT" || line->method == "TRACE")
    return Objection{405, "this method is not taken anywhere here", std::string(line->method), std::string(line->target)};
  if (!parse_method(line->method)) return bad("an unknown method", 501);
  if (line->target.size() > rules.target_bytes) return bad("the address is too long", 414);
  if (auto objection = check_target_bytes(line->target)) return objection;
  return check_target_form(*line);
}

std::optional<Objection> add_field(std::string_view line, Pairs& fields) {
  if (line.front() == ' ' || line.front() == '\t') return bad("a folded header line");
  const auto colon = line.find(':');
  if (colon == line.npos) return bad("a header line without colon");
  const std::string_view name = line.substr(0, colon);
  if (!is_token(name)) return bad("a bad header name");
  fields.emplace_back(lowered(name), trimmed(line.substr(colon + 1)));
  return {};
}

std::vector<std::string_view> values_of(const Pairs& fields, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [field, value] : fields)
    if (field == name) values.emplace_back(value);
  return values;
}

/// `0` or digits without leading zero, 16 at most.
std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || text.size() > 16 || !std::all_of(text.begin(), text.end(), is_digit)) return {};
  if (text.size() > 1 && text.front() == '0') return {};
  std::uint64_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

std::optional<Objection> check_framing(Head& head, bool http_1_0) {
  const auto codings = values_of(head.headers, "transfer-encoding");
  const auto lengths = values_of(head.headers, "content-length");
  if (!codings.empty()) {
    if (codings.size() > 1 || !same_text(codings.front(), "chunked")) return bad("Transfer-Encoding is not chunked");
    if (!lengths.empty()) return bad("both Transfer-Encoding and Content-Length");
    if (http_1_0) return bad("Transfer-Encoding in HTTP/1.0");
    head.framing = Framing::chunked;
  }
  if (lengths.empty()) return {};
  const auto length = lengths.size() == 1 ? parse_length(lengths.front()) : std::nullopt;
  if (!length) return bad("a bad Content-Length");
  head.framing = Framing::length;
  head.content_length = *length;
  return {};
}

std::optional<Objection> check_host(Head& head, bool http_1_0, const GuardRules& rules) {
  const auto hosts = values_of(head.headers, "host");
  if (hosts.size() > 1 || (hosts.empty() && !http_1_0)) return bad("Host must be given once");
  std::string_view authority;
  if (const auto scheme = head.target.find("://"); !head.target.starts_with('/') && scheme != head.target.npos) {
    const auto begin = scheme + 3;
    const auto end = std::min(head.target.find_first_of("/?", begin), head.target.size());
    authority = std::string_view(head.target).substr(begin, end - begin);
    if (hosts.empty() || !same_text(authority, hosts.front())) return bad("the target names another host than Host does");
    std::string path = head.target.substr(end);
    if (!path.starts_with('/')) path.insert(0, "/");
    head.target = std::move(path);
  }
  if (hosts.empty()) return {};
  const auto host = parse_host(hosts.front());
  if (!host) return bad("Host is not a name with or without port");
  if (std::find(rules.hosts.begin(), rules.hosts.end(), *host) == rules.hosts.end()) return bad("this server does not answer under that name", 421);
  return {};
}

std::optional<Objection> check_expect(Head& head, bool http_1_0) {
  const auto wishes = values_of(head.headers, "expect");
  if (wishes.empty() || http_1_0) return {};  // a 1.0 client cannot be told to continue: RFC 9110 10.1.1
  if (wishes.size() > 1 || !same_text(wishes.front(), "100-continue")) return bad("an expectation that cannot be met", 417);
  head.expects_continue = true;
  return {};
}

bool wants_close(const Pairs& fields) {
  bool close = false;
  for (const std::string_view value : values_of(fields, "connection"))
    each_part(value, ',', [&](std::string_view word) { close = close || same_text(word, "close"); });
  return close;
}

std::optional<Objection> check_all(std::string_view block, const GuardRules& rules, Head& head) {
  HeadScan scan;
  const auto scanned = scan.step(block, rules);
  if (scanned.objection) return scanned.objection;
  if (scanned.length != block.size()) return bad("no header block");
  const auto line_end = block.find("\r\n");
  const auto line = split_line(block.substr(0, line_end));
  const auto method = line ? parse_method(line->method) : std::nullopt;
  if (!method) return bad("no request line");
  head.method = *method;
  head.target = line->target;
  const bool http_1_0 = line->version == "HTTP/1.0";
  for (auto rest = block.substr(line_end + 2); rest != "\r\n";) {
    const auto end = rest.find("\r\n");
    if (auto objection = add_field(rest.substr(0, end), head.headers)) return objection;
    rest.remove_prefix(end + 2);
  }
  if (auto objection = check_framing(head, http_1_0)) return objection;
  if (auto objection = check_host(head, http_1_0, rules)) return objection;
  if (auto objection = check_expect(head, http_1_0)) return objection;
  head.close = http_1_0 || wants_close(head.headers);
  return {};
}

}  // namespace

Verdict check_head(std::string_view block, const GuardRules& rules) {
  Verdict verdict;
  verdict.objection = check_all(block, rules, verdict.head);
  return verdict;
}

std::optional<Objection> HeadScan::line_ended(std::string_view line, const GuardRules& rules) {
  ++lines_;
  if (lines_ == 1) return check_line(line, rules);
  if (lines_ - 1 > rules.header_fields && !line.empty()) return bad("too many header lines", 431);
  return {};
}

HeadScan::Step HeadScan::step(std::string_view buffer, const GuardRules& rules) {
  for (; seen_ < buffer.size(); ++seen_) {
    const auto byte = static_cast<unsigned char>(buffer[seen_]);
    if (seen_ >= rules.header_bytes) return {bad("the header is too long", 431), 0};
    if (lines_ == 0 && seen_ - line_begin_ > rules.target_bytes + line_rest_max) return {bad("the address is too long", 414), 0};
    if (byte == '\r') {
      if (seen_ + 1 == buffer.size()) break;  // looked at again with the byte after it
      if (buffer[seen_ + 1] != '\n') return {bad("a carriage return without line feed"), 0};
    } else if (byte == '\n') {
      if (seen_ == line_begin_ || buffer[seen_ - 1] != '\r') return {bad("a line feed without carriage return"), 0};
      const std::string_view line = buffer.substr(line_begin_, seen_ - 1 - line_begin_);
      if (auto objection = line_ended(line, rules)) return {std::move(objection), 0};
      line_begin_ = ++seen_;
      if (line.empty()) return {std::nullopt, seen_};
      --seen_;
    } else if ((byte < 0x20 && byte != '\t') || byte == 0x7f) {
      return {bad("a control character"), 0};
    }
  }
  return {};
}

}  // namespace luan::http
