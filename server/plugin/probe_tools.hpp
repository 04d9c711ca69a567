// What probes share: texts that end where memory ends, an instance that is always destroyed, and the rules for what a
// function may return.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "plugin/probe.hpp"

namespace luan::plugin {

/// A text whose last byte is the last of its page: whoever reads past its end is stopped by the kernel.
class EdgeText {
 public:
  explicit EdgeText(std::string_view text);
  ~EdgeText();
  EdgeText(const EdgeText&) = delete;
  [[nodiscard]] std::string_view text() const { return {start_, size_}; }

 private:
  void* pages_ = nullptr;
  std::size_t mapped_ = 0;
  char* start_ = nullptr;
  std::size_t size_ = 0;
};

/// An instance of the plugin; destroyed with this.
class Instance {
 public:
  Instance(const LoadedPlugin& plugin, std::string_view configuration);
  ~Instance();
  Instance(const Instance&) = delete;
  [[nodiscard]] bool made() const { return reply_.status == LUAN_OK; }
  [[nodiscard]] const Reply& reply() const { return reply_; }
  [[nodiscard]] void* pointer() const { return pointer_; }
  [[nodiscard]] Reply call(PluginKind kind, std::string_view request, std::uint64_t id = 1) const;

 private:
  const LoadedPlugin& plugin_;
  void* pointer_ = nullptr;
  Reply reply_;
};

/// The request that a call of that kind carries.
[[nodiscard]] std::string request_of(PluginKind kind, const json::object& input);
/// Why a reply breaks the contract, whatever it was asked; nothing where it may be.
[[nodiscard]] std::optional<std::string> breach(PluginKind kind, const Reply& reply);
[[nodiscard]] std::optional<std::string> breach_of_refusal(const Reply& reply);
/// "LUAN_LATER: the server does not answer", for a sentence.
[[nodiscard]] std::string said(const Reply& reply);
/// Kept where the other side finds it when the process ends over it.
void remember_input(std::string_view text);

}  // namespace luan::plugin
