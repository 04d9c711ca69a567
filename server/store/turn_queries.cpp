// Turns: listed one by one, and summed up.
#include <soci/soci.h>

#include <stdexcept>

#include "store/queries.hpp"
#include "store/query.hpp"

namespace luan::store {
namespace {

void bind_turn(soci::statement& rows, TurnProjection& t) {
  for (std::string* column : {&t.rotation, &t.official, &t.effective, &t.sending, &t.receiving, &t.kind, &t.direction, &t.result})
    rows.exchange(soci::into(*column));
}
constexpr const char* turn_columns = "rotation, official, effective, sending, receiving, kind, direction, result";

void add_search(Query& query, const TurnSearch& search) {
  query.add(" FROM turns WHERE effective >= ").bind(search.from).add(" AND effective <= ").bind(search.to);
  if (!search.receiving.empty()) query.add(" AND receiving = ").bind(search.receiving);
  for (const auto& [column, values] : {std::pair{"kind", &search.kinds}, {"direction", &search.directions}, {"result", &search.results}})
    if (!values->empty()) query.add(std::string(" AND ") + column + " IN ").list(*values);
}

/// Nothing else goes into the statement.
std::string column_of(const std::string& key) {
  for (const auto& [name, column] :
       {std::pair{"kind", "kind"}, {"unit", "receiving"}, {"year", "substr(effective, 1, 4)"}, {"direction", "direction"}, {"result", "result"}})
    if (key == name) return column;
  throw std::invalid_argument("turns are not summed up by " + key);
}

}  // namespace

std::vector<TurnProjection> turns(soci::session& session, const TurnSearch& search) {
  std::vector<TurnProjection> out;
  TurnProjection row;
  Query query(std::string("SELECT ") + turn_columns);
  add_search(query, search);
  query.add(" ORDER BY effective, rotation LIMIT " + std::to_string(search.limit) + " OFFSET " + std::to_string(search.offset));
  query.run(session, [&](soci::statement& rows) { bind_turn(rows, row); }, [&] { out.push_back(row); });
  return out;
}

std::vector<TurnSum> turn_sums(soci::session& session, const TurnSearch& search, const std::vector<std::string>& by) {
  std::string columns;
  for (const std::string& key : by) columns += (columns.empty() ? "" : ", ") + column_of(key);
  Query query("SELECT " + columns + (columns.empty() ? "" : ", ") + "count(*), count(DISTINCT official), coalesce(sum(result = 'ended_early'), 0)");
  add_search(query, search);
  if (!columns.empty()) query.add(" GROUP BY " + columns + " ORDER BY " + columns);
  std::vector<TurnSum> out;
  TurnSum row;
  row.keys.resize(by.size());
  query.run(
      session,
      [&](soci::statement& rows) {
        for (std::string& key : row.keys) rows.exchange(soci::into(key));
        for (int* number : {&row.turns, &row.persons, &row.ended_early}) rows.exchange(soci::into(*number));
      },
      [&] { out.push_back(row); });
  return out;
}

std::vector<TurnProjection> turns_of_official(soci::session& session, const std::string& official) {
  std::vector<TurnProjection> out;
  TurnProjection row;
  Query query(std::string("SELECT ") + turn_columns + " FROM turns WHERE official = ");
  query.bind(official).add(" ORDER BY effective, rotation").run(session, [&](soci::statement& rows) { bind_turn(rows, row); }, [&] { out.push_back(row); });
  return out;
}

}  // namespace luan::store
