// luan workflow check | tell | diagram
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/workflow_needs.hpp"
#include "cli/workflow_files.hpp"
#include "identity/permission.hpp"
#include "store/database.hpp"
#include "web/spine_document.hpp"
#include "workflow/checker.hpp"
#include "workflow/shared_registers.hpp"
#include "workflow/tell.hpp"

namespace luan::cli {
namespace {

namespace wf = luan::workflow;

void print(const std::string& line) { std::fputs((line + "\n").c_str(), stdout); }

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  if (!(out << text) || !out.flush()) throw std::runtime_error(file.string() + ": the file cannot be written");
}

wf::TraceFile trace_file(const std::string& file, const wf::Definition& definition, const wf::Finding& finding) {
  return {definition.name, definition.version, definition.digest, std::filesystem::absolute(file).lexically_normal().string(), finding.text, finding.trace};
}

/// What was found in one file.
struct Checked {
  std::string file;
  std::optional<wf::Definition> definition{};
  std::vector<wf::LoadError> faults{};
  wf::CheckReport report{};

  [[nodiscard]] bool holds() const { return definition && report.findings.empty(); }
};

/// What a workflow is held against beside itself.
struct Surroundings {
  app::Configuration configuration;
  std::optional<wf::Roster> roster{};
};

/// --data DIR or --roster FILE: who there is to act. Neither: people are not looked at.
std::optional<wf::Roster> roster_of(const Arguments& arguments, const app::Configuration& configuration, Language language) {
  const auto data = arguments.value("data"), file = arguments.value("roster");
  if (data && file) throw Usage{"--data and --roster say the same thing: give one of them"};
  if (data) {
    if (!std::filesystem::exists(*data)) throw std::runtime_error(*data + ": there is no such data directory");
    store::Database::Options options;
    options.lock = false;
    options.time_zone = configuration.time_zone;
    const store::Database database(*data, options);
    return app::roster_of(*database.directory(), database.zone().date(SystemClock().now()));
  }
  if (!file) return {};
  auto loaded = wf::load_roster(*file, bytes_of(*file), identity::role_names());
  if (loaded) return std::move(*loaded);
  std::string faults;
  for (const auto& fault : loaded.error()) faults += (faults.empty() ? "" : "\n") + fault.line(language);
  throw std::runtime_error(faults);
}

Checked checked(const std::string& file, const Surroundings& around) {
  Checked one{file};
  try {
    auto loaded = read_workflow(file);
    if (!loaded) {
      one.faults = std::move(loaded.error());
      return one;
    }
    one.definition = std::move(*loaded);
  } catch (const std::runtime_error&) {
    one.faults.push_back({file, {}, {"không đọc được tệp", "the file cannot be read"}});
    return one;
  }
  one.report = wf::check(*one.definition);
  for (wf::Finding& finding : app::check_plugins(*one.definition, around.configuration)) one.report.findings.push_back(std::move(finding));
  if (around.roster)
    for (wf::Finding& finding : wf::check_roster(*one.definition, *around.roster)) one.report.findings.push_back(std::move(finding));
  return one;
}

/// What is checked together is to run together.
void judge_registers(std::vector<Checked>& together) {
  std::vector<wf::DefinitionPtr> all;
  for (const Checked& one : together)
    if (one.definition) all.push_back(std::make_shared<const wf::Definition>(*one.definition));
  for (Checked& one : together)
    if (one.definition)
      for (wf::Finding& finding : wf::check_shared_registers(*one.definition, all)) one.report.findings.push_back(std::move(finding));
}

json::object to_json(const Checked& one) {
  json::object object{{"file", one.file}, {"holds", one.holds()}};
  json::array faults, findings;
  for (const wf::LoadError& fault : one.faults)
    faults.push_back(json::object{{"line", fault.mark.line}, {"column", fault.mark.column}, {"text", cli::to_json(fault.text)}});
  for (const wf::Finding& finding : one.report.findings) {
    json::object found{{"kind", finding.kind}, {"line", finding.mark.line}, {"column", finding.mark.column}, {"text", cli::to_json(finding.text)}};
    json::array story;
    for (const Localized& sentence : wf::sentences(*one.definition, finding.trace)) story.push_back(cli::to_json(sentence));
    found["story"] = std::move(story);
    if (!finding.trace.empty()) found["trace"] = wf::to_json(trace_file(one.file, *one.definition, finding));
    findings.push_back(std::move(found));
  }
  if (one.definition) {
    object["workflow"] = one.definition->name;
    object["version"] = one.definition->version;
    object["stages"] = one.report.stages;
    object["endings"] = one.report.combinations;
  }
  object["faults"] = std::move(faults);
  object["findings"] = std::move(findings);
  return object;
}

void tell_in_words(const Checked& one, Language language, const std::optional<std::filesystem::path>& traces, int& number) {
  const bool vi = language == Language::vi;
  for (const wf::LoadError& fault : one.faults) print(fault.mark.line == 0 ? fmt::format("{}: {}", one.file, fault.text.in(language)) : fault.line(language));
  for (const wf::Finding& finding : one.report.findings) {
    print(fmt::format("{}:{}:{}: {}", one.file, finding.mark.line, finding.mark.column, finding.text.in(language)));
    int sentence_number = 0;
    for (const Localized& sentence : wf::sentences(*one.definition, finding.trace)) print(fmt::format("  {}. {}", ++sentence_number, sentence.in(language)));
    if (!traces || finding.trace.empty()) continue;
    const auto file = *traces / fmt::format("{}-{}.trace.json", one.definition->name, ++number);
    write(file, json::serialize(wf::to_json(trace_file(one.file, *one.definition, finding))) + "\n");
    print(fmt::format("  {} luan workflow tell {}", vi ? "→ xem lại:" : "→ play it:", file.string()));
  }
  if (!one.holds()) return;
  const wf::Definition& definition = *one.definition;
  print(vi ? fmt::format("{}: {} bản {} đúng đắn: {} giai đoạn, {} cách kết thúc, kết quả nào cũng có dòng chuyển, giai đoạn nào cũng tới được, từ đâu cũng "
                         "tới được kết thúc",
                         one.file, definition.name, definition.version, one.report.stages, one.report.combinations)
           : fmt::format("{}: {} version {} holds: {} stages, {} endings, every outcome is answered, every stage can be reached, an end from everywhere",
                         one.file, definition.name, definition.version, one.report.stages, one.report.combinations));
}

int check(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"language", "traces", "data", "roster", "config"}, {"json"}, 100);
  const auto& words = arguments.words();
  if (words.size() < 2) throw Usage{"luan workflow check FILE…"};
  const Language language = language_of(arguments);
  std::optional<std::filesystem::path> traces;
  if (const auto folder = arguments.value("traces")) std::filesystem::create_directories(*(traces = *folder));
  Surroundings around{configuration_of(arguments)};
  around.roster = roster_of(arguments, around.configuration, language);
  bool all = true;
  int number = 0;
  json::array files;
  std::vector<Checked> together;
  for (std::size_t i = 1; i < words.size(); ++i) together.push_back(checked(words[i], around));
  judge_registers(together);
  for (const Checked& one : together) {
    all &= one.holds();
    if (arguments.flag("json"))
      files.push_back(to_json(one));
    else
      tell_in_words(one, language, traces, number);
  }
  if (arguments.flag("json")) print(json::serialize(json::object{{"files", std::move(files)}}));
  return all ? 0 : 1;
}

std::vector<std::string> visited(const wf::Rotation& rotation) {
  std::vector<std::string> all;
  for (const auto& [from, to] : rotation.path) all.push_back(from);
  all.push_back(rotation.stage);
  return all;
}

json::object to_json(const wf::Told& told, const wf::Definition& definition) {
  json::array lines;
  for (const wf::ToldLine& line : told.lines) lines.push_back(json::object{{"at", to_text(line.at)}, {"text", cli::to_json(line.text)}});
  json::object object{{"workflow", definition.name}, {"version", definition.version}, {"lines", std::move(lines)}, {"stage", told.rotation.stage}};
  object["status"] = wf::to_text(told.rotation.status);
  if (told.stopped) object["stopped"] = cli::to_json(told.stopped->text);
  return object;
}

int tell(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"language", "workflow", "svg"}, {"json"}, 2);
  if (arguments.words().size() != 2) throw Usage{"luan workflow tell TRACE [--workflow FILE]"};
  const Language language = language_of(arguments);
  const bool vi = language == Language::vi;
  const std::string& name = arguments.words()[1];
  const auto file = wf::parse_trace(bytes_of(name));
  if (!file) throw std::runtime_error(name + ": " + file.error());
  const wf::Definition definition = must_read_workflow(arguments.value("workflow").value_or(file->file), language);
  const wf::Told told = wf::tell(definition, file->trace);
  if (const auto svg = arguments.value("svg"))
    write(*svg, web::spine_document({definition, language, visited(told.rotation), told.rotation.stage, told.rotation.path, {}}));
  // A trace that stops where the engine has no answer has shown what it was to show.
  const bool shown = !told.stopped || told.stopped->why == wf::Stopped::Why::unsound;
  if (arguments.flag("json")) {
    print(json::serialize(to_json(told, definition)));
    return shown ? 0 : 1;
  }
  if (!file->digest.empty() && file->digest != definition.digest)
    print(vi ? "Tệp quy trình đã khác với lúc ghi câu chuyện này." : "The workflow file is not the one this story was found in.");
  if (!file->shows.vi.empty()) print((vi ? "Điều cần thấy: " : "What it shows: ") + file->shows.in(language));
  const TimeZone zone;
  for (const wf::ToldLine& line : told.lines) print(fmt::format("{}  {}", to_page_text(zone.date(line.at)), line.text.in(language)));
  if (told.stopped)
    print((vi ? "Dừng ở đây: " : "Here it stops: ") + told.stopped->text.in(language));
  else if (!file->trace.ending.vi.empty())
    print((vi ? "Và ở đây: " : "And here: ") + file->trace.ending.in(language));
  print(fmt::format("{} «{}»", vi ? "Hồ sơ đang ở" : "The rotation stands in", wf::place_title(definition, told.rotation.stage).in(language)));
  return shown ? 0 : 1;
}

int diagram(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"language"}, {"dot"}, 2);
  if (arguments.words().size() != 2) throw Usage{"luan workflow diagram FILE [--dot]"};
  const Language language = language_of(arguments);
  const wf::Definition definition = must_read_workflow(arguments.words()[1], language);
  const std::string drawn =
      arguments.flag("dot") ? web::spine_dot(definition, language) : web::spine_document({.definition = definition, .language = language});
  std::fputs(drawn.c_str(), stdout);
  return 0;
}

}  // namespace

int workflow(const std::vector<std::string>& given) {
  if (!given.empty() && given[0] == "check") return check(given);
  if (!given.empty() && given[0] == "tell") return tell(given);
  if (!given.empty() && given[0] == "diagram") return diagram(given);
  if (!given.empty() && given[0] == "diff") return workflow_diff(given);
  if (!given.empty() && given[0] == "migrate") return workflow_migrate(given);
  if (!given.empty() && given[0] == "replay") return workflow_replay(given);
  throw Usage{"luan workflow check FILE… | tell TRACE | diagram FILE | diff OLD NEW | migrate … | replay …"};
}

}  // namespace luan::cli
