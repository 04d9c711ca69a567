#include "app/import_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace luan::app {

ImportTable::ImportTable(const CsvTable& table, const std::vector<ImportColumn>& columns, const std::function<std::string(std::string_view)>& more) {
  std::map<std::string, std::string> by_name;
  for (const ImportColumn& column : columns)
    for (const std::string& name : {column.id, column.label.vi, column.label.en}) by_name.emplace(fold(name), column.id);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.columns[i];
    const auto known = by_name.find(fold(name));
    const std::string field = known != by_name.end() ? known->second : more ? more(fold(name)) : std::string();
    if (field.empty())
      faults_.push_back({1, i + 1, {fmt::format("Không có cột nào tên «{}»", name), fmt::format("There is no column called «{}»", name)}});
    else if (!places_.emplace(field, i).second)
      faults_.push_back({1, i + 1, {fmt::format("Cột «{}» có hai lần", name), fmt::format("The column «{}» stands twice", name)}});
  }
  for (const ImportColumn& column : columns)
    if (column.needed && !places_.contains(column.id))
      faults_.push_back({1, 0, {fmt::format("Thiếu cột «{}»", column.label.vi), fmt::format("The column «{}» is missing", column.id)}});
}

std::string ImportTable::cell(const CsvRow& row, const std::string& field) const {
  const auto place = places_.find(field);
  return place == places_.end() ? std::string() : row.cells[place->second];
}

std::size_t ImportTable::number(const std::string& field) const {
  const auto place = places_.find(field);
  return place == places_.end() ? 0 : place->second + 1;
}

std::vector<std::string> ImportTable::fields() const {
  std::vector<std::string> out;
  for (const auto& [field, place] : places_) out.push_back(field);
  return out;
}

CsvFault ImportTable::fault(const CsvRow& row, const std::string& field, Localized text) const { return {row.line, number(field), std::move(text)}; }

ImportRows::ImportRows(const CsvTable& table, ImportTable columns) : columns_(std::move(columns)), table_(table) { report_.faults = columns_.faults(); }

void ImportRows::read() {
  if (!report_.faults.empty()) return;
  report_.faults = table_.faults;
  for (const CsvRow& row : table_.rows) read_row(row);
  std::ranges::stable_sort(report_.faults, {}, &CsvFault::line);
}

ImportReport ImportRows::record(store::Transaction& transaction, const std::string& actor, ImportOptions options) {
  report_.written = !options.dry_run && !events_.empty() && (report_.good() || options.good_rows);
  if (report_.written) transaction.append_all(actor, events_);
  return std::move(report_);
}

void ImportRows::fault(const CsvRow& row, const std::string& field, const workflow::Field* about, const Localized& text) {
  const bool there = columns_.number(field) != 0;
  fault(row, field, there || !about ? text : Localized{about->label.vi + ": " + text.vi, about->label.en + ": " + text.en});
}

json::value value_of_cell(const workflow::Field& field, const std::string& cell) {
  if (field.kind == workflow::FieldKind::choice)
    for (const workflow::Choice& choice : field.choices)
      for (const std::string& name : {choice.id, choice.label.vi, choice.label.en})
        if (fold(name) == fold(cell)) return json::value(choice.id);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool counts = field.kind == workflow::FieldKind::number || field.kind == workflow::FieldKind::months;
  if (counts && error == std::errc() && end == cell.data() + cell.size()) return number;
  return json::value(cell);
}

std::string values_of_field(const workflow::Field& field) {
  std::string out;
  switch (field.kind) {
    case workflow::FieldKind::choice:
      for (const workflow::Choice& choice : field.choices) out += (out.empty() ? "" : ", ") + choice.id;
      return out;
    case workflow::FieldKind::number:
    case workflow::FieldKind::months: return fmt::format("{} – {}", field.min.value_or(0), field.max.value_or(0));
    case workflow::FieldKind::date: return "dd/mm/yyyy, yyyy-mm-dd";
    default: return {};
  }
}

}  // namespace luan::app
