#include "app/corps.hpp"

#include <algorithm>
#include <functional>

#include "app/impl.hpp"
#include "app/official_form.hpp"

namespace luan::app {
namespace {

using Ground = DueOfficial::Ground;

void count(CorpsShare& share, std::optional<bool> is) {
  if (!is) {
    ++share.unknown;
    return;
  }
  ++share.of, share.count += *is;
}

std::optional<Date> day_of(const json::object& person, std::string_view fact) { return parse_date(text_or_empty(person, fact)); }

/// No rank stands beside a post: a deputy's title says so.
bool is_deputys(const store::Position& position) { return position.title.vi.starts_with("Phó "); }

struct Leads {
  std::string as;
  std::optional<Date> since;
  int terms = 0;
};
/// What was recorded before his last posting is about the post he had then: terms begin anew, and so does the time.
Leads leads_of(const store::Official& official) {
  Leads leads{text_or_empty(official.person, "leads_as"), day_of(official.person, "leads_since"), 0};
  const json::value* terms = official.person.if_contains("terms_in_post");
  if (terms && terms->is_int64()) leads.terms = static_cast<int>(terms->as_int64());
  const bool moved = official.posted && (!leads.since || std::chrono::sys_days(*leads.since) < std::chrono::sys_days(*official.posted));
  if (moved) leads.since = official.posted, leads.terms = 1;
  return leads;
}

std::optional<Ground> ground_of(const Leads& leads, Date today) {
  const auto years = [&](int count) { return leads.since && std::chrono::sys_days(add_months(*leads.since, count * 12)) <= std::chrono::sys_days(today); };
  if (leads.as == "head" && leads.terms > 2) return Ground::two_terms;
  if (leads.as == "head" && years(8)) return Ground::eight_years;
  if (leads.as == "deputy" && years(10)) return Ground::ten_years;
  return {};
}

class Corps {
 public:
  Corps(const store::Directory& directory, Date today) : directory_(directory), today_(today) {}

  CorpsFigures figures() {
    for (const store::Official* official : directory_.officials())
      if (!official->left) look_at(*official);
    std::ranges::stable_sort(out_.due, [](const DueOfficial& one, const DueOfficial& other) {
      const auto order = [](const DueOfficial& due) { return due.since ? std::chrono::sys_days(*due.since) : std::chrono::sys_days::max(); };
      return order(one) < order(other);
    });
    return std::move(out_);
  }

 private:
  void look_at(const store::Official& official) {
    const store::Position* position = directory_.position(official.position);
    const Leads leads = leads_of(official);
    if (const auto ground = ground_of(leads, today_))
      out_.due.push_back({official_ref(directory_, official.id), unit_ref(directory_, directory_.successor(official.unit, today_)),
                          position_ref(directory_, official.position).title, *ground, leads.since, leads.terms});
    if (!position || !position->key) return;
    if (leads.as.empty() || (leads.as != "neither" && !leads.since)) ++out_.unknown;
    const std::string gender = text_or_empty(official.person, "gender");
    count(out_.women, gender.empty() ? std::nullopt : std::optional(gender == "female"));
    const auto born = day_of(official.person, "born");
    count(out_.young, born ? std::optional(std::chrono::sys_days(add_months(*born, out_.young_age * 12)) > std::chrono::sys_days(today_)) : std::nullopt);
    const store::Unit* unit = directory_.unit(position->unit);
    if (unit && unit->kind == "ward" && !is_deputys(*position))
      count(out_.non_local, is_of_place(directory_, official.person, "home_unit", position->unit).transform(std::logical_not()));
  }

  const store::Directory& directory_;
  Date today_;
  CorpsFigures out_{};
};

}  // namespace

std::optional<bool> CorpsShare::reaches(int percent) const {
  if (of == 0) return {};
  return std::int64_t{count} * 100 >= std::int64_t{of} * percent;
}

Localized ground_words(Ground ground) {
  switch (ground) {
    case Ground::two_terms: return {"Người đứng đầu quá hai nhiệm kỳ liên tiếp", "Head for more than two consecutive terms"};
    case Ground::eight_years: return {"Người đứng đầu từ 8 năm trở lên", "Head for eight years or more"};
    case Ground::ten_years: return {"Cấp phó từ 10 năm trở lên", "Deputy for ten years or more"};
  }
  return {};
}

Result<CorpsFigures> corps_figures(const App& app, const Caller& caller) {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  const DirectoryPtr directory = app.impl().directory();
  return Corps(*directory, app.impl().today()).figures();
}

}  // namespace luan::app
