// Deliveries as the administrator sees them: to whom, what kind, what went wrong; never what they say. Dead letters are
// tried again, or dropped with a reason.
#include <set>

#include "app/impl.hpp"
#include "base/text.hpp"

namespace luan::app {
namespace {

constexpr std::string_view states[]{"waiting", "leased", "dead", "dropped", "delivered"};

DeliveryView delivery_view(const App::Impl& impl, const store::Directory& directory, const store::DeliveryRow& row, const Caller& caller) {
  const store::RotationPtr rotation = impl.database->rotation(RotationId::trusted(row.row.rotation));
  DeliveryView view;
  view.id = row.row.delivery, view.plugin = row.row.plugin, view.call = row.row.call, view.rotation = row.row.rotation;
  if (rotation && may_see(caller, *rotation)) view.code = rotation->facts.code;  // an administrator knows of no rotation
  view.state = row.state, view.error = stored_sentence(row.error), view.attempts = row.attempts;
  view.next = parse_instant(row.next_at).value_or(Instant{});
  view.created = parse_instant(row.created_at).value_or(Instant{});
  view.settled = parse_instant(row.settled_at);
  if (!row.row.account.empty()) view.recipient = account_name(directory, AccountId::trusted(row.row.account));
  if (!row.decided_by.empty()) view.decided_by = row.decided_by == "-" ? "luan" : account_name(directory, AccountId::trusted(row.decided_by));
  view.reason = row.reason;
  if (row.row.call == "score") {
    view.about.push_back({"Xin điểm đánh giá", "Asks for a score"});
    return view;
  }
  std::set<std::string> seen;
  for (const json::value& item : member(row.row.body, "items").as_array())
    if (const auto about = parse_about(text_member(item.as_object(), "about")); about && seen.insert(std::string(key(*about))).second)
      view.about.push_back(label(*about));
  return view;
}

}  // namespace

Result<DeliveryList> App::deliveries(const Caller& caller, std::string_view state, const PageQuery& page) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  store::DeliveryQuery query;
  query.limit = page.size, query.offset = static_cast<int>(page.first());
  if (!state.empty()) {
    if (std::ranges::find(states, state) == std::end(states))
      return refuse_fields({{"state", {"Chọn một tình trạng trong danh sách", "Choose one of the states"}}});
    query.states = {std::string(state)};
  }
  const store::Reader reader = impl_->database->reader();
  const DirectoryPtr directory = impl_->directory();
  DeliveryList list;
  for (const auto& row : store::deliveries(reader.session(), query)) list.items.push_back(delivery_view(*impl_, *directory, row, caller));
  for (const auto& [name, count] : store::delivery_counts(reader.session())) list.counts[name] = count;
  for (const std::string& name : query.states) list.total += list.counts.contains(name) ? static_cast<std::size_t>(list.counts.at(name)) : 0;
  return list;
}

Result<DeliveryView> App::delivery(const Caller& caller, std::string_view id) const {
  if (auto may = administers(caller); !may) return std::unexpected(std::move(may.error()));
  const store::Reader reader = impl_->database->reader();
  store::DeliveryQuery query{{}, {}, std::string(id), 1};
  query.states.assign(std::begin(states), std::end(states));
  const auto rows = store::deliveries(reader.session(), query);
  if (id.empty() || rows.empty()) return refuse(RefusalCode::not_found);
  return delivery_view(*impl_, *impl_->directory(), rows.front(), caller);
}

Awaitable<Result<void>> App::retry_delivery(Caller caller, std::string id) {
  const auto found = delivery(caller, id);
  if (!found) co_return std::unexpected(found.error());
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    if (!transaction.revive(id, actor_text(caller))) return refuse(RefusalCode::delivery_not_dead);
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  impl_->plugins->end_rest(found->plugin);  // that is all: whoever lets a plugin run again that is off does so knowingly
  impl_->poke();
  co_return Result<void>();
}

Awaitable<Result<void>> App::drop_delivery(Caller caller, std::string id, std::string reason) {
  const auto found = delivery(caller, id);
  if (!found) co_return std::unexpected(found.error());
  const auto clean = clean_text(reason, true);
  if (!clean) co_return refuse_fields({{"reason", clean.error()}});
  if (clean->empty() || length(*clean) > 500)
    co_return refuse_fields({{"reason", {"Nêu lý do bỏ, không quá 500 ký tự", "Say why it is dropped, 500 characters at most"}}});
  std::function<Result<bool>(store::Transaction&)> job = [&](store::Transaction& transaction) -> Result<bool> {
    if (!transaction.drop(id, actor_text(caller), *clean)) return refuse(RefusalCode::delivery_not_dead);
    return true;
  };
  const auto done = co_await on_writer<bool>(*impl_->writer, caller, std::move(job));
  if (!done) co_return std::unexpected(done.error());
  co_return Result<void>();
}

}  // namespace luan::app
