// A table of an import, its columns known by the fields they fill. Private to the imports.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/import.hpp"
#include "base/json.hpp"
#include "store/transaction.hpp"
#include "workflow/form.hpp"

namespace luan::app {

class ImportTable {
 public:
  /// `more` names the field of a column that is not in the list by its folded name, or "".
  ImportTable(const CsvTable& table, const std::vector<ImportColumn>& columns, const std::function<std::string(std::string_view)>& more = {});

  /// Columns that nobody knows, that stand twice, that are missing.
  [[nodiscard]] const std::vector<CsvFault>& faults() const { return faults_; }
  /// Empty where there is no such column.
  [[nodiscard]] std::string cell(const CsvRow& row, const std::string& field) const;
  /// From 1; 0 where there is no such column.
  [[nodiscard]] std::size_t number(const std::string& field) const;
  [[nodiscard]] std::vector<std::string> fields() const;
  /// A fault of this row in that field.
  [[nodiscard]] CsvFault fault(const CsvRow& row, const std::string& field, Localized text) const;

 private:
  std::map<std::string, std::size_t> places_;  // field -> place in a row
  std::vector<CsvFault> faults_;
};

/// The rows of one table, read one after the other; what each brings is the derived class's to say.
class ImportRows {
 public:
  ImportRows(const CsvTable& table, ImportTable columns);
  ImportRows(const ImportRows&) = delete;
  virtual ~ImportRows() = default;

  /// Reads all of them, and tells in the report what is wrong. Faults of the columns leave no row.
  void read();
  /// Records what the rows bring where the options say so; what was done.
  [[nodiscard]] ImportReport record(store::Transaction& transaction, const std::string& actor, ImportOptions options);

 protected:
  virtual void read_row(const CsvRow& row) = 0;
  void fault(const CsvRow& row, const std::string& field, Localized text) { report_.faults.push_back(columns_.fault(row, field, std::move(text))); }
  /// At the cell; a column that the table lacks is named in the sentence instead.
  void fault(const CsvRow& row, const std::string& field, const workflow::Field* about, const Localized& text);

  const ImportTable columns_;
  ImportReport report_;
  std::vector<store::DirectoryEvent> events_;  // of the good rows

 private:
  const CsvTable& table_;
};

/// What stands in a cell as a form takes it: a choice by its words, a whole number, a date or text as it is.
[[nodiscard]] json::value value_of_cell(const workflow::Field& field, const std::string& cell);

/// What may stand in cells of this field, for the page that describes the columns.
[[nodiscard]] std::string values_of_field(const workflow::Field& field);

}  // namespace luan::app
