// luan workflow diff | migrate | replay
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>

#include "app/change.hpp"
#include "cli/wait_for.hpp"
#include "cli/workflow_files.hpp"
#include "workflow/difference.hpp"

namespace luan::cli {
namespace {

namespace wf = luan::workflow;

void print(const std::string& line) { std::fputs((line + "\n").c_str(), stdout); }

std::string list(const std::vector<Localized>& titles, Language language) {
  std::string all;
  for (const Localized& title : titles) all += (all.empty() ? "«" : ", «") + title.in(language) + "»";
  return all;
}

json::array to_json(const std::vector<Localized>& texts) {
  json::array all;
  for (const Localized& text : texts) all.push_back(cli::to_json(text));
  return all;
}

json::object to_json(const app::MigrationView& view) {
  json::array proved, moves;
  for (const app::MigrationProved& one : view.proved) {
    json::array unplaced, again;
    for (const auto& state : one.unplaced) unplaced.push_back(json::object{{"why", cli::to_json(state.why)}, {"story", to_json(state.story)}});
    for (const auto& [stage, steps] : one.again) again.push_back(json::object{{"stage", cli::to_json(stage)}, {"steps", to_json(steps)}});
    proved.push_back(json::object{{"version", one.version}, {"states", one.states}, {"complete", one.complete}, {"unplaced", unplaced}, {"again", again}});
  }
  for (const app::MigrationMove& move : view.moves)
    moves.push_back(json::object{{"rotation", move.rotation},
                                 {"code", move.code},
                                 {"version", move.version},
                                 {"from", cli::to_json(move.from)},
                                 {"to", cli::to_json(move.to)},
                                 {"kept", to_json(move.kept)},
                                 {"again", to_json(move.again)},
                                 {"gone", to_json(move.gone)},
                                 {"refused", move.refused ? json::value(cli::to_json(*move.refused)) : json::value()}});
  return {{"workflow", view.name}, {"version", view.version}, {"possible", view.possible()}, {"proved", proved}, {"rotations", moves}};
}

void tell(const app::MigrationProved& one, Language language) {
  const bool vi = language == Language::vi;
  print(vi ? fmt::format("Bản {}: đã thử {} trạng thái{}", one.version, one.states, one.complete ? ", là tất cả" : "; còn trạng thái chưa thử được")
           : fmt::format("Version {}: {} states tried{}", one.version, one.states, one.complete ? ", which are all" : "; there are more that were not"));
  for (const auto& [stage, steps] : one.again)
    print(fmt::format("  {} «{}»: {}", vi ? "hỏi lại, ở" : "asked again, in", stage.in(language), list(steps, language)));
  for (const auto& state : one.unplaced) {
    print(fmt::format("  {} {}", vi ? "không có chỗ:" : "no place:", state.why.in(language)));
    int number = 0;
    for (const Localized& sentence : state.story) print(fmt::format("    {}. {}", ++number, sentence.in(language)));
  }
}

void tell(const app::MigrationMove& move, Language language) {
  const bool vi = language == Language::vi;
  if (move.refused) return print(fmt::format("{} («{}»): {}", move.code, move.from.in(language), move.refused->in(language)));
  std::string line = fmt::format("{}: «{}» → «{}»", move.code, move.from.in(language), move.to.in(language));
  if (!move.kept.empty()) line += fmt::format("; {} {}", vi ? "giữ" : "keeps", list(move.kept, language));
  if (!move.again.empty()) line += fmt::format("; {} {}", vi ? "hỏi lại" : "asks again", list(move.again, language));
  if (!move.gone.empty()) line += fmt::format("; {} {}", vi ? "không còn hỏi" : "asks no more", list(move.gone, language));
  print(line);
}

app::App opened(const Arguments& arguments) {
  spdlog::set_level(spdlog::level::warn);
  app::Configuration configuration = configuration_of(arguments);
  return app::App(std::move(configuration), arguments.required("data"), std::make_shared<SystemClock>());
}

/// FILE, proved; or NAME@VERSION as it is installed.
wf::DefinitionPtr wanted(const app::App& app, const std::string& named) {
  if (const auto at = named.rfind('@'); at != named.npos && at + 1 < named.size() && named.find_first_not_of("0123456789", at + 1) == named.npos) {
    auto found = app.definition(named.substr(0, at), std::stoi(named.substr(at + 1)));
    if (!found) throw std::runtime_error(named + " is not installed");
    return found;
  }
  return app::proved_definition(named, bytes_of(named));
}

}  // namespace

int workflow_diff(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"language"}, {"json"}, 3);
  if (arguments.words().size() != 3) throw Usage{"luan workflow diff OLD NEW"};
  const Language language = language_of(arguments);
  const wf::Definition from = must_read_workflow(arguments.words()[1], language), to = must_read_workflow(arguments.words()[2], language);
  const auto found = wf::differences(from, to);
  if (arguments.flag("json")) {
    json::array all;
    for (const wf::Difference& one : found)
      all.push_back(json::object{{"kind", wf::to_text(one.kind)},
                                 {"what", one.what},
                                 {"place", one.place},
                                 {"text", cli::to_json(one.text)},
                                 {"line", one.mark.line},
                                 {"column", one.mark.column}});
    print(json::serialize(json::object{{"from", from.version}, {"to", to.version}, {"differences", std::move(all)}}));
    return 0;
  }
  for (const wf::Difference& one : found) {
    const bool lost = one.kind == wf::Difference::Kind::lost;
    const std::string place = one.mark.line == 0 ? "" : fmt::format(" ({}:{})", arguments.words()[lost ? 1 : 2], one.mark.line);
    print(fmt::format("{} {}{}", lost ? "-" : one.kind == wf::Difference::Kind::gained ? "+" : "~", one.text.in(language), place));
  }
  if (found.empty()) print(language == Language::vi ? "Hai bản hỏi và quyết định như nhau." : "Both versions ask and decide the same.");
  return 0;
}

int workflow_migrate(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "config", "to", "map", "language"}, {"dry-run", "json"}, 1);
  const Language language = language_of(arguments);
  const bool vi = language == Language::vi;
  app::App app = opened(arguments);
  const std::string named = arguments.required("to");
  const wf::DefinitionPtr to = wanted(app, named);
  if (const auto met = app::needs_met(app.impl(), named, *to); !met) throw std::runtime_error(met.error().sentence(language));
  const std::string mapping = arguments.value("map") ? bytes_of(*arguments.value("map")) : "";
  const auto plan = app::plan_migration(app.impl(), to, mapping);
  if (!plan) throw std::runtime_error(plan.error().sentence(language));
  if (arguments.flag("json")) {
    print(json::serialize(to_json(plan->view)));
  } else {
    for (const app::MigrationProved& one : plan->view.proved) tell(one, language);
    for (const app::MigrationMove& move : plan->view.moves) tell(move, language);
    print(vi ? fmt::format("{} hồ sơ đang mở ở bản cũ", plan->view.moves.size())
             : fmt::format("{} open rotations under older versions", plan->view.moves.size()));
  }
  if (arguments.flag("dry-run") || !plan->view.possible()) return plan->view.possible() ? 0 : 1;
  if (named.find('@') == named.npos)
    if (const auto installed = app::install_offline(app, to, bytes_of(named)); !installed) throw std::runtime_error(installed.error().sentence(language));
  const auto done = app::migrate_offline(app, *plan);
  if (!done) throw std::runtime_error(done.error().sentence(language));
  if (!arguments.flag("json")) {
    print(vi ? fmt::format("đã chuyển {} hồ sơ", done->moved) : fmt::format("{} rotations moved", done->moved));
    for (const auto& [code, why] : done->refused) print(fmt::format("{}: {}", code, why.in(language)));
  }
  return done->refused.empty() ? 0 : 1;
}

int workflow_replay(const std::vector<std::string>& given) {
  const Arguments arguments(given, {"data", "config", "map", "language"}, {"json"}, 2);
  if (arguments.words().size() != 2) throw Usage{"luan workflow replay --data DIR FILE"};
  const Language language = language_of(arguments);
  const bool vi = language == Language::vi;
  const app::App app = opened(arguments);
  const wf::DefinitionPtr to = wanted(app, arguments.words()[1]);
  wf::Mapping mapping;
  if (const auto file = arguments.value("map")) {
    const wf::DefinitionPtr from = app.impl().newest(to->name);
    if (!from) throw std::runtime_error("no version of " + to->name + " is installed");
    auto read = wf::read_mapping(*file, bytes_of(*file), *from, *to);
    if (!read) throw std::runtime_error(read.error().front().line(language));
    mapping = std::move(*read);
  }
  const auto all = app::replay_all(app.impl(), *to, mapping);
  const auto otherwise = std::ranges::count_if(all, [](const app::ReplayedRotation& one) { return one.sequence > 0; });
  if (arguments.flag("json")) {
    json::array items;
    for (const app::ReplayedRotation& one : all)
      items.push_back(json::object{{"rotation", one.rotation},
                                   {"code", one.code},
                                   {"version", one.version},
                                   {"same", one.sequence == 0},
                                   {"sequence", one.sequence},
                                   {"at", one.sequence ? json::value(to_text(one.at)) : json::value()},
                                   {"otherwise", one.sequence ? json::value(cli::to_json(one.otherwise)) : json::value()}});
    print(json::serialize(json::object{{"rotations", all.size()}, {"otherwise", otherwise}, {"items", std::move(items)}}));
    return 0;
  }
  const TimeZone zone;
  for (const app::ReplayedRotation& one : all)
    if (one.sequence > 0) print(fmt::format("{} ({}, {}): {}", one.code, one.sequence, to_page_text(zone.date(one.at)), one.otherwise.in(language)));
  print(vi ? fmt::format("{} hồ sơ, {} hồ sơ đi khác theo bản này", all.size(), otherwise)
           : fmt::format("{} rotations, {} would have gone otherwise", all.size(), otherwise));
  return 0;
}

}  // namespace luan::cli
