#include "plugin/plugin_process.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "plugin/library.hpp"

namespace luan::plugin {
namespace {

using namespace std::chrono_literals;

std::string at_place(const json::object& error) {
  const std::string place = text_or_empty(error, "place");
  const std::string sentence = text_or_empty(error, "sentence");
  return place.empty() ? sentence : place + ": " + sentence;
}

/// What the plugin itself reports, or what its host reports of it.
PluginFailure reported(const json::object& message) {
  const std::string status = text_or_empty(message, "error");
  const bool creating = text_or_empty(message, "phase") == "create";
  if (status == "refused") return {creating ? FailureKind::configuration_refused : FailureKind::input_refused, at_place(message)};
  if (status == "later") return {FailureKind::later, at_place(message)};
  if (status == "unknown") return {FailureKind::request_wrong, "it has no such method"};
  if (status == "too_large") return {FailureKind::answer_too_large, "more than a million bytes"};
  if (status == "not_utf8") return {FailureKind::answer_malformed, "it is not UTF-8"};
  return {FailureKind::failed, at_place(message)};
}

}  // namespace

void empty_folder(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) std::filesystem::remove_all(entry.path());
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

std::string_view name(PluginState state) {
  switch (state) {
    case PluginState::idle: return "idle";
    case PluginState::ready: return "ready";
    case PluginState::resting: return "resting";
    case PluginState::quarantined: return "quarantined";
  }
  return {};
}

PluginProcess::PluginProcess(Manifest manifest, std::string digest, ProcessOptions options)
    : manifest_(std::move(manifest)), digest_(std::move(digest)), options_(std::move(options)), output_(manifest_.id), next_rest_(options_.timing.rest_first) {}

PluginProcess::~PluginProcess() = default;

std::expected<json::value, PluginFailure> PluginProcess::call(std::string_view method, const std::string& with, const std::string& request) {
  const std::lock_guard lock(calling_);
  if (auto failure = ensure_running()) return std::unexpected(std::move(*failure));
  const std::int64_t id = ++last_id_;
  json::object message{{"id", id}, {"call", method}, {"deadline_ms", options_.timing.call.count()}, {"with", with}, {"request", request}};
  const Answer answer = carried(message, id);
  const std::lock_guard state_lock(stating_);
  if (answer || child_) next_rest_ = options_.timing.rest_first;  // it lives and answers: the next pause is a short one again
  if (!answer) health_.last_error = answer.error().sentence();
  return answer;
}

PluginProcess::Answer PluginProcess::carried(const json::object& message, std::int64_t id) {
  child_->work_begins();
  try {
    Answer answer = exchange(message, id);
    if (child_) child_->work_ends();
    return answer;
  } catch (const std::system_error& error) {
    return std::unexpected(crashed({FailureKind::crashed, error.what()}));
  }
}

void PluginProcess::retire() { retired_ = true; }

/// Waits for the last call and ends the process.
void PluginProcess::finish() {
  const std::lock_guard lock(calling_);
  if (before_) before_->finish();
  before_.reset();
  child_.reset();
}

void PluginProcess::follow(std::shared_ptr<PluginProcess> before) {
  before->retire();
  before_ = std::move(before);
}

std::optional<PluginFailure> PluginProcess::ensure_running() {
  if (retired_) return PluginFailure{FailureKind::library_changed, "another took its place"};
  if (child_ && child_->ended()) static_cast<void>(crashed({FailureKind::crashed, "between two calls"}));
  if (child_) return {};
  {
    const std::lock_guard lock(stating_);
    if (health_.state == PluginState::quarantined) return PluginFailure{FailureKind::quarantined, {}, {}, health_.last_error};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(rest_until_ == Deadline::min() ? 0ns : rest_until_ - options_.timing.now());
    if (left > 0ms) return PluginFailure{FailureKind::resting, fmt::format("{} ms", left.count()), left, health_.last_error};
  }
  return start();
}

json::object setup_message(const Manifest& manifest, const ProcessOptions& options) {
  json::array writable;
  for (const auto& path : options.writable) writable.emplace_back(path.string());
  json::array kinds;
  for (const PluginKind kind : manifest.kinds) kinds.emplace_back(name(kind));
  return {{"id", manifest.id},
          {"version", manifest.version},
          {"kinds", std::move(kinds)},
          {"folder", options.folder.string()},
          {"writable", std::move(writable)},
          {"network", options.network},
          {"sandbox", options.sandbox == SandboxMode::optional ? "optional" : "required"},
          {"protocol", {protocol.least, protocol.most}},
          {"parent", ::getpid()}};
}

std::optional<PluginFailure> PluginProcess::start() {
  if (before_) before_->finish();
  before_.reset();
  const auto library = open_library(manifest_.library);
  if (!library) return crashed({FailureKind::not_started, library.error()});
  if (library->digest != digest_) {
    PluginFailure changed{FailureKind::library_changed, fmt::format("wanted SHA-256 {}, got {}", digest_, library->digest)};
    blame(changed);
    return changed;
  }
  try {
    empty_folder(options_.folder);
  } catch (const std::filesystem::filesystem_error& error) {
    return crashed({FailureKind::not_started, error.what()});
  }
  const ChildStart start{options_.host_command, library->memory.number(), setup_message(manifest_, options_),
                         std::chrono::steady_clock::now() + options_.timing.start};
  auto started = Child::start(start, output_);
  ++starts_;
  if (!started) return crashed(std::move(started.error()));
  child_ = std::move(*started);
  const std::lock_guard lock(stating_);
  health_.state = PluginState::ready;
  health_.restarts = starts_ - 1;
  return {};
}

PluginProcess::Answer PluginProcess::exchange(const json::object& message, std::int64_t id) {
  const Deadline deadline = std::chrono::steady_clock::now() + options_.timing.call;
  if (auto sent = write_frame(child_->socket(), message, deadline); !sent) {
    // Too large is our own request's fault: nothing was sent, the process is sound.
    if (sent.error().kind == FrameFault::Kind::too_large) return std::unexpected(PluginFailure{FailureKind::request_wrong, sent.error().detail});
    return broken(sent.error());
  }
  return read_answer(id, deadline);
}

PluginProcess::Answer PluginProcess::read_answer(std::int64_t id, Deadline deadline) {
  const auto message = read_frame(child_->socket(), deadline);
  if (!message) return message.error().kind == FrameFault::Kind::late ? after_deadline(id) : broken(message.error());
  const json::value* got = message->if_contains("id");
  if (!got || !got->is_int64()) return broken({FrameFault::Kind::malformed, "a message without a call's id"});
  if (got->as_int64() != id) return std::unexpected(crashed({FailureKind::answer_to_another, fmt::format("wanted {}, got {}", id, got->as_int64())}));
  if (message->contains("error")) return std::unexpected(reported(*message));
  const json::value* text = message->if_contains("answer");
  if (!text || !text->is_string()) return broken({FrameFault::Kind::malformed, "a message without an answer"});
  auto answer = parse_json(text->as_string());
  if (!answer) return std::unexpected(PluginFailure{FailureKind::answer_malformed, "it is not JSON: " + answer.error()});
  return std::move(*answer);
}

PluginProcess::Answer PluginProcess::after_deadline(std::int64_t id) {
  const PluginFailure late{FailureKind::deadline, fmt::format("{} ms", options_.timing.call.count())};
  const Deadline grace = std::chrono::steady_clock::now() + options_.timing.cancel_grace;
  if (write_frame(child_->socket(), {{"cancel", id}}, grace)) {
    const auto message = read_frame(child_->socket(), grace);
    // It stopped when asked: whatever it says now is too late, but the process is sound.
    if (message && message->contains("id") && message->at("id") == json::value(id)) return std::unexpected(late);
  }
  return std::unexpected(crashed(late));
}

PluginProcess::Answer PluginProcess::broken(const FrameFault& fault) {
  switch (fault.kind) {
    case FrameFault::Kind::closed: return std::unexpected(crashed({FailureKind::crashed, ""}));
    case FrameFault::Kind::late: return std::unexpected(crashed({FailureKind::deadline, fmt::format("{} ms", options_.timing.call.count())}));
    case FrameFault::Kind::too_large: return std::unexpected(crashed({FailureKind::answer_too_large, fault.detail}));
    case FrameFault::Kind::malformed: return std::unexpected(crashed({FailureKind::answer_malformed, fault.detail}));
  }
  std::abort();
}

/// Ends the process if there is one, and decides when it may come back.
PluginFailure PluginProcess::crashed(PluginFailure failure) {
  if (child_) {
    if (failure.kind == FailureKind::crashed) {
      const auto end = child_->end_within(1s);
      failure.detail += (failure.detail.empty() ? "" : ": ") + end.value_or("it closed the connection");
    }
    child_->kill();
    child_.reset();
  }
  const Deadline now = options_.timing.now();
  const std::lock_guard lock(stating_);
  crashes_.push_back(now);
  std::erase_if(crashes_, [&](Deadline at) { return now - at > options_.timing.crash_window; });
  health_.state = static_cast<int>(crashes_.size()) >= options_.timing.crashes_most ? PluginState::quarantined : PluginState::resting;
  health_.last_error = failure.sentence();
  rest_until_ = now + next_rest_;
  next_rest_ = std::min(next_rest_ * 2, options_.timing.rest_most);
  spdlog::warn("plugin {} is {}: {}", manifest_.id, name(health_.state), health_.last_error.en);
  return failure;
}

void PluginProcess::blame(const PluginFailure& failure) {
  const std::lock_guard lock(stating_);
  health_.last_error = failure.sentence();
}

PluginHealth PluginProcess::health() const {
  const std::lock_guard lock(stating_);
  PluginHealth health = health_;
  health.last_lines = output_.last_lines();
  return health;
}

void PluginProcess::end_rest() {
  const std::lock_guard lock(stating_);
  if (health_.state != PluginState::resting) return;
  rest_until_ = Deadline::min();
  health_.state = PluginState::idle;
}

void PluginProcess::release() {
  const std::lock_guard lock(stating_);
  crashes_.clear();
  next_rest_ = options_.timing.rest_first;
  rest_until_ = Deadline::min();
  if (health_.state != PluginState::ready) health_.state = PluginState::idle;
}

}  // namespace luan::plugin
