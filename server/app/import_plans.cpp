// Plans from a table, one line of a plan a row, held against the same forms as the pages. A line is known again by its post, the
// official who is expected and the day on which it starts; several turns of one kind are the line's count, not rows that are alike.
#include "app/import_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "app/import_names.hpp"
#include "app/import_table.hpp"
#include "app/import_world.hpp"
#include "app/plan_lines.hpp"

namespace luan::app {
namespace {

using Kind = PlanAct::Kind;

const workflow::Form& plan_part() {
  static const workflow::Form form = plan_form(Kind::adopt);
  return form;
}
const workflow::Form& line_part() {
  static const workflow::Form form = plan_form(Kind::add_line);
  return form;
}

/// What the forms would have been filled in with.
json::object values_of(const store::Plan& plan) {
  json::object out{{"period", plan.period}, {"paper", plan.paper},   {"approved", to_text(plan.approved)},
                   {"need", plan.need},     {"manner", plan.manner}, {"area", plan.area}};
  if (!plan.regime.empty()) out["regime"] = plan.regime;
  return out;
}

using LineKey = std::tuple<PlanId, PositionId, OfficialId, Date>;
LineKey key_of(const PlanId& plan, const store::PlanLineTerms& terms) { return {plan, terms.position, terms.expected, terms.starts}; }

class PlanRows : public ImportRows {
 public:
  PlanRows(const CsvTable& table, const store::Directory& directory, workflow::FormWorld world, IdSource& ids)
      : ImportRows(table, {table, plan_columns()}), directory_(directory), names_(directory, world.today), world_(listed_once(std::move(world))), ids_(ids) {
    for (const store::Plan* plan : directory.plans()) {
      if (plan->unit == directory.committee().unit) by_paper_.try_emplace(plan->paper, plan);
      for (const store::PlanLine& line : plan->lines) recorded_.emplace(key_of(plan->plan, line), &line);
    }
  }

 private:
  /// A plan as the rows before have found it.
  struct Found {
    std::size_t line = 0;  // of the file: where it stands first
    PlanId id{};           // none: that row is wrong
    json::object values{};
    bool closed = false;
    std::optional<store::PlanAdopted> adopted{};  // until its first good line brings it along
  };

  void tell(const CsvRow& row, const workflow::Form& form, const std::vector<FieldError>& errors) {
    for (const FieldError& error : errors) fault(row, error.field, form.field(error.field), error.text);
  }

  /// The cells of this form's columns that say something.
  json::object cells_of(const CsvRow& row, const workflow::Form& form) const {
    json::object out;
    for (const workflow::Field& field : form.fields)
      if (const std::string cell = columns_.cell(row, field.id); !cell.empty()) out[field.id] = value_of_cell(field, cell);
    return out;
  }

  void read_row(const CsvRow& row) override {
    const std::size_t before = report_.faults.size();
    Found& plan = plan_of(row);
    const auto terms = terms_of(row);
    if (!terms || report_.faults.size() != before) return;
    const LineKey key = key_of(plan.id, *terms);
    if (const auto [first, fresh] = seen_.emplace(key, row.line); !fresh)
      return fault(row, "position",
                   {fmt::format("Dòng kế hoạch này đã có ở dòng {}; nhiều lượt thì ghi số lượt", first->second),
                    fmt::format("This line stands in line {} already; for several turns give their count", first->second)});
    if (const auto known = recorded_.find(key); known != recorded_.end()) return as_recorded(row, *known->second, *terms);
    if (plan.closed) return fault(row, "paper", {"Kế hoạch này đã khép lại", "This plan is closed"});
    if (plan.adopted) events_.emplace_back(*std::exchange(plan.adopted, std::nullopt));
    events_.emplace_back(store::PlanLineAdded{plan.id, ids_.fresh<PlanLineId>(), *terms});
    ++report_.added;
  }

  /// The plan under the row's number: recorded, begun by a row before, or begun by this one.
  Found& plan_of(const CsvRow& row) {
    const json::object said = cells_of(row, plan_part());
    const std::string paper = text_or_empty(said, "paper");
    const auto [place, fresh] = plans_.try_emplace(paper, Found{row.line});
    Found& plan = place->second;
    if (fresh)
      begin(row, plan, paper, said);
    else if (plan.id.none())
      fault(row, "paper", {fmt::format("Kế hoạch này có lỗi ở dòng {}", plan.line), fmt::format("This plan is wrong in line {}", plan.line)});
    if (!plan.id.none()) agrees(row, plan, said);
    return plan;
  }

  void begin(const CsvRow& row, Found& plan, const std::string& paper, const json::object& said) {
    if (const auto found = by_paper_.find(paper); found != by_paper_.end()) {
      const store::Plan& known = *found->second;
      plan.id = known.plan, plan.values = values_of(known), plan.closed = known.closed;
      return;
    }
    const auto filled = workflow::check_form(plan_part(), json::object{{"form", said}}, world_);
    if (!filled) return tell(row, plan_part(), filled.error().fields);
    plan.id = ids_.fresh<PlanId>(), plan.values = filled->values;
    plan.adopted = adopted_plan(directory_, plan.id, filled->values);
  }

  /// What later rows say of a plan is what the first one, or the record, says.
  void agrees(const CsvRow& row, const Found& plan, const json::object& said) {
    for (const auto& [name, value] : said) {
      const workflow::Field& field = *plan_part().field(name);
      const auto read = workflow::check_form({"", {}, {}, {field}}, json::object{{"form", {{field.id, value}}}}, world_);
      if (!read)
        tell(row, plan_part(), read.error().fields);
      else if (!plan.values.contains(name) || plan.values.at(name) != read->values.at(name))
        fault(row, field.id, {"Kế hoạch này đã được ghi khác", "This plan is recorded otherwise"});
    }
  }

  std::optional<store::PlanLineTerms> terms_of(const CsvRow& row) {
    json::object given = cells_of(row, line_part());
    if (!given.contains("count")) given["count"] = 1;
    std::vector<std::string> unclear;  // names that stand for nothing: told already
    if (!lay_position(row, given)) unclear.emplace_back("position");
    if (!lay_expected(row, given)) unclear.emplace_back("expected");
    const auto filled = workflow::check_form(line_part(), json::object{{"form", given}}, world_);
    if (filled && unclear.empty()) return line_terms(directory_, filled->values);
    if (!filled) {
      std::vector<FieldError> errors = filled.error().fields;
      std::erase_if(errors, [&](const FieldError& error) { return std::ranges::find(unclear, error.field) != unclear.end(); });
      tell(row, line_part(), errors);
    }
    return {};
  }

  /// A post of the receiving unit, by its title. False: it cannot be told which, and that is told.
  bool lay_position(const CsvRow& row, json::object& given) {
    const std::string name = columns_.cell(row, "unit"), title = columns_.cell(row, "position");
    given.erase("position");
    const store::Unit* unit = name.empty() ? nullptr : names_.unit(name);
    if (!unit) {
      fault(row, "unit", name.empty() ? Localized{"Phải ghi nơi đến", "The receiving unit is needed"} : no_unit(name));
      return false;
    }
    if (title.empty()) return true;
    const auto found = names_.positions(unit->id, title);
    if (found.size() != 1) {
      fault(row, "position", not_one_position(title, found.size()));
      return false;
    }
    given["position"] = found.front()->id.text();
    return true;
  }

  /// By id, by identity number, or by a name that only one official bears. False as above.
  bool lay_expected(const CsvRow& row, json::object& given) {
    const std::string name = columns_.cell(row, "expected");
    given.erase("expected");
    if (name.empty()) return true;
    const auto found = names_.officials(name);
    if (found.size() == 1) {
      given["expected"] = found.front()->id.text();
      return true;
    }
    fault(row, "expected",
          found.empty() ? Localized{fmt::format("Không có cán bộ «{}»", name), fmt::format("There is no official «{}»", name)}
                        : Localized{fmt::format("Có {} cán bộ cùng tên; đề nghị ghi số định danh", found.size()),
                                    fmt::format("{} officials bear this name; give the identity number of one", found.size())});
    return false;
  }

  /// The same again does nothing, also where the line was withdrawn since. What differs has a reason to be recorded, so not here.
  void as_recorded(const CsvRow& row, const store::PlanLine& line, const store::PlanLineTerms& terms) {
    const std::size_t before = report_.faults.size();
    const Localized otherwise{fmt::format("Dòng {} của kế hoạch đã được ghi khác; đề nghị sửa trên trang kế hoạch, có lý do", line.number),
                              fmt::format("Line {} of the plan is recorded otherwise; change it on the plan's page, with the reason", line.number)};
    if (terms.direction != line.direction) fault(row, "direction", otherwise);
    if (terms.count != line.count) fault(row, "count", otherwise);
    if (terms.months != line.months) fault(row, "months", otherwise);
    if (terms.reason != line.reason) fault(row, "reason", otherwise);
    if (terms.placement != line.placement) fault(row, "placement", otherwise);
    if (report_.faults.size() == before) ++report_.same;
  }

  const store::Directory& directory_;
  const ImportNames names_;
  const workflow::FormWorld world_;
  IdSource& ids_;
  std::map<std::string, const store::Plan*> by_paper_;
  std::map<LineKey, const store::PlanLine*> recorded_;
  std::map<std::string, Found> plans_;   // by number
  std::map<LineKey, std::size_t> seen_;  // -> line of the file
};

}  // namespace

std::vector<ImportColumn> plan_columns() {
  std::vector<ImportColumn> out;
  for (const workflow::Field& field : plan_part().fields) out.push_back({field.id, field.label, field.id == "paper", values_of_field(field)});
  out.push_back({"unit", {"Nơi đến", "Receiving unit"}, true, ""});
  for (const workflow::Field& field : line_part().fields) out.push_back({field.id, field.label, field.required && field.id != "count", values_of_field(field)});
  return out;
}

Awaitable<Result<ImportReport>> import_plans(const App& app, Caller caller, std::string bytes, ImportOptions options) {
  if (auto may = may_import(caller); !may) co_return std::unexpected(std::move(may.error()));
  auto table = read_csv(bytes);
  if (!table) co_return ImportReport{0, 0, 0, {std::move(table.error())}, false};
  App::Impl& impl = app.impl();
  std::function<Result<ImportReport>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<ImportReport> {
    const DirectoryPtr directory = store::as_of(transaction.directory(), impl.zone.date(transaction.now()));
    PlanRows rows(*table, *directory, plan_world(impl, directory), transaction.ids());
    rows.read();
    return rows.record(transaction, actor_text(caller), options);
  };
  auto answer = co_await on_writer<ImportReport>(*impl.writer, std::move(job));
  co_return answer;
}

}  // namespace luan::app
