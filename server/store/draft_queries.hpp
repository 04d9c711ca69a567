#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "store/draft.hpp"

namespace soci {
class session;
}

namespace luan::store {

/// Of everybody, as they lie there, but for those that begin so; with nothing given, all: for who locks them away.
[[nodiscard]] std::vector<std::pair<AccountId, Draft>> every_draft(soci::session& session, const std::string& but_for);

}  // namespace luan::store
