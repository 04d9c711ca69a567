#pragma once
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "store/draft.hpp"

namespace soci {
class session;
}

namespace luan::store {

/// Of everybody, as they lie there: for who locks them away.
[[nodiscard]] std::vector<std::pair<AccountId, Draft>> every_draft(soci::session& session);

}  // namespace luan::store
