// The calendar of working days.
#include "api/endpoints.hpp"
#include "api/reading.hpp"
#include "api/resources.hpp"

namespace luan::api {
namespace {

json::object calendar_json(const app::CalendarView& view) {
  json::array days;
  for (const app::CalendarDay& day : view.days) days.push_back(json::object{{"date", to_text(day.date)}, {"works", day.works}, {"name", day.name}});
  return {{"version", view.version},
          {"years", json::array(view.years.begin(), view.years.end())},
          {"days", std::move(days)},
          {"missing", json::array(view.missing.begin(), view.missing.end())}};
}

std::vector<app::CalendarDay> read_days(Reading& read) {
  std::vector<app::CalendarDay> out;
  const json::value* given = read.body.if_contains("days");
  if (!given || !given->is_array()) {
    read.faults.push_back({"days", {"Bắt buộc, là một danh sách", "Required, a list"}});
    return out;
  }
  for (std::size_t at = 0; at < given->as_array().size(); ++at) {
    const std::string place = "days." + std::to_string(at);
    const json::object* day = given->as_array()[at].if_object();
    const json::value* works = day ? day->if_contains("works") : nullptr;
    if (!day || !works || !works->is_bool()) {
      read.faults.push_back({place, {"Là một đối tượng gồm date, works và name", "An object with date, works and name"}});
      continue;
    }
    const auto date = parse_date(read.text("date", day, place + "."));
    if (!date) read.faults.push_back({place + ".date", {"Nhập một ngày có thật, dạng 2026-09-02", "Enter a day that exists, as 2026-09-02"}});
    out.push_back({date.value_or(Date{}), works->as_bool(), read.text("name", day, place + ".")});
  }
  return out;
}

std::vector<int> read_years(Reading& read) {
  std::vector<int> out;
  const json::value* given = read.body.if_contains("years");
  const bool fits = given && given->is_array() && std::ranges::all_of(given->as_array(), [](const json::value& one) {
                      return one.is_int64() && one.as_int64() >= 0 && one.as_int64() < 10'000;
                    });
  if (!fits)
    read.faults.push_back({"years", {"Bắt buộc, là một danh sách năm", "Required, a list of years"}});
  else
    for (const json::value& one : given->as_array()) out.push_back(static_cast<int>(one.as_int64()));
  return out;
}

Awaitable<Result<Answer>> set(app::App& app, Call call, json::value body) {
  Reading read{body.as_object()};
  read.nothing_but({"version", "years", "days"});
  std::vector<app::CalendarDay> days = read_days(read);
  std::vector<int> years = read_years(read);
  const int version = read.body.contains("version") ? read.number("version") : 0;
  if (!read.faults.empty()) co_return refuse_fields(std::move(read.faults));
  const auto done = co_await app.set_calendar(call.caller, std::move(days), std::move(years), version);
  if (!done) co_return std::unexpected(done.error());
  co_return Answer{calendar_json(app.calendar(call.caller)), 200};
}

}  // namespace

void add_calendar(Endpoints& endpoints) {
  app::App& app = endpoints.app();
  const auto changes_calendar = [&app](const app::Caller& caller) { return app.may_change_calendar(caller); };
  endpoints.read(
      {http::Method::get, "/api/v1/calendar", "calendar", "Holidays and days worked in exchange; years that are not there cannot be counted in", "Calendar"},
      [&app](const Call& call) -> Result<Answer> { return Answer{calendar_json(app.calendar(call.caller))}; });
  json::object body = json::parse(R"({"type": "object", "required": ["years", "days"], "additionalProperties": false, "properties": {
    "version": {"type": "integer", "description": "The version that was seen; another one there is 412 stale"},
    "years": {"type": "array", "items": {"type": "integer", "minimum": 1990, "maximum": 2150}, "minItems": 1},
    "days": {"type": "array", "items": {"type": "object", "required": ["date", "works", "name"], "additionalProperties": false, "properties": {
      "date": {"type": "string", "format": "date"}, "works": {"type": "boolean"}, "name": {"type": "string", "minLength": 1, "maxLength": 100}}}}}})")
                          .as_object();
  endpoints.write(changes_calendar,
                  {http::Method::put,
                   "/api/v1/calendar",
                   "setCalendar",
                   "Replaces the calendar of working days from now on; deadlines reckoned already stay",
                   "Calendar",
                   false,
                   {},
                   std::move(body)},
                  [&app](Call call, json::value given) { return set(app, call, std::move(given)); });
}

}  // namespace luan::api
