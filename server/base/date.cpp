#include "base/date.hpp"

#include <fmt/format.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <stdexcept>

namespace luan {
using namespace std::chrono;

namespace {

std::optional<int> digits(std::string_view text) {
  if (text.empty() || text.size() > 4) return {};
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Date> existing(int y, int m, int d) {
  const Date date(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
  if (y < 1 || !date.ok()) return {};
  return date;
}

}  // namespace

std::string to_text(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}
std::string to_page_text(Date date) {
  return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

std::string clock_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::optional<int> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return {};
  const auto hours = digits(text.substr(0, 2)), minutes = digits(text.substr(3, 2));
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return {};
  return *hours * 60 + *minutes;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8, 2));
  if (!y || !m || !d) return {};
  return existing(*y, *m, *d);
}

std::optional<Date> parse_page_date(std::string_view text) {
  if (auto date = parse_date(text)) return date;
  const auto first = text.find_first_of("/.-"), second = text.find_first_of("/.-", first == text.npos ? first : first + 1);
  if (first == text.npos || second == text.npos || first > 2 || second - first > 3 || text.size() - second != 5) return {};
  const auto d = digits(text.substr(0, first)), m = digits(text.substr(first + 1, second - first - 1)), y = digits(text.substr(second + 1));
  if (!y || !m || !d) return {};
  return existing(*y, *m, *d);
}

Date add_days(Date date, int count) { return Date(sys_days(date) + days(count)); }

Date add_months(Date date, int count) {
  const Date moved = date + months(count);
  return moved.ok() ? moved : Date(moved.year() / moved.month() / last);
}

int days_between(Date from, Date to) { return static_cast<int>((sys_days(to) - sys_days(from)).count()); }

struct TimeZone::Impl {
  std::unique_ptr<icu::TimeZone> zone;

  [[nodiscard]] milliseconds offset(Instant instant, bool local) const {
    int32_t raw = 0, dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(static_cast<UDate>(instant.time_since_epoch().count()), local, raw, dst, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot compute a time zone offset");
    return milliseconds(raw + dst);
  }
};

TimeZone::TimeZone(const std::string& name) : impl_(std::make_unique<Impl>()) {
  impl_->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (!impl_->zone || *impl_->zone == icu::TimeZone::getUnknown()) throw std::invalid_argument("no such time zone: " + name);
}
TimeZone::~TimeZone() = default;
TimeZone::TimeZone(TimeZone&&) noexcept = default;
TimeZone& TimeZone::operator=(TimeZone&&) noexcept = default;

Date TimeZone::date(Instant instant) const { return Date(floor<days>(instant + impl_->offset(instant, false))); }
Instant TimeZone::start_of(Date date) const {
  const Instant local = sys_days(date);
  return local - impl_->offset(local, true);
}
Instant TimeZone::at(Date date, int minute) const {
  const Instant local = sys_days(date) + minutes(minute);
  return local - impl_->offset(local, true);
}
std::string TimeZone::clock_text(Instant instant) const {
  const Instant local = instant + impl_->offset(instant, false);
  const hh_mm_ss time(local - floor<days>(local));
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}
std::string TimeZone::page_text(Instant instant) const { return to_page_text(date(instant)) + ", " + clock_text(instant); }

}  // namespace luan
