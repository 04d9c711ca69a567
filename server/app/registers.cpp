// Registers: which numbers are drawn, what stands under them, and why some stand for nothing. A number once used or passed
// over is never used again.
#include <algorithm>
#include <ranges>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr int page_size = 50;
constexpr int furthest = 100'000;  // beyond any committee's term; a slip of the hand would burn the register
constexpr std::size_t reason_most = 1'000;

struct Known {
  const workflow::Register* reg = nullptr;
  bool in_use = false;  // papers are still entered: a newest definition has it
};

/// Registers by id, as the newest version says that has them. Those that only older versions have are there to be read.
std::vector<Known> known_registers(const App::Impl& impl) {
  std::vector<Known> out;
  const auto take = [&](const workflow::Definition& definition, bool in_use) {
    for (const workflow::Register& reg : definition.registers)
      if (std::ranges::none_of(out, [&](const Known& known) { return known.reg->id == reg.id; })) out.push_back({&reg, in_use});
  };
  const auto newest = impl.definitions.newest();
  for (const workflow::DefinitionPtr& definition : newest) take(*definition, true);
  for (const workflow::DefinitionPtr& definition : newest)
    for (const workflow::DefinitionPtr& version : impl.definitions.versions(definition->name) | std::views::reverse) take(*version, false);
  return out;
}

std::optional<Known> find_register(const App::Impl& impl, std::string_view id) {
  for (const Known& known : known_registers(impl))
    if (known.reg->id == id) return known;
  return {};
}

/// Runs of numbers without a paper, each wholly explained by one sentence or not at all.
std::vector<GapView> gaps_of(const store::Directory& directory, const std::string& reg, const std::string& period, int last, const std::vector<int>& used) {
  std::vector<GapView> out;
  auto next = used.begin();
  for (int number = 1; number <= last; ++number) {
    if (next != used.end() && *next == number) {
      ++next;
      continue;
    }
    std::string reason;
    for (const store::GapExplained& one : directory.gaps_explained())
      if (one.reg == reg && one.period == period && one.from <= number && number <= one.to) reason = one.reason;
    if (!out.empty() && out.back().to == number - 1 && out.back().reason == reason)
      out.back().to = number;
    else
      out.push_back({number, number, std::move(reason)});
  }
  return out;
}

RegisterView view_of(const App::Impl& impl, const store::Directory& directory, soci::session& session, const Known& known, const std::string& period) {
  const workflow::Register& reg = *known.reg;
  RegisterView view{reg.id, period, reg.title, reg.per == workflow::Register::Per::year, false, 0, {}, {}, 0};
  view.current = known.in_use && period == register_period(reg, directory, impl.today());
  view.last = store::last_number(session, reg.id, period);
  if (view.current) view.next_number = register_number(reg, directory, view.last + 1);
  view.gaps = gaps_of(directory, reg.id, period, view.last, store::numbers_used(session, reg.id, period));
  for (const GapView& gap : view.gaps)
    if (gap.reason.empty()) view.unexplained += gap.to - gap.from + 1;
  return view;
}

Result<bool> advance(const App::Impl& impl, store::Transaction& transaction, const Caller& caller, const std::string& id, int to) {
  const auto known = find_register(impl, id);
  if (!known || !known->in_use) return refuse(RefusalCode::not_found);
  const std::string period = register_period(*known->reg, *transaction.directory(), impl.zone.date(transaction.now()));
  const int last = transaction.next_number(id, period) - 1;
  if (to <= last || to > furthest) {
    const std::string number = std::to_string(last);
    return refuse_fields({{"to", {"Nhập số lớn hơn số cuối cùng đã dùng (" + number + ")", "Enter a number above the last one used (" + number + ")"}}});
  }
  transaction.append(actor_text(caller), store::RegisterAdvanced{id, period, to});
  return true;
}

}  // namespace

std::string headed_number(const std::string& number, bool state) { return (state ? "Số: " : "Số ") + number; }

std::string register_period(const workflow::Register& reg, const store::Directory& directory, Date day) {
  return reg.per == workflow::Register::Per::term ? directory.committee().term : std::to_string(static_cast<int>(day.year()));
}

std::string register_number(const workflow::Register& reg, const store::Directory& directory, int ordinal) {
  std::string out = reg.number;
  out.replace(out.find("{n}"), 3, std::to_string(ordinal));
  if (const auto organ = out.find("{organ}"); organ != out.npos) out.replace(organ, 7, directory.committee().organ);
  return out;
}

std::vector<ExpectedNumber> expected_numbers(const App::Impl& impl, const store::Directory& directory, const workflow::Definition& definition,
                                             const workflow::Step& step, const PositionId& position) {
  const store::Reader reader = impl.database->reader();
  const store::Position* post = directory.position(position);
  std::vector<ExpectedNumber> out;
  for (const workflow::Register* reg : workflow::registers_for(definition, step.issues, post ? post->kind : "")) {
    const int last = store::last_number(reader.session(), reg->id, register_period(*reg, directory, impl.today()));
    out.push_back({reg->id, reg->title, register_number(*reg, directory, last + 1), reg->per == workflow::Register::Per::year});
  }
  return out;
}

Result<std::vector<RegisterView>> App::registers(const Caller& caller) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const DirectoryPtr directory = impl_->directory();
  const store::Reader reader = impl_->database->reader();
  const auto rows = store::registers(reader.session());
  std::vector<RegisterView> out;
  for (const Known& known : known_registers(*impl_)) {
    const std::string now = known.in_use ? register_period(*known.reg, *directory, impl_->today()) : "";
    if (known.in_use) out.push_back(view_of(*impl_, *directory, reader.session(), known, now));
    for (const store::RegisterRow& row : rows)
      if (row.reg == known.reg->id && row.period != now) out.push_back(view_of(*impl_, *directory, reader.session(), known, row.period));
  }
  return out;
}

Result<RegisterPage> App::register_page(const Caller& caller, std::string_view id, std::string_view period, int before) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const auto known = find_register(*impl_, id);
  if (!known) return refuse(RefusalCode::not_found);
  const DirectoryPtr directory = impl_->directory();
  const store::Reader reader = impl_->database->reader();
  RegisterPage page;
  page.reg = view_of(*impl_, *directory, reader.session(), *known, std::string(period));
  if (!page.reg.current && page.reg.last == 0) return refuse(RefusalCode::not_found);
  for (const auto& row : store::documents(reader.session(), page.reg.id, page.reg.period, before, page_size + 1)) {
    if (page.documents.size() == page_size) {
      page.before = page.documents.back().ordinal;
      break;
    }
    const store::RotationPtr rotation = impl_->database->rotation(RotationId::trusted(row.rotation));
    page.documents.push_back({row.ordinal, row.number, row.rotation, rotation ? rotation->facts.code : "",
                              rotation ? official_ref(*directory, rotation->facts.official).name : "", parse_instant(row.at).value_or(Instant{})});
  }
  return page;
}

Result<void> App::may_keep_registers(const Caller& caller) const { return needs_one_of(caller, {"organisation_board"}); }

Awaitable<Result<void>> App::advance_register(Caller caller, std::string id, int to) {
  if (auto may = may_keep_registers(caller); !may) co_return std::unexpected(may.error());
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) { return advance(*impl_, transaction, caller, id, to); };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

Awaitable<Result<void>> App::explain_gap(Caller caller, GapExplanation gap) {
  if (auto may = may_keep_registers(caller); !may) co_return std::unexpected(may.error());
  if (!find_register(*impl_, gap.reg)) co_return refuse(RefusalCode::not_found);
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    std::vector<FieldError> faults;
    const int last = transaction.next_number(gap.reg, gap.period) - 1;
    const auto used = transaction.numbers_used(gap.reg, gap.period);
    if (gap.from < 1 || gap.from > last) faults.push_back({"first", {"Nhập một số đang bỏ trống trong sổ", "Enter a number that is missing in the register"}});
    if (gap.to < gap.from || gap.to > last)
      faults.push_back({"last", {"Nhập số không nhỏ hơn số đầu và không quá số cuối của sổ", "Enter a number from the first one to the register's last"}});
    else if (std::ranges::any_of(used, [&](int number) { return gap.from <= number && number <= gap.to; }))
      faults.push_back({"last", {"Trong khoảng này có số đã cấp cho văn bản", "Papers stand under numbers of this range"}});
    const auto reason = clean_text(gap.reason, true);
    if (!reason)
      faults.push_back({"reason", reason.error()});
    else if (reason->empty() || length(*reason) > reason_most)
      faults.push_back({"reason", {"Nêu các số này dùng vào việc gì, không quá 1.000 ký tự", "Say what became of these numbers, 1,000 characters at most"}});
    if (!faults.empty()) return refuse_fields(std::move(faults));
    transaction.append(actor_text(caller), store::GapExplained{gap.reg, gap.period, gap.from, gap.to, *reason});
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

}  // namespace luan::app
