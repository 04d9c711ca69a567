// A command of the app, carried out on this thread.
#pragma once
#include "app/app.hpp"

namespace luan::cli {

[[nodiscard]] Result<void> wait_for(app::Awaitable<Result<void>> work);
[[nodiscard]] Result<app::AccountView> wait_for(app::Awaitable<Result<app::AccountView>> work);
[[nodiscard]] Result<app::ImportReport> wait_for(app::Awaitable<Result<app::ImportReport>> work);

}  // namespace luan::cli
