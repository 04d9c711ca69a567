// Whose calendar is fetched by an address: a row for each account that has one. What of the address is secret is not here.
#pragma once
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace soci {
class session;
}

namespace luan::store {

struct Feed {
  AccountId account;
  std::string id;
  Instant since{};
};
/// Of a reader's session, like queries.hpp.
[[nodiscard]] std::optional<Feed> feed_of(soci::session& session, const AccountId& account);
[[nodiscard]] std::optional<Feed> find_feed(soci::session& session, const std::string& id);

}  // namespace luan::store
