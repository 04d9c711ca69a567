// The calendar of working days: seen by everybody, entered each year by the organisation board or the administrator, because
// the government announces holidays and swapped days each year (domain.md §9).
#include <spdlog/spdlog.h>

#include <algorithm>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr int year_first = 1990, year_last = 2150, days_max = 5'000;
constexpr std::size_t name_max = 100;

using Faults = std::vector<FieldError>;
using Day = store::CalendarSet::Day;

/// Under which names faults of a day are told.
struct DayFields {
  std::string date, name;
};

void check_date(const CalendarDay& day, const std::set<int>& years, const std::string& field, Faults& faults) {
  const std::string date = to_page_text(day.date);
  if (!years.contains(static_cast<int>(day.date.year())))
    faults.push_back(
        {field,
         {"Ngày " + date + " thuộc năm chưa có trong lịch: thêm năm đó trước", date + " lies in a year the calendar does not have: add the year first"}});
  const std::chrono::weekday weekday{std::chrono::sys_days(day.date)};
  if (day.works && weekday != std::chrono::Saturday && weekday != std::chrono::Sunday)
    faults.push_back(
        {field,
         {"Ngày " + date + " vốn là ngày làm việc nên không thể là ngày làm bù", date + " is a working day as it is, so it cannot be one worked in exchange"}});
}

/// Puts the day in its place, the name cleaned.
void put_day(const CalendarDay& day, const DayFields& fields, store::CalendarSet& set, Faults& faults) {
  check_date(day, set.years, fields.date, faults);
  const auto name = clean_text(day.name, false);
  const auto at = std::ranges::lower_bound(set.days, day.date, {}, &Day::date);
  if (!name)
    faults.push_back({fields.name, name.error()});
  else if (name->empty() || length(*name) > name_max)
    faults.push_back(
        {fields.name,
         {"Nhập tên ngày nghỉ hoặc lý do làm bù, không quá 100 ký tự", "Enter the holiday's name or why the day is worked, 100 characters at most"}});
  else if (at != set.days.end() && at->date == day.date)
    faults.push_back({fields.date, {"Ngày " + to_page_text(day.date) + " đã có trong lịch", to_page_text(day.date) + " stands in the calendar already"}});
  else
    set.days.insert(at, {day.date, day.works, *name});
}

bool may_be_year(int year) { return year >= year_first && year <= year_last; }
const Localized years_wanted{"Nhập năm từ 1990 đến 2150", "Enter years from 1990 to 2150"};
const Localized too_many{"Lịch có quá nhiều ngày", "Too many days for a calendar"};

std::set<int> checked_years(const std::vector<int>& years, Faults& faults) {
  const std::set<int> out(years.begin(), years.end());
  if (out.empty() || !may_be_year(*out.begin()) || !may_be_year(*out.rbegin())) faults.push_back({"years", years_wanted});
  return out;
}

/// Says the new one nothing that the calendar does not say already?
bool as_it_is(const WorkingDays& calendar, const store::CalendarSet& set) {
  return calendar.years() == set.years && std::ranges::equal(calendar.exceptions(), set.days, [](const auto& known, const store::CalendarSet::Day& day) {
           return Date(known.first) == day.date && known.second.works == day.works && known.second.name == day.name;
         });
}

/// What each change makes of the calendar that is there.
struct Changing {
  store::CalendarSet& set;
  Faults& faults;

  void operator()(const AddCalendarDay& add) const {
    if (set.days.size() >= days_max) faults.push_back({"date", too_many});
    put_day(add.day, {"date", "name"}, set, faults);
  }
  void operator()(const DropCalendarDay& drop) const {
    std::erase_if(set.days, [&](const Day& day) { return day.date == drop.date; });
  }
  void operator()(const AddCalendarYear& add) const {
    using namespace std::chrono;
    if (!may_be_year(add.year)) return faults.push_back({"year", years_wanted});
    if (!set.years.insert(add.year).second) return;
    for (const auto& [month_day, name] :
         {std::pair{January / 1, "Tết Dương lịch"}, {April / 30, "Ngày Chiến thắng"}, {May / 1, "Ngày Quốc tế Lao động"}, {September / 2, "Quốc khánh"}})
      put_day({std::chrono::year(add.year) / month_day, false, name}, {"year", "year"}, set, faults);
  }
};

/// As it stands, to be the next one.
store::CalendarSet next_of(const WorkingDays& calendar) {
  store::CalendarSet set{calendar.version() + 1, {}, {calendar.years().begin(), calendar.years().end()}};
  for (const auto& [day, exception] : calendar.exceptions()) set.days.push_back({Date(day), exception.works, exception.name});
  return set;
}

std::vector<int> missing_years(const WorkingDays& calendar, Date today) {
  std::vector<int> out;
  for (const int year : {static_cast<int>(today.year()), static_cast<int>(today.year()) + 1})
    if (!calendar.covers(year)) out.push_back(year);
  return out;
}

}  // namespace

void App::Impl::warn_of_calendar() const {
  if (directory()->committee().unit.none()) return;  // nothing is set up yet
  for (const int year : missing_years(directory()->calendar(), today()))
    spdlog::warn(
        "the calendar of working days has no year {}: a step whose deadline reaches it cannot open. Add the year on the page /lich-lam-viec or by PUT "
        "/api/v1/calendar.",
        year);
}

CalendarView App::calendar(const Caller&) const {
  const DirectoryPtr directory = impl_->directory();
  const WorkingDays& calendar = directory->calendar();
  CalendarView view{calendar.version(), {calendar.years().begin(), calendar.years().end()}, {}, missing_years(calendar, impl_->today())};
  for (const auto& [day, exception] : calendar.exceptions()) view.days.push_back({Date(day), exception.works, exception.name});
  return view;
}

Result<void> App::may_change_calendar(const Caller& caller) const { return may_change_units(caller); }

Awaitable<Result<int>> App::set_calendar(Caller caller, std::vector<CalendarDay> days, std::vector<int> years, int version) {
  if (auto may = may_change_calendar(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<int>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<int> {
    const int now = transaction.directory()->calendar().version();
    if (version != 0 && version != now) return refuse(RefusalCode::stale, {{"version", std::to_string(now)}});
    Faults faults;
    store::CalendarSet set{now + 1, {}, checked_years(years, faults)};
    if (days.size() > days_max)
      faults.push_back({"days", too_many});
    else
      for (const CalendarDay& day : days) put_day(day, {to_text(day.date), to_text(day.date)}, set, faults);
    if (!faults.empty()) return refuse_fields(std::move(faults));
    if (as_it_is(transaction.directory()->calendar(), set)) return now;
    transaction.append(actor_text(caller), set);
    return set.version;
  };
  auto answer = co_await on_writer<int>(*impl_->writer, caller, std::move(job));
  impl_->poke();  // a step that could not open for want of a year may open now
  co_return answer;
}

Awaitable<Result<bool>> App::change_calendar(Caller caller, CalendarChange change) {
  if (auto may = may_change_calendar(caller); !may) co_return std::unexpected(std::move(may.error()));
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    const WorkingDays& calendar = transaction.directory()->calendar();
    store::CalendarSet set = next_of(calendar);
    Faults faults;
    std::visit(Changing{set, faults}, change);
    if (!faults.empty()) return refuse_fields(std::move(faults));
    if (as_it_is(calendar, set)) return false;
    transaction.append(actor_text(caller), set);
    return true;
  };
  auto answer = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  impl_->poke();  // a step that could not open for want of a year may open now
  co_return answer;
}

}  // namespace luan::app
