// Why was this decided? The turning points from the decision back to the nomination, and the papers that were issued, each checked against
// the log now.
#include <algorithm>
#include <ranges>

#include "app/rotation_parts.hpp"
#include "base/bytes.hpp"

namespace luan::app {

Result<void> App::may_trace(const Caller& caller) const {
  if (!caller.reads_all()) return std::unexpected(readers_only());
  return {};
}

Result<RotationRows> App::traceable(const Caller& caller, const RotationFilter& filter) const {
  if (auto may = may_trace(caller); !may) return std::unexpected(std::move(may.error()));
  return rotations(caller, filter);
}

Result<TraceView> App::trace(const Caller& caller, std::string_view id) const {
  const auto visible = impl_->visible(caller, id);
  if (!visible) return std::unexpected(visible.error());
  if (auto may = may_trace(caller); !may) return std::unexpected(std::move(may.error()));
  const RotationParts parts = rotation_parts(*impl_, *visible);
  TraceView view;
  view.row = rotation_row_view(*impl_, *parts.directory, parts.projection);
  view.decision = parts.rotation->decision;
  // What came after the decision explains nothing of it; without one, all that has happened is the answer so far.
  const auto decided = std::ranges::find(parts.history, "decision.issued", [](const store::HistoryRow& row) { return row.event.type; });
  const auto end = decided == parts.history.end() ? parts.history.end() : std::next(decided);
  const store::Reader reader = impl_->database->reader();
  for (const auto& row : std::views::reverse(std::ranges::subrange(parts.history.begin(), end))) {
    HistoryEntry entry = history_entry(parts, row, caller);
    const bool link = entry.key || row.event.type == "response.recorded" || row.event.type == "score.recorded";
    if (!link) continue;
    const bool verified = store::event_fits(reader.session(), row.event.seq);
    view.chain.push_back({std::move(entry), verified});
  }
  for (IssuedPaper& issued : issued_papers(parts)) {
    const std::uint64_t seq = issued.row->event.seq;
    view.papers.push_back({std::move(issued.paper), static_cast<std::int64_t>(seq), store::event_fits(reader.session(), seq)});
  }
  const audit::MerkleTree::Frontier frontier = impl_->database->log_frontier();
  view.log_size = frontier.size;
  audit::MerkleTree tree;
  tree.restore(frontier);
  view.root = to_base64(as_text(tree.root()));
  return view;
}

}  // namespace luan::app
