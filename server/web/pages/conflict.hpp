// Where a form came too late: what was typed beside what was recorded meanwhile, both in full. Private to this folder.
#pragma once
#include "web/pages/form_flow.hpp"

namespace luan::web {

/// `seen`: version of the rotation when the form was opened. The draft stays until it is discarded.
[[nodiscard]] http::Reply conflict_page(const Visit& visit, const FormSubject& subject, const FormState& state, int seen, const Refusal& refusal);

}  // namespace luan::web
