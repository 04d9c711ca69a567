// Plans of rotations and their lines from a table (docs/formats/import.md): a row is a line of a plan.
#pragma once
#include <string>
#include <vector>

#include "app/app.hpp"

namespace luan::app {

[[nodiscard]] std::vector<ImportColumn> plan_columns();

/// Brings the lines in, and adopts the plans that are not recorded yet. By the organisation board, or at the machine. A line that is
/// recorded as the row says changes nothing; one that is recorded otherwise is a fault of the row, since a change has a reason. Any
/// thread; `app` outlives the wait.
Awaitable<Result<ImportReport>> import_plans(const App& app, Caller caller, std::string bytes, ImportOptions options);

}  // namespace luan::app
