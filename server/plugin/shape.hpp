// The shapes of requests and answers (plugins/sdk/luan_plugin.h), checked on the server's side: what a plugin says is
// never trusted. What is not in the shape is refused, so that nothing unseen is kept.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "plugin/failure.hpp"
#include "plugin/manifest.hpp"

namespace luan::plugin {

/// Nothing where the answer is as it should be.
[[nodiscard]] std::optional<PluginFailure> check_answer(PluginKind kind, const json::value& answer);

struct Request {
  PluginKind kind{};
  std::string body;                 // what the plugin gets, JSON
  std::optional<std::string> with;  // its configuration, JSON; none: the one it was enabled with
};
/// {"call": "score", "with": {…}, "input": {…}} or {"call": "notify", "delivery_id": "…", "message": {…}}.
[[nodiscard]] std::expected<Request, PluginFailure> read_request(const json::object& request);

/// Decimal text as it is kept: -?digits, or with at most four more after a point; no leading or trailing zero that says
/// nothing. In units of 1/10000, or nothing.
[[nodiscard]] std::optional<long long> parse_decimal(std::string_view text);

}  // namespace luan::plugin
