// How drafts are saved and found again by pages. Private to this folder.
#pragma once
#include "web/site.hpp"

namespace luan::web {

/// Where the form is that a draft belongs to.
[[nodiscard]] std::string draft_address(const app::DraftOf& of);
/// What was posted of the form, less what is no answer: tokens, keys, the button pressed. Refused where this visitor has no such form.
[[nodiscard]] Awaitable<Result<Instant>> save_draft(const Visit& visit, app::DraftOf of, const http::Pairs& fields);
/// A saved draft as it would have been posted.
[[nodiscard]] http::Pairs fields_of(const app::DraftView& draft);

}  // namespace luan::web
