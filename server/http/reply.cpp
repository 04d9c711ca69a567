#include "http/reply.hpp"

#include <algorithm>
#include <cassert>

#include "http/ascii.hpp"
#include "http/status.hpp"

namespace luan::http {
namespace {

Reply of_type(std::string_view type, std::string body, int status) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  reply.header("Content-Type", std::string(type));
  return reply;
}

/// "/x", but not "//host" or "/\host", which browsers take for another host.
[[maybe_unused]] bool is_local(std::string_view location) {
  return location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\") &&
         std::none_of(location.begin(), location.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

std::string_view param_of(const Refusal& refusal, std::string_view name) {
  for (const RefusalParam& given : refusal.params)
    if (given.name == name) return given.value.en;
  return {};
}

json::array errors_of(const Refusal& refusal, Language language) {
  json::array errors;
  for (const FieldError& error : refusal.fields) {
    json::object entry;
    entry["field"] = error.field;
    entry["detail"] = error.text.in(language);
    errors.emplace_back(std::move(entry));
  }
  return errors;
}

}  // namespace

bool Reply::has_header(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& field) { return same_text(field.first, name); });
}

Reply html(std::string page, int status) { return of_type("text/html; charset=utf-8", std::move(page), status); }

Reply json_reply(const json::value& value, int status) {
  Reply reply = of_type("application/json", json::serialize(value), status);
  reply.header("Cache-Control", "no-store");
  return reply;
}

Reply text(std::string text, int status) { return of_type("text/plain; charset=utf-8", std::move(text), status); }

Reply no_content() {
  Reply reply;
  reply.status = 204;
  return reply;
}

Reply see_other(std::string location) {
  assert(is_local(location));
  // Also where assertions are off nobody is sent to another host.
  if (!is_local(location)) location = "/";
  Reply reply;
  reply.status = 303;
  reply.header("Location", std::move(location));
  return reply;
}

json::object problem_document(const Refusal& refusal, Language language) {
  const int status = http_status(refusal.code);
  json::object document;
  document["type"] = "about:blank";
  document["title"] = std::string(reason(status));
  document["status"] = status;
  document["detail"] = refusal.sentence(language);
  document["code"] = std::string(name(refusal.code));
  if (!refusal.fields.empty()) document["errors"] = errors_of(refusal, language);
  return document;
}

Reply problem(const Refusal& refusal, Language language) {
  Reply reply = of_type("application/problem+json", json::serialize(problem_document(refusal, language)), http_status(refusal.code));
  reply.header("Cache-Control", "no-store");
  reply.header("Content-Language", language == Language::vi ? "vi" : "en");
  if (const auto seconds = param_of(refusal, "seconds"); !seconds.empty() && std::all_of(seconds.begin(), seconds.end(), is_digit))
    reply.header("Retry-After", std::string(seconds));
  if (const auto allow = param_of(refusal, "allow"); !allow.empty()) reply.header("Allow", std::string(allow));
  return reply;
}

}  // namespace luan::http
