// What is recorded of officials, to be changed and as it changed.
#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "workflow/form.hpp"

namespace luan::app {

struct OfficialFormView {
  const workflow::Form* form = nullptr;  // for as long as the program runs
  workflow::FormWorld world;
  std::string name;     // "" for somebody new
  json::object values;  // recorded now
  std::string seen;     // tells these values from others; "" for somebody new
};
struct FactsMeta {
  std::string basis{};  // on what paper; may be empty
  std::string seen{};   // of the values that the caller had before him; "" takes any
};
struct OfficialKept {
  std::string id;
  bool changed = true;  // false: all of it was recorded already
};
struct FactsChange {
  std::string by;  // who recorded it
  Instant at{};
  std::string basis;              // may be empty
  json::object now;               // the fields that changed, as values of official_form()
  std::vector<std::string> gone;  // fields of which nothing is recorded any more
  bool registered = false;        // he was registered, or registered anew at another unit
};

}  // namespace luan::app
