// luan rescore: past scores, computed again from their recorded inputs.
#include "app/rescoring.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>

#include "base/id.hpp"
#include "cli/commands.hpp"

namespace luan::cli {
namespace {

using app::Rescored;
using Verdict = Rescored::Verdict;

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::agrees: return "agrees";
    case Verdict::differs: return "differs";
    case Verdict::not_run: return "not_run";
  }
  return "";
}

void print(const std::string& line) { std::fputs((line + "\n").c_str(), stdout); }

json::object to_json(const Rescored& one) {
  const auto or_null = [](const std::string& text) { return text.empty() ? json::value() : json::value(text); };
  return {{"rotation", one.rotation},
          {"code", one.code},
          {"step", one.step},
          {"run", one.run},
          {"log_index", one.log_index},
          {"plugin", one.plugin},
          {"version", one.version},
          {"digest", one.digest},
          {"digest_used", or_null(one.digest_used)},
          {"points", or_null(one.points)},
          {"band", one.band},
          {"points_now", or_null(one.points_now)},
          {"band_now", or_null(one.band_now)},
          {"verdict", word(one.verdict)},
          {"why", or_null(one.why)}};
}

std::string line_of(const Rescored& one) {
  const std::string what = fmt::format("entry {}: {} {} run {} by {} {}", one.log_index, one.code, one.step, one.run, one.plugin, one.version);
  const std::string build = one.other_build() ? fmt::format("; another build than recorded ran: {:.12}… not {:.12}…", one.digest_used, one.digest) : "";
  switch (one.verdict) {
    case Verdict::agrees: return fmt::format("{}: {} {}, agrees{}", what, one.points, one.band, build);
    case Verdict::differs:
      return fmt::format("{}: {} {} was recorded, {} {} comes out now; {} differ{}", what, one.points, one.band, one.points_now, one.band_now, one.why, build);
    case Verdict::not_run: return fmt::format("{}: not computed again: {}", what, one.why);
  }
  return what;
}

}  // namespace

int rescore(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "config", "rotation"}, {"json"});
  const std::string rotation = arguments.value("rotation").value_or("");
  if (!rotation.empty() && !RotationId::parse(rotation)) throw Usage{"--rotation takes the 32 hex digits of a rotation's id"};
  spdlog::set_level(spdlog::level::off);  // why something was not run stands in the report
  const std::vector<Rescored> scores = app::rescore(configuration_of(arguments), arguments.required("data"), rotation);
  const auto count = [&](Verdict verdict) { return std::ranges::count(scores, verdict, &Rescored::verdict); };
  const bool holds = count(Verdict::agrees) == std::ssize(scores);
  if (arguments.flag("json")) {
    json::array items;
    for (const Rescored& one : scores) items.push_back(to_json(one));
    print(json::serialize(json::object{{"agree", holds}, {"scores", std::move(items)}}));
  } else {
    // What agrees is counted, and told one by one only where one rotation was asked about.
    for (const Rescored& one : scores)
      if (one.verdict != Verdict::agrees || one.other_build() || !rotation.empty()) print(line_of(one));
    print(fmt::format("{} scores: {} agree, {} differ, {} could not be computed again", scores.size(), count(Verdict::agrees), count(Verdict::differs),
                      count(Verdict::not_run)));
  }
  return holds ? 0 : 1;
}

}  // namespace luan::cli
