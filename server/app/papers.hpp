// Official papers made from the record: what stands in each, for whom, and whether one that somebody holds was issued
// (domain.md §9). A paper says the same to everybody who may read it; what the record does not hold is a dotted line. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.hpp"
#include "paper/document.hpp"

namespace luan::app {

/// `address`: how browsers reach the server, without a slash at the end; stands before the path of the verification page.
[[nodiscard]] Result<paper::Document> paper_of(const App& app, const Caller& caller, std::string_view rotation, const PaperKey& key,
                                               const std::string& address);
/// Minutes of a meeting, for who reads meetings.
[[nodiscard]] Result<paper::Document> meeting_paper(const App& app, const Caller& caller, std::string_view meeting, const std::string& address);

/// What anybody may know of a paper whose code he holds: no name, nothing of what it says.
struct PaperVerdict {
  enum class State : unsigned char { stands, corrected, replaced } state = State::stands;
  PaperKind kind{};
  std::string code;    // as it is written
  std::string number;  // headed; "" none
  Localized reg;       // its register; empty: none
  std::string period;  // of the register
  std::string organ;   // that issued it, as its head says
  Date on{};
  std::uint64_t log_index = 0;
  std::string digest;  // of the event, hex
  bool fits = false;   // recomputed now: the log holds what it says
  std::uint64_t log_size = 0;
  std::optional<std::uint64_t> later{};  // log index of what corrected or replaced it
};
/// Nothing: no paper bears this code. The code holds 80 bits of a salted digest, so none is found by trying.
[[nodiscard]] std::optional<PaperVerdict> verify_paper(const App& app, std::string_view code);

/// «5118-K7QW-3F9M-T2XD-8H4B»: place in the log, and 80 bits of SHA-256("luan-paper/v1" LF kind LF payload digest LF) in Crockford's
/// base 32. `digest` in hex, as the log's entry has it.
[[nodiscard]] std::string paper_code(PaperKind kind, std::uint64_t log_index, std::string_view digest);
[[nodiscard]] std::string_view to_text(PaperKind kind);
[[nodiscard]] Localized label_of(PaperKind kind);

}  // namespace luan::app
