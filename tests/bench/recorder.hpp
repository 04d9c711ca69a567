// Which rows an approval writes, taken down from the product at work rather than guessed: a trace on every SQLite
// connection of this process notes each statement that changed a row, with the values bound to it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace luan::bench {

using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;

struct Write {
  std::size_t statement = 0;  // into Recording::statements
  std::vector<Value> values;
};

struct Recording {
  std::vector<std::string> statements;    // with parameters, in the order of their first use
  std::vector<std::vector<Write>> jobs;   // what each job of the writer wrote
  std::vector<std::vector<Write>> group;  // what was written once for its group, after the jobs; beside each job
};

/// From construction to `take`, over connections that are opened meanwhile. One at a time in a process.
class Recorder {
 public:
  Recorder();
  ~Recorder();
  Recorder(const Recorder&) = delete;
  [[nodiscard]] Recording take();

  struct State;

 private:
  std::unique_ptr<State> state_;
};

/// The values of a statement with its values written out, found by laying it beside its text with parameters.
[[nodiscard]] std::vector<Value> values_of(std::string_view parameters, std::string_view expanded);

}  // namespace luan::bench
