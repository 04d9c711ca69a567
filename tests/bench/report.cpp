#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <thread>

namespace luan::bench {
namespace {

/// 12,345 or 12.3: three places that matter, no more.
std::string number(double value) {
  if (value < 100) return fmt::format("{:.1f}", value);
  std::string digits = fmt::format("{:.0f}", value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

}  // namespace

double Series::min() const { return *std::ranges::min_element(values_); }
double Series::max() const { return *std::ranges::max_element(values_); }
double Series::median() const {
  assert(!values_.empty());
  std::vector<double> sorted = values_;
  std::ranges::sort(sorted);
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

void Report::begin(std::string title) { parts_.push_back({std::move(title), {}, {}}); }
void Report::add(Line line) { parts_.back().lines.push_back(std::move(line)); }
void Report::note(std::string text) { parts_.back().notes.push_back(std::move(text)); }

std::string Report::markdown() const {
  std::string out = fmt::format("{} cores; the client runs on them too. Median of the rounds, then least and most.\n", std::thread::hardware_concurrency());
  for (const Part& part : parts_) {
    out += fmt::format("\n**{}**\n\n| | median | min – max | | ratio |\n| --- | ---: | ---: | --- | --- |\n", part.title);
    for (const Line& line : part.lines) {
      const std::string ratio = line.ratio ? fmt::format("{:.2f} of {}", *line.ratio, line.to) : "";
      out += fmt::format("| {} | {} | {} – {} | {} | {} |\n", line.what, number(line.series.median()), number(line.series.min()), number(line.series.max()),
                         line.unit, ratio);
    }
    for (const std::string& text : part.notes) out += "\n" + text + "\n";
  }
  return out;
}

json::object Report::to_json() const {
  json::array parts;
  for (const Part& part : parts_) {
    json::array lines, notes;
    for (const Line& line : part.lines) {
      json::object one{{"what", line.what}, {"unit", line.unit}, {"min", line.series.min()}, {"median", line.series.median()}, {"max", line.series.max()}};
      if (line.ratio) one["ratio"] = *line.ratio, one["to"] = line.to;
      lines.push_back(std::move(one));
    }
    for (const std::string& text : part.notes) notes.emplace_back(text);
    parts.push_back(json::object{{"title", part.title}, {"lines", std::move(lines)}, {"notes", std::move(notes)}});
  }
  return {{"cores", std::thread::hardware_concurrency()}, {"sections", std::move(parts)}};
}

}  // namespace luan::bench
