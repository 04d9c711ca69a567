#include <fmt/format.h>
#include <soci/soci.h>

#include <set>

#include "audit/entry.hpp"
#include "store/database.hpp"
#include "store/event_columns.hpp"
#include "store/query.hpp"

namespace luan::store {

EventRow event_row(std::int64_t seq, int sequence, const std::string& entry, const std::string& payload) {
  const auto parsed = audit::parse_record(entry);
  if (!parsed) throw std::runtime_error("entry " + std::to_string(seq) + " of the log " + parsed.error() + ". Run luan audit verify.");
  EventRow row;
  row.seq = static_cast<std::uint64_t>(seq);
  row.sequence = sequence;
  row.time = parsed->time;
  row.type = parsed->type, row.rotation = parsed->rotation, row.actor = parsed->actor, row.from = parsed->from, row.to = parsed->to,
  row.payload_digest = parsed->payload;
  row.payload = json::parse(payload).as_object();
  return row;
}

workflow::Event workflow_event(const EventRow& row) {
  const auto at = parse_instant(text_member(row.payload, "at"));
  if (!at) throw std::runtime_error("the payload of entry " + std::to_string(row.seq) + " has no instant in «at»");
  return {row.from, row.to, row.actor, *at, workflow::from_payload(row.type, row.payload), {}};
}

RotationPtr replay(soci::session& session, const RotationId& id) {
  auto rotation = std::make_shared<workflow::Rotation>();
  rotation->id = id;
  EventColumns event;
  Query query("SELECT seq, sequence, entry, payload FROM events WHERE rotation = ");
  query.bind(id.text()).add(" ORDER BY sequence");
  query.run(session, [&](soci::statement& columns) { event.into(columns); }, [&] { apply(*rotation, workflow_event(event.row())); });
  if (rotation->sequence == 0) return nullptr;
  return rotation;
}

namespace {

/// Officials move by the decisions of rotations; what is needed of each rotation until then.
struct Moves {
  Directory& directory;
  std::map<std::string, workflow::Rotation> rotations;

  void event(const EventRow& row) {
    workflow::Rotation& rotation = rotations[row.rotation];
    const workflow::EventBody body = workflow::from_payload(row.type, row.payload);
    if (const auto* nominated = std::get_if<workflow::RotationNominated>(&body))
      rotation.facts = *nominated, rotation.parties = {nominated->sending, nominated->receiving, nominated->deciding};
    if (const auto* passed = std::get_if<workflow::PartyPassed>(&body); passed && passed->party == "receiving") rotation.parties.receiving = passed->to;
    if (const auto* placed = std::get_if<workflow::PlacementDecided>(&body)) rotation.placement = *placed;
    if (const auto* issued = std::get_if<workflow::DecisionIssued>(&body))
      directory.move(rotation.facts.official, rotation.parties.receiving, rotation.facts.position, issued->effective);
    if (std::holds_alternative<workflow::RotationEnded>(body)) {
      if (rotation.placement) directory.place(rotation.facts.official, *rotation.placement);
      rotations.erase(row.rotation);
    }
  }
};

std::set<std::string> known_types() {
  std::set<std::string> out;
  for (std::vector<std::string> some : {workflow::all_event_types(), directory_event_types()}) out.insert(some.begin(), some.end());
  return out;
}

/// An event is for ever, and a program that passed over one it does not know would show another history than there is.
std::string written_by_newer(const EventRow& row) {
  return fmt::format("entry {} of the log is of type {}, which this version of Luân does not know: a newer version has written it. Use that version.", row.seq,
                     row.type);
}

}  // namespace

DirectoryPtr replay_directory(soci::session& session) {
  auto directory = std::make_shared<Directory>();
  std::map<long long, std::map<std::string, json::object>> contents;
  {
    long long seq = 0;
    std::string name, bytes;
    soci::statement rows = (session.prepare << "SELECT c.seq, c.name, c.bytes FROM contents c JOIN events e ON e.seq = c.seq WHERE e.rotation = '-'",
                            soci::into(seq), soci::into(name), soci::into(bytes));
    rows.execute();
    while (rows.fetch()) contents[seq][name] = json::parse(bytes).as_object();
  }
  Moves moves{*directory, {}};
  EventColumns event;
  const std::set<std::string> known = known_types();
  Query query(fmt::format(
      "SELECT seq, sequence, entry, payload FROM events WHERE rotation = '-' OR type IN ('rotation.nominated', 'decision.issued', 'placement.decided', "
      "'rotation.ended', 'party.passed') OR type NOT IN ('{}') ORDER BY seq",
      fmt::join(known, "', '")));
  const auto each = [&] {
    const EventRow row = event.row();
    if (!known.contains(row.type)) throw std::runtime_error(written_by_newer(row));
    if (row.rotation == "-")
      directory->apply(directory_event(row.type, row.payload, contents[event.seq]));
    else
      moves.event(row);
  };
  query.run(session, [&](soci::statement& columns) { event.into(columns); }, each);
  return directory;
}

}  // namespace luan::store
