// Where a form came too late: what was typed beside what was recorded meanwhile, both in full. Private to this folder.
#pragma once
#include "web/pages/form_flow.hpp"

namespace luan::web {

/// What stood there when the form was opened.
struct Opened {
  int seen = 0;       // version of the rotation
  std::string was{};  // of a form that changes what stands recorded: that, as JSON; "" otherwise
};
/// What stands recorded now, as `was` of a form that is opened now.
[[nodiscard]] std::string stands_now(const FormSubject& subject);

/// The draft stays until it is discarded. Going on with one's own version keeps what only the other one has changed.
[[nodiscard]] http::Reply conflict_page(const Visit& visit, const FormSubject& subject, const FormState& state, const Opened& opened, const Refusal& refusal);

}  // namespace luan::web
