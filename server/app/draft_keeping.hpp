// Drafts as they lie in the database: locked under a key that is in no backup (identity/draft_box).
#pragma once
#include <optional>

#include "app/impl.hpp"

namespace luan::app {

[[nodiscard]] store::Draft locked(const App::Impl& impl, const AccountId& account, store::Draft typed);
/// Nothing where it does not open: it came with a backup, and its key did not.
[[nodiscard]] std::optional<store::Draft> opened(const App::Impl& impl, const AccountId& account, store::Draft row);
/// At the start: locks what an older version kept as it was typed, and drops what does not open, with a line in the program's log. What is
/// locked is tried only where the key is another than at the last start.
void lock_drafts(const App::Impl& impl);

}  // namespace luan::app
