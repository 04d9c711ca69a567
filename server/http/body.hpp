// The body behind a header block, within the route's limit and at a pace that keeps a connection from being held.
#pragma once
#include <cstddef>
#include <string>

#include "http/body_file.hpp"
#include "http/guard.hpp"
#include "http/server.hpp"
#include "http/wire.hpp"

namespace luan::http {

enum class BodyEnd : unsigned char { whole, malformed, too_large, late, gone, no_room };

/// Reads it to its end and no further; what follows stays pending. All arguments outlive the coroutine.
[[nodiscard]] Awaitable<BodyEnd> read_body(Wire& wire, const Head& head, const Limits& limits, std::size_t body_max, std::string& body);
/// The same into a file, of a body whose length was said. Throws std::runtime_error where the disk does not take it.
[[nodiscard]] Awaitable<BodyEnd> read_body(Wire& wire, const Head& head, const Limits& limits, std::size_t body_max, BodyFile& body);

}  // namespace luan::http
