// The calendar of one person at an address of its own, for programs that sign in nowhere. Who knows the address reads it, so it
// holds little: titles of tasks and codes of rotations, and the official's name where letters carry it already.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "app/app.hpp"

namespace luan::app {

struct FeedView {
  std::string token;  // the secret part of the address: letters, digits, - and _
  Instant since{};
};
/// The caller's own, where he has one.
[[nodiscard]] std::optional<FeedView> feed(const App& app, const Caller& caller);
/// A first one, or another in its place: the one before is known no more once this is answered.
Awaitable<Result<FeedView>> renew_feed(App& app, Caller caller);
/// The address is known no more.
Awaitable<Result<void>> end_feed(App& app, Caller caller);

/// What stands at that address now, as the account's owner may see it today, in the language of his letters: an iCalendar. Nothing
/// where the token is none, was renewed or ended, or the account is disabled. `server`: "https://luan.example", for links; may be
/// empty. The token is 128 random bits that are kept and a MAC over them by a key that lies outside the database: neither the
/// database nor a copy of it gives an address away.
[[nodiscard]] std::optional<std::string> calendar_at(const App& app, std::string_view token, const std::string& server);

}  // namespace luan::app
