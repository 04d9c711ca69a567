// Officials and units from a table (docs/formats/import.md). Every row that is wrong is told with its line and column; none of
// the file is taken then, unless the good rows are asked for. The same file a second time changes nothing.
#pragma once
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/localized.hpp"

namespace luan::app {

struct ImportOptions {
  bool good_rows = false;  // take what is good of a file that is not good as a whole
  bool dry_run = false;    // say what would be, and change nothing
};

struct ImportReport {
  int added = 0, changed = 0, same = 0;  // rows that are good, by what they do; also where nothing was written
  std::vector<CsvFault> faults;          // in the order of the file
  bool written = false;                  // false: a dry run, a file with faults, or nothing to do

  [[nodiscard]] bool good() const { return faults.empty(); }
};

/// A column as it may be called in the first line of a file: by its id or by a label, case and marks ignored.
struct ImportColumn {
  std::string id;
  Localized label;
  bool needed = false;   // the table must have it
  std::string values{};  // what may stand in it, for the page: words of a choice, or the kind
};
/// Beside these a column for the rating of each year: `rating_2025`, «Xếp loại 2025».
[[nodiscard]] std::vector<ImportColumn> official_columns();
[[nodiscard]] std::vector<ImportColumn> unit_columns();

}  // namespace luan::app
