// Officials from a table: each row lays what it says over what is recorded, and is held against the same form as the page.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/impl.hpp"
#include "app/import_names.hpp"
#include "app/import_table.hpp"
#include "app/import_world.hpp"
#include "app/official_form.hpp"

namespace luan::app {
namespace {

constexpr std::string_view rating_prefixes[]{"rating_", "rating ", "xep loai "};

/// "rating_2025" as the field "ratings.2025".
std::string rating_field(std::string_view folded) {
  for (const std::string_view prefix : rating_prefixes) {
    const std::string_view year = folded.starts_with(prefix) ? folded.substr(prefix.size()) : std::string_view();
    if (year.size() == 4 && std::ranges::all_of(year, [](char c) { return c >= '0' && c <= '9'; })) return "ratings." + std::string(year);
  }
  return {};
}

class OfficialRows : public ImportRows {
 public:
  OfficialRows(const CsvTable& table, const store::Directory& directory, workflow::FormWorld world, IdSource& ids)
      : ImportRows(table, {table, official_columns(), rating_field}),
        directory_(directory),
        names_(directory, world.today),
        world_(listed_once(std::move(world))),
        ids_(ids) {
    if (columns_.number("id") == 0 && columns_.number("identity_number") == 0)
      report_.faults.insert(report_.faults.begin(), {1, 0, {"Thiếu cột «Số định danh» hoặc «Mã»", "The column «identity_number» or «id» is missing"}});
  }

 private:
  /// Whom the row is about: nobody yet, or him who has this id or identity number. False: the row is wrong.
  bool find(const CsvRow& row, const store::Official*& known) {
    const std::string id = columns_.cell(row, "id"), number = columns_.cell(row, "identity_number");
    if (id.empty() && number.empty()) {
      fault(row, "identity_number", {"Phải có số định danh hoặc mã", "An identity number or an id is needed"});
      return false;
    }
    if (!number.empty() && !is_identity_number(number)) {
      fault(row, "identity_number", {"Số định danh gồm 12 chữ số", "An identity number has 12 digits"});
      return false;
    }
    const store::Official* numbered = names_.numbered(number);
    if (!id.empty()) {
      const auto parsed = OfficialId::parse(id);
      known = parsed ? directory_.official(*parsed) : nullptr;
      if (!known) fault(row, "id", {"Không có cán bộ nào có mã này", "No official has this id"});
      if (known && numbered && numbered != known)
        fault(row, "identity_number", {"Số định danh này là của cán bộ khác", "This identity number is another official's"});
      return known && (!numbered || numbered == known);
    }
    known = numbered;
    return true;
  }

  void read_row(const CsvRow& row) override {
    const store::Official* known = nullptr;
    if (!find(row, known)) return;
    const std::string whose = known ? known->id.text() : columns_.cell(row, "identity_number");
    if (const auto [first, fresh] = seen_.emplace(whose, row.line); !fresh)
      return fault(row, columns_.number("identity_number") ? "identity_number" : "id",
                   {fmt::format("Cán bộ này đã có ở dòng {}", first->second), fmt::format("This official stands in line {} already", first->second)});
    json::object values = known ? values_of_official(directory_, *known, world_.today) : json::object();
    if (!lay_over(row, values)) return;
    const auto filled = workflow::check_form(official_form(), json::object{{"form", values}}, world_);
    if (!filled) return tell(row, values, filled.error().fields);
    const auto event = official_event(known, known ? known->id : ids_.fresh<OfficialId>(), filled->values, "");
    if (!event)
      ++report_.same;
    else
      ++(known ? report_.changed : report_.added), events_.push_back(*event);
  }

  /// An empty cell says nothing: what is recorded stays. False: a name stands for nothing.
  bool lay_over(const CsvRow& row, json::object& values) {
    const std::size_t before = report_.faults.size();
    for (const std::string& name : columns_.fields()) {
      const std::string cell = columns_.cell(row, name);
      if (cell.empty() || name == "id" || name == "position") continue;
      if (name.starts_with("ratings."))
        lay_rating(std::stoll(name.substr(8)), cell, values);
      else if (name == "unit" || name.ends_with("_unit"))
        lay_unit(row, name, cell, values);
      else
        values[name] = value_of_cell(*official_form().field(name), cell);
    }
    lay_position(row, values);
    return report_.faults.size() == before;
  }

  static void lay_rating(std::int64_t year, const std::string& cell, json::object& values) {
    const workflow::Field& level = official_form().field("ratings")->columns.back();
    json::array rows = values.contains("ratings") ? values["ratings"].as_array() : json::array();
    const auto same = std::ranges::find_if(rows, [&](const json::value& row) { return row.at("year").as_int64() == year; });
    if (same == rows.end())
      rows.push_back(json::object{{"year", year}, {"level", value_of_cell(level, cell)}});
    else
      same->as_object()["level"] = value_of_cell(level, cell);
    values["ratings"] = std::move(rows);
  }

  void lay_unit(const CsvRow& row, const std::string& name, const std::string& cell, json::object& values) {
    const store::Unit* unit = names_.unit(cell);
    if (!unit) return fault(row, name, no_unit(cell));
    // Who goes to another unit leaves his post behind.
    if (name == "unit" && text_or_empty(values, "unit") != unit->id.text()) values.erase("position");
    values[name] = unit->id.text();
  }

  void lay_position(const CsvRow& row, json::object& values) {
    const std::string cell = columns_.cell(row, "position"), unit = text_or_empty(values, "unit");
    if (cell.empty() || unit.empty()) return;
    const auto found = names_.positions(UnitId::trusted(unit), cell);
    if (found.size() == 1)
      values["position"] = found.front()->id.text();
    else
      fault(row, "position", not_one_position(cell, found.size()));
  }

  /// What the form says of a field, told at the cell: "ratings.0.level" at the column of that row's year.
  void tell(const CsvRow& row, const json::object& values, const std::vector<FieldError>& errors) {
    for (const FieldError& error : errors) {
      std::string field = error.field;
      if (field.starts_with("ratings.")) {
        const auto place = static_cast<std::size_t>(std::stoul(field.substr(8)));
        field = "ratings." + std::to_string(values.at("ratings").as_array().at(place).at("year").as_int64());
      }
      const workflow::Field* about = official_form().field(error.field);
      fault(row, field, about, error.text);
    }
  }

  const store::Directory& directory_;
  const ImportNames names_;
  const workflow::FormWorld world_;
  IdSource& ids_;
  std::map<std::string, std::size_t> seen_;  // whose row -> its line
};

}  // namespace

std::vector<ImportColumn> official_columns() {
  std::vector<ImportColumn> out{{"id", {"Mã", "Id"}, false, "32 hex"}};
  for (const workflow::Field& field : official_form().fields)
    if (field.kind != workflow::FieldKind::rows) out.push_back({field.id, field.label, false, values_of_field(field)});
  return out;
}

Awaitable<Result<ImportReport>> App::import_officials(Caller caller, std::string bytes, ImportOptions options) {
  if (auto may = may_import(caller); !may) co_return std::unexpected(std::move(may.error()));
  auto table = read_csv(bytes);
  if (!table) co_return ImportReport{0, 0, 0, {std::move(table.error())}, false};
  std::function<Result<ImportReport>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<ImportReport> {
    const DirectoryPtr directory = store::as_of(transaction.directory(), impl_->zone.date(transaction.now()));
    OfficialRows rows(*table, *directory, impl_->form_world(directory, nullptr, "", nullptr), transaction.ids());
    rows.read();
    return rows.record(transaction, actor_text(caller), options);
  };
  auto answer = co_await on_writer<ImportReport>(*impl_->writer, std::move(job));
  co_return answer;
}

}  // namespace luan::app
