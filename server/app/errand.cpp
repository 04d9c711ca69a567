// What a page's form brings along beside its command: a key, so that twice is once; and the draft that goes when it is recorded.
#include "app/impl.hpp"

namespace luan::app {

Result<void> first_time(store::Transaction& transaction, const Caller& caller) {
  const Errand& errand = caller.errand;
  if (errand.key.empty()) return {};
  const auto known = transaction.find_request(caller.account(), errand.key, errand.route);
  if (!known) return {};
  return refuse(known->body_sha256 == errand.body_sha256 ? RefusalCode::sent_already : RefusalCode::idempotency_mismatch);
}

void settle_errand(store::Transaction& transaction, const Caller& caller) {
  const Errand& errand = caller.errand;
  if (!errand.key.empty()) transaction.keep_request(caller.account(), errand.key, errand.route, {errand.body_sha256, 200, "{}"});
  if (!errand.draft.empty()) transaction.drop_draft(caller.account(), errand.draft);
}

}  // namespace luan::app
