// Units and their posts from a table: a row names a unit, and a post of it where it has one.
#include <fmt/format.h>

#include <algorithm>

#include "app/impl.hpp"
#include "app/import_table.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

using workflow::Field;
using workflow::FieldKind;

Field column(std::string id, FieldKind kind, Localized label, std::vector<workflow::Choice> choices = {}) {
  Field out;
  out.id = std::move(id), out.kind = kind, out.label = std::move(label), out.choices = std::move(choices), out.length_max = 200;
  return out;
}

const workflow::Form& unit_form() {
  static const workflow::Form form = [] {
    workflow::Form made{"unit", {"Đơn vị", "Unit"}, {}, {}};
    auto& fields = made.fields;
    fields.push_back(column("name", FieldKind::text, {"Tên đơn vị", "Unit"}));
    fields.back().required = true;
    fields.push_back(column("name_en", FieldKind::text, {"Tên tiếng Anh", "Name in English"}));
    fields.push_back(column("kind", FieldKind::choice, {"Loại đơn vị", "Kind"},
                            {{"committee", {"Cấp uỷ", "Committee"}}, {"office", {"Cơ quan", "Office"}}, {"ward", {"Phường, xã", "Ward"}}}));
    fields.push_back(column("level", FieldKind::choice, {"Cấp", "Level"}, {{"1", {"Cấp trên", "Above"}}, {"2", {"Cơ sở", "Grassroots"}}}));
    fields.push_back(column("traits", FieldKind::choice, {"Đặc điểm địa bàn", "Area"},
                            {{"normal", {"Bình thường", "Normal"}}, {"difficult", {"Khó khăn", "Difficult"}}, {"complex", {"Phức tạp", "Complex"}}}));
    fields.push_back(column("from", FieldKind::date, {"Ngày thành lập", "Founded on"}));
    fields.push_back(column("organ", FieldKind::text, {"Ký hiệu văn bản", "Sign of its papers"}));
    fields.push_back(column("term", FieldKind::text, {"Nhiệm kỳ", "Term"}));
    fields.push_back(column("position", FieldKind::text, {"Chức danh", "Post"}));
    fields.push_back(column("position_en", FieldKind::text, {"Chức danh tiếng Anh", "Post in English"}));
    fields.push_back(column("block", FieldKind::choice, {"Khối", "Block"},
                            {{"party", {"Đảng", "Party"}},
                             {"government", {"Chính quyền", "Government"}},
                             {"both", {"Đảng và chính quyền", "Party and government"}},
                             {"front", {"Mặt trận, đoàn thể", "Front"}}}));
    fields.push_back(column("key", FieldKind::choice, {"Chủ chốt", "Key post"}, {{"yes", {"Có", "Yes"}}, {"no", {"Không", "No"}}}));
    return made;
  }();
  return form;
}

/// «English is never empty»: a name that nobody translated stands as it is.
Localized both(const json::object& values, const char* vi, const char* en) {
  const std::string name = text_member(values, vi), other = text_or_empty(values, en);
  return {name, other.empty() ? name : other};
}

class UnitRows : public ImportRows {
 public:
  UnitRows(const CsvTable& table, const store::Directory& directory, Date today, IdSource& ids)
      : ImportRows(table, {table, unit_columns()}), ids_(ids), next_(directory), today_(today) {
    world_.today = today;
  }

 private:
  void add(store::DirectoryEvent event) {
    next_.apply(event);
    events_.push_back(std::move(event));
  }

  void read_row(const CsvRow& row) override {
    json::object given;
    for (const std::string& name : columns_.fields())
      if (const std::string cell = columns_.cell(row, name); !cell.empty()) given[name] = value_of_cell(*unit_form().field(name), cell);
    const auto filled = workflow::check_form(unit_form(), json::object{{"form", given}}, world_);
    if (!filled) {
      for (const FieldError& error : filled.error().fields) fault(row, error.field, error.text);
      return;
    }
    const std::size_t events = events_.size(), faults = report_.faults.size();
    const bool known = find(text_member(filled->values, "name")) != nullptr;
    const store::Unit* unit = unit_of(row, filled->values);
    if (unit) set_committee(row, *unit, filled->values);
    if (unit && report_.faults.size() == faults && filled->values.contains("position")) position_of(row, *unit, filled->values);
    if (report_.faults.size() != faults)
      undo(events);
    else
      ++(events_.size() == events ? report_.same : known ? report_.changed : report_.added);
  }

  /// A row that is wrong in its post brings no unit either.
  void undo(std::size_t events) {
    if (events_.size() == events) return;
    events_.resize(events);
    next_ = before_row_;
  }

  const store::Unit* find(const std::string& name) {
    before_row_ = next_;
    for (const store::Unit* unit : next_.units())
      if (!(unit->to && *unit->to < today_) && (unit->id.text() == name || fold(unit->name.vi) == fold(name))) return unit;
    return nullptr;
  }

  const store::Unit* unit_of(const CsvRow& row, const json::object& values) {
    if (const store::Unit* known = find(text_member(values, "name"))) {
      // A change of these is no matter of a table: other rotations have been begun under what is recorded.
      for (const auto& [field, recorded] :
           {std::pair<std::string, std::string>{"kind", known->kind}, {"traits", known->traits}, {"level", std::to_string(known->level)}})
        if (const std::string said = text_or_empty(values, field); !said.empty() && said != recorded)
          fault(row, field, {fmt::format("Đơn vị này đã được ghi là «{}»", recorded), fmt::format("The unit is recorded as «{}»", recorded)});
      return known;
    }
    const std::string kind = text_or_empty(values, "kind");
    if (kind.empty()) {
      fault(row, "kind", {"Đơn vị mới phải ghi loại", "A new unit needs its kind"});
      return nullptr;
    }
    const std::string level = text_or_empty(values, "level"), traits = text_or_empty(values, "traits");
    const auto from = parse_date(text_or_empty(values, "from"));
    const auto id = ids_.fresh<UnitId>();
    add(store::UnitCreated{id, kind, level.empty() ? (kind == "ward" ? 2 : 1) : std::stoi(level), traits.empty() ? "normal" : traits, from.value_or(today_),
                           both(values, "name", "name_en")});
    return next_.unit(id);
  }

  /// Who decides, and under which sign its papers go out.
  void set_committee(const CsvRow& row, const store::Unit& unit, const json::object& values) {
    const std::string organ = text_or_empty(values, "organ"), term = text_or_empty(values, "term");
    if (organ.empty() && term.empty()) return;
    if (unit.kind != "committee" || organ.empty() || term.empty())
      return fault(row, unit.kind == "committee" && organ.empty() ? "term" : "organ",
                   {"Chỉ cấp uỷ có ký hiệu văn bản và nhiệm kỳ, ghi cả hai", "Only a committee has a sign and a term, and both are needed"});
    const store::CommitteeSet& now = next_.committee();
    if (now.unit != unit.id || now.organ != organ || now.term != term) add(store::CommitteeSet{unit.id, organ, term});
  }

  void position_of(const CsvRow& row, const store::Unit& unit, const json::object& values) {
    const std::string title = text_member(values, "position"), block = text_or_empty(values, "block");
    const bool key = text_or_empty(values, "key") == "yes";
    for (const store::Position* position : next_.positions()) {
      if (position->unit != unit.id || fold(position->title.vi) != fold(title)) continue;
      if (!block.empty() && block != position->kind)
        fault(row, "block", {fmt::format("Chức danh này đã được ghi là «{}»", position->kind), fmt::format("The post is recorded as «{}»", position->kind)});
      if (values.contains("key") && key != position->key) fault(row, "key", {"Chức danh này đã được ghi khác", "The post is recorded otherwise"});
      return;
    }
    if (block.empty()) return fault(row, "block", {"Chức danh mới phải ghi khối", "A new post needs its block"});
    add(store::PositionCreated{ids_.fresh<PositionId>(), unit.id, block, key, both(values, "position", "position_en")});
  }

  IdSource& ids_;
  store::Directory next_, before_row_;  // what stands after the rows read so far
  Date today_;
  workflow::FormWorld world_;
};

}  // namespace

std::vector<ImportColumn> unit_columns() {
  std::vector<ImportColumn> out;
  for (const Field& field : unit_form().fields) out.push_back({field.id, field.label, field.required, values_of_field(field)});
  return out;
}

Awaitable<Result<ImportReport>> App::import_units(Caller caller, std::string bytes, ImportOptions options) {
  if (auto may = may_import(caller); !may) co_return std::unexpected(std::move(may.error()));
  auto table = read_csv(bytes);
  if (!table) co_return ImportReport{0, 0, 0, {std::move(table.error())}, false};
  std::function<Result<ImportReport>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<ImportReport> {
    const Date today = impl_->zone.date(transaction.now());
    UnitRows rows(*table, *store::as_of(transaction.directory(), today), today, transaction.ids());
    rows.read();
    return rows.record(transaction, actor_text(caller), options);
  };
  auto answer = co_await on_writer<ImportReport>(*impl_->writer, std::move(job));
  co_return answer;
}

}  // namespace luan::app
