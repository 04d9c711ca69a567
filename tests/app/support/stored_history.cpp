#include "app/support/stored_history.hpp"

#include <soci/soci.h>

#include <map>
#include <sstream>

#include "audit/digest.hpp"
#include "audit/entry.hpp"
#include "audit/merkle.hpp"
#include "store/database.hpp"

namespace luan::test {
namespace {

using workflow::Rotation;

json::value maybe(const auto& value) { return value ? json::value(to_text(*value)) : json::value(nullptr); }

json::object run_json(const workflow::StepRun& run) {
  json::array responses, roll;
  for (const auto& given : run.responses)
    responses.push_back(
        json::value(given.seat.key() + " " + given.actor.text() + " " + given.outcome + " " + to_text(given.at) + " " + std::to_string(given.sequence)));
  for (const auto& seat : run.roll) roll.push_back(json::value(seat.key()));
  return {{"step", run.step},      {"run", run.run},         {"roll", roll},           {"plugin", run.plugin},           {"opened", to_text(run.opened_at)},
          {"due", maybe(run.due)}, {"responses", responses}, {"outcome", run.outcome}, {"closed", maybe(run.closed_at)}, {"visit", run.visit}};
}

void describe(const Rotation& r, std::ostream& out) {
  json::array path, levels;
  for (const auto& [from, to] : r.path) path.push_back(json::value(from + " " + to));
  for (const auto& evaluation : r.evaluations) levels.push_back(json::value(evaluation.level));
  const auto& f = r.facts;
  out << "rotation "
      << json::object{{"id", r.id.text()},
                      {"facts", json::array{json::value(f.definition), json::value(f.version), json::value(f.digest), json::value(f.code),
                                            json::value(f.official.text()), json::value(f.sending.text()), json::value(f.receiving.text()),
                                            json::value(f.deciding.text()), json::value(f.position.text()), json::value(f.kind), json::value(f.direction),
                                            json::value(f.role), json::value(f.unit.text())}},
                      {"status", workflow::to_text(r.status)},
                      {"stage", r.stage},
                      {"visit", r.visit},
                      {"entered", to_text(r.stage_entered_at)},
                      {"nominated", to_text(r.nominated_at)},
                      {"closed", maybe(r.closed_at)},
                      {"suspended", maybe(r.suspended_at)},
                      {"path", path},
                      {"decision", r.decision
                                       ? json::value(r.decision->number + " " + to_text(r.decision->effective) + " " + std::to_string(r.decision->months))
                                       : json::value(nullptr)},
                      {"term_end", maybe(r.term_end)},
                      {"evaluations", levels},
                      {"placement", r.placement ? json::value(r.placement->kind + " " + r.placement->unit.text() + " " + r.placement->position.text() + " " +
                                                              std::to_string(r.placement->months))
                                                : json::value(nullptr)},
                      {"petitions", r.petitions},
                      {"sequence", r.sequence}}
      << "\n";
  for (const auto& run : r.runs) out << "  run " << run_json(run) << "\n";
}

void describe(const store::Directory& directory, std::ostream& out) {
  out << "committee " << directory.committee().unit.text() << " " << directory.committee().organ << " " << directory.committee().term << "\n";
  for (const store::Unit* unit : directory.units())
    out << "unit " << unit->id.text() << " " << unit->kind << " " << unit->level << " " << unit->traits << " " << to_text(unit->from) << " " << unit->name.vi
        << "\n";
  for (const store::Position* position : directory.positions())
    out << "position " << position->id.text() << " " << position->unit.text() << " " << position->kind << " " << position->key << " " << position->title.vi
        << "\n";
  for (const store::Official* official : directory.officials())
    out << "official " << official->id.text() << " " << official->unit.text() << " " << official->position.text() << " " << official->name() << "\n";
  for (const store::Account* account : directory.accounts()) {
    out << "account " << account->id.text() << " " << account->username << " " << account->name << " " << account->official.text() << " " << account->disabled;
    for (const auto& [role, unit] : account->grants) out << " " << role << "@" << unit.text();
    out << "\n";
  }
  for (const auto& [id, plugin] : directory.plugins()) out << "plugin " << id << " " << plugin.version << " " << plugin.digest << "\n";
}

void table(soci::session& session, const std::string& name, const std::string& columns, std::ostream& out) {
  std::string row;
  soci::statement rows = (session.prepare << "SELECT " + columns + " FROM " + name + " ORDER BY 1", soci::into(row));
  rows.execute();
  while (rows.fetch()) out << name << " " << row << "\n";
}

}  // namespace

std::string export_log(const store::Database& database) {
  const store::Reader reader = database.reader();
  std::map<long long, json::object> contents;
  long long seq = 0;
  int sequence = 0;
  std::string name, bytes, salt, rotation, type, entry, payload;
  {
    soci::statement rows =
        (reader.session().prepare << "SELECT seq, name, bytes, salt FROM contents", soci::into(seq), soci::into(name), soci::into(bytes), soci::into(salt));
    rows.execute();
    while (rows.fetch()) contents[seq][name] = json::object{{"bytes", bytes}, {"salt", salt}};
  }
  std::ostringstream out;
  soci::statement rows = (reader.session().prepare << "SELECT seq, rotation, sequence, type, entry, payload, salt FROM events ORDER BY seq", soci::into(seq),
                          soci::into(rotation), soci::into(sequence), soci::into(type), soci::into(entry), soci::into(payload), soci::into(salt));
  rows.execute();
  while (rows.fetch())
    out << json::object{{"seq", seq},     {"rotation", rotation}, {"sequence", sequence}, {"type", type},
                        {"entry", entry}, {"payload", payload},   {"salt", salt},         {"contents", contents[seq]}}
        << "\n";
  return out.str();
}

void import_log(const std::filesystem::path& folder, const std::string& lines, const std::string& definition_bytes) {
  const store::Database fresh(folder);
  const auto session = fresh.open_session(true);
  soci::transaction all(*session);
  audit::MerkleTree tree;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    const json::object event = json::parse(line).as_object();
    const long long seq = int_member(event, "seq"), sequence = int_member(event, "sequence");
    // Named, because SOCI reads what is bound when the whole statement has ended.
    const std::string entry = text_member(event, "entry"), rotation = text_member(event, "rotation"), type = text_member(event, "type"),
                      payload = text_member(event, "payload"), salt = text_member(event, "salt");
    *session << "INSERT INTO events (seq, rotation, sequence, type, entry, payload, salt) VALUES (:a, :b, :c, :d, :e, :f, :g)", soci::use(seq),
        soci::use(rotation), soci::use(sequence), soci::use(type), soci::use(entry), soci::use(payload), soci::use(salt);
    for (const auto& content : member(event, "contents").as_object()) {
      const std::string name(content.key()), bytes = text_member(content.value().as_object(), "bytes"),
                                             own_salt = text_member(content.value().as_object(), "salt");
      *session << "INSERT INTO contents (seq, name, bytes, salt) VALUES (:a, :b, :c, :d)", soci::use(seq), soci::use(name), soci::use(bytes),
          soci::use(own_salt);
    }
    tree.append(audit::leaf_hash(entry));
  }
  const std::string frontier = audit::to_text(tree.frontier()), root = to_hex(tree.root()), digest = to_hex(audit::definition_digest(definition_bytes));
  *session << "INSERT INTO log_state (id, frontier, root) VALUES (1, :f, :r)", soci::use(frontier), soci::use(root);
  *session << "INSERT INTO definitions (name, version, digest, bytes) VALUES ('rotation', 1, :d, :b)", soci::use(digest), soci::use(definition_bytes);
  all.commit();
}

std::string describe_state(const store::Database& database) {
  std::ostringstream out;
  const store::Reader reader = database.reader();
  audit::MerkleTree tree;
  tree.restore(database.log_frontier());
  out << "log " << tree.size() << " " << to_hex(tree.root()) << "\n";
  describe(*database.directory(), out);
  std::vector<std::string> ids;
  std::string id;
  {
    soci::statement rows = (reader.session().prepare << "SELECT DISTINCT rotation FROM events WHERE rotation <> '-' ORDER BY 1", soci::into(id));
    rows.execute();
    while (rows.fetch()) ids.push_back(id);
  }
  for (const std::string& one : ids) describe(*store::replay(reader.session(), RotationId::trusted(one)), out);
  const std::string bar = " || '|' || ";
  const auto joined = [&](std::initializer_list<const char*> columns) {
    std::string text;
    for (const char* column : columns) text += (text.empty() ? "" : bar) + column;
    return text;
  };
  table(reader.session(), "rotations",
        joined({"id", "code", "status", "stage", "official", "sending", "receiving", "position", "kind", "direction", "nominated", "number", "ends", "due",
                "contested", "search"}),
        out);
  table(reader.session(), "tasks", joined({"rotation", "step", "run", "seat", "due"}), out);
  table(reader.session(), "turns", joined({"rotation", "official", "effective", "sending", "receiving", "kind", "direction", "result"}), out);
  table(reader.session(), "wakes", joined({"rotation", "wake_at"}), out);
  table(reader.session(), "registers", joined({"name", "period", "last"}), out);
  return out.str();
}

}  // namespace luan::test
