// Numbered forward migrations, migrations/NNNN_name.sql, each run once in its own transaction.
#pragma once
#include <string_view>
#include <vector>

namespace luan::store {

struct Migration {
  std::string_view name;
  std::string_view sql;
};

/// In order; generated from the folder when the program is built.
[[nodiscard]] const std::vector<Migration>& migrations();

}  // namespace luan::store
