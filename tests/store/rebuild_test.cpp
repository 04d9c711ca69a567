#include <catch2/catch.hpp>

#include <algorithm>

#include "store/support/desk.hpp"

using namespace luan;
using test::Desk;

namespace {

/// Everything that projections say, in an order of its own.
std::string projections(const Desk& desk) {
  std::string out;
  for (const char* rows : {"SELECT group_concat(id || code || status || stage || official || sending || receiving || position || kind || direction || "
                           "nominated || number || ends || due || "
                           "contested || search || sending_now || receiving_now, ';') FROM (SELECT * FROM rotations ORDER BY id)",
                           "SELECT group_concat(rotation || step || run || seat || role || official || open || due || minute || personal || delegable, ';') "
                           "FROM (SELECT * FROM tasks ORDER BY "
                           "1, 2, 3, 4)",
                           "SELECT group_concat(rotation || step || run || seat || account || at, ';') FROM (SELECT * FROM answers ORDER BY 1, 2, 3, 4)",
                           "SELECT group_concat(rotation || step || run || account, ';') FROM (SELECT * FROM recusals ORDER BY 1, 2, 3, 4)",
                           "SELECT group_concat(rotation || official || effective || sending || receiving || kind || direction || result, ';') FROM (SELECT * "
                           "FROM turns ORDER BY 1)",
                           "SELECT group_concat(rotation || wake_at, ';') FROM (SELECT * FROM wakes ORDER BY 1)",
                           "SELECT group_concat(name || period || last, ';') FROM (SELECT * FROM registers ORDER BY 1, 2)"})
    out += desk.value(rows) + "\n";
  return out;
}

}  // namespace

TEST_CASE("A rebuild of a sound directory says that nothing differed, and changes nothing") {
  Desk desk;
  desk.posted();
  desk.nominate();
  const std::string before = projections(desk);
  const store::RebuildReport report = desk.rebuild();
  CHECK(report.differences.empty());
  CHECK(std::to_string(report.events) == desk.value("SELECT count(*) FROM events"));
  CHECK(projections(desk) == before);
}

TEST_CASE("A rebuild finds and repairs whatever was changed in a projection, and names the table") {
  Desk desk;
  desk.posted();
  desk.nominate();
  const std::string before = projections(desk);
  struct Case {
    const char* table;
    const char* sql;
    std::size_t differences;  // what is there and should not be, and what should and is not
  };
  const auto [table, sql, differences] = GENERATE(
      Case{"rotations", "UPDATE rotations SET stage = 'closure' WHERE number <> ''", 2},
      Case{"rotations", "UPDATE rotations SET contested = 0 WHERE contested = 1", 2}, Case{"rotations", "UPDATE rotations SET search = 'khác'", 4},
      Case{"rotations", "DELETE FROM rotations", 2},
      Case{"rotations",
           "INSERT INTO rotations SELECT 'x', code, status, stage, official, sending, receiving, position, kind, direction, nominated, number, ends, due, "
           "contested, search, sending_now, receiving_now "
           "FROM rotations LIMIT 1",
           1},
      Case{"tasks", "DELETE FROM tasks WHERE step = 'proposal'", 1}, Case{"tasks", "UPDATE tasks SET due = '2031-01-01' WHERE step = 'proposal'", 2},
      Case{"tasks", "INSERT INTO tasks VALUES ('r', 's', 1, 'a:b', 'member@u', '', 1, '', -1, 1, 0)", 1},
      Case{"tasks", "UPDATE tasks SET delegable = 1 - delegable WHERE step = 'proposal'", 2}, Case{"answers", "DELETE FROM answers WHERE step = 'proposal'", 1},
      Case{"answers", "INSERT INTO answers VALUES ('r', 's', 1, 'a:b', 'b', '')", 1}, Case{"recusals", "INSERT INTO recusals VALUES ('r', 's', 1, 'b')", 1},
      Case{"turns", "UPDATE turns SET result = 'excellent'", 2}, Case{"turns", "DELETE FROM turns", 1},
      Case{"wakes", "UPDATE wakes SET wake_at = '2031-01-01T00:00:00.000Z'", 4}, Case{"wakes", "DELETE FROM wakes", 2},
      Case{"registers", "UPDATE registers SET last = 99 WHERE name = 'decision'", 2}, Case{"registers", "DELETE FROM registers", 4});
  INFO(sql);
  desk.execute(sql);
  REQUIRE(projections(desk) != before);
  CHECK(store::verify_log(desk.folder.path()).findings.empty());  // projections are no part of what is proved

  const store::RebuildReport report = desk.rebuild();
  for (const std::string& difference : report.differences) UNSCOPED_INFO(difference);
  CHECK(report.differences.size() == differences);
  CHECK(std::ranges::all_of(report.differences, [&](const std::string& difference) { return difference.starts_with(std::string(table) + ": "); }));
  CHECK(projections(desk) == before);
  CHECK(desk.rebuild().differences.empty());
}

TEST_CASE("A rebuild that fails leaves the tables as they were") {
  Desk desk;
  desk.posted();
  const std::string before = projections(desk);
  desk.writer.reset();
  CHECK_THROWS(store::rebuild(*desk.database, [](const std::string&, int) { return workflow::DefinitionPtr(); }));
  CHECK(projections(desk) == before);
}
