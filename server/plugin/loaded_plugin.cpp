#include "plugin/loaded_plugin.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/json.hpp"

namespace luan::plugin {
namespace {

luan_span span(std::string_view text) { return {text.data(), text.size()}; }
std::string_view text(luan_span piece) { return {piece.size ? piece.data : "", static_cast<std::size_t>(piece.size)}; }

/// A luan_reply that fills a Reply.
class ReplyWriter {
 public:
  explicit ReplyWriter(Reply& reply) : reply_(reply), interface_{sizeof(luan_reply), this, &write, &explain} {}
  ReplyWriter(const ReplyWriter&) = delete;
  [[nodiscard]] const luan_reply* interface() const { return &interface_; }

 private:
  static void write(void* context, luan_span piece) {
    Reply& reply = static_cast<ReplyWriter*>(context)->reply_;
    if (reply.too_large || piece.size > LUAN_REPLY_BYTES_MAX - reply.written.size()) {
      reply.too_large = true;
      reply.written.clear();
      return;
    }
    reply.written += text(piece);
  }
  static void explain(void* context, luan_span place, luan_span sentence) {
    Reply& reply = static_cast<ReplyWriter*>(context)->reply_;
    reply.place = text(place).substr(0, 500);
    reply.sentence = text(sentence).substr(0, 2000);
  }

  Reply& reply_;
  luan_reply interface_;
};

template <class Function>
Reply replying(Function function) {
  Reply reply;
  const ReplyWriter writer(reply);
  reply.status = function(writer.interface());
  return reply;
}

/// The process's standard error is the server's log.
void log_line(void*, std::int32_t level, luan_span line) {
  const char* word = level == LUAN_LOG_ERROR ? "error: " : level == LUAN_LOG_WARNING ? "warning: " : "";
  const std::string whole = word + std::string(text(line).substr(0, 1000)) + "\n";
  // A log that is full loses lines; the plugin goes on.
  [[maybe_unused]] const ssize_t wrote = ::write(STDERR_FILENO, whole.data(), whole.size());
}

constexpr luan_host host{sizeof(luan_host), LUAN_ABI, 0, nullptr, &log_line};

std::string disagreement(std::string_view field, std::string_view wanted, std::string_view got) {
  return fmt::format("{}: wanted {}, got {}", field, wanted, got);
}

std::string check_core(const luan_plugin* plugin, const Expected& expected) {
  if (!plugin) return disagreement("luan_plugin_entry_v1()", "a luan_plugin", "null");
  if (plugin->size < sizeof(luan_plugin))
    return disagreement("luan_plugin.size", fmt::format("at least {}", sizeof(luan_plugin)), std::to_string(plugin->size));
  if (plugin->abi != LUAN_ABI) return disagreement("luan_plugin.abi", std::to_string(LUAN_ABI), std::to_string(plugin->abi));
  if (text(plugin->id) != expected.id) return disagreement("luan_plugin.id", expected.id, text(plugin->id));
  if (text(plugin->version) != expected.version) return disagreement("luan_plugin.version", expected.version, text(plugin->version));
  if (!plugin->init || !plugin->describe || !plugin->create || !plugin->call || !plugin->cancel || !plugin->destroy || !plugin->get_extension)
    return disagreement("luan_plugin", "every function", "a null pointer");
  return {};
}

std::string check_kinds(const luan_plugin* plugin, const Expected& expected) {
  const Reply described = replying(plugin->describe);
  const auto value = described.status == LUAN_OK ? parse_json(described.written) : std::unexpected("status " + std::to_string(described.status));
  if (!value) return disagreement("describe()", "JSON", value.error());
  json::array kinds;
  for (const std::string& kind : expected.kinds) kinds.emplace_back(kind);
  const json::value* said = value->is_object() ? value->as_object().if_contains("kinds") : nullptr;
  if (!said || *said != json::value(kinds)) return disagreement("describe().kinds", json::serialize(kinds), said ? json::serialize(*said) : "nothing");
  for (const std::string& kind : expected.kinds) {
    const std::string extension = "luan." + kind + "/1";
    if (!plugin->get_extension(span(extension))) return disagreement("get_extension(\"" + extension + "\")", "a struct", "null");
  }
  return {};
}

}  // namespace

std::expected<LoadedPlugin, std::string> LoadedPlugin::load(const std::string& path, const Expected& expected) {
  void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) return std::unexpected(fmt::format("not a plugin: {}", ::dlerror()));
  auto* entry = reinterpret_cast<decltype(&luan_plugin_entry_v1)>(::dlsym(library, "luan_plugin_entry_v1"));
  if (!entry) return std::unexpected(std::string("not a plugin: it exports no luan_plugin_entry_v1"));
  const luan_plugin* plugin = entry();
  if (std::string why = check_core(plugin, expected); !why.empty()) return std::unexpected(why);
  const Reply started = replying([&](const luan_reply* reply) { return plugin->init(&host, reply); });
  if (started.status != LUAN_OK) return std::unexpected(fmt::format("init() gave status {}: {}", started.status, started.sentence));
  if (std::string why = check_kinds(plugin, expected); !why.empty()) return std::unexpected(why);
  return LoadedPlugin(plugin);
}

Reply LoadedPlugin::create(std::string_view configuration, void*& instance) const {
  return replying([&](const luan_reply* reply) { return plugin_->create(span(configuration), reply, &instance); });
}

Reply LoadedPlugin::describe() const { return replying(plugin_->describe); }
Reply LoadedPlugin::core_call(void* instance, const luan_call& call) const {
  return replying([&](const luan_reply* reply) { return plugin_->call(instance, &call, reply); });
}
const void* LoadedPlugin::extension(std::string_view id) const { return plugin_->get_extension(span(id)); }

luan_call_function LoadedPlugin::function(std::string_view method) const {
  if (method == "score") {
    const auto* extension = static_cast<const luan_score_1*>(plugin_->get_extension(span(LUAN_SCORE_1)));
    return extension && extension->size >= sizeof(luan_score_1) ? extension->score : nullptr;
  }
  if (method == "notify") {
    const auto* extension = static_cast<const luan_notify_1*>(plugin_->get_extension(span(LUAN_NOTIFY_1)));
    return extension && extension->size >= sizeof(luan_notify_1) ? extension->notify : nullptr;
  }
  return plugin_->call;
}

Reply LoadedPlugin::call(void* instance, std::uint64_t id, std::uint64_t deadline_ms, std::string_view method, std::string_view request) const {
  const luan_call_function run = function(method);
  if (!run) return Reply{LUAN_UNKNOWN, {}, false, {}, {}};
  const luan_call call{sizeof(luan_call), id, deadline_ms, span(method), span(request)};
  return replying([&](const luan_reply* reply) { return run(instance, &call, reply); });
}

}  // namespace luan::plugin
