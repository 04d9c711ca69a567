#include "store/rebuild.hpp"

#include <soci/soci.h>

#include <map>

#include "store/event_columns.hpp"
#include "store/queries.hpp"
#include "store/query.hpp"
#include "store/rows.hpp"

namespace luan::store {
namespace {

constexpr const char* projections[]{"rotations", "tasks",     "answers",   "recusals",  "turns",   "wakes",
                                    "registers", "documents", "petitions", "plan_uses", "passages"};

/// Every row of a projection as one text, to be compared before and after.
std::multimap<std::string, int> snapshot(soci::session& session, const std::string& table) {
  std::multimap<std::string, int> out;
  soci::rowset<soci::row> rows = (session.prepare << "SELECT * FROM " + table);
  for (const soci::row& row : rows) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) text += " | ";
      switch (row.get_properties(i).get_data_type()) {
        case soci::dt_integer: text += std::to_string(row.get<int>(i)); break;
        case soci::dt_long_long: text += std::to_string(row.get<long long>(i)); break;
        case soci::dt_string:
        case soci::dt_date:
        case soci::dt_double:
        case soci::dt_unsigned_long_long:
        case soci::dt_blob:
        case soci::dt_xml: text += row.get<std::string>(i); break;
      }
    }
    out.emplace(std::move(text), 0);
  }
  return out;
}

void compare(const std::string& table, const std::multimap<std::string, int>& before, const std::multimap<std::string, int>& after,
             std::vector<std::string>& out) {
  for (const auto& [row, unused] : before)
    if (!after.contains(row)) out.push_back(table + ": not as the events say: " + row);
  for (const auto& [row, unused] : after)
    if (!before.contains(row)) out.push_back(table + ": was missing: " + row);
}

/// Goes through the log once; states of rotations grow beside it.
class Replayer {
 public:
  Replayer(Rows& rows, const FindDefinition& find, const TimeZone& zone) : rows_(rows), find_(find), zone_(zone) {}

  void event(const EventRow& row, const std::map<std::string, json::object>& contents) {
    if (row.rotation == "-") {
      const DirectoryEvent event = directory_event(row.type, row.payload, contents);
      directory_.apply(event);
      if (const auto* advanced = std::get_if<RegisterAdvanced>(&event)) rows_.register_last(advanced->reg, advanced->period, advanced->to);
      return;
    }
    workflow::Rotation& rotation = rotations_[row.rotation];
    rotation.id = RotationId::trusted(row.rotation);
    const workflow::Event event = workflow_event(row);
    workflow::apply(rotation, event);
    if (const auto passage = passages_[row.rotation].read(event, rotation)) rows_.passage(*passage);
    if (std::holds_alternative<workflow::RotationMigrated>(event.body)) rows_.rename_passages(rotation);
    if (const auto paper = project_document(event, rotation.id, directory_.committee().term)) {
      rows_.register_last(paper->reg, paper->period, paper->ordinal);
      rows_.document(*paper);
    }
    if (const auto* nominated = std::get_if<workflow::RotationNominated>(&event.body)) {
      const CodeParts code = parse_code(nominated->code);
      rows_.register_last("rotation", code.period, code.ordinal);
      if (!nominated->plan_line.none()) rows_.plan_use(nominated->plan_line, row.rotation);
    } else if (const auto* issued = std::get_if<workflow::DecisionIssued>(&event.body)) {
      directory_.move(rotation.facts.official, rotation.parties.receiving, rotation.facts.position, issued->effective);
    } else if (std::holds_alternative<workflow::RotationEnded>(event.body) && rotation.placement) {
      directory_.place(rotation.facts.official, *rotation.placement);
    }
  }

  void finish() {
    for (const auto& [id, rotation] : rotations_) {
      const workflow::DefinitionPtr definition = find_(rotation.facts.definition, rotation.facts.version);
      if (!definition)
        throw std::runtime_error("workflow " + rotation.facts.definition + " version " + std::to_string(rotation.facts.version) + " is not in the database");
      rows_.rotation(project(*definition, rotation, directory_));
      for (const workflow::StepRun& run : rotation.runs) {
        if (!run.open()) continue;
        for (const workflow::Seat& seat : run.roll)
          if (run.awaits(seat)) rows_.task(project_task(*definition, rotation, run, seat));
      }
      rows_.take_part(rotation);
      if (const auto turn = project_turn(*definition, rotation)) rows_.turn(*turn);
      for (const PetitionProjection& petition : project_petitions(rotation)) rows_.petition(petition);
      if (const auto wake = workflow::next_wake(*definition, rotation, zone_)) rows_.wake(id, to_text(*wake));
    }
  }

 private:
  Rows& rows_;
  const FindDefinition& find_;
  const TimeZone& zone_;
  Directory directory_;
  std::map<std::string, workflow::Rotation> rotations_;
  std::map<std::string, PassageReader> passages_;
};

}  // namespace

RebuildReport rebuild(Database& database, const FindDefinition& find) {
  RebuildReport report;
  const auto session = database.open_session(true);
  Rows rows(*session);
  rows.begin();
  std::map<std::string, std::multimap<std::string, int>> before;
  for (const char* table : projections) {
    before[table] = snapshot(*session, table);
    *session << std::string("DELETE FROM ") + table;
  }
  std::map<long long, std::map<std::string, json::object>> contents;
  {
    long long seq = 0;
    std::string name, bytes;
    soci::statement all = (session->prepare << "SELECT c.seq, c.name, c.bytes FROM contents c JOIN events e ON e.seq = c.seq WHERE e.rotation = '-'",
                           soci::into(seq), soci::into(name), soci::into(bytes));
    all.execute();
    while (all.fetch()) contents[seq][name] = json::parse(bytes).as_object();
  }
  Replayer replayer(rows, find, database.zone());
  EventColumns event;
  Query all("SELECT seq, sequence, entry, payload FROM events ORDER BY seq");
  all.run(
      *session, [&](soci::statement& columns) { event.into(columns); },
      [&] {
        replayer.event(event.row(), contents[event.seq]);
        ++report.events;
      });
  replayer.finish();
  for (const char* table : projections) compare(table, before[table], snapshot(*session, table), report.differences);
  *session << "DELETE FROM meta WHERE key = 'projections'";
  rows.commit();
  return report;
}

bool projections_stale(const Database& database) {
  const Reader reader = database.reader();
  return meta(reader.session(), "projections").has_value();
}

}  // namespace luan::store
