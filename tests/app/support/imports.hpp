// What the tests of tables share: the page that describes them, and what a report says.
#pragma once
#include <catch2/catch.hpp>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "app/import.hpp"
#include "app/support/district.hpp"
#include "base/files.hpp"

namespace luan::test {

inline std::string page_file(const std::string& name) { return read_file(std::filesystem::path(LUAN_SOURCE_DIR) / "docs/formats" / name); }

/// Rows of the table below a heading of the page, as «id|vi|en|values».
inline std::vector<std::string> described(const std::string& heading) {
  std::istringstream lines(page_file("import.md"));
  std::vector<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) inside = line == "## " + heading;
    if (!inside || !line.starts_with("| `")) continue;
    line = line.substr(2, line.size() - 4);
    for (auto at = line.find(" | "); at != line.npos; at = line.find(" | ")) line.replace(at, 3, "|");
    std::erase(line, '`');
    while (line.ends_with(' ')) line.pop_back();
    out.push_back(line);
  }
  return out;
}
inline std::vector<std::string> known(const std::vector<app::ImportColumn>& columns) {
  std::vector<std::string> out;
  for (const auto& column : columns) out.push_back(column.id + "|" + column.label.vi + "|" + column.label.en + "|" + column.values);
  return out;
}

inline std::string told(const app::ImportReport& report, Language language = Language::en) {
  std::string out;
  for (const CsvFault& fault : report.faults) out += to_text(fault, "x.csv", language) + "\n";
  return out;
}
inline void check_counts(const app::ImportReport& report, int added, int changed, int same, bool written) {
  INFO(told(report));
  CHECK(report.added == added);
  CHECK(report.changed == changed);
  CHECK(report.same == same);
  CHECK(report.written == written);
}

}  // namespace luan::test
