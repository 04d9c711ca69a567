#include "store/query.hpp"

#include <soci/soci.h>

namespace luan::store {

void Query::run(soci::session& session, const std::function<void(soci::statement&)>& into, const std::function<void()>& each) {
  soci::statement rows(session);
  into(rows);
  for (const auto& value : values_) rows.exchange(soci::use(*value));
  rows.alloc();
  rows.prepare(sql_);
  rows.define_and_bind();
  rows.execute();
  while (rows.fetch()) each();
}

}  // namespace luan::store
