#include "store/event_columns.hpp"

#include <soci/soci.h>

namespace luan::store {

void EventColumns::into(soci::statement& rows) {
  rows.exchange(soci::into(seq));
  rows.exchange(soci::into(sequence));
  rows.exchange(soci::into(entry));
  rows.exchange(soci::into(payload));
}

}  // namespace luan::store
