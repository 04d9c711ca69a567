// A table as an Office Open XML workbook (.xlsx): one sheet, its headings bold and always in sight, days and numbers as days and
// numbers, every text as text. There is no formula and no link in it, whatever a text looks like.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/files.hpp"
#include "table/table.hpp"

namespace luan::table {

/// What stands in the document's properties.
struct Origin {
  std::string author, company, remark;  // who took it away, from whose server, what was asked for
  Instant at{};
};

/// Written in `folder` and gone from it when this returns; the bytes stay as long as what is returned. Memory does not grow with
/// the rows. A text beyond what a cell may hold (32,767 UTF-16 units) is cut, and ends in «…». Throws std::runtime_error where the
/// folder cannot be written.
[[nodiscard]] std::shared_ptr<const MappedFile> workbook(const Table& table, Language language, const Origin& origin, const std::filesystem::path& folder);

}  // namespace luan::table
