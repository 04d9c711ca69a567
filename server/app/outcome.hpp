// What became of a delivery, on its way to the disk. It is kept in memory until the disk has it, so that a plugin that has
// acknowledged is not called again because the bookkeeping failed.
#pragma once
#include <optional>
#include <string>

#include "store/transaction.hpp"
#include "workflow/engine.hpp"

namespace luan::app {

struct Outcome {
  enum class Kind : unsigned char {
    delivered,   // the plugin acknowledged
    moot,        // nobody waits for it any more: it was not sent
    failed,      // one attempt more; `next` says when again, without it a dead letter
    given_back,  // not tried
  };
  Kind kind{};
  store::LeasedRow row;
  std::string error{};  // both languages (stored_text)
  std::optional<Instant> next{};
  std::optional<workflow::RecordScore> score{};  // with `delivered`: the command that goes with it
};

}  // namespace luan::app
