// The columns of an event as every query of them begins: seq, sequence, entry, payload. Private to the store.
#pragma once
#include <string>

#include "store/database.hpp"

namespace soci {
class statement;
}

namespace luan::store {

struct EventColumns {
  long long seq = 0;
  int sequence = 0;
  std::string entry, payload;

  /// Binds them to the next four columns of the statement. They stay where they are while it runs.
  void into(soci::statement& rows);
  [[nodiscard]] EventRow row() const { return event_row(seq, sequence, entry, payload); }
};

}  // namespace luan::store
