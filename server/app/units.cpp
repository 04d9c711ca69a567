// Units begin, change their names, merge and split, each from a day on; rotations that run are handed over on that day.
#include <algorithm>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

using Faults = std::vector<FieldError>;

std::optional<Date> checked_day(const std::string& text, const char* field, Faults& faults) {
  const auto day = parse_date(text);
  if (!day) faults.push_back({field, {"Nhập ngày có hiệu lực", "Enter the day from which it holds"}});
  return day;
}

Localized checked_name(const Localized& name, Faults& faults) {
  Localized out;
  for (const auto& [field, from, to] : {std::tuple{"name_vi", &name.vi, &out.vi}, {"name_en", &name.en, &out.en}}) {
    const auto clean = clean_text(*from, false);
    if (!clean)
      faults.push_back({field, clean.error()});
    else if (clean->empty() || length(*clean) > 200)
      faults.push_back({field, {"Nhập tên, không quá 200 ký tự", "Enter the name, 200 characters at most"}});
    else
      *to = *clean;
  }
  return out;
}

/// A unit that still is and had begun before the day.
std::optional<UnitId> checked_unit(const store::Directory& directory, const std::string& text, std::optional<Date> on, const char* field, Faults& faults) {
  const auto id = UnitId::parse(text);
  const store::Unit* unit = id ? directory.unit(*id) : nullptr;
  if (!unit || unit->to) {
    faults.push_back({field, {"Chọn một đơn vị đang hoạt động trong danh sách", "Choose from the list a unit that still is"}});
    return {};
  }
  if (on && *on < unit->from)
    faults.push_back({"on", {unit->name.vi + " mới có từ " + to_page_text(unit->from), unit->name.en + " began on " + to_page_text(unit->from)}});
  return id;
}

std::vector<UnitId> checked_units(const store::Directory& directory, const std::vector<std::string>& texts, std::optional<Date> on, const char* field,
                                  Faults& faults) {
  std::vector<UnitId> out;
  for (const std::string& text : texts)
    if (const auto id = checked_unit(directory, text, on, field, faults); id && std::ranges::find(out, *id) == out.end()) out.push_back(*id);
  return out;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::ranges::find(words, word) != words.end(); }

Result<store::UnitCreated> checked_unit(const NewUnit& unit, UnitId id) {
  Faults faults;
  store::UnitCreated created{id, unit.kind, unit.level, unit.traits, {}, checked_name(unit.name, faults)};
  if (const auto from = checked_day(unit.from, "from", faults)) created.from = *from;
  if (!one_of(unit.kind, {"committee", "office", "ward"}))
    faults.push_back({"kind", {"Chọn: committee, office hoặc ward", "Choose committee, office or ward"}});
  if (!one_of(unit.traits, {"normal", "difficult", "complex"}))
    faults.push_back({"traits", {"Chọn: normal, difficult hoặc complex", "Choose normal, difficult or complex"}});
  if (unit.level != 1 && unit.level != 2) faults.push_back({"level", {"Là 1 (cấp trên) hoặc 2 (cơ sở)", "1 (above) or 2 (grassroots)"}});
  if (!faults.empty()) return refuse_fields(std::move(faults));
  return created;
}

/// What a change of units is checked into, and appended as.
using Change = std::function<std::optional<store::DirectoryEvent>(const store::Directory&, Faults&)>;

Awaitable<Result<void>> change_units(App::Impl& impl, Result<void> may, Caller caller, Change change) {
  if (!may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    Faults faults;
    auto event = change(*transaction.directory(), faults);
    if (!faults.empty()) return refuse_fields(std::move(faults));
    transaction.append(actor_text(caller), *event);
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl.writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  impl.poke();  // what changed hands today is handed over now
  co_return Result<void>();
}

}  // namespace

Result<void> App::may_change_units(const Caller& caller) const { return needs_one_of(caller, {"administrator", "organisation_board"}); }

Awaitable<Result<std::string>> App::add_unit(Caller caller, NewUnit unit) {
  if (auto may = may_change_units(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<std::string>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<std::string> {
    const auto created = checked_unit(unit, transaction.ids().fresh<UnitId>());
    if (!created) return std::unexpected(created.error());
    transaction.append(actor_text(caller), *created);
    return created->unit.text();
  };
  auto answer = co_await on_writer<std::string>(*impl_->writer, caller, std::move(job));
  co_return answer;
}

Awaitable<Result<void>> App::rename_unit(Caller caller, std::string unit, Localized name, std::string on) {
  Change change = [&](const store::Directory& directory, Faults& faults) -> std::optional<store::DirectoryEvent> {
    const auto day = checked_day(on, "on", faults);
    const auto id = checked_unit(directory, unit, day, "unit", faults);
    const Localized clean = checked_name(name, faults);
    if (!faults.empty()) return {};
    return store::UnitRenamed{*id, *day, clean};
  };
  auto may = may_change_units(caller);
  Result<void> done = co_await change_units(*impl_, std::move(may), caller, std::move(change));
  co_return done;
}

Awaitable<Result<void>> App::merge_units(Caller caller, std::vector<std::string> from, std::string into, std::string on) {
  Change change = [&](const store::Directory& directory, Faults& faults) -> std::optional<store::DirectoryEvent> {
    const auto day = checked_day(on, "on", faults);
    const auto target = checked_unit(directory, into, day, "into", faults);
    const auto units = checked_units(directory, from, day, "from", faults);
    if (units.empty()) faults.push_back({"from", {"Chọn ít nhất một đơn vị được sáp nhập", "Choose at least one unit that is merged"}});
    if (target && std::ranges::find(units, *target) != units.end())
      faults.push_back({"into", {"Đơn vị nhận không thể là đơn vị được sáp nhập", "A unit cannot be merged into itself"}});
    if (!faults.empty()) return {};
    return store::UnitsMerged{*target, units, *day};
  };
  auto may = may_change_units(caller);
  Result<void> done = co_await change_units(*impl_, std::move(may), caller, std::move(change));
  co_return done;
}

Awaitable<Result<void>> App::split_unit(Caller caller, std::string unit, std::vector<std::string> into, std::string on) {
  Change change = [&](const store::Directory& directory, Faults& faults) -> std::optional<store::DirectoryEvent> {
    const auto day = checked_day(on, "on", faults);
    const auto id = checked_unit(directory, unit, day, "unit", faults);
    const auto parts = checked_units(directory, into, day, "into", faults);
    if (parts.size() < 2)
      faults.push_back(
          {"into", {"Chọn ít nhất hai đơn vị mới; đơn vị đầu nhận các việc đang mở", "Choose at least two units; the first takes over what is open"}});
    if (id && std::ranges::find(parts, *id) != parts.end())
      faults.push_back({"into", {"Đơn vị bị tách không thể là một phần của nó", "A unit cannot be a part of itself"}});
    if (!faults.empty()) return {};
    return store::UnitSplit{*id, parts, parts.front(), *day};
  };
  auto may = may_change_units(caller);
  Result<void> done = co_await change_units(*impl_, std::move(may), caller, std::move(change));
  co_return done;
}

}  // namespace luan::app
