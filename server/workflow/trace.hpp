// A story that a definition can be put through, act by act: the shortest one that shows what a check found, or one that a
// person wrote. `luan workflow tell` plays it on the engine itself (rehearsal.hpp). Format: docs/formats/trace.md.
#pragma once
#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/localized.hpp"
#include "workflow/definition.hpp"

namespace luan::workflow {

/// A step comes out, or an action is taken.
struct TraceAct {
  std::string stage{};    // where
  std::string step{};     // or an action, or neither: how the stage was left is not known
  std::string outcome{};  // of the step; `not_opened` where it never opens
  std::string action{};
  std::string to{};  // the stage or end that the rotation is in after it; "": not said

  bool operator==(const TraceAct&) const = default;
};
inline constexpr std::string_view never_opens = "not_opened";

/// How many hold each role, where it is not as many as usual: "chair at deciding" -> 0.
using People = std::map<std::string, std::size_t>;

struct Trace {
  std::vector<TraceAct> acts{};
  Localized ending{};  // what is then seen, continuing the last sentence; may be empty
  People people{};

  [[nodiscard]] bool empty() const { return acts.empty() && ending.vi.empty(); }
};

/// One sentence a stage gone through.
[[nodiscard]] std::vector<Localized> sentences(const Definition& definition, const Trace& trace);

/// «Vote» ends in «Passed»; the action «Withdraw».
[[nodiscard]] Localized words(const Definition& definition, const TraceAct& act);

/// The title of a stage or an end.
[[nodiscard]] Localized place_title(const Definition& definition, std::string_view id);

/// As the file of `luan workflow tell`, naming the definition it is of.
struct TraceFile {
  std::string definition;  // name
  int version = 0;
  std::string digest;  // of the file it was found in
  std::string file;    // where that file lay
  Localized shows;     // the finding; may be empty
  Trace trace;
};
[[nodiscard]] json::object to_json(const TraceFile& file);
/// On failure what is wrong, in English.
[[nodiscard]] std::expected<TraceFile, std::string> parse_trace(std::string_view bytes);

}  // namespace luan::workflow
