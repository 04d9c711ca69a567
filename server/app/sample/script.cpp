#include "app/sample/script.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/sample/writing.hpp"

namespace luan::app::sample {
namespace {

std::string about(const Asked& asked) { return fmt::format("{} {} {} {}", asked.of.number, asked.run.step, asked.run.run, asked.place); }

/// Of a ballot a few are away now and then; the deadline then closes it.
bool away(const Asked& asked, Dice& dice) { return asked.run.roll.size() > 3 && asked.place > 0 && !asked.of.brisk && dice.chance(1); }

}  // namespace

Instant Script::moment(Date date, const std::string& about_it, const TimeZone& zone) const {
  Dice dice(seed_, "moment " + about_it);
  const int minute = dice.chance(60) ? dice.between(8 * 60, 11 * 60 + 20) : dice.between(13 * 60 + 30, 16 * 60 + 30);
  return zone.start_of(date) + std::chrono::minutes(minute) + std::chrono::milliseconds(dice.below(60'000));
}

std::optional<Instant> Script::when(const Asked& asked, const WorkingDays& calendar, const TimeZone& zone) const {
  const std::string& step = asked.run.step;
  Dice dice(seed_, "when " + about(asked));
  // What waits on the day of loading is the last run: earlier years were answered.
  if (asked.of.stops.contains(step) && asked.place >= static_cast<std::size_t>(asked.of.answered)) return {};
  if (away(asked, dice)) return {};
  const Pace pace = pace_of(step);
  const int days = asked.of.brisk ? pace.brisk : dice.between(pace.least, pace.most);
  Date date = calendar.add(zone.date(asked.run.opened_at), days);
  if (const auto fixed = asked.of.fixed.find(step); fixed != asked.of.fixed.end()) date = fixed->second;
  // Those who have answered a ballot that is still open did so before today.
  if (asked.of.stops.contains(step)) date = calendar.add(zone.date(asked.run.opened_at), 1);
  return std::max(moment(date, about(asked), zone), asked.run.opened_at + std::chrono::minutes(9 + static_cast<int>(asked.place)));
}

std::string Script::placement_kind(const Asked& asked, const store::Directory& directory, Date today) const {
  const bool again = std::ranges::count(asked.rotation.runs, "placement", &workflow::StepRun::step) > 1;
  const store::Unit* sending = directory.unit(asked.rotation.facts.sending);
  const store::Unit* receiving = directory.unit(asked.rotation.facts.receiving);
  switch (asked.of.fate) {
    case Fate::extended: return again ? "new_post" : "extend";
    case Fate::stays: return receiving->to ? "new_post" : "stay";
    case Fate::returns: return sending->to && *sending->to < today ? "new_post" : "return_to_sender";
    case Fate::promoted: return asked.of.key ? "promote" : "new_post";
    default: return "new_post";
  }
}

bool Script::names_post(const Asked& asked, const store::Directory& directory, Date today) const {
  if (asked.run.step != "placement") return false;
  const std::string kind = placement_kind(asked, directory, today);
  return kind == "new_post" || kind == "promote";
}

json::value Script::answer(const Asked& asked, const store::Directory& directory, Date today, const PositionId& placement) const {
  Writing writing(source_, seed_, about(asked));
  writing.name(asked.rotation, directory, today);
  if (asked.run.step == "placement") return writing.placement(placement_kind(asked, directory, today), placement);
  // Where the follow-up still waits there are two petitions, so that one can be answered.
  if (asked.run.step == "meeting") return writing.meeting(asked.of.petition && asked.run.run == 1, asked.of.stops.contains("follow_up"), today, land_.places);
  return writing.step(asked, today);
}

json::value Script::nomination(const Case& of, const store::Directory& directory, Date today) const {
  Writing writing(source_, seed_, fmt::format("{} nomination", of.number));
  const Official& official = land_.officials[static_cast<std::size_t>(of.official)];
  const store::Official* known = directory.official(official.id);
  writing.name(known->name(), directory.position(of.position)->title.vi, directory.unit(directory.position(of.position)->unit)->name.vi,
               directory.unit(known->unit)->name.vi, today);
  return writing.nomination(*known, of.position, of.months);
}

std::string Script::withdrawal(const Case& of) const { return Writing(source_, seed_, fmt::format("{} withdraw", of.number)).text("withdraw_reason"); }
std::string Script::early_end(const Case& of) const { return Writing(source_, seed_, fmt::format("{} early", of.number)).text("early_" + of.ground); }

}  // namespace luan::app::sample
